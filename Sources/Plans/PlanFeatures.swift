import Chats

/// What tells a plan that stands from a time that was only mentioned, as named numbers.
///
/// Each is a small fact that a person can check (`agreed`: somebody else agrees within three
/// messages); ``PlanWeights`` says what each counts. They are made for all candidates of a chat at
/// once, since most facts compare a candidate with the others.
struct PlanFeatures {
  private let lines: [CandidateFinder.Line]
  private let candidates: [Candidate]
  private let me: String?
  private let isKorean: Bool
  private let end: LocalTime
  private let byDay: [Int: [Int]]
  /// Whether a cue occurs in any message from an index on.
  private let later: [CueSet]
  private let shares: [String: Double]
  private let lastQuestion: Int

  init(lines: [CandidateFinder.Line], candidates: [Candidate], me: String?, isKorean: Bool) {
    self.lines = lines
    self.candidates = candidates
    self.me = me
    self.isKorean = isKorean
    end = lines[lines.count - 1].time
    byDay = Dictionary(grouping: candidates.indices) { candidates[$0].key.day }
    var later = [CueSet](repeating: [], count: lines.count + 1)
    for index in lines.indices.reversed() {
      later[index] = later[index + 1].union(lines[index].text.cues)
    }
    self.later = later
    var shares: [String: Double] = [:]
    for cue in [Cue.agree, .decide, .past, .occasion, .question] {
      let count = lines.count { $0.text.cues.contains(cue) }
      shares["chat_\(cue.name)"] = Double(count) / Double(lines.count)
    }
    shares["chat_habit"] = later[0].contains(.habit) ? 1 : 0
    shares["two"] = Set(lines.prefix(400).map(\.sender)).count <= 2 ? 1 : 0
    shares["messages"] = Double(min(lines.count, 24)) / 24
    self.shares = shares
    lastQuestion = lines.lastIndex { $0.text.isQuestion } ?? -1
  }

  /// The features of one candidate; those that are 0 are left out.
  func values(of index: Int) -> [String: Double] {
    var values = shares
    values["bias"] = 1
    if !isKorean { values["english"] = 1 }
    let candidate = candidates[index]
    addTime(candidate, &values)
    addEvidence(candidate, &values)
    addOthers(index, &values)
    addWords(candidate.last, "last", &values)
    addWords(candidate.first, "first", &values)
    if isKorean { addVocabulary(candidate.last.message, &values) }
    addReactions(candidate.last, &values)
    return values.filter { $0.value != 0 }
  }

  // MARK: The time itself

  private func addTime(_ candidate: Candidate, _ values: inout [String: Double]) {
    let ahead = candidate.key.day - end.dayNumber
    values["ahead_today"] = ahead == 0 ? 1 : 0
    values["ahead_tomorrow"] = ahead == 1 ? 1 : 0
    values["ahead_week"] = 2...7 ~= ahead ? 1 : 0
    values["ahead_far"] = ahead > 30 ? 1 : 0
    guard let minutes = candidate.key.minutes else {
      values["day_only"] = 1
      return
    }
    if ahead == 0, minutes <= end.secondOfDay / 60 { values["over"] = 1 }
    let hour = minutes / 60
    values["hour_night"] = hour < 5 ? 1 : 0
    values["hour_work"] = 9..<18 ~= hour ? 1 : 0
    values["hour_evening"] = 18..<22 ~= hour ? 1 : 0
    values["hour_broken"] = minutes.isMultiple(of: 60) ? 0 : 1
  }

  // MARK: Where it was said

  private func addEvidence(_ candidate: Candidate, _ values: inout [String: Double]) {
    let evidence = candidate.evidence
    let count = Double(lines.count)
    values["times_said"] = Double(min(evidence.count, 4)) / 4
    let sources = Set(evidence.map(\.source))
    for source in sources { values["source_\(source.rawValue)"] = 1 }
    if sources == [.inherited] { values["only_inherited"] = 1 }
    if sources.isSubset(of: [.today, .tomorrow]) { values["only_today"] = 1 }
    if sources == [.otherHalf] { values["only_other_half"] = 1 }
    for one in evidence {
      values["form_\(one.mention.day?.form.rawValue ?? "none")"] = 1
      if one.mention.isDeadline { values["mark_deadline"] = 1 }
      if one.mention.isStart { values["mark_start"] = 1 }
      if one.mention.isApproximate { values["mark_about"] = 1 }
      if one.mention.isRecurring { values["mark_every"] = 1 }
      if one.mention.end != nil { values["range"] = 1 }
      if one.mention.clock?.isBare == true { values["bare"] = 1 }
      if one.mention.part != nil { values["part"] = 1 }
    }
    let last = candidate.last.message
    values["last_place"] = Double(last + 1) / count
    values["first_place"] = Double(candidate.first.message) / count
    values["from_end"] = Double(min(lines.count - 1 - last, 10)) / 10
    values["ends_chat"] = last == lines.count - 1 ? 1 : 0
    let senders = Set(evidence.map { lines[$0.message].sender })
    values["senders"] = senders.count > 1 ? 1 : 0
    if let me, senders.contains(me) { values["by_me"] = 1 }
    values["length"] = Double(min(lines[last].text.scalars.count, 80)) / 80
    let mentions = lines[last].mentions
    values["mentions"] = Double(min(mentions.count, 4)) / 4
    values["two_clocks"] = mentions.count { $0.clock != nil } >= 2 ? 1 : 0
    values["two_days"] = mentions.count { $0.day != nil } >= 2 ? 1 : 0
    values["after_questions"] = last >= lastQuestion ? 1 : 0
    let after = lines[(last + 1)...].prefix(4)
    values["quiet_after"] = after.contains { !$0.mentions.isEmpty } ? 0 : 1
    if let next = after.first, next.sender == lines[last].sender { values["goes_on"] = 1 }
    if candidate.last.mention.clock?.isBare == true {
      let range = candidate.last.mention.range
      values["bare_first"] = range.lowerBound == 0 ? 1 : 0
      values["bare_last"] = range.upperBound >= lines[last].text.scalars.count - 1 ? 1 : 0
    }
  }

  // MARK: Beside the others

  private func addOthers(_ index: Int, _ values: inout [String: Double]) {
    let candidate = candidates[index]
    let last = candidate.last.message
    let others = (byDay[candidate.key.day] ?? []).filter { $0 != index }.map { candidates[$0] }
    let timed = others.filter { $0.key.minutes != nil }
    if let minutes = candidate.key.minutes {
      let later = timed.filter { $0.last.message > last }
      values["later_clocks"] = Double(min(later.count, 3)) / 3
      values["later_clock"] = later.isEmpty ? 0 : 1
      let same = timed.count { $0.last.message == last }
      values["same_clocks"] = Double(min(same, 2)) / 2
      values["earlier_clock"] = timed.contains { $0.last.message < last } ? 1 : 0
      let near = later.filter { abs(($0.key.minutes ?? 0) - minutes) <= 120 }
      values["later_near"] = near.isEmpty ? 0 : 1
      if later.contains(where: {
        let cues = lines[$0.last.message].text.cues
        return cues.contains(.change) || cues.contains(.negation)
      }) {
        values["later_changed"] = 1
      }
    } else {
      values["has_clock"] = timed.isEmpty ? 0 : 1
      values["has_later_clock"] = timed.contains { $0.last.message >= last } ? 1 : 0
      values["has_strong_clock"] =
        timed.contains { $0.evidence.contains { [.whole, .message, .focus].contains($0.source) } }
        ? 1 : 0
    }
    let dayEnd = others.map(\.last.message).reduce(last, max)
    let otherDays = byDay.filter { $0.key != candidate.key.day }
    let laterDays = otherDays.values.count { indexes in
      indexes.contains { candidates[$0].last.message > dayEnd }
    }
    values["later_days"] = Double(min(laterDays, 3)) / 3
    values["later_day"] = laterDays > 0 ? 1 : 0
    values["other_days"] = Double(min(otherDays.count, 4)) / 4
    values["only_day"] = otherDays.isEmpty ? 1 : 0
    values["day_place"] = Double(dayEnd + 1) / Double(lines.count)
    values["candidates"] = Double(min(candidates.count, 12)) / 12
    values["only"] = candidates.count == 1 ? 1 : 0
    let after = candidates.count { $0.key.minutes != nil && $0.last.message > last }
    values["after_it"] = Double(min(after, 4)) / 4
    let before = candidates.count { $0.first.message < candidate.first.message }
    values["before_it"] = Double(min(before, 4)) / 4
  }

  // MARK: Words around

  private static let nearCues: [Cue] = [
    .negation, .cancel, .deadline, .past, .propose, .condition, .change, .decide, .motion,
  ]

  private func addWords(
    _ evidence: Candidate.Evidence, _ tag: String, _ values: inout [String: Double]
  ) {
    let text = lines[evidence.message].text
    for cue in Cue.allCases where text.cues.contains(cue) { values["\(tag)_\(cue.name)"] = 1 }
    let range = evidence.mention.range
    let after = text.slice(range.upperBound, range.upperBound + 16)
    let before = text.slice(range.lowerBound - (isKorean ? 14 : 30), range.lowerBound)
    let (afterCues, beforeCues) = (CueSet(in: after), CueSet(in: before))
    for cue in Self.nearCues {
      if afterCues.contains(cue) { values["\(tag)_after_\(cue.name)"] = 1 }
      if beforeCues.contains(cue) { values["\(tag)_before_\(cue.name)"] = 1 }
    }
    // The particle behind a time and the ending of the sentence say how it is meant.
    let one = after.prefix(1)
    values["\(tag)_then_\(one.isEmpty ? "$" : PlanText.string(one))"] = 1
    if let first = one.first, 0xAC00...0xD7A3 ~= first {
      values["\(tag)_then2_\(PlanText.string(after.prefix(2)))"] = 1
    }
    let word = text.slice(range.lowerBound - 16, range.lowerBound)
      .split(separator: 0x20).last.map { PlanText.string($0.suffix(3)) }
    values["\(tag)_word_\(word ?? "^")"] = 1
    let ending = text.scalars.suffix(40).filter(Self.isWordOrQuestion)
    values["\(tag)_end2_\(PlanText.string(ending.suffix(2)))"] = 1
    guard tag == "last" else { return }
    if isKorean {
      values["last_end3_\(PlanText.string(ending.suffix(3)))"] = 1
    } else if let next = after.split(separator: 0x20).first {
      values["last_next_\(PlanText.string(next.prefix(10)))"] = 1
    }
  }

  /// The words of the message, of the one before and of the two after it, by their first two syllables.
  ///
  /// Korean only: four-fold, F1 rises from 0.608 to 0.621 at 7 % of chats with a false plan; English,
  /// of which there is a third as much, loses.
  private func addVocabulary(_ index: Int, _ values: inout [String: Double]) {
    for (tag, offset) in [("lx", 0), ("nx", 1), ("nx", 2), ("px", -1)] {
      guard lines.indices.contains(index + offset) else { continue }
      let words = lines[index + offset].text.scalars.split { !Self.isHangul($0) }
      for word in words { values["\(tag)_word_\(PlanText.string(word.prefix(2)))"] = 0.5 }
    }
  }

  private static func isHangul(_ scalar: UInt32) -> Bool {
    0xAC00...0xD7A3 ~= scalar || 0x3131...0x314E ~= scalar
  }

  private static func isWordOrQuestion(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x3F, 0x30...0x39, 0x61...0x7A, 0xC0...0x24F, 0x3131...0x318E, 0xAC00...0xD7A3: true
    default: false
    }
  }

  // MARK: What the others said to it

  private func addReactions(_ last: Candidate.Evidence, _ values: inout [String: Double]) {
    let index = last.message
    let sender = lines[index].sender
    let replies = lines[(index + 1)...].prefix(3).filter { $0.sender != sender }
    let isAgreed = replies.contains { $0.text.cues.contains(.agree) }
    values["agreed"] = isAgreed ? 1 : 0
    values["refused"] = replies.contains { $0.text.cues.contains(.negation) } ? 1 : 0
    values["asked_back"] = replies.contains { $0.text.isQuestion } ? 1 : 0
    values["no_reply"] = replies.isEmpty ? 1 : 0
    values["cancelled"] = later[index].contains(.cancel) ? 1 : 0
    let soon = lines[(index + 1)...].prefix(4)
    values["moved"] = soon.contains { $0.text.cues.contains(.change) } ? 1 : 0
    if lines[index].text.isQuestion {
      values[isAgreed ? "question_agreed" : "question_open"] = 1
    }
    if let me {
      // A plan of the owner is one that they named, asked for or answered.
      let mine = lines[(index + 1)...].prefix(4).filter { $0.sender == me }
      values["me_after"] = mine.isEmpty ? 0 : 1
      values["me_agrees"] = mine.contains { $0.text.cues.contains(.agree) } ? 1 : 0
      values["me_refuses"] = mine.contains { $0.text.cues.contains(.negation) } ? 1 : 0
      values["me_before"] = lines[max(0, index - 3)..<index].contains { $0.sender == me } ? 1 : 0
      values["me_last"] = sender == me ? 1 : 0
      values["me_never"] = lines.contains { $0.sender == me } ? 0 : 1
    }
    let before = lines[max(0, index - 2)..<index]
    values["answers"] =
      before.contains { $0.text.isQuestion || $0.text.cues.contains(.asksTime) } ? 1 : 0
    let rest = later[index + 1]
    values["later_cancel"] = rest.contains(.cancel) ? 1 : 0
    values["later_negation"] = rest.contains(.negation) ? 1 : 0
    values["later_change"] = rest.contains(.change) ? 1 : 0
  }
}
