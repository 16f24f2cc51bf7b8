/// Days as Korean messages name them; each matcher reads one way of saying it.
enum KoreanDays {
  typealias Day = TimeMention.Day

  /// The day that is named at the cursor.
  static func take(_ cursor: inout TimeCursor, _ resolution: DayResolution) -> Day? {
    let matchers: [(inout TimeCursor, DayResolution) -> Day?] = [
      relative, week, monthly, written, offset, weekday, dayOfMonth, holiday, anaphor,
    ]
    for matcher in matchers {
      if let day = cursor.attempt({ matcher(&$0, resolution) }) { return day }
    }
    return nil
  }

  // MARK: Words

  private static let relatives: [(Term, Int)] = [
    ("내일모레", 2), ("낼모레", 2), ("내일 모레", 2), ("오늘", 0), ("금일", 0), ("내일", 1), ("낼", 1), ("명일", 1),
    ("익일", 1), ("글피", 3), ("모레", 2), ("어제", -1), ("그저께", -2), ("그제", -2), ("엊그제", -2),
  ]

  private static func relative(_ cursor: inout TimeCursor, _ resolution: DayResolution) -> Day? {
    // 보낼, 끝낼: inside a word it is something else.
    guard !TimeText.isHangul(cursor.before), let days = cursor.takeValue(relatives) else {
      return nil
    }
    // 오늘내일 한다: no day at all; 그제야: only then.
    if days == -2, cursor.matches("야") || cursor.matches("서") { return nil }
    return Day(number: resolution.today + days, form: days == 0 ? .today : .relative)
  }

  // MARK: Weeks

  private static let weeks: [(Term, Int)] = [
    ("다다음주", 2), ("다다음 주", 2), ("다담주", 2), ("다음다음 주", 2), ("다음주", 1), ("다음 주", 1),
    ("담주", 1), ("담 주", 1), ("차주", 1), ("내주", 1), ("이번주", 0), ("이번 주", 0), ("요번주", 0),
    ("요번 주", 0), ("금주", 0), ("이번", 0), ("요번", 0), ("다음", 1), ("담", 1), ("지난주", -1),
    ("지난 주", -1), ("저번주", -1), ("저번 주", -1), ("지난", -1), ("저번", -1), ("오는", 0), ("돌아오는", 0),
  ]

  private static let weekdays: [(Term, Int)] = [
    ("월요일", 0), ("화요일", 1), ("수요일", 2), ("목요일", 3), ("금요일", 4), ("토요일", 5), ("일요일", 6),
    ("월욜", 0), ("화욜", 1), ("수욜", 2), ("목욜", 3), ("금욜", 4), ("토욜", 5), ("일욜", 6),
    ("월욜", 0), ("월욜날", 0), ("월요", 0), ("화요", 1), ("수요", 2), ("목요", 3), ("금요", 4), ("토요", 5),
  ]

  private static let short: [(Term, Int)] = [
    ("월", 0), ("화", 1), ("수", 2), ("목", 3), ("금", 4), ("토", 5), ("일", 6),
  ]

  private static func week(_ cursor: inout TimeCursor, _ resolution: DayResolution) -> Day? {
    guard !TimeText.isHangul(cursor.before) else { return nil }
    let start = cursor.position
    guard let weeks = cursor.takeValue(weeks) else { return nil }
    // 이번 토요일 and 다음 토요일 need the day's name, 이번 주 does not.
    let last = cursor.before
    let saysWeek = last == 0xC8FC  // 주
    cursor.skipSpaces()
    if saysWeek { _ = cursor.take("차") }
    cursor.skipSpaces()
    if cursor.take("주말") || (saysWeek && cursor.take("말")) {
      let saturday = resolution.weekday(5, weeksAhead: weeks)
      return Day(number: saturday, form: .weekend, last: saturday + 1)
    }
    if let weekday = cursor.takeValue(weekdays) {
      // 오는 토요일: the coming one.
      if start + 1 < cursor.position, !saysWeek, weeks == 0 {
        return Day(number: resolution.weekday(weekday), form: .weekdayOfWeek)
      }
      return Day(
        number: resolution.weekday(weekday, weeksAhead: weeks), form: .weekdayOfWeek)
    }
    guard saysWeek else { return nil }
    if let weekday = cursor.attempt({ shortWeekday(&$0) }) {
      return Day(
        number: resolution.weekday(weekday, weeksAhead: weeks), form: .weekdayOfWeek)
    }
    let monday = resolution.weekday(0, weeksAhead: weeks)
    return Day(number: monday, form: .vague, last: monday + 6)
  }

  /// 담주 화: a syllable that no word continues.
  private static func shortWeekday(_ cursor: inout TimeCursor) -> Int? {
    guard let weekday = cursor.takeValue(short) else { return nil }
    let particles: [Term] = ["에", "은", "는", "까", "부", "로", "이", "도", "날"]
    if TimeText.isHangul(cursor.next), !particles.contains(where: cursor.matches) { return nil }
    return weekday
  }

  private static func weekday(_ cursor: inout TimeCursor, _ resolution: DayResolution) -> Day? {
    if !TimeText.isHangul(cursor.before) {
      if cursor.take("주말") {
        let saturday = resolution.weekday(5, weeksAhead: 0)
        return Day(number: saturday, form: .weekend, last: saturday + 1)
      }
      if let weekday = cursor.takeValue(weekdays) ?? cursor.attempt({ weekdayBeforeClock(&$0) }) {
        return Day(number: resolution.weekday(weekday), form: .weekday)
      }
    }
    return nil
  }

  /// `토 22시`, `토 저녁`, `(토)`: one syllable that only a clock or brackets make a day.
  private static func weekdayBeforeClock(_ cursor: inout TimeCursor) -> Int? {
    let isBracketed = cursor.before == 0x28
    guard let weekday = cursor.takeValue(short) else { return nil }
    if isBracketed { return cursor.next == 0x29 ? weekday : nil }
    var probe = cursor
    let isParted = probe.next == 0x20
    probe.skipSpaces()
    if TimeText.isDigit(probe.next) {
      return KoreanClock.takeClock(&probe) == nil ? nil : weekday
    }
    return isParted && probe.takeValue(KoreanClock.parts) != nil ? weekday : nil
  }

  // MARK: Months

  private static let months: [(Term, Int)] = [
    ("다다음달", 2), ("다다음 달", 2), ("다음달", 1), ("다음 달", 1), ("담달", 1), ("내달", 1), ("이번달", 0),
    ("이번 달", 0), ("요번달", 0), ("이달", 0), ("지난달", -1), ("저번달", -1), ("지난 달", -1), ("저번 달", -1),
  ]

  private static func monthly(_ cursor: inout TimeCursor, _ resolution: DayResolution) -> Day? {
    guard !TimeText.isHangul(cursor.before) else { return nil }
    if cursor.take("월말") || cursor.take("말일") {
      return resolution.day(31, monthsAhead: 0).map { Day(number: $0, form: .dayOfMonth) }
    }
    guard let months = cursor.takeValue(months) else { return nil }
    cursor.skipSpaces()
    if cursor.take("말일") {
      return resolution.day(31, monthsAhead: months).map { Day(number: $0, form: .date) }
    }
    if let day = cursor.attempt({ dayWithCounter(&$0) }) {
      return resolution.day(day, monthsAhead: months).map { Day(number: $0, form: .date) }
    }
    return resolution.day(1, monthsAhead: months).map { Day(number: $0, form: .vague) }
  }

  // MARK: Numbers

  /// `14일`, not a span of time (`3일 동안`, `3일째`).
  private static func dayWithCounter(_ cursor: inout TimeCursor) -> Int? {
    guard let day = cursor.takeNumber(), 1...31 ~= day else { return nil }
    cursor.skipSpaces()
    guard cursor.take("일") else { return nil }
    let spans: [Term] = [
      "간", "째", "동안", "치", "정", "차", "만에", "만 ", "씩", "이면", "이나", "이내", " 동안", " 만에", " 정도", " 이내",
      " 연속", "분", "내로", "내내", " 전", "전에", "안에", " 안에", "짜리", "권", "이 걸", "이상", " 이상",
    ]
    guard !spans.contains(where: cursor.matches) else { return nil }
    return day
  }

  private static func dayOfMonth(
    _ cursor: inout TimeCursor, _ resolution: DayResolution
  ) -> Day? {
    guard isNumberStart(cursor) else { return nil }
    if let range = cursor.attempt({ dayRange(&$0) }) {
      guard let first = resolution.dayOfMonth(range.0) else { return nil }
      let last = first + range.1 - range.0
      return Day(number: first, form: .dayOfMonth, last: last)
    }
    guard let day = dayWithCounter(&cursor) else { return nil }
    if let weekday = cursor.attempt({ weekdayBehind(&$0) }) {
      if let number = resolution.dayOfMonth(day, weekday: weekday) {
        return Day(number: number, form: .date)
      }
    }
    return resolution.dayOfMonth(day).map { Day(number: $0, form: .dayOfMonth) }
  }

  /// `3~5일`.
  private static func dayRange(_ cursor: inout TimeCursor) -> (Int, Int)? {
    guard let first = cursor.takeNumber(), 1...31 ~= first else { return nil }
    _ = cursor.take("일")
    cursor.skipSpaces()
    guard cursor.take("~") || cursor.take("-") || cursor.take("부터") else { return nil }
    cursor.skipSpaces()
    guard let last = dayWithCounter(&cursor), first < last else { return nil }
    return (first, last)
  }

  /// `(토)`, ` 토요일` behind a number.
  private static func weekdayBehind(_ cursor: inout TimeCursor) -> Int? {
    cursor.skipSpaces()
    if cursor.take("(") {
      cursor.skipSpaces()
      guard let weekday = cursor.takeValue(weekdays) ?? cursor.takeValue(short),
        cursor.take(")")
      else { return nil }
      return weekday
    }
    return cursor.takeValue(weekdays)
  }

  private static func isNumberStart(_ cursor: TimeCursor) -> Bool {
    guard TimeText.isDigit(cursor.next), !TimeText.isDigit(cursor.before) else { return false }
    let marks: [UInt32] = [0x2E, 0x2C, 0x3A, 0x2F, 0x2D]
    return !(marks.contains(cursor.before) && TimeText.isDigit(cursor.text[cursor.position - 2]))
      && !TimeText.isLatin(cursor.before)
  }

  /// `2026년 3월 14일`, `3월 14일(토)`, `3/14`, `3.14(토)`.
  private static func written(_ cursor: inout TimeCursor, _ resolution: DayResolution) -> Day? {
    guard isNumberStart(cursor) else { return nil }
    let year = cursor.attempt { cursor -> Int? in
      guard let year = cursor.takeNumber(digits: 2...4) else { return nil }
      guard cursor.takeAny(["년", "-", ".", "/"]) else { return nil }
      cursor.skipSpaces()
      return year < 100 ? (cursor.text[cursor.position - 1] == 0x20 ? 2_000 + year : nil) : year
    }
    guard let month = cursor.takeNumber(), 1...12 ~= month else { return nil }
    cursor.skipSpaces()
    let mark = cursor.next
    if cursor.take("월") {
      let afterMonth = cursor.position
      cursor.skipSpaces()
      if cursor.take("말일") {
        return resolution.date(month: month, day: month == 2 ? 28 : 30).map {
          let (year, month, _) = CivilDate.components(ofDay: $0)
          let last = CivilDate.days(inMonth: month, of: year)
          return Day(
            number: CivilDate.dayNumber(year: year, month: month, day: last) ?? $0, form: .date)
        }
      }
      let first = cursor.attempt { cursor -> Int? in
        guard let day = cursor.takeNumber(), 1...31 ~= day else { return nil }
        _ = cursor.take("일")
        cursor.skipSpaces()
        guard cursor.take("~") || cursor.take("-") || cursor.take("부터") else { return nil }
        cursor.skipSpaces()
        return day
      }
      if let day = cursor.attempt({ dayWithCounter(&$0) }) {
        guard let number = number(year, month, first ?? day, resolution) else { return nil }
        _ = cursor.attempt { weekdayBehind(&$0) }
        return Day(number: number, form: .date, last: first.map { number + day - $0 })
      }
      if let first {
        return number(year, month, first, resolution).map { Day(number: $0, form: .date) }
      }
      cursor.position = afterMonth
      return number(year, month, 1, resolution).map { Day(number: $0, form: .vague) }
    }
    guard mark == 0x2F || mark == 0x2E || (mark == 0x2D && year != nil) else { return nil }
    cursor.position += 1
    cursor.skipSpaces()
    guard let day = cursor.takeNumber(), 1...31 ~= day else { return nil }
    _ = mark == 0x2E && cursor.take(".")
    let weekday = cursor.attempt { weekdayBehind(&$0) }
    // 3.14 alone is a number; with the day of the week it is a date. 1/2 may be a share.
    if mark == 0x2E, year == nil, weekday == nil { return nil }
    if TimeText.isLatin(cursor.next) || cursor.next == 0x25 { return nil }
    return number(year, month, day, resolution).map { Day(number: $0, form: .date) }
  }

  private static func number(
    _ year: Int?, _ month: Int, _ day: Int, _ resolution: DayResolution
  ) -> Int? {
    if let year { return CivilDate.dayNumber(year: year, month: month, day: day) }
    return resolution.date(month: month, day: day)
  }

  /// `2주 뒤`, `사흘 뒤`, `일주일 후`, `한 달 뒤`.
  private static func offset(_ cursor: inout TimeCursor, _ resolution: DayResolution) -> Day? {
    let end = { (cursor: inout TimeCursor) -> Int? in
      cursor.skipSpaces()
      if cursor.takeAny(["뒤", "후", "있다가", "이따"]) { return 1 }
      if cursor.take("전") { return -1 }
      return nil
    }
    if !TimeText.isHangul(cursor.before), let days = cursor.takeValue(Numerals.koreanDays) {
      return end(&cursor).map { Day(number: resolution.today + $0 * days, form: .relative) }
    }
    if !TimeText.isHangul(cursor.before), cursor.take("일주일") {
      return end(&cursor).map { Day(number: resolution.today + $0 * 7, form: .relative) }
    }
    guard
      let count = TimeText.isDigit(cursor.before)
        ? nil
        : cursor.takeNumber()
          ?? (TimeText.isHangul(cursor.before) ? nil : cursor.takeValue(Numerals.korean))
    else { return nil }
    cursor.skipSpaces()
    if cursor.take("일") {
      return end(&cursor).map { Day(number: resolution.today + $0 * count, form: .relative) }
    }
    if cursor.take("주일") || cursor.take("주") {
      return end(&cursor).map { Day(number: resolution.today + $0 * count * 7, form: .relative) }
    }
    if cursor.take("개월") || cursor.take("달") {
      guard let sign = end(&cursor) else { return nil }
      return resolution.monthsAhead(sign * count).map { Day(number: $0, form: .relative) }
    }
    return nil
  }

  // MARK: Names

  private static let holidays: [(Term, (Int, Int))] = [
    ("크리스마스 이브", (12, 24)), ("크리스마스이브", (12, 24)), ("크리스마스", (12, 25)), ("성탄절", (12, 25)),
    ("어린이날", (5, 5)), ("어버이날", (5, 8)), ("스승의 날", (5, 15)), ("스승의날", (5, 15)), ("현충일", (6, 6)),
    ("광복절", (8, 15)), ("개천절", (10, 3)), ("한글날", (10, 9)), ("삼일절", (3, 1)), ("3.1절", (3, 1)),
    ("제헌절", (7, 17)), ("발렌타인데이", (2, 14)), ("화이트데이", (3, 14)), ("빼빼로데이", (11, 11)),
  ]

  private static func holiday(_ cursor: inout TimeCursor, _ resolution: DayResolution) -> Day? {
    guard !TimeText.isHangul(cursor.before), let (month, day) = cursor.takeValue(holidays) else {
      return nil
    }
    return resolution.date(month: month, day: day).map { Day(number: $0, form: .holiday) }
  }

  private static let anaphors: [(Term, Int)] = [
    ("그날", 0), ("그 날", 0), ("당일", 0), ("같은 날", 0), ("전날", -1), ("하루 전", -1), ("다음날", 1),
    ("다음 날", 1),
    ("담날", 1), ("이튿날", 1),
  ]

  private static func anaphor(_ cursor: inout TimeCursor, _ resolution: DayResolution) -> Day? {
    guard !TimeText.isHangul(cursor.before), let days = cursor.takeValue(anaphors) else {
      return nil
    }
    return Day(number: days, form: .anaphor)
  }
}
