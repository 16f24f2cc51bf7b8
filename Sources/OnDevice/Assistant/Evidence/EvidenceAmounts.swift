/// Which value: whether a sentence's values stand in the chat, in messages that share the words around
/// them, and whether another of their kind comes later.
enum EvidenceAmounts {
  static func facts(_ sentence: EvidenceSentence, _ chat: EvidenceChat) -> EvidenceFacts {
    var facts = EvidenceFacts()
    guard !sentence.values.isEmpty else { return facts }
    let known = chat.numbers.reduce(into: Set<String>()) { $0.formUnion($1) }
    let spelled = chat.spelled.reduce(into: Set<String>()) { $0.formUnion($1) }
    let keys = Set(chat.values.joined().map(\.key))
    var seen: Set<String> = []
    for value in sentence.values {
      let digits = EvidenceText.numbers(Array(value.key.unicodeScalars)[...])
      if !keys.contains(value.key) {
        let missing = digits.subtracting(known)
        if missing.isEmpty {
          facts.add("value of another unit", 1)
        } else {
          facts.add("value strange", missing.isSubset(of: spelled) ? 0 : 1)
          facts.add("value spelled", missing.isDisjoint(with: spelled) ? 0 : 1)
        }
      }
      let holders = holders(of: value, digits, chat)
      weigh(value, holders, sentence, chat, &facts)
      facts.add("value beside", Double(beside(value, holders, sentence, chat)))
      if !seen.insert(value.key).inserted { facts.add("value twice", 1) }
      guard let last = holders.last else { continue }
      let others = chat.values.indices.filter { index in
        chat.values[index].contains { $0.kind == value.kind && $0.key != value.key }
      }
      if let later = others.last { facts.add("value last", last >= later ? 1 : 0) }
    }
    return facts
  }

  /// The messages that hold a value as it is, else those that hold its number, in digits or in words.
  static func holders(
    of value: ChatValue, _ digits: Set<String>, _ chat: EvidenceChat
  ) -> [Int] {
    let same = chat.values.indices.filter { index in
      chat.values[index].contains { $0.key == value.key }
    }
    if !same.isEmpty { return same }
    return chat.numbers.indices.filter { index in
      digits.allSatisfy { chat.numbers[index].contains($0) || chat.spelled[index].contains($0) }
    }
  }

  /// How well the messages that hold the value share the words around it, beside all messages.
  private static func weigh(
    _ value: ChatValue, _ holders: [Int], _ sentence: EvidenceSentence, _ chat: EvidenceChat,
    _ facts: inout EvidenceFacts
  ) {
    let text = sentence.folded
    let (start, end) = (value.range.lowerBound, value.range.upperBound)
    let clause = sentence.clauses.first { $0.contains(start) } ?? 0..<text.count
    let near = EvidenceClauses.words(Array(text[..<start])).suffix(2).first?.lowerBound ?? start
    let own = EvidenceText.units(text[start..<end])
    let parts: [(String, ArraySlice<Unicode.Scalar>, ArraySlice<Unicode.Scalar>)] = [
      ("clause", text[clause.lowerBound..<start], text[end..<max(end, clause.upperBound)]),
      ("sentence", text[..<start], text[end...]),
      ("near", text[near..<start], text[end..<min(end + 14, text.count)]),
    ]
    for (name, before, after) in parts {
      let said = EvidenceText.units(before).union(EvidenceText.units(after)).subtracting(own)
      let alone = chat.likeness(said)
      let like = alone.indices.map { index in
        let left = index > 0 ? alone[index - 1] : 0
        let right = index + 1 < alone.count ? alone[index + 1] : 0
        return alone[index] + 0.4 * max(left, right)
      }
      guard let most = like.max(), most > 0 else { continue }
      let best = holders.map { like[$0] }.max() ?? 0
      facts.add("value best \(name)", best / most - 1)
      let all = like.reduce(0) { $0 + $1 * $1 }
      facts.add("value share \(name)", holders.reduce(0) { $0 + like[$1] * like[$1] } / all)
    }
  }

  /// How many of the words before and after a value stand beside it in a message too: 0, 1 or 2.
  private static func beside(
    _ value: ChatValue, _ holders: [Int], _ sentence: EvidenceSentence, _ chat: EvidenceChat
  ) -> Int {
    let before = words(sentence.folded[..<value.range.lowerBound]).last
    let after = words(sentence.folded[value.range.upperBound...]).first
    let key = Array(value.key.unicodeScalars)
    guard let digits = EvidenceText.runs(key[...], of: [.digit], mixed: false).first else {
      return 0
    }
    var most = 0
    for holder in holders {
      let said = chat.texts[holder].scalars
      var from = 0
      while let at = EvidenceMarks.find(Array(digits), in: said, from: from) {
        from = at + digits.count
        let left = words(said[..<at]).suffix(2)
        let right = words(said[from...]).prefix(3)
        let found =
          (before.map(left.contains) ?? false ? 1 : 0)
          + (after.map(right.contains) ?? false ? 1 : 0)
        most = max(most, found)
      }
    }
    return most
  }

  /// The beginnings of words, two scalars each.
  private static func words(_ scalars: ArraySlice<Unicode.Scalar>) -> [String] {
    EvidenceText.runs(scalars, of: [.hangul, .latin], mixed: true).map {
      EvidenceText.string($0.prefix(2))
    }
  }
}
