import Chats

/// How well replies fit a chat, by plain facts: higher is better, and only differences mean something.
///
/// The weights were fitted to put the reply that was written before those of the nearest other chats.
package struct ReplyFitness {
  private let facts: ReplyFacts?
  private let weights: [String: Double]

  package init(lines: [ChatLine], me: String, language: Language) {
    let isKorean = language == .korean
    weights = isKorean ? ReplyWeights.korean : ReplyWeights.english
    let chat = lines.map { (sender: $0.sender, text: $0.text) }
    facts =
      chat.isEmpty
      ? nil : ReplyFacts(chat, me: me, rarity: isKorean ? Self.koreanRarity : Self.englishRarity)
  }

  /// The facts by name; what is not in it is 0.
  package func facts(of reply: String) -> [String: Double] {
    facts?.features(of: ChatRendering.composed(reply)) ?? [:]
  }

  package func score(_ reply: String) -> Double {
    facts(of: reply)
      .sorted { $0.key < $1.key }
      .reduce(0) { $0 + (weights[$1.key] ?? 0) * $1.value }
  }

  private static let koreanRarity = RunRarity(ReplyWeights.koreanPairs)
  private static let englishRarity = RunRarity(ReplyWeights.englishPairs)
}
