/// How much in a chat speaks against one sentence, by kind; 0 is nothing.
package struct EvidenceDoubts: Hashable, Sendable {
  /// 1 where the chat lacks one of its numbers.
  package var strange = 0.0
  /// How much better another value of the chat of the same kind fits in the place of one.
  package var value = 0.0
  /// How much better the best exchange of two people fits.
  package var actor = 0.0
  /// What the denials cost: something is denied that the messages do not deny, or the other way round.
  package var turned = 0.0
  /// The share of the sentence's units, but for names, that the chat lacks.
  package var unknown = 0.0

  /// As many people, and values of a kind, are tried in the place of another.
  private static let most = 12
  /// Units, but for names, that a sentence needs to be doubted for them.
  private static let fewest = 4

  package init(_ text: String, in chat: EvidenceChat) {
    let sentence = EvidenceSentence(text, in: chat)
    actor = Self.actor(sentence, chat)
    value = Self.value(sentence, chat)
    let isKnown = sentence.values.allSatisfy { value in
      EvidenceText.numbers(sentence.text[value.range]).allSatisfy(chat.holds)
    }
    strange = isKnown ? 0 : 1
    turned = max(0, -EvidenceFacts.denials(sentence, chat).score(chat))
    let said = EvidenceText.units(sentence.folded[...]).subtracting(chat.nameUnits)
    if said.count >= Self.fewest {
      unknown = Double(said.count { !chat.knows($0) }) / Double(said.count)
    }
  }

  /// The first doubt that is too much, where one is.
  ///
  /// To leave a sentence out takes more doubt than to point at it: `isCertain` asks for that much.
  func reason(isKorean: Bool, isCertain: Bool = false) -> SummaryCheck.Doubt? {
    let limits =
      switch (isKorean, isCertain) {
      case (true, false): EvidenceWeights.koreanLimits
      case (true, true): EvidenceWeights.koreanDropLimits
      case (false, false): EvidenceWeights.englishLimits
      case (false, true): EvidenceWeights.englishDropLimits
      }
    let doubts: [(String, Double, SummaryCheck.Doubt)] = [
      ("strange", strange, .value), ("value", value, .value), ("actor", actor, .actor),
      ("turned", turned, .turned), ("unknown", unknown, .unknown),
    ]
    return doubts.first { $0.1 > limits[$0.0] ?? .infinity }?.2
  }

  private static func actor(_ sentence: EvidenceSentence, _ chat: EvidenceChat) -> Double {
    func score(_ exchanged: (String, String)?) -> Double {
      EvidenceActors.facts(sentence, chat, exchanged: exchanged).score(chat)
    }
    let named = Set(sentence.mentions.map(\.person))
    guard !named.isEmpty else { return 0 }
    let base = score(nil)
    var doubt = 0.0
    for one in named {
      for other in chat.people.prefix(most) where other != one {
        doubt = max(doubt, score((one, other)) - base)
      }
    }
    return doubt
  }

  private static func value(_ sentence: EvidenceSentence, _ chat: EvidenceChat) -> Double {
    let base = EvidenceAmounts.facts(sentence, chat).score(chat)
    var doubt = 0.0
    for value in sentence.values {
      var others: [String] = []
      for other in chat.values.joined()
      where other.kind == value.kind && other.key != value.key && !others.contains(other.key) {
        others.append(other.key)
        if others.count == most { break }
      }
      for other in others {
        var text = sentence.text
        text.replaceSubrange(value.range, with: Array(other.unicodeScalars))
        let changed = EvidenceSentence(EvidenceText.string(text), in: chat)
        doubt = max(doubt, EvidenceAmounts.facts(changed, chat).score(chat) - base)
      }
    }
    return doubt
  }
}

extension EvidenceChat {
  /// Whether a unit stands in a message.
  func knows(_ unit: String) -> Bool { rarity[unit] != nil }

  /// Whether a number stands in a message, in digits or in words.
  func holds(_ number: String) -> Bool {
    known.contains(number) || numbers.contains { $0.contains(number) }
      || spelled.contains { $0.contains(number) }
  }
}
