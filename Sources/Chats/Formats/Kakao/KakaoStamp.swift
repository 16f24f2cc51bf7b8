/// The date and time with which a record of a mobile KakaoTalk export begins.
///
/// Language and clock of the phone are independent settings, so every shape is accepted in every
/// file.
struct KakaoStamp {
  enum Shape { case korean, dotted, hyphens, english, timeFirst, dayFirst, slashes }

  let time: LocalTime
  let shape: Shape
  let hasHalf: Bool
  /// The index of the first byte behind it.
  let end: Int

  enum Reading {
    case none
    /// It has the form of a stamp but no calendar or clock shows it.
    case impossible
    case stamp(KakaoStamp)
  }

  private static let year = Word("년")
  private static let month = Word("월")
  private static let day = Word("일")
  private static let at = Word(" at")

  /// What stands at the beginning of a line.
  static func read(_ bytes: [UInt8], from start: Int, to end: Int) -> Reading {
    guard end - start >= 10 else { return .none }
    var scanner = Scanner(bytes, from: start, to: end)
    guard let first = scanner.next else { return .none }
    let parts: Parts?
    if first.isDigit {
      parts = startingWithDigit(&scanner)
    } else if 0x41...0x5A ~= first {
      parts = english(&scanner)
    } else {
      return .none
    }
    guard let parts else { return .none }
    let (y, m, d) = parts.date
    guard let day = CivilDate.dayNumber(year: y, month: m, day: d), let clock = parts.seconds,
      let time = LocalTime(seconds: day * 86_400 + clock)
    else { return .impossible }
    return .stamp(
      KakaoStamp(
        time: time, shape: parts.shape, hasHalf: parts.hasHalf, end: scanner.position))
  }

  private struct Parts {
    let date: (Int, Int, Int)
    let seconds: Int?
    let hasHalf: Bool
    let shape: Shape

    /// Takes the clock that ends a stamp.
    init?(_ y: Int, _ m: Int, _ d: Int, clockFrom scanner: inout Scanner, _ shape: Shape) {
      guard let clock = Clock.take(&scanner) else { return nil }
      date = (y, m, d)
      seconds = clock.seconds
      hasHalf = clock.half != nil
      self.shape = shape
    }

    init(date: (Int, Int, Int), seconds: Int?, hasHalf: Bool, shape: Shape) {
      self.date = date
      self.seconds = seconds
      self.hasHalf = hasHalf
      self.shape = shape
    }
  }

  private static func startingWithDigit(_ scanner: inout Scanner) -> Parts? {
    let start = scanner.position
    guard let first = scanner.takeNumber(digits: 1...4) else { return nil }
    if scanner.position - start == 4 { return yearFirst(first, &scanner) }
    guard scanner.position - start <= 2 else { return nil }
    if scanner.next == UInt8(ascii: ":") {
      scanner.position = start
      return timeFirst(&scanner)
    }
    if scanner.take("/") {
      guard let m = scanner.takeNumber(digits: 2...2), scanner.take("/") else { return nil }
      let yearStart = scanner.position
      guard var y = scanner.takeNumber(digits: 2...4) else { return nil }
      switch scanner.position - yearStart {
      case 2: y += 2_000
      case 3: return nil
      default: break
      }
      guard scanner.takeSpace() else { return nil }
      return Parts(y, m, first, clockFrom: &scanner, .slashes)
    }
    guard scanner.takeSpace(), let m = Clock.takeMonth(&scanner), scanner.takeSpace(),
      let y = scanner.takeNumber(digits: 4...4), scanner.take(",") || scanner.take(at),
      scanner.takeSpace()
    else { return nil }
    return Parts(y, m, first, clockFrom: &scanner, .dayFirst)
  }

  private static func yearFirst(_ y: Int, _ scanner: inout Scanner) -> Parts? {
    if scanner.take(year) {
      guard scanner.takeSpace(), let m = scanner.takeNumber(digits: 1...2), scanner.take(month),
        scanner.takeSpace(), let d = scanner.takeNumber(digits: 1...2), scanner.take(day),
        scanner.takeSpace()
      else { return nil }
      return Parts(y, m, d, clockFrom: &scanner, .korean)
    }
    if scanner.take(".") {
      _ = scanner.takeSpace()
      guard let m = scanner.takeNumber(digits: 1...2), scanner.take(".") else { return nil }
      _ = scanner.takeSpace()
      guard let d = scanner.takeNumber(digits: 1...2) else { return nil }
      _ = scanner.take(".")
      guard scanner.takeSpace() else { return nil }
      return Parts(y, m, d, clockFrom: &scanner, .dotted)
    }
    guard scanner.take("-"), let m = scanner.takeNumber(digits: 1...2), scanner.take("-"),
      let d = scanner.takeNumber(digits: 1...2), scanner.takeSpace()
    else { return nil }
    return Parts(y, m, d, clockFrom: &scanner, .hyphens)
  }

  private static func english(_ scanner: inout Scanner) -> Parts? {
    guard let m = Clock.takeMonth(&scanner), scanner.takeSpace(),
      let d = scanner.takeNumber(digits: 1...2), scanner.take(","), scanner.takeSpace(),
      let y = scanner.takeNumber(digits: 4...4), scanner.take(",") || scanner.take(at),
      scanner.takeSpace()
    else { return nil }
    return Parts(y, m, d, clockFrom: &scanner, .english)
  }

  /// `8:34pm, July 9, 2015`: builds of 2015.
  private static func timeFirst(_ scanner: inout Scanner) -> Parts? {
    guard let (hour, minute, second) = Clock.takeDigits(&scanner) else { return nil }
    _ = scanner.takeSpace()
    guard let half = Clock.takeEnglishHalf(&scanner), scanner.take(","), scanner.takeSpace(),
      let m = Clock.takeMonth(&scanner), scanner.takeSpace(),
      let d = scanner.takeNumber(digits: 1...2), scanner.take(","), scanner.takeSpace(),
      let y = scanner.takeNumber(digits: 4...4)
    else { return nil }
    let seconds = Clock.seconds(hour: hour, minute: minute, second: second, half: half)
    return Parts(date: (y, m, d), seconds: seconds, hasHalf: true, shape: .timeFirst)
  }
}
