import Foundation

/// Messages that a later one overtakes: another hour, day, price or place, a plan that was called off.
///
/// How likely one message overtakes another is a logistic regression on plain facts about the two; how
/// likely one is overtaken at all is a second one (``OvertakenFacts``).
/// `scripts/train/overtaken.py` is the reference; the cases of the quote rule replay it.
struct OvertakenMessages {
  /// How many messages back a change is looked for, so that a chat of any length costs little.
  static let reach = 100
  /// A chance of two messages that is less counts as this.
  static let floor = 0.002
  /// Above so many messages a smaller chance is enough: more comes later, and more is left to be told
  /// instead.
  private static let long = 48
  /// How many later messages one waits for at most.
  private static let most = 2

  static let turning: Set<OvertakenWords.Mark> = [.change, .shift, .size, .cancel, .then]

  let senders: [String]
  let lengths: [Double]
  let words: [Set<String>]
  let amounts: [[OvertakenWords.Kind: Set<String>]]
  private let rarity: [String: Double]
  private let weights: [Double]
  let marks: [Set<OvertakenWords.Mark>]
  let asks: [Bool]
  let agreed: [Bool]

  /// For each overtaken message the later ones that probably overtake it, the likeliest first.
  private(set) var changes: [Int: [Int]] = [:]
  /// In a long chat the messages that are so likely overtaken, by whatever, that they are not told.
  private(set) var risky: Set<Int> = []

  /// `texts` are the messages' words as ``QuoteText`` trims them, `said` as they are.
  static func find(senders: [String], texts: [String], said: [String]) -> OvertakenMessages {
    var messages = OvertakenMessages(senders: senders, texts: texts, said: said)
    let isLong = texts.count > long
    let least = isLong ? OvertakenWeights.leastLong : OvertakenWeights.least
    var found: [Int: [(chance: Double, later: Int)]] = [:]
    for later in texts.indices.dropFirst() {
      for earlier in max(0, later - reach)..<later {
        guard let sum = messages.sum(earlier, later) else { continue }
        let chance = 1 / (1 + exp(-sum))
        if chance > min(least, floor) { found[earlier, default: []].append((chance, later)) }
      }
    }
    for (earlier, row) in found {
      let likely = row.filter { $0.chance > least }
        .sorted { ($1.chance, $0.later) < ($0.chance, $1.later) }
      if !likely.isEmpty { messages.changes[earlier] = likely.prefix(most).map(\.later) }
    }
    guard isLong else { return messages }
    for message in texts.indices {
      let facts = OvertakenFacts(
        message, in: messages, chances: found[message, default: []].map(\.chance),
        said: said[message])
      if 1 / (1 + exp(-facts.sum)) > OvertakenWeights.risk { messages.risky.insert(message) }
    }
    return messages
  }

  private init(senders: [String], texts: [String], said: [String]) {
    self.senders = senders
    lengths = texts.map { Double(min($0.unicodeScalars.count, 60)) / 60 }
    words = texts.map(OvertakenWords.words)
    amounts = texts.map(OvertakenWords.amounts)
    var counts: [String: Int] = [:]
    for word in words.joined() { counts[word, default: 0] += 1 }
    let rarity = counts.mapValues { log(1 + Double(texts.count) / Double($0)) }
    self.rarity = rarity
    weights = words.map { $0.sorted().reduce(0) { $0 + (rarity[$1] ?? 0) } }
    marks = texts.map(OvertakenWords.marks)
    asks = texts.map { $0.contains("?") }
    let agrees = said.map(ValueFacts.isAgreement)
    agreed = texts.indices.map { index in
      (index + 1..<max(index + 1, min(texts.count, index + 4))).contains {
        senders[$0] != senders[index] && agrees[$0]
      }
    }
  }

  /// The sum of the weighted facts; `nil` where the two have nothing to do with each other.
  private func sum(_ earlier: Int, _ later: Int) -> Double? {
    let shared = words[earlier].intersection(words[later])
    let (old, new) = (amounts[earlier], amounts[later])
    var differing: [OvertakenWords.Kind] = []
    var same: [OvertakenWords.Kind] = []
    for kind in OvertakenWords.Kind.allCases {
      guard let old = old[kind], let new = new[kind] else { continue }
      if !old.isSubset(of: new), !new.isSubset(of: old) { differing.append(kind) }
      if !old.isDisjoint(with: new) { same.append(kind) }
    }
    // Without another value, words in common are not enough: the later one must turn something.
    let turns = !shared.isEmpty && !marks[later].isDisjoint(with: Self.turning)
    guard !differing.isEmpty || turns else { return nil }
    let common = shared.sorted().reduce(0) { $0 + (rarity[$1] ?? 0) }
    let rarest = shared.map { rarity[$0] ?? 0 }.max() ?? 0
    let likeness = min(common, 8) / 4
    let differs = differing.isEmpty ? 0.0 : 1
    let own = senders[earlier] == senders[later] ? 1.0 : 0
    let near = later - earlier <= 6 ? 1.0 : 0
    var sum = 0.0
    func add(_ name: String, _ value: Double) {
      if value != 0 { sum += (OvertakenWeights.weights[name] ?? 0) * value }
    }
    add("one", 1)
    add("shared", likeness)
    add("share a", weights[earlier] > 0 ? common / weights[earlier] : 0)
    add("share b", weights[later] > 0 ? common / weights[later] : 0)
    add("rare", rarest / 5)
    for kind in differing { add("diff \(kind.rawValue)", 1) }
    for kind in same { add("same \(kind.rawValue)", 1) }
    add("diff", differs)
    add("diffs", Double(min(differing.count, 3)) / 3)
    add("diff shared", differs * likeness)
    add("alone shared", (1 - differs) * likeness)
    add("again", same.isEmpty ? 0 : differs)
    add("own", own)
    add("own diff", own * differs)
    add("own diff shared", own * differs * likeness)
    for mark in marks[later] {
      add("b \(mark.rawValue)", 1)
      add("b \(mark.rawValue) diff", differs)
      add("b \(mark.rawValue) shared", likeness)
    }
    add("a marked", marks[earlier].isDisjoint(with: [.change, .shift, .size, .cancel]) ? 0 : 1)
    add("a question", asks[earlier] ? 1 : 0)
    add("b question", asks[later] ? 1 : 0)
    add("distance", log(Double(later - earlier)) / 4)
    add("near", near)
    add("near diff", near * differs)
    add("near own diff", near * own * differs)
    add("a values", old.isEmpty ? 0 : 1)
    add("b values", new.isEmpty ? 0 : 1)
    add("a length", lengths[earlier])
    add("b length", lengths[later])
    add("position", Double(earlier) / Double(senders.count))
    add("a agreed", agreed[earlier] ? 1 : 0)
    add("b agreed", agreed[later] ? 1 : 0)
    add("b agreed diff", agreed[later] ? differs : 0)
    return sum
  }
}
