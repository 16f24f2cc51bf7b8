import struct Foundation.TimeZone

/// Times of ISO 8601, as programs write them.
enum ISOTime {
  /// Takes a date and, as far as they are there, a clock, seconds, a fraction and a zone.
  ///
  /// Date and clock are parted by `T` or a space. Without a zone it is a reading of a wall clock
  /// and stays as it is.
  ///
  /// The outer `nil` means that no such thing stands here, the inner one that no calendar or
  /// clock shows it.
  static func take(_ scanner: inout Scanner, zone: TimeZone, clockRequired: Bool) -> LocalTime?? {
    let start = scanner.position
    guard let y = scanner.takeNumber(digits: 4...4), scanner.take("-"),
      let m = scanner.takeNumber(digits: 2...2), scanner.take("-"),
      let d = scanner.takeNumber(digits: 2...2)
    else {
      scanner.position = start
      return nil
    }
    let dateEnd = scanner.position
    guard scanner.take("T") || scanner.take("t") || scanner.take(" "),
      let hour = scanner.takeNumber(digits: 2...2), scanner.take(":"),
      let minute = scanner.takeNumber(digits: 2...2)
    else {
      scanner.position = clockRequired ? start : dateEnd
      return clockRequired ? nil : .some(LocalTime(year: y, month: m, day: d))
    }
    var second = 0
    let minuteEnd = scanner.position
    if scanner.take(":"), let number = scanner.takeNumber(digits: 2...2) {
      second = number
      takeFraction(&scanner)
    } else {
      scanner.position = minuteEnd
    }
    let wall = LocalTime(year: y, month: m, day: d, hour: hour, minute: minute, second: second)
    guard let offset = takeOffset(&scanner) else { return .some(wall) }
    return .some(wall.flatMap { LocalTime(instant: $0.seconds - offset, in: zone) })
  }

  /// A whole text.
  static func read(_ text: String, zone: TimeZone) -> LocalTime? {
    var scanner = Scanner(Array(text.utf8)[...])
    guard let time = take(&scanner, zone: zone, clockRequired: false), scanner.isAtEnd else {
      return nil
    }
    return time
  }

  private static func takeFraction(_ scanner: inout Scanner) {
    let start = scanner.position
    guard scanner.take(".") || scanner.take(",") else { return }
    let digits = scanner.position
    while let byte = scanner.next, byte.isDigit { scanner.position += 1 }
    if scanner.position == digits { scanner.position = start }
  }

  /// `Z`, `+09:00`, `+0900` or `+09`, as seconds.
  private static func takeOffset(_ scanner: inout Scanner) -> Int? {
    if scanner.take("Z") || scanner.take("z") { return 0 }
    let start = scanner.position
    let isEast = scanner.take("+")
    guard isEast || scanner.take("-"), let hours = scanner.takeNumber(digits: 2...2) else {
      scanner.position = start
      return nil
    }
    let end = scanner.position
    _ = scanner.take(":")
    var minutes = 0
    if let number = scanner.takeNumber(digits: 2...2) {
      minutes = number
    } else {
      scanner.position = end
    }
    return (hours * 60 + minutes) * (isEast ? 60 : -60)
  }
}
