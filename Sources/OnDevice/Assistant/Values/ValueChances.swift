import Foundation

/// How likely a written summary keeps each value of a chat, by plain facts about it: its kind, who says
/// it again, whether another of its kind comes later, whether somebody agreed.
///
/// A chance is in 0...1, and depends on the chat alone, not on the model.
package struct ValueChances: Sendable {
  /// For each message its values, each with the chance that a summary keeps it.
  package let rows: [[(value: ChatValue, chance: Double)]]

  /// `texts` are the messages' words as ``QuoteText`` trims them.
  package init(senders: [String], texts: [String], said: [String]) {
    let facts = ValueFacts(senders: senders, texts: texts, said: said)
    let isKorean = texts.contains { text in
      text.unicodeScalars.contains { (0xAC00...0xD7A3).contains($0.value) }
    }
    let weights = isKorean ? ValueWeights.korean : ValueWeights.english
    rows = facts.values.indices.map { message in
      facts.values[message].map { value in
        let sum = facts.features(of: value, in: message).reduce(0) { sum, feature in
          sum + (weights[feature.key] ?? 0) * feature.value
        }
        return (value, 1 / (1 + exp(-sum)))
      }
    }
  }

  /// For each message its values by their keys, each once, with the chance of the last of equals.
  package var keyed: [[(key: String, chance: Double)]] {
    rows.map { row in
      row.reduce(into: []) { keyed, one in
        if let place = keyed.firstIndex(where: { $0.key == one.value.key }) {
          keyed[place].chance = one.chance
        } else {
          keyed.append((one.value.key, one.chance))
        }
      }
    }
  }
}
