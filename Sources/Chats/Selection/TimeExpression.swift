import struct Foundation.TimeZone
import Korean

/// Times as people say them, in Korean and in English.
enum TimeExpression {
  /// The first and the last second that the words mean: a day has many, a clock a minute.
  struct Span: Equatable {
    let start: LocalTime
    let end: LocalTime
  }

  /// The time that words name, or `nil` where they name none.
  ///
  /// Relative words are counted from `anchor`.
  static func read(_ words: String, anchor: LocalTime) -> Span? {
    let text = Hangul.composed(words.trimmed)
    if let span = absolute(text) { return span }
    let tokens = text.lowercased().split(whereSeparator: \.isWhitespace).map(String.init)
    guard !tokens.isEmpty else { return nil }
    if let span = ago(tokens.joined(separator: " "), anchor) { return span }
    return day(tokens, anchor) ?? mentioned(text, anchor)
  }

  /// What ``TimeFinder`` reads where the whole text is one time: `지난주 토요일 저녁 7시`, `last friday`.
  private static func mentioned(_ text: String, _ anchor: LocalTime) -> Span? {
    let mentions = TimeFinder(anchor: anchor, direction: .past).mentions(in: text)
    guard mentions.count == 1, let mention = mentions.first, mention.minutesAhead == nil,
      mention.range == 0..<text.unicodeScalars.count, mention.clock?.isBare != true
    else { return nil }
    let day = mention.day.map(\.number) ?? anchor.dayNumber
    guard mention.day?.form != .anaphor, mention.day != nil || mention.clock != nil,
      let start = LocalTime(seconds: day * 86_400)
    else { return nil }
    if let clock = mention.clock {
      return span(start.adding(seconds: clock.minutes * 60), hasSeconds: false)
    }
    guard mention.part == nil else { return nil }
    let last = mention.day?.last ?? day
    return Span(start: start, end: start.adding(seconds: (last - day + 1) * 86_400 - 1))
  }

  private static func span(_ time: LocalTime, hasSeconds: Bool) -> Span {
    Span(start: time, end: hasSeconds ? time : time.adding(seconds: 59))
  }

  private static func wholeDay(_ day: LocalTime) -> Span {
    Span(start: day, end: day.adding(seconds: 86_399))
  }

  /// ISO 8601, the stamps of exports, and days in numbers.
  private static func absolute(_ text: String) -> Span? {
    let bytes = Array(text.utf8)
    if let time = ISOTime.read(text, zone: .gmt) {
      if bytes.count == 10 { return wholeDay(time) }
      return span(time, hasSeconds: bytes.count >= 19)
    }
    if case .stamp(let stamp) = KakaoStamp.read(bytes, from: 0, to: bytes.count),
      stamp.end == bytes.count
    {
      return span(stamp.time, hasSeconds: stamp.time.second != 0)
    }
    return KakaoDay.read(bytes, from: 0, to: bytes.count, weekdayRequired: false).map(wholeDay)
  }

  private static let units: [(words: [String], seconds: Int)] = [
    (["초", "second", "seconds", "sec"], 1),
    (["분", "minute", "minutes", "min", "mins", "m"], 60),
    (["시간", "hour", "hours", "h"], 3_600),
    (["일", "day", "days", "d"], 86_400),
    (["주", "주일", "week", "weeks", "w"], 7 * 86_400),
  ]

  /// `3시간 전`, `30분전`, `2 days ago`.
  private static func ago(_ text: String, _ anchor: LocalTime) -> Span? {
    var rest = Substring(text)
    guard let ending = ["전", "ago"].first(where: { rest.hasSuffix($0) }) else { return nil }
    rest = rest.dropLast(ending.count)
    let digits = rest.prefix { $0.isASCII && $0.isNumber }
    guard let count = Int(digits), count < 1_000_000 else { return nil }
    let unit = String(rest.dropFirst(digits.count)).trimmed
    guard let seconds = units.first(where: { $0.words.contains(unit) })?.seconds else { return nil }
    let time = anchor.adding(seconds: -count * seconds)
    return Span(start: time, end: time)
  }

  private static let days: [String: Int] = [
    "오늘": 0, "어제": 1, "그제": 2, "그저께": 2, "엊그제": 2, "today": 0, "yesterday": 1,
  ]

  /// A day and perhaps a clock: `어제 18:00`, `5월 3일 오후 6시`, `18:00`.
  private static func day(_ tokens: [String], _ anchor: LocalTime) -> Span? {
    var tokens = tokens[...]
    var day = anchor.startOfDay
    var hasDay = false
    if let first = tokens.first, let back = days[first] {
      day = day.adding(seconds: -back * 86_400)
      hasDay = true
      tokens.removeFirst()
    } else if let (date, count) = date(tokens, anchor) {
      day = date
      hasDay = true
      tokens.removeFirst(count)
    }
    if tokens.first == "at" { tokens.removeFirst() }
    if tokens.isEmpty { return hasDay ? wholeDay(day) : nil }
    guard let clock = clock(tokens.joined(separator: " ")) else { return nil }
    return span(day.adding(seconds: clock.seconds), hasSeconds: clock.hasSeconds)
  }

  /// The day that words begin with, such as `5월 3일`, and how many of the words it takes.
  ///
  /// A day without a year is the last one of that name that is not later than the anchor.
  private static func date(
    _ tokens: ArraySlice<String>, _ anchor: LocalTime
  ) -> (day: LocalTime, count: Int)? {
    let words = Array(tokens.prefix(3))
    if let first = words.first, first.utf8.count == 10,
      let day = ISOTime.read(first, zone: .gmt)
    {
      return (day, 1)
    }
    if words.count == 3, words[0].hasSuffix("년"), let year = Int(words[0].dropLast()),
      let (month, day) = monthAndDay(words[1] + words[2]),
      let date = LocalTime(year: year, month: month, day: day)
    {
      return (date, 3)
    }
    for count in [1, 2] where words.count >= count {
      guard let (month, day) = monthAndDay(words.prefix(count).joined()) else { continue }
      for year in [anchor.year, anchor.year - 1] {
        if let date = LocalTime(year: year, month: month, day: day), date <= anchor {
          return (date, count)
        }
      }
    }
    return nil
  }

  private static func monthAndDay(_ word: String) -> (Int, Int)? {
    let parts = word.split(separator: "월")
    guard parts.count == 2, let month = Int(parts[0]), parts[1].hasSuffix("일"),
      let day = Int(parts[1].dropLast())
    else { return nil }
    return (month, day)
  }

  /// `18:00`, `오후 6:30`, `6pm`, `오후 6시 30분`, `정오`.
  private static func clock(_ text: String) -> (seconds: Int, hasSeconds: Bool)? {
    switch text {
    case "정오", "noon": return (12 * 3_600, false)
    case "자정", "midnight": return (0, false)
    default: break
    }
    var scanner = Scanner(Array(text.utf8)[...])
    if let clock = Clock.take(&scanner), let seconds = clock.seconds, scanner.isAtEnd {
      return (seconds, text.utf8.count { $0 == UInt8(ascii: ":") } == 2)
    }
    scanner.position = 0
    var half = Clock.takeKoreanHalf(&scanner)
    _ = scanner.take(" ")
    guard let hour = scanner.takeNumber(digits: 1...2) else { return nil }
    var minute = 0
    if scanner.take(hourWord) {
      _ = scanner.take(" ")
      if let number = scanner.takeNumber(digits: 1...2) {
        guard scanner.take(minuteWord) else { return nil }
        minute = number
      } else if scanner.take(halfHour) {
        minute = 30
      }
    } else {
      _ = scanner.take(" ")
      guard half == nil, let english = Clock.takeEnglishHalf(&scanner) else { return nil }
      half = english
    }
    guard scanner.isAtEnd,
      let seconds = Clock.seconds(hour: hour, minute: minute, second: 0, half: half)
    else { return nil }
    return (seconds, false)
  }

  private static let hourWord = Word("시")
  private static let minuteWord = Word("분")
  private static let halfHour = Word("반")
}
