/// Times of day as Korean messages say them.
enum KoreanClock {
  typealias Clock = TimeMention.Clock
  typealias Part = TimeMention.Part

  static let parts: [(Term, Part)] = [
    ("오전", .morning), ("오후", .afternoon), ("아침", .morning), ("점심", .noon), ("한낮", .noon),
    ("대낮", .noon),
    ("낮", .noon), ("저녁", .evening), ("초저녁", .evening), ("한밤중", .night), ("한밤", .night),
    ("밤", .night),
    ("새벽", .dawn), ("am", .morning), ("pm", .afternoon),
  ]

  /// What is read at the cursor: a part of the day, a clock, or both.
  struct Reading {
    var part: Part?
    var clock: Clock?
    var end: Clock?
  }

  static func takePart(_ cursor: inout TimeCursor) -> Part? {
    // 오늘밤, 내일저녁: a day may stand right before; 군밤 and 알밤 are chestnuts.
    let isFree =
      !TimeText.isHangul(cursor.before)
      || [0xB298, 0xC77C, 0xC6DC, 0xB0A0, 0xB0BC].contains(cursor.before)  // 늘 일 욜 날 낼
    guard isFree else { return nil }
    return cursor.attempt { cursor in
      guard let part = cursor.takeValue(parts) else { return nil }
      // 밤새, 아침마다 … are other words; 저녁밥 still tells when.
      if part == .night, cursor.matches("새") || cursor.matches("빵") { return nil }
      if TimeText.isLatin(cursor.before) {
        // "pm 7시", not the English verb.
        var behind = cursor
        behind.skipSpaces()
        guard TimeText.isDigit(behind.next) else { return nil }
      }
      return part
    }
  }

  /// `7시`, `7시 반`, `일곱시 반`, `7시 30분`, `19:30`, `정오`, `7~9시`.
  static func takeClock(_ cursor: inout TimeCursor) -> Reading? {
    if let range = cursor.attempt({ numberRange(&$0) }) { return range }
    guard let clock = cursor.attempt({ single(&$0) }) else { return nil }
    var reading = Reading(clock: clock)
    reading.end = cursor.attempt { cursor in
      var isRange = false
      if cursor.take("부터") || cursor.take("에서") { isRange = true }
      cursor.skipSpaces()
      if cursor.take("~") || cursor.take("-") { isRange = true }
      guard isRange else { return nil }
      cursor.skipSpaces()
      let part = takePart(&cursor)
      cursor.skipSpaces()
      guard let end = single(&cursor) else { return nil }
      // 3시에서 5시로 is a change, not a range.
      if cursor.matches("로") || cursor.matches("으로") { return nil }
      return part.map { Self.clock(end, in: $0) } ?? end
    }
    return reading
  }

  /// `7~9시`.
  private static func numberRange(_ cursor: inout TimeCursor) -> Reading? {
    guard isStart(cursor), let first = cursor.takeNumber(), first <= 24 else { return nil }
    cursor.skipSpaces()
    guard cursor.take("~") || cursor.take("-") else { return nil }
    cursor.skipSpaces()
    guard let end = hours(&cursor) else { return nil }
    return Reading(
      clock: Clock(hour: first % 24, minute: 0, isHalfOpen: 1...12 ~= first), end: end)
  }

  private static func single(_ cursor: inout TimeCursor) -> Clock? {
    if let clock = cursor.attempt({ hours(&$0) }) { return clock }
    if let clock = cursor.attempt({ digits(&$0) }) { return clock }
    guard !TimeText.isHangul(cursor.before) else { return nil }
    if cursor.take("정오") { return Clock(hour: 12, minute: 0, isHalfOpen: false) }
    if cursor.take("자정") { return Clock(hour: 0, minute: 0, isHalfOpen: false) }
    return nil
  }

  private static func isStart(_ cursor: TimeCursor) -> Bool {
    TimeText.isDigit(cursor.next) && !TimeText.isDigit(cursor.before)
      && !TimeText.isLatin(cursor.before)
      && !([0x2E, 0x2C, 0x3A].contains(cursor.before)
        && TimeText.isDigit(cursor.text[cursor.position - 2]))
  }

  /// `7시`, `7시 반`, `7시 30분`, `두시반`.
  private static func hours(_ cursor: inout TimeCursor) -> Clock? {
    var hour: Int
    if isStart(cursor) {
      guard let number = cursor.takeNumber() else { return nil }
      hour = number
    } else {
      guard !TimeText.isHangul(cursor.before), let number = cursor.takeValue(Numerals.korean)
      else { return nil }
      hour = number
    }
    cursor.skipSpaces()
    guard hour <= 24, cursor.take("시") else { return nil }
    // 3시간 is a span of time, 두시 even less so.
    if cursor.matches("간") || cursor.matches("즌") || cursor.matches("리즈") { return nil }
    hour %= 24
    let minute = cursor.attempt { cursor -> Int? in
      cursor.skipSpaces()
      if cursor.matches("반") {
        _ = cursor.take("반")
        // 3시 반납, 3시 반장: only then another word.
        let others: [Term] = ["납", "장", "찬", "품", "대", "응", "영", "상", "드"]
        return others.contains(where: cursor.matches) ? nil : 30
      }
      guard let minute = cursor.takeNumber(), minute < 60 else { return nil }
      cursor.skipSpaces()
      return cursor.take("분") ? minute : nil
    }
    return Clock(hour: hour, minute: minute ?? 0, isHalfOpen: 1...12 ~= hour)
  }

  /// `19:30`, `7:30`, `7:30pm`.
  private static func digits(_ cursor: inout TimeCursor) -> Clock? {
    // 06:30 is written as clocks show it.
    let isWhole = cursor.next == 0x30
    guard isStart(cursor), let hour = cursor.takeNumber(), hour <= 24, cursor.take(":"),
      let minute = cursor.takeNumber(digits: 2...2), minute < 60, cursor.next != 0x3A
    else { return nil }
    return Clock(
      hour: hour % 24, minute: minute,
      isHalfOpen: !isWhole && hour > 0 && hour <= 12 && !(hour == 12 && minute > 0))
  }

  /// The reading of a clock in a part of the day.
  static func clock(_ clock: Clock, in part: Part) -> Clock {
    var clock = clock
    guard clock.isHalfOpen else { return clock }
    clock.isHalfOpen = false
    switch part {
    case .dawn, .morning: clock.hour = clock.hour == 12 ? (part == .dawn ? 0 : 12) : clock.hour
    case .noon: if clock.hour < 7 { clock.hour += 12 }
    case .afternoon: if clock.hour < 12 { clock.hour += 12 }
    case .evening: if clock.hour < 12, clock.hour >= 3 { clock.hour += 12 }
    case .night:
      // 밤 12시 is midnight, 밤 1시 and 2시 lie behind it.
      if clock.hour == 12 { clock.hour = 0 } else if clock.hour >= 5 { clock.hour += 12 }
    }
    return clock
  }
}
