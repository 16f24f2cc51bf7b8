import Foundation

/// What a chat says for and against one sentence, as numbers by name.
package struct EvidenceFacts: Sendable {
  package private(set) var sums: [String: Double] = [:]

  init() {}

  /// The facts of a sentence; `exchanged` has two people change places in it.
  package init(_ text: String, in chat: EvidenceChat, exchanged: (String, String)? = nil) {
    let sentence = EvidenceSentence(text, in: chat)
    add(EvidenceActors.facts(sentence, chat, exchanged: exchanged))
    add(EvidenceAmounts.facts(sentence, chat))
    add(Self.denials(sentence, chat))
  }

  mutating func add(_ name: String, _ value: Double) { sums[name, default: 0] += value }

  mutating func add(_ facts: EvidenceFacts) {
    for (name, value) in facts.sums { add(name, value) }
  }

  /// What they add up to, each counted as much as it is worth in the chat's language.
  package func score(_ chat: EvidenceChat) -> Double {
    let weights = chat.isKorean ? EvidenceWeights.korean : EvidenceWeights.english
    return sums.sorted { $0.key < $1.key }.reduce(0) { $0 + (weights[$1.key] ?? 0) * $1.value }
  }

  /// Whether clauses are denied that the messages behind them do not deny, and the other way round.
  static func denials(_ sentence: EvidenceSentence, _ chat: EvidenceChat) -> EvidenceFacts {
    var facts = EvidenceFacts()
    for clause in sentence.clauses {
      let part = sentence.folded[clause]
      let said = Double(EvidenceWords.denials(part))
      guard let shares = chat.shares(part), let best = shares.best else {
        facts.add("denied more", said)
        continue
      }
      let found = zip(shares, chat.denies).reduce(0) { $0 + $1.0 * $1.1 }
      facts.add("denied more", max(0, said - found))
      facts.add("denied less", max(0, found - said))
      facts.add("denied less than the best", max(0, chat.denies[best] - said))
      facts.add("denied more than the best", max(0, said - chat.denies[best]))
    }
    return facts
  }
}

/// A sentence cut up once for all its facts.
struct EvidenceSentence: Sendable {
  let text: [Unicode.Scalar]
  let folded: [Unicode.Scalar]
  let clauses: [Range<Int>]
  let mentions: [EvidenceMention]
  let values: [ChatValue]

  init(_ text: String, in chat: EvidenceChat) {
    let plain = text.precomposedStringWithCanonicalMapping
    self.text = Array(plain.unicodeScalars)
    folded = ChatValue.folded(plain)
    clauses = EvidenceClauses.ranges(folded, isKorean: chat.isKorean)
    mentions = EvidenceMention.find(
      in: self.text, folded: folded, forms: chat.forms, isKorean: chat.isKorean)
    values = ChatValue.find(in: plain)
  }
}
