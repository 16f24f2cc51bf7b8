/// Times of day as English messages say them.
enum EnglishClock {
  typealias Clock = TimeMention.Clock
  typealias Part = TimeMention.Part

  private static let parts: [(Term, Part)] = [
    ("morning", .morning), ("mornin", .morning), ("afternoon", .afternoon),
    ("arvo", .afternoon), ("evening", .evening), ("eve", .evening), ("night", .night),
    ("nite", .night), ("lunchtime", .noon), ("lunch", .noon), ("brunch", .morning),
    ("breakfast", .morning), ("dinner", .evening), ("supper", .evening),
  ]

  static func takePart(_ cursor: inout TimeCursor) -> Part? {
    guard !TimeText.isLatin(cursor.before) || isTonight(cursor) else { return nil }
    if isTonight(cursor) {
      for term: Term in ["night", "nite"] where cursor.take(term) { return .night }
    }
    return cursor.attempt { cursor in
      _ = cursor.takeAnyWord(["in the", "this"])
      cursor.skipSpaces()
      return cursor.takeWord(parts)
    }
  }

  /// Between "to" and "night", which ``EnglishDays`` leaves here.
  private static func isTonight(_ cursor: TimeCursor) -> Bool {
    cursor.text[cursor.position - 1] == 0x6F && cursor.text[cursor.position - 2] == 0x74
      && !TimeText.isLatin(cursor.text[cursor.position - 3])
      && (cursor.matches("night") || cursor.matches("nite"))
  }

  /// A clock with all that belongs to it; `isExpected` where a day or a preposition stands before,
  /// so that a bare number is one.
  static func take(_ cursor: inout TimeCursor, isExpected: Bool) -> KoreanClock.Reading? {
    guard let first = cursor.attempt({ single(&$0, isExpected: isExpected) }) else { return nil }
    var reading = KoreanClock.Reading(clock: first)
    reading.end = cursor.attempt { cursor in
      cursor.skipSpaces()
      guard
        cursor.take("-") || cursor.take("~") || cursor.takeAnyWord(["to", "til", "till", "until"])
      else { return nil }
      cursor.skipSpaces()
      return single(&cursor, isExpected: true)
    }
    // 7-9pm: the half of the end is that of the beginning as well, where that makes a range.
    if let end = reading.end, !end.isHalfOpen, first.isHalfOpen, end.hour > 12 {
      if first.hour < 12, first.hour + 12 <= end.hour {
        reading.clock = Clock(hour: first.hour + 12, minute: first.minute, isHalfOpen: false)
      } else {
        reading.clock?.isHalfOpen = false
      }
      reading.clock?.isBare = false
    }
    // 10-2, 8 to 12: a range in numbers alone needs a preposition or a day before it.
    if reading.clock?.isBare == true, reading.end?.isHalfOpen == true {
      reading.clock?.isBare = !isExpected
    }
    return reading
  }

  private static func single(_ cursor: inout TimeCursor, isExpected: Bool) -> Clock? {
    if let clock = cursor.attempt({ word(&$0) }) { return clock }
    if let clock = cursor.attempt({ spoken(&$0) }) { return clock }
    if let clock = cursor.attempt({ digits(&$0, isExpected: isExpected) }) { return clock }
    return nil
  }

  private static func word(_ cursor: inout TimeCursor) -> Clock? {
    if cursor.takeAnyWord(["noon", "midday"]) {
      return Clock(hour: 12, minute: 0, isHalfOpen: false)
    }
    if cursor.takeWord("midnight") { return Clock(hour: 0, minute: 0, isHalfOpen: false) }
    return nil
  }

  /// `half six`, `half past 6`, `quarter to seven`, `ten past 7`, `20 to 8`.
  private static func spoken(_ cursor: inout TimeCursor) -> Clock? {
    guard !TimeText.isLatin(cursor.before), !TimeText.isDigit(cursor.before) else { return nil }
    var minutes: Int?
    if cursor.takeWord("half") {
      cursor.skipSpaces()
      _ = cursor.takeWord("past")
      minutes = 30
    } else if let count = cursor.takeWord(Numerals.englishMinutes) {
      cursor.skipSpaces()
      if cursor.takeWord("past") || cursor.takeWord("after") {
        minutes = count
      } else if cursor.takeWord("to") || cursor.takeWord("of") {
        // 5 to 7 is a range in most chats; quarter to is not.
        guard count >= 15 else { return nil }
        minutes = -count
      }
    }
    guard let minutes else { return nil }
    cursor.skipSpaces()
    guard let hour = hour(&cursor) else { return nil }
    let total = (hour * 60 + minutes + 720) % 720
    let clock = Clock(
      hour: total / 60 == 0 ? 12 : total / 60, minute: total % 60, isHalfOpen: true)
    return withHalf(clock, &cursor)
  }

  /// 1 to 12 as a number or a word.
  private static func hour(_ cursor: inout TimeCursor) -> Int? {
    if let number = cursor.takeNumber() {
      guard 1...12 ~= number, !isCounted(cursor) else { return nil }
      return number
    }
    return cursor.takeWord(Numerals.english)
  }

  /// `7pm`, `7.30`, `7:30 pm`, `19:00`, `1900`, `7ish`, `7 o'clock`, and bare numbers.
  private static func digits(_ cursor: inout TimeCursor, isExpected: Bool) -> Clock? {
    guard !TimeText.isLatin(cursor.before), !TimeText.isDigit(cursor.before),
      ![0x2E, 0x2C, 0x3A, 0x2F, 0xA3, 0x24, 0x20AC, 0x23].contains(cursor.before)
        || cursor.before == 0x2E && !TimeText.isDigit(cursor.text[cursor.position - 2])
        || cursor.before == 0x2C && !TimeText.isDigit(cursor.text[cursor.position - 2])
    else { return nil }
    if isExpected, let four = cursor.attempt({ fourDigits(&$0) }) { return four }
    guard let hour = cursor.takeNumber() ?? (isExpected ? cursor.takeWord(Numerals.english) : nil),
      hour <= 24
    else { return nil }
    var minute = 0
    var isPlain = true
    let mark = cursor.next
    if mark == 0x3A || mark == 0x2E {
      let found = cursor.attempt { cursor -> Int? in
        cursor.position += 1
        guard let minute = cursor.takeNumber(digits: 2...2), minute < 60 else { return nil }
        return minute
      }
      if let found {
        minute = found
        isPlain = false
        // 7.30 may be a price or a length; a colon is always a clock.
        if mark == 0x2E {
          let units: [Term] = [
            "km", "k", "m", "kg", "%", "each", "quid", "euro", "euros", "per", "x",
          ]
          var probe = cursor
          probe.skipSpaces()
          if units.contains(where: {
            probe.matches($0) && !TimeText.isLatin(probe.text[probe.position + $0.units.count])
          }) || !(minute % 5 == 0 || isExpected) {
            return nil
          }
        }
      }
    }
    let clock = Clock(
      hour: hour % 24, minute: minute,
      isHalfOpen: 1...12 ~= hour, isBare: isPlain)
    if let told = cursor.attempt({ half(&$0) }) { return Self.clock(clock, half: told) }
    if cursor.take("ish") || cursor.take("-ish") || cursor.take(" ish") {
      return unbare(clock, hour: hour)
    }
    let isSharp = cursor.attempt { cursor -> Bool? in
      cursor.skipSpaces()
      return cursor.takeAnyWord(["o'clock", "oclock", "o clock", "sharp", "on the dot"])
        ? true : nil
    }
    if isSharp != nil { return unbare(clock, hour: hour) }
    if isPlain {
      guard 1...12 ~= hour || isExpected && hour <= 23 && hour > 0, !isCounted(cursor) else {
        return nil
      }
      if TimeText.isLatin(cursor.next) { return nil }
      if isExpected { return unbare(clock, hour: hour) }
      // In Korean a number without its counter is no time.
      var behind = cursor
      behind.skipSpaces()
      return TimeText.isHangul(behind.next) || TimeText.isHangul(cursor.before) ? nil : clock
    }
    if TimeText.isLatin(cursor.next) { return nil }
    return clock
  }

  private static func unbare(_ clock: Clock, hour: Int) -> Clock? {
    guard 1...23 ~= hour else { return nil }
    var clock = clock
    clock.isBare = false
    return clock
  }

  /// `1930`, after a word that asks for a time.
  private static func fourDigits(_ cursor: inout TimeCursor) -> Clock? {
    guard let number = cursor.takeNumber(digits: 4...4), number / 100 < 24, number % 100 < 60,
      number % 5 == 0 || number < 1000
    else { return nil }
    if number / 100 == 20 && number % 100 >= 20 { return nil }  // 2026 is a year
    return Clock(hour: number / 100, minute: number % 100, isHalfOpen: false)
  }

  private static func half(_ cursor: inout TimeCursor) -> Clock12? {
    cursor.skipSpaces()
    for (term, half) in halves where cursor.matches(term) {
      let after = cursor.text[cursor.position + term.units.count]
      if TimeText.isLatin(after) { continue }
      cursor.position += term.units.count
      return half
    }
    return nil
  }

  private enum Clock12 { case am, pm }
  private static let halves: [(Term, Clock12)] = [
    ("a.m.", .am), ("p.m.", .pm), ("am", .am), ("pm", .pm), ("a.m", .am), ("p.m", .pm), ("p", .pm),
  ]

  private static func withHalf(_ clock: Clock, _ cursor: inout TimeCursor) -> Clock {
    guard let told = cursor.attempt({ half(&$0) }) else { return clock }
    return Self.clock(clock, half: told)
  }

  private static func clock(_ clock: Clock, half: Clock12) -> Clock {
    var clock = clock
    clock.isBare = false
    guard clock.isHalfOpen else { return clock }
    clock.isHalfOpen = false
    clock.hour = clock.hour % 12 + (half == .pm ? 12 : 0)
    return clock
  }

  private static let units: [Term] = [
    "min", "mins", "minute", "minutes", "hour", "hours", "hr", "hrs", "day", "days", "week",
    "weeks",
    "month", "months", "year", "years", "people", "ppl", "person", "of", "percent", "quid",
    "pounds",
    "euros", "dollars", "bucks", "k", "km", "kg", "miles", "mile", "metres", "m", "g", "x", "more",
    "other", "others", "bags", "boxes", "pages", "page", "kids", "seats", "tickets", "each",
    "times",
    "left", "spare", "items", "cups", "votes", "degrees", "litres", "rooms", "chairs", "nights",
    "night", "adults", "children", "cars", "spots", "places", "and a half", "or 2", "or two",
    "extra",
    "points", "goals", "songs", "seconds", "secs", "sec", "eggs", "pieces", "grand", "pints",
    "sets",
  ]

  /// Whether a number counts things: 7 people, 10%, 5k.
  private static func isCounted(_ cursor: TimeCursor) -> Bool {
    var cursor = cursor
    if [0x25, 0x2F, 0x78, 0x2B].contains(cursor.next) { return true }
    if cursor.next == 0x2E || cursor.next == 0x2C,
      TimeText.isDigit(cursor.text[cursor.position + 1])
    {
      return true
    }
    cursor.skipSpaces()
    return units.contains { term in
      cursor.matches(term) && !TimeText.isLatin(cursor.text[cursor.position + term.units.count])
    }
  }
}
