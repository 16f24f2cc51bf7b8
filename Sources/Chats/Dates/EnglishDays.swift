/// Days as English messages name them.
enum EnglishDays {
  typealias Day = TimeMention.Day

  static func take(_ cursor: inout TimeCursor, _ resolution: DayResolution) -> Day? {
    guard !TimeText.isLatin(cursor.before) else { return nil }
    let matchers: [(inout TimeCursor, DayResolution) -> Day?] = [
      relative, offset, week, month, written, ordinal, weekday, holiday, anaphor,
    ]
    for matcher in matchers {
      if let day = cursor.attempt({ matcher(&$0, resolution) }) { return day }
    }
    return nil
  }

  // MARK: Words

  private static let relatives: [(Term, Int)] = [
    ("the day after tomorrow", 2), ("day after tomorrow", 2), ("day before yesterday", -2),
    ("today", 0), ("tonight", 0), ("tonite", 0), ("tomorrow", 1), ("tomorow", 1), ("tommorow", 1),
    ("tommorrow", 1), ("tmrw", 1), ("tmr", 1), ("tmw", 1), ("tomo", 1), ("tomoz", 1), ("2moro", 1),
    ("2morrow", 1), ("the morn", 1), ("yesterday", -1), ("last night", -1),
    ("this morning", 0), ("this afternoon", 0), ("this evening", 0), ("this arvo", 0),
  ]

  private static func relative(_ cursor: inout TimeCursor, _ resolution: DayResolution) -> Day? {
    let start = cursor.position
    guard let days = cursor.takeWord(relatives) else { return nil }
    // The words that name a part of the day too leave it to be read as such.
    let word = cursor.position - start
    if days == 0, word != 5 {
      let length = cursor.text[start + 4] == 0x20 ? 5 : 2  // "this ", "to"(night)
      cursor.position = start + length
    } else if days == -1, word == 10 {
      cursor.position = start + 5
    }
    return Day(number: resolution.today + days, form: days == 0 ? .today : .relative)
  }

  // MARK: Weeks

  static let weekdays: [(Term, Int)] = [
    ("monday", 0), ("mondays", 0), ("mon", 0), ("tuesday", 1), ("tues", 1), ("tue", 1),
    ("wednesday", 2), ("weds", 2), ("wed", 2), ("thursday", 3), ("thurs", 3), ("thur", 3),
    ("thu", 3), ("friday", 4), ("fri", 4), ("saturday", 5), ("sat", 5), ("sunday", 6), ("sun", 6),
  ]

  private static let directions: [(Term, Int)] = [
    ("next week", 1), ("this week", 0), ("last week", -1), ("next", 1), ("this", 0), ("last", -1),
    ("coming", 0), ("this coming", 0),
  ]

  private static func week(_ cursor: inout TimeCursor, _ resolution: DayResolution) -> Day? {
    if cursor.takeWord("the weekend") || cursor.takeWord("weekend") {
      let saturday = resolution.weekday(5, weeksAhead: 0)
      return Day(number: saturday, form: .weekend, last: saturday + 1)
    }
    if let weekday = cursor.attempt({ weekOn(&$0) }) {
      return Day(number: resolution.weekday(weekday) + 7, form: .weekdayOfWeek)
    }
    guard let weeks = cursor.takeWord(directions) else { return nil }
    let saysWeek = cursor.before == 0x6B  // k
    cursor.skipSpaces()
    if saysWeek { _ = cursor.takeWord("on") }
    cursor.skipSpaces()
    if let weekday = cursor.takeWord(weekdays) {
      if weeks == 0, !saysWeek {
        return Day(number: resolution.weekday(weekday), form: .weekdayOfWeek)
      }
      if weeks < 0, !saysWeek {
        return Day(
          number: DayResolution(today: resolution.today, direction: .past).weekday(weekday),
          form: .weekdayOfWeek)
      }
      return Day(number: resolution.weekday(weekday, weeksAhead: weeks), form: .weekdayOfWeek)
    }
    if cursor.takeWord("weekend") {
      let saturday = resolution.weekday(5, weeksAhead: weeks)
      return Day(number: saturday, form: .weekend, last: saturday + 1)
    }
    guard saysWeek else { return nil }
    let monday = resolution.weekday(0, weeksAhead: weeks)
    return Day(number: monday, form: .vague, last: monday + 6)
  }

  /// `a week on Tuesday`, `week Saturday`.
  private static func weekOn(_ cursor: inout TimeCursor) -> Int? {
    _ = cursor.takeWord("a")
    cursor.skipSpaces()
    guard cursor.takeWord("week") else { return nil }
    cursor.skipSpaces()
    _ = cursor.takeWord("on")
    cursor.skipSpaces()
    return cursor.takeWord(weekdays)
  }

  private static func weekday(_ cursor: inout TimeCursor, _ resolution: DayResolution) -> Day? {
    let start = cursor.position
    guard let weekday = cursor.takeWord(weekdays) else { return nil }
    if isAnotherWord(cursor, from: start) { return nil }
    let end = cursor.position
    cursor.skipSpaces()
    if cursor.takeWord("week") {
      return Day(number: resolution.weekday(weekday) + 7, form: .weekdayOfWeek)
    }
    cursor.position = end
    cursor.skipSpaces()
    _ = cursor.takeWord("the")
    cursor.skipSpaces()
    if let day = cursor.attempt({ ordinalNumber(&$0) }) {
      // Tuesday 14th, Fri 17 Dec: the month, where there is one, decides.
      let afterDay = cursor.position
      cursor.skipSpaces()
      _ = cursor.takeWord("of")
      cursor.skipSpaces()
      if let month = cursor.takeWord(months), let number = resolution.date(month: month, day: day) {
        return Day(number: number, form: .date)
      }
      cursor.position = afterDay
      if let number = resolution.dayOfMonth(day, weekday: weekday) {
        return Day(number: number, form: .date)
      }
    }
    cursor.position = end
    return Day(number: resolution.weekday(weekday), form: .weekday)
  }

  /// The cat sat, the sun: short names that are other words as well.
  private static func isAnotherWord(_ cursor: TimeCursor, from start: Int) -> Bool {
    guard cursor.position - start == 3 else { return false }
    let text = cursor.text
    let isSat = text[start] == 0x73 && text[start + 1] == 0x61
    let isSun = text[start] == 0x73 && text[start + 1] == 0x75
    guard isSat || isSun else { return false }
    if isSat, cursor.matches(" nav") || cursor.matches(" down") || cursor.matches(" in ") {
      return true
    }
    var end = start
    while text[end - 1] == 0x20 { end -= 1 }
    var word = end
    while TimeText.isLatin(text[word - 1]) { word -= 1 }
    var back = TimeCursor(text, at: word)
    let before: [Term] =
      isSat
      ? ["i", "he", "she", "we", "they", "just", "been", "who", "cat", "dog"]
      : ["the", "in", "full", "hot", "of"]
    return word < end && back.takeAnyWord(before) && back.position == end
  }

  // MARK: Dates

  static let months: [(Term, Int)] = [
    ("january", 1), ("jan", 1), ("february", 2), ("feb", 2), ("march", 3), ("mar", 3), ("april", 4),
    ("apr", 4), ("may", 5), ("june", 6), ("jun", 6), ("july", 7), ("jul", 7), ("august", 8),
    ("aug", 8), ("september", 9), ("sept", 9), ("sep", 9), ("october", 10), ("oct", 10),
    ("november", 11), ("nov", 11), ("december", 12), ("dec", 12),
  ]

  /// `14`, `14th`: a day's number that nothing continues.
  private static func ordinalNumber(_ cursor: inout TimeCursor) -> Int? {
    guard let day = cursor.takeNumber(), 1...31 ~= day else { return nil }
    let hasEnding = cursor.takeAny(["st", "nd", "rd", "th"])
    if TimeText.isLatin(cursor.next) { return nil }
    if !hasEnding {
      // Fri 7.30, Fri 7-9, Sat 10:15, Mon 8 to 12 are clocks.
      if [0x2E, 0x3A].contains(cursor.next), TimeText.isDigit(cursor.text[cursor.position + 1]) {
        return nil
      }
      if cursor.next == 0x2D, TimeText.isDigit(cursor.text[cursor.position + 1]) { return nil }
      if day <= 12 {
        var probe = cursor
        probe.skipSpaces()
        _ = probe.takeWord("of")
        probe.skipSpaces()
        if probe.takeWord(months) == nil { return nil }
      }
    }
    return day
  }

  /// `14 March`, `March 14th`, `14th of March`, `3/14`, `2026-03-14`.
  private static func written(_ cursor: inout TimeCursor, _ resolution: DayResolution) -> Day? {
    if let month = cursor.takeWord(months) {
      let isWord = month == 5 || month == 3
      cursor.skipSpaces()
      _ = cursor.takeWord("the")
      cursor.skipSpaces()
      guard let day = cursor.takeNumber(), 1...31 ~= day else { return nil }
      let hasEnding = cursor.takeAny(["st", "nd", "rd", "th"])
      if TimeText.isLatin(cursor.next) || cursor.next == 0x3A || (isWord && !hasEnding && day > 31)
      {
        return nil
      }
      return resolution.date(month: month, day: day).map { Day(number: $0, form: .date) }
    }
    guard TimeText.isDigit(cursor.next), !TimeText.isDigit(cursor.before),
      ![0x2E, 0x2C, 0x2F, 0x3A, 0xA3, 0x24].contains(cursor.before)
    else { return nil }
    if let day = cursor.attempt({ iso(&$0) }) { return Day(number: day, form: .date) }
    guard let first = cursor.takeNumber() else { return nil }
    if cursor.take("/") {
      guard let second = cursor.takeNumber(), !TimeText.isLatin(cursor.next), cursor.next != 0x2F
      else { return nil }
      // Whose custom it is nobody says; only one order may be a date at all.
      let (month, day) = first > 12 ? (second, first) : (first, second)
      guard 1...12 ~= month, 1...31 ~= day else { return nil }
      return resolution.date(month: month, day: day).map { Day(number: $0, form: .date) }
    }
    _ = cursor.takeAny(["st", "nd", "rd", "th"])
    var last: Int?
    cursor.skipSpaces()
    if cursor.take("-") || cursor.takeWord("to") || cursor.take("/") {
      cursor.skipSpaces()
      last = cursor.takeNumber()
      guard last != nil else { return nil }
      _ = cursor.takeAny(["st", "nd", "rd", "th"])
    }
    cursor.skipSpaces()
    _ = cursor.takeWord("of")
    cursor.skipSpaces()
    guard 1...31 ~= first, let month = cursor.takeWord(months),
      let number = resolution.date(month: month, day: first)
    else { return nil }
    return Day(number: number, form: .date, last: last.map { number + $0 - first })
  }

  private static func iso(_ cursor: inout TimeCursor) -> Int? {
    guard let year = cursor.takeNumber(digits: 4...4), cursor.take("-"),
      let month = cursor.takeNumber(), cursor.take("-"), let day = cursor.takeNumber()
    else { return nil }
    return CivilDate.dayNumber(year: year, month: month, day: day)
  }

  /// `the 14th`, `14th`.
  private static func ordinal(_ cursor: inout TimeCursor, _ resolution: DayResolution) -> Day? {
    _ = cursor.takeWord("the")
    cursor.skipSpaces()
    guard TimeText.isDigit(cursor.next), !TimeText.isDigit(cursor.before),
      let day = cursor.takeNumber(), 1...31 ~= day,
      cursor.takeAny(["st", "nd", "rd", "th"]), !TimeText.isLatin(cursor.next)
    else { return nil }
    // 2nd floor, 3rd time: the small ones count other things more often than days.
    let end = cursor.position
    cursor.skipSpaces()
    let things: [Term] = [
      "floor", "time", "place", "year", "grade", "birthday", "one", "flight", "try", "row",
      "street",
      "st", "ave", "avenue", "attempt", "round", "day", "week", "hand", "person", "goal", "lap",
    ]
    if cursor.takeAnyWord(things) { return nil }
    cursor.position = end
    return resolution.dayOfMonth(day).map { Day(number: $0, form: .dayOfMonth) }
  }

  // MARK: Distances

  /// `in two weeks`, `3 days from now`, `in a fortnight`.
  private static func offset(_ cursor: inout TimeCursor, _ resolution: DayResolution) -> Day? {
    let isAhead = cursor.takeWord("in")
    cursor.skipSpaces()
    guard
      let count = cursor.takeNumber() ?? cursor.takeWord(Numerals.english)
        ?? cursor.takeWord([("a", 1), ("a couple of", 2), ("a couple", 2)])
    else { return nil }
    cursor.skipSpaces()
    let units: [(Term, Int)] = [
      ("days", 1), ("day", 1), ("weeks", 7), ("week", 7), ("wks", 7), ("wk", 7), ("fortnight", 14),
      ("months", 0), ("month", 0),
    ]
    guard let days = cursor.takeWord(units) else { return nil }
    cursor.skipSpaces()
    var sign = 1
    if cursor.takeWord("ago") {
      sign = -1
    } else if !isAhead, !cursor.takeAnyWord(["from now", "from today"]) {
      return nil
    }
    if days == 0 {
      return resolution.monthsAhead(sign * count).map { Day(number: $0, form: .relative) }
    }
    return Day(number: resolution.today + sign * days * count, form: .relative)
  }

  /// `next month`, `end of the month`.
  private static func month(_ cursor: inout TimeCursor, _ resolution: DayResolution) -> Day? {
    if cursor.takeAnyWord(["end of the month", "end of month"]) {
      return resolution.day(31, monthsAhead: 0).map { Day(number: $0, form: .dayOfMonth) }
    }
    if cursor.takeWord("next month") {
      return resolution.day(1, monthsAhead: 1).map { Day(number: $0, form: .vague) }
    }
    return nil
  }

  // MARK: Names

  private static let holidays: [(Term, (Int, Int))] = [
    ("christmas eve", (12, 24)), ("xmas eve", (12, 24)), ("christmas day", (12, 25)),
    ("christmas", (12, 25)), ("xmas", (12, 25)), ("boxing day", (12, 26)),
    ("new year's eve", (12, 31)), ("new years eve", (12, 31)), ("nye", (12, 31)),
    ("new year's day", (1, 1)), ("halloween", (10, 31)), ("valentine's day", (2, 14)),
    ("valentines day", (2, 14)), ("bonfire night", (11, 5)), ("st patrick's day", (3, 17)),
  ]

  private static func holiday(_ cursor: inout TimeCursor, _ resolution: DayResolution) -> Day? {
    guard let (month, day) = cursor.takeWord(holidays) else { return nil }
    return resolution.date(month: month, day: day).map { Day(number: $0, form: .holiday) }
  }

  private static let anaphors: [(Term, Int)] = [
    ("the same day", 0), ("same day", 0), ("that day", 0), ("on the day", 0), ("that night", 0),
    ("the day before", -1), ("the night before", -1), ("the day after", 1), ("the next day", 1),
    ("next day", 1), ("that evening", 0), ("that morning", 0), ("that afternoon", 0),
  ]

  private static func anaphor(_ cursor: inout TimeCursor, _ resolution: DayResolution) -> Day? {
    guard let days = cursor.takeWord(anaphors) else { return nil }
    return Day(number: days, form: .anaphor)
  }
}
