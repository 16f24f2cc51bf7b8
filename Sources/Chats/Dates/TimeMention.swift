/// A time as a text names it: a day, a part of the day, a clock, or several of these together.
package struct TimeMention: Sendable, Hashable {
  /// A part of the day, from after midnight to before it.
  package enum Part: String, Sendable, Hashable, CaseIterable {
    case dawn, morning, noon, afternoon, evening, night
  }

  /// A reading of a clock.
  package struct Clock: Sendable, Hashable, Comparable {
    /// 0 to 23; as said where the half of the day is not told.
    package var hour: Int
    package var minute: Int
    /// Whether the half of the day is not told: `7시`.
    package var isHalfOpen: Bool
    /// Whether only a number stands there, whose meaning the context must tell: `make it 7`.
    package var isBare = false

    package var minutes: Int { hour * 60 + minute }

    package static func < (a: Clock, b: Clock) -> Bool { a.minutes < b.minutes }

    /// `HH:MM`.
    package var text: String {
      (hour < 10 ? "0" : "") + "\(hour):" + (minute < 10 ? "0" : "") + "\(minute)"
    }
  }

  /// How a day is said.
  package enum DayForm: String, Sendable, Hashable, CaseIterable {
    /// `3월 14일`: month and day.
    case date
    /// `14일`.
    case dayOfMonth
    case weekday
    /// `다음 주 토요일`.
    case weekdayOfWeek
    /// `내일`, `사흘 뒤`.
    case relative
    case today
    case weekend
    case holiday
    /// `그날`, `다음날`: counted from another day of the talk.
    case anaphor
    /// `다음 주`, `월말`, `3월`: no single day.
    case vague
  }

  package struct Day: Sendable, Hashable {
    /// Days since 1970-01-01; for an anaphor the days after the one it rests on.
    package var number: Int
    package var form: DayForm
    /// The last day of a range, as in `3~5일`.
    package var last: Int?
  }

  /// Where it stands, in Unicode scalars of the text.
  package var range: Range<Int>
  package var day: Day?
  package var part: Part?
  package var clock: Clock?
  /// The clock at the end of a range.
  package var end: Clock?
  /// So many minutes after the message: `30분 뒤`.
  package var minutesAhead: Int?
  /// `쯤`, `-ish`, `around`.
  package var isApproximate = false
  /// `까지`, `by`: the last moment at which something is possible.
  package var isDeadline = false
  /// `부터`, `from`.
  package var isStart = false
  /// `매주`, `every`, `마다`.
  package var isRecurring = false
  /// Two readings are plausible: the half of the day, or which number is the month.
  package var isAmbiguous = false
}
