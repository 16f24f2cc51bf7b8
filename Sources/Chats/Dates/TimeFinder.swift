/// Finds the times that a message names.
///
/// The text is read once from left to right: at each place the matchers of days, parts of the day and
/// clocks are tried in turn, and what stands side by side (`14일(토) 저녁 7시`) becomes one mention.
package struct TimeFinder: Sendable {
  /// When the message was written: relative words count from its day.
  package let anchor: LocalTime
  package var direction = Direction.future

  package enum Direction: Sendable { case future, past }

  package init(anchor: LocalTime, direction: Direction = .future) {
    self.anchor = anchor
    self.direction = direction
  }

  /// The reading of a clock in a part of the day.
  package static func clock(
    _ clock: TimeMention.Clock, in part: TimeMention.Part
  ) -> TimeMention.Clock {
    KoreanClock.clock(clock, in: part)
  }

  /// The mentions of a text, from left to right.
  package func mentions(in text: String) -> [TimeMention] {
    let text = TimeText(text)
    let resolution = DayResolution(
      today: anchor.dayNumber, direction: direction == .future ? .future : .past)
    var mentions: [TimeMention] = []
    var cursor = TimeCursor(text, at: 0)
    while !cursor.isAtEnd {
      let start = cursor.position
      if var mention = mention(&cursor, resolution) {
        var last = cursor.position
        while last > start + 1, text[last - 1] == 0x20 { last -= 1 }
        mention.range = text.origins[start]..<text.origins[last]
        Marks.read(before: start, after: last, in: text, into: &mention)
        mentions.append(mention)
        if cursor.position == start { cursor.position += 1 }
        continue
      }
      cursor.position = start + 1
    }
    return mentions
  }

  /// Everything that belongs together from the cursor on.
  private func mention(_ cursor: inout TimeCursor, _ resolution: DayResolution) -> TimeMention? {
    guard Self.mayBegin(cursor) else { return nil }
    var mention = TimeMention(range: 0..<0)
    var end: Int?
    var pieces = 0
    while pieces < 6, let piece = piece(&cursor, resolution, after: mention) {
      guard Self.join(piece, to: &mention) else {
        if let end { cursor.position = end }
        break
      }
      end = cursor.position
      pieces += 1
      Self.skipGlue(&cursor)
    }
    guard let end else { return nil }
    cursor.position = end
    Self.settle(&mention)
    return mention
  }

  /// Whether a mention may begin here: a digit, a Hangul syllable or the first letter of a word.
  private static func mayBegin(_ cursor: TimeCursor) -> Bool {
    let next = cursor.next
    if TimeText.isDigit(next) { return true }
    if TimeText.isHangul(next) { return true }
    return TimeText.isLatin(next) && !TimeText.isLatin(cursor.before)
  }

  private enum Piece {
    case day(TimeMention.Day)
    case part(TimeMention.Part)
    case clock(KoreanClock.Reading)
    /// So many minutes from now.
    case minutes(Int)
  }

  private func piece(
    _ cursor: inout TimeCursor, _ resolution: DayResolution, after mention: TimeMention
  ) -> Piece? {
    if let minutes = cursor.attempt({ Distances.take(&$0) }) { return .minutes(minutes) }
    if let day = KoreanDays.take(&cursor, resolution) ?? EnglishDays.take(&cursor, resolution) {
      return .day(day)
    }
    if let reading = KoreanClock.takeClock(&cursor) {
      // 7:30pm, and 7:30 as English says it, are read below.
      var probe = cursor
      probe.skipSpaces()
      if !TimeText.isLatin(probe.next) && probe.next != 0x2D { return .clock(reading) }
      if let english = rereadEnglish(&cursor, reading) { return .clock(english) }
      return .clock(reading)
    }
    if let part = KoreanClock.takePart(&cursor) ?? EnglishClock.takePart(&cursor) {
      return .part(part)
    }
    let isExpected = mention.day != nil && mention.clock == nil || Marks.asksForClock(cursor)
    if let reading = EnglishClock.take(&cursor, isExpected: isExpected) { return .clock(reading) }
    return nil
  }

  private func rereadEnglish(
    _ cursor: inout TimeCursor, _ reading: KoreanClock.Reading
  ) -> KoreanClock.Reading? {
    var start = cursor
    while start.position > 0, TimeText.isDigit(start.before) || start.before == 0x3A {
      start.position -= 1
    }
    guard TimeText.isDigit(start.next), let found = EnglishClock.take(&start, isExpected: true)
    else { return nil }
    cursor = start
    return found
  }

  /// Adds a piece; `false` where the mention has such a piece already.
  private static func join(_ piece: Piece, to mention: inout TimeMention) -> Bool {
    switch piece {
    case .day(let day):
      if let first = mention.day {
        // 27일 토요일, 내일 화요일, 다음 주 27일: the more certain of both.
        guard mention.clock == nil, mention.part == nil else { return false }
        switch (first.form, day.form) {
        case (.vague, .weekday): mention.day = within(first, weekdayOf: day)
        case (.vague, _): mention.day = day
        case (_, .vague), (_, .anaphor): return false
        case (_, .weekday), (_, .weekdayOfWeek): break
        case (.weekday, .dayOfMonth), (.weekday, .date), (.weekdayOfWeek, .dayOfMonth),
          (.weekdayOfWeek, .date):
          mention.day = day
        case (.today, .date), (.relative, .date), (.relative, .dayOfMonth): break
        default: return false
        }
        return true
      }
      guard mention.clock == nil || mention.clock?.isBare == false else { return false }
      mention.day = day
    case .part(let part):
      guard mention.part == nil else { return false }
      mention.part = part
      if let clock = mention.clock { mention.clock = KoreanClock.clock(clock, in: part) }
    case .clock(let reading):
      guard mention.clock == nil else { return false }
      mention.clock = reading.clock
      mention.end = reading.end
    case .minutes(let minutes):
      guard mention.day == nil, mention.clock == nil, mention.part == nil else { return false }
      mention.minutesAhead = minutes
    }
    return true
  }

  /// The weekday inside a week that was named before it.
  private static func within(
    _ week: TimeMention.Day, weekdayOf day: TimeMention.Day
  ) -> TimeMention.Day {
    guard week.last.map({ $0 - week.number == 6 }) ?? false else { return day }
    return TimeMention.Day(
      number: week.number + DayResolution.weekday(day.number), form: .weekdayOfWeek)
  }

  /// What may stand between two pieces of one mention.
  private static func skipGlue(_ cursor: inout TimeCursor) {
    cursor.skipSpaces()
    let start = cursor.position
    let glue: [Term] = ["에는 ", "에 ", "은 ", "는 ", "날 ", "의 ", "에도 ", "도 ", ", ", ",", "@"]
    if cursor.takeAny(glue) {
      cursor.skipSpaces()
      return
    }
    if cursor.takeAnyWord(["at", "around", "about", "from", "for", "in the", "by", "on", "is", "@"])
    {
      cursor.skipSpaces()
      return
    }
    cursor.position = start
  }

  /// Applies the part of the day to the clock and the half of the beginning to the end.
  private static func settle(_ mention: inout TimeMention) {
    if let part = mention.part, let clock = mention.clock {
      mention.clock = KoreanClock.clock(clock, in: part)
    }
    if let clock = mention.clock, let end = mention.end, end.isHalfOpen, !clock.isHalfOpen {
      var later = end
      later.isHalfOpen = false
      if later.hour < 12, later.minutes <= clock.minutes { later.hour += 12 }
      mention.end = later
    }
    mention.isAmbiguous = mention.clock?.isHalfOpen ?? false
  }
}
