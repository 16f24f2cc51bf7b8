/// Lines that name a day: between the days of iOS exports, and between dashes on Windows.
enum KakaoDay {
  private static let year = Word("년 ")
  private static let month = Word("월 ")
  private static let day = Word("일")
  private static let weekdays = ["월", "화", "수", "목", "금", "토", "일"].map { Word($0) }
  private static let weekdayEnd = Word("요일")
  private static let dot = Word(". ")
  private static let comma = Word(", ")
  private static let englishDays = [
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
  ].map { Word($0) }

  /// The day that a whole line names, as its midnight.
  ///
  /// The weekday is not compared with the date: files that went through hands get it wrong.
  static func read(
    _ bytes: [UInt8], from start: Int, to end: Int, weekdayRequired: Bool = true
  ) -> LocalTime? {
    guard end - start >= 11, let first = start < end ? bytes[start] : nil else { return nil }
    var scanner = Scanner(bytes, from: start, to: end)
    let date: (y: Int, m: Int, d: Int)
    if first.isDigit {
      guard let found = korean(&scanner, weekdayRequired) else { return nil }
      date = found
    } else if 0x41...0x5A ~= first {
      guard let found = english(&scanner, weekdayRequired) else { return nil }
      date = found
    } else {
      return nil
    }
    guard scanner.isAtEnd else { return nil }
    return LocalTime(year: date.y, month: date.m, day: date.d)
  }

  private static func korean(_ scanner: inout Scanner, _ required: Bool) -> (Int, Int, Int)? {
    guard let y = scanner.takeNumber(digits: 4...4) else { return nil }
    let m: Int
    let d: Int
    if scanner.take(year) {
      guard let month = scanner.takeNumber(digits: 1...2), scanner.take(Self.month),
        let number = scanner.takeNumber(digits: 1...2), scanner.take(day)
      else { return nil }
      (m, d) = (month, number)
    } else {
      guard scanner.take(dot), let month = scanner.takeNumber(digits: 1...2), scanner.take(dot),
        let number = scanner.takeNumber(digits: 1...2), scanner.take(".")
      else { return nil }
      (m, d) = (month, number)
    }
    if scanner.isAtEnd { return required ? nil : (y, m, d) }
    guard scanner.take(" "), weekdays.contains(where: { scanner.take($0) }),
      scanner.take(weekdayEnd)
    else { return nil }
    return (y, m, d)
  }

  private static func english(_ scanner: inout Scanner, _ required: Bool) -> (Int, Int, Int)? {
    let hasWeekday = englishDays.contains { scanner.take($0) }
    if hasWeekday {
      guard scanner.take(comma) else { return nil }
    } else if required {
      return nil
    }
    guard let m = Clock.takeMonth(&scanner), scanner.take(" "),
      let d = scanner.takeNumber(digits: 1...2), scanner.take(comma),
      let y = scanner.takeNumber(digits: 4...4)
    else { return nil }
    return (y, m, d)
  }

  /// The day of a Windows separator: five or more dashes on both sides.
  static func separator(_ bytes: [UInt8], from start: Int, to end: Int) -> LocalTime? {
    guard start < end, bytes[start] == UInt8(ascii: "-") else { return nil }
    var first = start
    while first < end, bytes[first] == UInt8(ascii: "-") { first += 1 }
    var last = end
    while last > first, bytes[last - 1].isBlank { last -= 1 }
    let dashesEnd = last
    while last > first, bytes[last - 1] == UInt8(ascii: "-") { last -= 1 }
    guard first - start >= 5, dashesEnd - last >= 5, last - first >= 2,
      bytes[first] == 0x20, bytes[last - 1] == 0x20
    else { return nil }
    return read(bytes, from: first + 1, to: last - 1, weekdayRequired: false)
  }
}
