package import Chats
import Korean

/// A dated plan that stands at the end of a chat.
package struct Plan: Sendable, Hashable {
  /// Days since 1970-01-01.
  package var day: Int
  /// Minutes since midnight; `nil` for a whole day.
  package var minutes: Int?
  /// The end of a range on the same day, in minutes since midnight.
  package var endMinutes: Int?
  /// The last day of a range of days.
  package var lastDay: Int?
  package var place: String?
  /// The time as the settling message has it.
  package var words: String
  /// The messages that name it, by their indexes in the chat.
  package var evidence: [Int]
  /// The words of the message that settled it, and its index in the chat.
  package var quote: String
  package var message: Int
  /// Whether another reading of its time is plausible.
  package var isAmbiguous: Bool
  /// How sure it is, as log-odds.
  package var score: Double
}

/// Tells which of the dates and times in a chat are plans that stand at its end.
///
/// Candidates come from ``CandidateFinder``; facts about each (said by whom, agreed to, asked only,
/// replaced later, called off) are weighed by ``PlanWeights``. A chat has to hold one candidate that is
/// likely enough; then less likely ones beside it count as well.
package struct PlanTracker {
  /// A candidate with all that was weighed, for `--explain` and for fitting the weights.
  package struct Weighed: Sendable {
    package var day: Int
    package var minutes: Int?
    package var score: Double
    package var features: [String: Double]
    package var message: Int
  }

  /// Chats with more messages than this are read from there on only.
  private static let messageLimit = 20_000
  private static let candidateLimit = 300

  private let lines: [CandidateFinder.Line]
  private let indexes: [Int]
  private let texts: [String]
  private let candidates: [Candidate]
  private let weighed: [Weighed]
  private let isKorean: Bool

  /// Reads a chat; `me` is the owner of the phone.
  package init(_ chat: Chat, me: String?, isKorean: Bool) {
    var lines: [CandidateFinder.Line] = []
    var indexes: [Int] = []
    var texts: [String] = []
    var time = chat.messages.lazy.compactMap(\.time).first ?? chat.savedAt
    for (index, message) in chat.messages.enumerated().suffix(Self.messageLimit) {
      time = message.time ?? time
      guard let sender = message.sender, let time, message.kind != .system,
        message.kind != .deleted
      else { continue }
      let text = Hangul.composed(message.text)
      lines.append(
        CandidateFinder.Line(
          time: time, sender: sender, text: PlanText(text),
          mentions: TimeFinder(anchor: time).mentions(in: String(text.unicodeScalars.prefix(2_000)))
        ))
      indexes.append(index)
      texts.append(text)
    }
    var candidates = CandidateFinder.candidates(in: lines, isKorean: isKorean)
    if candidates.count > Self.candidateLimit {
      candidates = candidates.suffix(Self.candidateLimit)
    }
    self.lines = lines
    self.indexes = indexes
    self.texts = texts
    self.candidates = candidates
    self.isKorean = isKorean
    guard !candidates.isEmpty else {
      weighed = []
      return
    }
    let features = PlanFeatures(
      lines: lines, candidates: candidates, me: me, isKorean: isKorean)
    weighed = candidates.enumerated().map { index, candidate in
      let values = features.values(of: index)
      return Weighed(
        day: candidate.key.day, minutes: candidate.key.minutes,
        score: PlanWeights.score(values), features: values,
        message: indexes[candidate.last.message])
    }
  }

  /// Every candidate, the likeliest first.
  package var explained: [Weighed] { weighed.sorted { $0.score > $1.score } }

  /// The plans that stand, in the order of their time.
  package var plans: [Plan] {
    let thresholds = PlanWeights.thresholds(isKorean: isKorean)
    guard let best = weighed.map(\.score).max(), best >= thresholds.first else { return [] }
    var chosen: [Int] = []
    for index in weighed.indices.sorted(by: { weighed[$0].score > weighed[$1].score }) {
      guard weighed[index].score >= thresholds.further else { break }
      if !chosen.contains(where: { excludes($0, index) }) { chosen.append(index) }
    }
    return Set(chosen.map { successor(of: $0) ?? $0 }).map(plan).sorted {
      ($0.day, $0.minutes ?? -1) < ($1.day, $1.minutes ?? -1)
    }
  }

  /// The candidate that a plan with a beginning and an end moved to: a later message says the same
  /// hours of another day, and that they changed or stayed.
  ///
  /// Hours from-to are rarely the same by chance, so this holds whatever the weights think.
  private func successor(of index: Int) -> Int? {
    let old = candidates[index]
    guard let end = end(of: old) else { return nil }
    return candidates.indices.last { other in
      let new = candidates[other]
      guard new.key.day != old.key.day, new.key.minutes == old.key.minutes, self.end(of: new) == end
      else { return false }
      return new.evidence.contains { said in
        said.mention.end != nil && said.message > old.last.message
          && (lines[said.message].text.cues.contains(.change)
            || Self.unchanged.contains { texts[said.message].contains($0) })
      }
    }
  }

  private static let unchanged = [" now ", "same time", "same hours", "그대로", "똑같이", "같은 시간"]

  /// Whether two candidates are readings of one plan: the day alone and a clock on it, both halves, or
  /// one mention of a clock taken for today's and for another day's.
  private func excludes(_ a: Int, _ b: Int) -> Bool {
    let (first, second) = (candidates[a], candidates[b])
    guard first.key.day == second.key.day else {
      let guessed: Set<Candidate.Source> = [.today, .nearer]
      return first.last.message == second.last.message
        && first.last.mention.range == second.last.mention.range
        && !guessed.isDisjoint(with: [first.last.source, second.last.source])
    }
    guard let one = first.key.minutes, let other = second.key.minutes else { return true }
    return abs(one - other) == 720
  }

  private func plan(_ index: Int) -> Plan {
    let candidate = candidates[index]
    let settling = candidate.last
    let mention = settling.mention
    let words = Array(texts[settling.message].unicodeScalars)
    var said = String.UnicodeScalarView()
    said.append(contentsOf: words[mention.range.clamped(to: 0..<words.count)])
    return Plan(
      day: candidate.key.day, minutes: candidate.key.minutes,
      endMinutes: end(of: candidate), lastDay: lastDay(of: candidate),
      place: PlanPlace.find(
        near: settling.message, also: candidate.evidence.map(\.message), texts: texts,
        mentions: lines.map(\.mentions), isKorean: isKorean),
      words: String(said), evidence: Set(candidate.evidence.map { indexes[$0.message] }).sorted(),
      quote: texts[settling.message], message: indexes[settling.message],
      isAmbiguous: mention.isAmbiguous && hasOtherHalf(candidate), score: weighed[index].score)
  }

  private func hasOtherHalf(_ candidate: Candidate) -> Bool {
    guard let minutes = candidate.key.minutes else { return false }
    let other = Candidate.Key(day: candidate.key.day, minutes: (minutes + 720) % 1_440)
    return candidates.contains { $0.key == other }
  }

  private func end(of candidate: Candidate) -> Int? {
    guard let start = candidate.key.minutes else { return nil }
    for one in candidate.evidence.reversed() {
      guard let end = one.mention.end else { continue }
      var minutes = end.minutes
      if end.isHalfOpen, minutes <= start, minutes + 720 > start { minutes += 720 }
      if minutes > start, minutes < 1_440 { return minutes }
    }
    return nil
  }

  private func lastDay(of candidate: Candidate) -> Int? {
    guard candidate.key.minutes == nil else { return nil }
    for one in candidate.evidence.reversed() {
      if let day = one.mention.day, let last = day.last, day.number == candidate.key.day,
        last > day.number, day.form != .weekend, last - day.number < 60
      {
        return last
      }
    }
    return nil
  }
}
