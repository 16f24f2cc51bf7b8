import English

/// Says an indirect question directly.
///
/// If you can come → Can you come?, what time it starts → What time does it start?
enum AskedQuestion {
  /// The words after if or whether, with you for the one who is asked.
  static func yesNo(_ words: [String]) -> String? {
    guard !words.isEmpty else { return nil }
    let words = withoutAlternative(words)
    guard let turned = inverted(words) else {
      return "Do you know if " + words.joined(separator: " ") + "?"
    }
    return EnglishCase.capitalised(turned.joined(separator: " ")) + "?"
  }

  /// A clause with a question word at its beginning.
  static func open(_ words: [String]) -> String? {
    guard let head = headCount(words), head < words.count else {
      // Why, when? alone.
      return words.isEmpty ? nil : EnglishCase.capitalised(words.joined(separator: " ")) + "?"
    }
    let question = Array(words[..<head])
    let rest = Array(words[head...])
    let first = EnglishAskWords.split(rest[0]).core.lowercased()
    if first == "to", rest.count > 1 {
      let should =
        question.joined(separator: " ").lowercased().hasPrefix("how") ? "do I" : "should I"
      return EnglishCase.capitalised(
        (question + [should] + rest.dropFirst()).joined(separator: " ")) + "?"
    }
    if isVerb(first) {
      // The question word is the subject: who is coming, what went wrong.
      return EnglishCase.capitalised(words.joined(separator: " ")) + "?"
    }
    guard let turned = inverted(rest) else {
      return "Do you know " + words.joined(separator: " ") + "?"
    }
    return EnglishCase.capitalised((question + turned).joined(separator: " ")) + "?"
  }

  /// Whether the word begins an indirect question.
  static func isQuestionWord(_ word: String) -> Bool { heads.contains(word.lowercased()) }

  private static let heads: Set<String> = [
    "what", "when", "where", "who", "why", "how", "which", "whose", "what's", "who's", "where's",
    "how's", "when's",
  ]

  /// How many words the question phrase has: how many people, what time, which of the two.
  private static func headCount(_ words: [String]) -> Int? {
    guard let first = words.first?.lowercased(), heads.contains(first) else { return nil }
    guard words.count > 1 else { return 1 }
    let second = words[1].lowercased()
    switch first {
    case "how":
      if ["much", "many"].contains(second) {
        // How many people; how much I owe.
        var count = 2
        while count < words.count, count < 4, !beginsClause(words[count]) { count += 1 }
        return count
      }
      return degrees.contains(second) ? 2 : 1
    case "what", "which", "whose":
      var count = 1
      while count < words.count, count < 5, !beginsClause(words[count]),
        !EnglishVerbForms.auxiliaries.contains(words[count].lowercased()),
        !isVerb(words[count].lowercased())
      {
        count += 1
      }
      return count < words.count ? count : 1
    default: return 1
    }
  }

  private static let degrees: Set<String> = [
    "long", "far", "late", "often", "soon", "big", "old", "early", "fast", "heavy", "far", "tall",
    "expensive", "busy", "well", "bad",
  ]

  private static func beginsClause(_ word: String) -> Bool {
    let word = EnglishAskWords.split(word).core.lowercased()
    return subjects.contains(word)
      || ["the", "my", "your", "our", "this", "that", "to", "his", "their", "her", "a", "an"]
        .contains(word)
      || subjects.contains(String(word.prefix { $0 != "'" && $0 != "’" }))
        && word.contains { $0 == "'" || $0 == "’" }
      || EnglishVerbForms.auxiliaries.contains(word)
  }

  private static func isVerb(_ word: String) -> Bool {
    EnglishVerbForms.auxiliaries.contains(word) || EnglishVerbForms.base(ofPast: word) != nil
      || EnglishVerbForms.plainThirds.contains(word)
  }

  private static let subjects: Set<String> = [
    "i", "you", "we", "he", "she", "it", "they", "there", "someone", "anyone", "everyone",
    "anybody", "somebody", "everybody", "anything", "something", "that", "this", "these", "those",
  ]

  /// Turns or I am at the end, as in: are you picking them up or am I.
  private static func withoutAlternative(_ words: [String]) -> [String] {
    guard words.count > 4 else { return words }
    let end = words.suffix(3).map { $0.lowercased() }
    if end[0] == "or", subjects.contains(end[1]), EnglishVerbForms.auxiliaries.contains(end[2]) {
      return words.dropLast(2) + [words[words.count - 1], words[words.count - 2]]
    }
    if end[1] == "or", end[2] == "not" { return Array(words.dropLast(2)) }
    return words
  }

  // MARK: Inversion

  private static func inverted(_ words: [String]) -> [String]? {
    guard let first = words.first else { return nil }
    let core = EnglishAskWords.split(first).core
    // it's, I'm, you're, there's: the verb is in the word.
    if let mark = core.firstIndex(where: { $0 == "'" || $0 == "’" }) {
      let subject = String(core[..<mark])
      guard subjects.contains(subject.lowercased()) else { return nil }
      let next = words.count > 1 ? words[1].lowercased() : ""
      let verb: String
      switch core[core.index(after: mark)...] {
      case "m": verb = "am"
      case "re": verb = "are"
      case "ll": verb = "will"
      case "ve": verb = "have"
      case "s": verb = EnglishVerbForms.isParticiple(next) && next != "allowed" ? "has" : "is"
      case "d":
        verb =
          next == "like" || next == "prefer" || next == "be"
          ? "would"
          : EnglishVerbForms.isParticiple(next) && !EnglishVerbs.isBase(next) ? "had" : "would"
      default: return nil
      }
      return [verb, small(subject)] + words.dropFirst()
    }
    if subjects.contains(core.lowercased()), words.count > 1 {
      return aroundVerb(
        subject: [small(core)], Array(words.dropFirst()),
        plural: ![
          "he", "she", "it", "this", "that", "someone", "anyone", "everyone", "somebody", "anybody",
          "everybody", "anything", "something",
        ].contains(core.lowercased()))
    }
    // A subject of several words ends where an auxiliary or a known verb stands.
    for index in words.indices.dropFirst().prefix(6) {
      let word = EnglishAskWords.split(words[index]).core.lowercased()
      if EnglishVerbForms.auxiliaries.contains(word) || EnglishVerbForms.plainThirds.contains(word)
        || ["have", "need", "go", "start"].contains(word) && index > 1
        || EnglishVerbForms.base(ofPast: word) != nil
          && (!word.hasSuffix("ed") || index == words.count - 1)
      {
        return aroundVerb(
          subject: [EnglishCase.continued(words[0])] + words[1..<index], Array(words[index...]),
          plural: word == "have" || word == "need" || word == "go" || word == "start")
      }
    }
    return nil
  }

  private static func aroundVerb(
    subject: [String], _ rest: [String], plural: Bool
  ) -> [String]? {
    var adverbs: [String] = []
    var rest = rest[...]
    while let word = rest.first, EnglishVerbForms.adverbs.contains(word.lowercased()) {
      adverbs.append(word)
      rest = rest.dropFirst()
    }
    guard let first = rest.first else { return nil }
    let (core, tail) = EnglishAskWords.split(first)
    let verb = core.lowercased()
    let after = Array(rest.dropFirst())
    let next = after.first.map { EnglishAskWords.split($0).core.lowercased() } ?? ""
    if EnglishVerbForms.auxiliaries.contains(verb) {
      if verb == "did" || verb == "don't" || verb == "doesn't" || verb == "didn't" || tail.isEmpty
        || after.isEmpty
      {
        return [verb] + subject + adverbs + after
      }
    }
    if ["has", "have", "had"].contains(verb),
      EnglishVerbForms.isParticiple(next)
        || EnglishVerbForms.adverbs.contains(next) && after.count > 1
          && EnglishVerbForms.isParticiple(after[1].lowercased())
    {
      return [verb] + subject + adverbs + after
    }
    if let base = EnglishVerbForms.base(ofPast: verb), verb != "read", verb != "put" {
      return ["did"] + subject + adverbs + [base + tail] + after
    }
    if plural {
      guard !verb.hasSuffix("s") || verb.hasSuffix("ss") else { return nil }
      return ["do"] + subject + adverbs + [verb + tail] + after
    }
    guard verb.hasSuffix("s") else { return nil }
    return ["does"] + subject + adverbs + [EnglishVerbForms.base(ofThird: verb) + tail] + after
  }

  private static func small(_ subject: String) -> String {
    subject == "i" || subject == "I" ? "I" : subject.lowercased()
  }
}
