/// Which day is meant by what people say, seen from the day on which they say it.
///
/// `direction` tells whether plans are meant or what has been: a plan's 14일 is the next one, a
/// search's the last.
struct DayResolution {
  package enum Direction: Sendable { case future, past }

  /// The day of the message, in days since 1970-01-01.
  let today: Int
  var direction = Direction.future

  private var parts: (year: Int, month: Int, day: Int) { CivilDate.components(ofDay: today) }

  /// 0 is Monday.
  static func weekday(_ day: Int) -> Int { (((day + 3) % 7) + 7) % 7 }

  /// The Monday of the week in which a day lies.
  static func monday(_ day: Int) -> Int { day - weekday(day) }

  /// A weekday (0 is Monday) without a word on the week: the next one, never today.
  func weekday(_ weekday: Int) -> Int {
    let ahead = (weekday - Self.weekday(today) + 7) % 7
    switch direction {
    case .future: return today + (ahead == 0 ? 7 : ahead)
    case .past: return today + (ahead == 0 ? 0 : ahead - 7)
    }
  }

  /// A weekday of the week that many weeks from now; weeks begin on Monday.
  func weekday(_ weekday: Int, weeksAhead weeks: Int) -> Int {
    Self.monday(today) + weeks * 7 + weekday
  }

  /// Month and day without a year: the next one, or the last within four months when one speaks
  /// of what was.
  func date(month: Int, day: Int) -> Int? {
    let year = parts.year
    let candidates = [year - 1, year, year + 1].compactMap {
      CivilDate.dayNumber(year: $0, month: month, day: day)
    }
    switch direction {
    case .future:
      // A plan lies at most ten months ahead; what seems to lie farther was some weeks ago.
      return candidates.first { $0 >= today - 60 && $0 < today + 306 }
        ?? CivilDate.dayNumber(year: year, month: month, day: day)
        ?? candidates.first { $0 >= today }
    case .past: return candidates.last { $0 <= today }
    }
  }

  /// The day of a month without a word on the month.
  func dayOfMonth(_ day: Int) -> Int? {
    var (year, month, _) = parts
    for _ in 0..<12 {
      if let number = CivilDate.dayNumber(year: year, month: month, day: day),
        direction == .future ? number >= today : number <= today
      {
        return number
      }
      (year, month) = Self.month(year, month, plus: direction == .future ? 1 : -1)
    }
    return nil
  }

  /// A day of the month that many months from now, the last where it has fewer.
  func day(_ day: Int, monthsAhead months: Int) -> Int? {
    let (year, month) = Self.month(parts.year, parts.month, plus: months)
    guard 1...9999 ~= year else { return nil }
    return CivilDate.dayNumber(
      year: year, month: month, day: min(day, CivilDate.days(inMonth: month, of: year)))
  }

  /// The same day that many months from now.
  func monthsAhead(_ months: Int) -> Int? { day(parts.day, monthsAhead: months) }

  /// The next day of that name, where the weekday must fit as well: `14일(토)`.
  func dayOfMonth(_ day: Int, weekday: Int) -> Int? {
    var (year, month, _) = parts
    for _ in 0..<12 {
      if let number = CivilDate.dayNumber(year: year, month: month, day: day),
        number >= today - 7, Self.weekday(number) == weekday
      {
        return number
      }
      (year, month) = Self.month(year, month, plus: 1)
    }
    return nil
  }

  private static func month(_ year: Int, _ month: Int, plus months: Int) -> (Int, Int) {
    let index = year * 12 + month - 1 + months
    return (index / 12, index % 12 + 1)
  }
}
