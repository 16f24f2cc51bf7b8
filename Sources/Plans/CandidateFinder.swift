import Chats

/// Reads a chat from its beginning and notes every date and time that may be a plan.
///
/// A clock alone belongs to the day that is talked about; a day alone may keep the clock that was
/// named before it. Which of the candidates stand at the end is for ``PlanTracker`` to tell.
struct CandidateFinder {
  /// A message with what the rules read of it.
  struct Line {
    var time: LocalTime
    var sender: String
    var text: PlanText
    var mentions: [TimeMention]
  }

  /// After so many messages, a talk is about something else.
  private static let memory = 30
  /// A candidate farther away than this was not meant as a plan.
  private static let horizon = 400

  private let lines: [Line]
  private var found: [Candidate.Key: Candidate] = [:]
  private var order = 0

  /// The day that is talked about.
  private var focus: (day: Int, message: Int)?
  private var clock: (minutes: Int, message: Int)?
  /// The parts of the day that were named for a day.
  private var parts: [Int: TimeMention.Part] = [:]
  /// Dates that were named by number: a weekday after them may be one of them.
  private var named: [Int] = []
  private var farDay: Int?
  /// The clocks of each day whose half of the day was told.
  private var told: [Int: [Int]] = [:]
  /// The nearest day that a weekday or a day of the month may mean, where the talk is of a later one.
  private var nearer: [Int: Int] = [:]

  /// Whether what was told elsewhere decides which day or half is meant, and days beside one are asides.
  ///
  /// In Korean only: on the validation chats English lost by it (F1 0.744 before, 0.667 to 0.698 with).
  private let isKorean: Bool

  private init(_ lines: [Line], isKorean: Bool) { (self.lines, self.isKorean) = (lines, isKorean) }

  /// The candidates whose day is not over at the end of the chat, in the order of their first mention.
  static func candidates(in lines: [Line], isKorean: Bool) -> [Candidate] {
    guard let end = lines.last?.time.dayNumber else { return [] }
    var finder = CandidateFinder(lines, isKorean: isKorean)
    for index in lines.indices { finder.read(index) }
    return finder.found.values
      .filter { end...(end + horizon) ~= $0.key.day }
      .sorted { $0.first.order < $1.first.order }
  }

  private mutating func note(
    _ day: Int, _ minutes: Int?, _ source: Candidate.Source, _ mention: TimeMention, _ index: Int
  ) {
    let key = Candidate.Key(day: day, minutes: minutes)
    found[key, default: Candidate(key: key)].evidence.append(
      Candidate.Evidence(message: index, source: source, mention: mention, order: order))
    order += 1
  }

  // MARK: One message

  private mutating func read(_ index: Int) {
    let line = lines[index]
    let today = line.time.dayNumber
    let now = line.time.secondOfDay / 60
    if let old = focus, index - old.message > Self.memory || old.day < today { focus = nil }
    if let old = clock, index - old.message > Self.memory { clock = nil }
    let mentions = line.mentions.filter { !DoubtfulMention.isNone($0, in: line.text) }
    nearer = [:]
    let days = mentions.map { resolve($0, today: today) }
    for (position, mention) in mentions.enumerated() {
      let day = days[position]
      if let day, let part = mention.part { parts[day] = part }
      if let ahead = mention.minutesAhead {
        let total = now + ahead
        note(today + total / 1_440, total % 1_440, .distance, mention, index)
      } else if let clock = mention.clock {
        readClock(clock, mention, position, mentions, days, index)
      } else if let day {
        readDay(day, mention, mentions, index)
      } else if let part = mention.part, mention.day == nil {
        note(today, nil, .part, mention, index)
        if let focus, parts[focus.day] == nil { parts[focus.day] = part }
      }
    }
  }

  private mutating func readDay(
    _ day: Int, _ mention: TimeMention, _ mentions: [TimeMention], _ index: Int
  ) {
    note(day, nil, .day, mention, index)
    if let near = nearer[day] { note(near, nil, .nearer, mention, index) }
    if let clock, !mentions.contains(where: { $0.clock != nil }) {
      note(day, clock.minutes, .inherited, mention, index)
    }
    if mention.day?.form == .weekend, let last = mention.day?.last {
      note(last, nil, .weekend, mention, index)
    }
    if day >= lines[index].time.dayNumber, !isAside(mention) { focus = (day, index) }
  }

  /// The day before or after the one that the talk is about does not become what it is about.
  private func isAside(_ mention: TimeMention) -> Bool {
    isKorean && mention.day?.form == .anaphor && mention.day?.number != 0
  }

  private mutating func readClock(
    _ clock: TimeMention.Clock, _ mention: TimeMention, _ position: Int,
    _ mentions: [TimeMention], _ days: [Int?], _ index: Int
  ) {
    let line = lines[index]
    let today = line.time.dayNumber
    let now = line.time.secondOfDay / 60
    var day = days[position]
    var source = Candidate.Source.whole
    var part = mention.part
    if day == nil {
      if let before = (0..<position).last(where: { days[$0] != nil }) {
        (day, source, part) = (days[before], .message, part ?? mentions[before].part)
      } else if let after = (position + 1..<mentions.count).first(where: {
        days[$0] != nil && mentions[$0].clock == nil
      }) {
        (day, source, part) = (days[after], .messageAfter, part ?? mentions[after].part)
      } else if let focus {
        (day, source) = (focus.day, .focus)
      }
    }
    if let day, let part = mention.part { parts[day] = part }
    var readings: [(Int, Candidate.Source)] = day.map { [($0, source)] } ?? []
    if mention.day == nil, day != today, source == .focus || day == nil {
      readings.append((today, .today))
    }
    if let near = day.flatMap({ nearer[$0] }) { readings.append((near, .nearer)) }
    for (reading, source) in readings {
      let (minutes, margin) = minutes(clock, on: reading, part: part, index)
      if source == .today, minutes < now - 10 {
        // What is over today is meant for tomorrow, where the half of the day was told.
        if !clock.isHalfOpen, focus == nil {
          note(today + 1, minutes, .tomorrow, mention, index)
        }
        continue
      }
      note(reading, minutes, source, mention, index)
      if margin >= 9 { told[reading, default: []].append(minutes) }
      if abs(margin) < 1.7, reading > today {
        note(reading, (minutes + 720) % 1_440, .otherHalf, mention, index)
      }
      if source != .today && source != .nearer || focus == nil { self.clock = (minutes, index) }
    }
    if let day, source != .focus {
      if !isAside(mention) { focus = (day, index) }
    } else if day == nil, focus == nil {
      focus = (today, index)
    }
  }

  private func minutes(
    _ clock: TimeMention.Clock, on day: Int, part: TimeMention.Part?, _ index: Int
  ) -> (minutes: Int, margin: Double) {
    guard clock.isHalfOpen else { return (clock.minutes, 9) }
    if let part = part ?? parts[day], Self.isPlausible(clock.hour, in: part) {
      return (TimeFinder.clock(clock, in: part).minutes, 9)
    }
    if isKorean, let minutes = besideTold(clock, on: day) { return (minutes, 1.5) }
    let line = lines[index]
    let near = lines[max(0, index - 3)..<min(lines.count, index + 2)].map { $0.text.scalars[...] }
    let (hour, margin) = HalfDay.hour(
      clock, isToday: day == line.time.dayNumber, now: line.time.secondOfDay / 60,
      message: line.text.scalars[...], around: near)
    return (hour % 24 * 60 + clock.minute, margin)
  }

  /// The half of the day in which another clock of that day lies near: after 17:30, 6:30 is 18:30.
  private func besideTold(_ clock: TimeMention.Clock, on day: Int) -> Int? {
    guard clock.hour != 12, let told = told[day] else { return nil }
    let early = clock.hour % 12 * 60 + clock.minute
    let isNear = { (minutes: Int) in told.contains { abs($0 - minutes) <= 150 } }
    switch (isNear(early), isNear(early + 720)) {
    case (true, false): return early
    case (false, true): return early + 720
    default: return nil
    }
  }

  /// Whether a part of the day that was named elsewhere may be meant: after 아침 8시 집결, 2시 is
  /// the afternoon's.
  private static func isPlausible(_ hour: Int, in part: TimeMention.Part) -> Bool {
    switch part {
    case .dawn: 1...7 ~= hour
    case .morning: 5...11 ~= hour
    case .noon: hour >= 11 || hour <= 2
    case .afternoon: hour <= 6
    case .evening: 5...11 ~= hour
    case .night: hour >= 7
    }
  }

  // MARK: Days

  /// The same day of the month in the month that is talked about, where that is a later one.
  private func laterMonth(of day: Int, today: Int) -> Int? {
    guard isKorean, let far = farDay, far > today else { return nil }
    let spoken = CivilDate.components(ofDay: far)
    let later = far - spoken.day + CivilDate.components(ofDay: day).day
    guard later > day, CivilDate.components(ofDay: later).month == spoken.month else { return nil }
    return later
  }

  /// The day that a mention means here, or `nil` for none or a vague one.
  private mutating func resolve(_ mention: TimeMention, today: Int) -> Int? {
    guard let day = mention.day else { return nil }
    switch day.form {
    case .vague: return nil
    case .anaphor: return focus.map { $0.day + day.number }
    case .weekday:
      // After "16일 월요일", 월요일 is that one; in talk of a far week, weekdays are of that week.
      if let same = named.last(where: { ($0 - day.number).isMultiple(of: 7) && $0 > today }) {
        return same
      }
      guard let far = farDay, far - today > 8 else { return day.number }
      let ahead = ((day.number - far) % 7 + 7) % 7
      let later = far + (ahead <= 4 ? ahead : ahead - 7)
      if isKorean, later > day.number { nearer[later] = day.number }
      return later
    case .dayOfMonth where laterMonth(of: day.number, today: today) != nil:
      // In talk of 6 March, 13일 is of March as well.
      guard let later = laterMonth(of: day.number, today: today) else { return day.number }
      nearer[later] = day.number
      named.append(later)
      return later
    case .date, .dayOfMonth, .holiday, .weekdayOfWeek:
      if day.number >= today {
        named.append(day.number)
        if named.count > 40 { named.removeFirst() }
        if day.form != .weekdayOfWeek { farDay = day.number }
      }
      return day.number
    case .relative, .today, .weekend: return day.number
    }
  }
}
