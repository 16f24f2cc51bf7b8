/// Times of day and names of months as messengers write them.
enum Clock {
  private static let morning = Word("오전")
  private static let afternoon = Word("오후")

  enum Half { case am, pm }

  /// Seconds since midnight, or `nil` where no clock shows that.
  ///
  /// With a half of the day the hours are 1 to 12 and 12 is the first of them; without one they
  /// are 0 to 23.
  static func seconds(hour: Int, minute: Int, second: Int, half: Half?) -> Int? {
    guard 0...59 ~= minute, 0...59 ~= second else { return nil }
    var hour = hour
    if let half {
      guard 1...12 ~= hour else { return nil }
      hour = hour % 12 + (half == .pm ? 12 : 0)
    }
    guard 0...23 ~= hour else { return nil }
    return hour * 3_600 + minute * 60 + second
  }

  /// `오전` or `오후`.
  static func takeKoreanHalf(_ scanner: inout Scanner) -> Half? {
    if scanner.take(morning) { return .am }
    if scanner.take(afternoon) { return .pm }
    return nil
  }

  /// `AM`, `pm`, `a.m.` and the like; leaves the place where there is none.
  static func takeEnglishHalf(_ scanner: inout Scanner) -> Half? {
    let start = scanner.position
    let isMorning = scanner.take("A") || scanner.take("a")
    guard isMorning || scanner.take("P") || scanner.take("p") else { return nil }
    _ = scanner.take(".")
    guard scanner.take("M") || scanner.take("m") else {
      scanner.position = start
      return nil
    }
    _ = scanner.take(".")
    return isMorning ? .am : .pm
  }

  /// `h:mm` with optional seconds and the half of the day before or behind.
  ///
  /// The outer `nil` means that no clock stands here, the inner one that no clock shows it.
  static func take(_ scanner: inout Scanner) -> (seconds: Int?, half: Half?)? {
    let start = scanner.position
    var half = takeKoreanHalf(&scanner)
    if half != nil, !scanner.takeSpace() {
      scanner.position = start
      return nil
    }
    guard let (hour, minute, second) = takeDigits(&scanner) else {
      scanner.position = start
      return nil
    }
    if half == nil {
      let end = scanner.position
      _ = scanner.takeSpace()
      half = takeEnglishHalf(&scanner)
      if half == nil { scanner.position = end }
    }
    return (seconds(hour: hour, minute: minute, second: second, half: half), half)
  }

  /// `h:mm` or `h:mm:ss`.
  static func takeDigits(_ scanner: inout Scanner) -> (hour: Int, minute: Int, second: Int)? {
    let start = scanner.position
    guard let hour = scanner.takeNumber(digits: 1...2), scanner.take(":"),
      let minute = scanner.takeNumber(digits: 2...2)
    else {
      scanner.position = start
      return nil
    }
    let end = scanner.position
    if scanner.take(":"), let second = scanner.takeNumber(digits: 2...2) {
      return (hour, minute, second)
    }
    scanner.position = end
    return (hour, minute, 0)
  }

  private static let months: [[UInt8]] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ].map { Array($0.utf8) }

  /// An English month, short or in full.
  static func takeMonth(_ scanner: inout Scanner) -> Int? {
    guard let first = scanner.next, 0x41...0x5A ~= first, scanner.position + 3 <= scanner.end
    else { return nil }
    let head = scanner.bytes[scanner.position..<scanner.position + 3]
    guard let index = months.firstIndex(where: { $0.elementsEqual(head) }) else { return nil }
    scanner.position += 3
    while let letter = scanner.next, 0x61...0x7A ~= letter { scanner.position += 1 }
    return index + 1
  }
}
