/// A question as indirect speech: asks whether the bike is still there, asks Pavel to bring milk.
struct EnglishQuestion: Sendable {
  let narrator: EnglishNarrator
  /// The name of whom it is asked; nil where that is not clear.
  let you: String?
  /// Whether it has its mark; without it the order of the words tells.
  var isMarked = true

  func told(_ words: [EnglishWord], isPlease: Bool) -> [EnglishTold]? {
    // A statement before the question: "I'm in the office, anything after 5?"
    var words = words
    while words.count > 1, let last = words.last, EnglishPhrases.tags.contains(last.lower),
      words.count > 2
    {
      words.removeLast()
      if let end = words.indices.last { words[end].tail = "" }
    }
    let pieces = EnglishPieces.split(words)
    guard pieces.count > 1 else { return asked(words, isPlease: isPlease).map { [$0] } }
    // The mark belongs to the piece that asks, else to the last one.
    var place = pieces.lastIndex { Self.asks($0.words) }
    if place == nil { place = pieces.count - 1 }
    var told: [EnglishTold] = []
    for (index, piece) in pieces.enumerated() {
      if index == place {
        guard var made = asked(piece.words, isPlease: isPlease) else { return nil }
        made.link = piece.link
        told.append(made)
        continue
      }
      let sentence = EnglishSentence(words: piece.words, raw: EnglishWord.text(piece.words))
      let made = narrator.told(sentence)
      if made.contains(where: { if case .quote = $0.form { !$0.isSlight } else { false } }) {
        return nil
      }
      told.append(contentsOf: made.filter { !$0.isSlight })
    }
    return told
  }

  /// Whether the words are in the order of a question, which chats often leave without its mark.
  static func asks(_ words: [EnglishWord]) -> Bool {
    let lowers = words.map(\.lower)
    guard lowers.count > 2 else { return false }
    if auxiliaries.contains(lowers[0]), subjects.contains(lowers[1]), !lowers[0].hasSuffix("n't") {
      // Had it been: a condition; do it: an order.
      return lowers[0] != "had"
        && !(lowers[0] == "do" && ["it", "that", "this"].contains(lowers[1]))
    }
    guard openers.contains(lowers[0]) else { return false }
    if lowers[0] == "when" || lowers[0] == "what" || lowers[0] == "how", lowers[1] == "a" {
      return false
    }
    let isOpen = auxiliaries.contains(lowers[1]) || lowers[1] == "'s"
    let isSecond =
      lowers.count > 3 && auxiliaries.contains(lowers[2]) && subjects.contains(lowers[3])
      && !subjects.contains(lowers[1])
    return isOpen || isSecond
  }

  private func asked(_ words: [EnglishWord], isPlease: Bool) -> EnglishTold? {
    var words = words
    while words.count > 1, ["and", "or", "so", "then", "just"].contains(words[0].lower) {
      words.removeFirst()
    }
    if let proposal = EnglishProposal(narrator: narrator).told(words, isQuestion: true) {
      return proposal
    }
    let lowers = words.map(\.lower)
    guard words.count > 1 else { return nil }
    if ["can", "could", "would", "will"].contains(lowers[0]), lowers[1] == "you" {
      return request(words)
    }
    if ["can", "could", "may"].contains(lowers[0]), words[1].core == "I" {
      var rest = Array(words[2...])
      while rest.count > 1, ["just", "please", "maybe", "also"].contains(rest[0].lower) {
        rest.removeFirst()
      }
      guard let verb = rest.first, EnglishVerbs.isBase(verb.lower) else { return nil }
      return whether(rest, "to", isNamed: true)
    }
    if let inverted = inverted(words) { return whether(inverted, "whether", isNamed: true) }
    if let open = open(words) { return open }
    if ["want", "need", "fancy", "got", "going", "coming", "free", "ready"].contains(lowers[0]) {
      return shortened(words)
    }
    // You close at 6:30, right?
    let isSubject = EnglishOpening.isSubject(words[0]) && !["i", "we", "let's"].contains(lowers[0])
    if isSubject, !words.contains(where: \.hasComma),
      EnglishDropped.hasFinite(words[1...]) || EnglishVerbs.isBase(lowers[1])
    {
      return whether(words, "whether", isNamed: true)
    }
    return nil
  }

  private func whether(_ words: [EnglishWord], _ link: String, isNamed: Bool) -> EnglishTold? {
    guard let turned = narrator.persons(you, isNamed: isNamed).turned(words) else { return nil }
    return EnglishTold(form: .own, text: "asks \(link) \(narrator.lowered(turned))")
  }

  private func request(_ words: [EnglishWord]) -> EnglishTold? {
    var rest = Array(words[2...])
    while rest.count > 1,
      ["please", "just", "also", "maybe", "possibly", "kindly", "still"].contains(rest[0].lower)
    {
      rest.removeFirst()
    }
    guard let verb = rest.first?.lower else { return nil }
    if verb == "mind", rest.count > 1, let base = EnglishVerbs.base(ofGerund: rest[1].lower) {
      rest.removeFirst()
      rest[0].core = base
      return EnglishOrder(narrator: narrator, you: you).asked(rest)
    }
    let isWish = ["like", "prefer", "be", "need", "want", "mind", "have", "know", "rather"]
      .contains(verb)
    guard EnglishVerbs.isBase(verb) || verb == "rather" else { return nil }
    if isWish { return inverted(words).flatMap { whether($0, "whether", isNamed: true) } }
    return EnglishOrder(narrator: narrator, you: you).asked(rest)
  }

  /// Are you coming → you are coming; nil where the words do not begin with a verb and a pronoun.
  private func inverted(_ words: [EnglishWord]) -> [EnglishWord]? {
    guard words.count > 2 || words.count == 2 && words[0].lower != "do" else { return nil }
    var auxiliary = words[0]
    let subject = words[1]
    guard Self.subjects.contains(subject.lower), Self.auxiliaries.contains(auxiliary.lower) else {
      return nil
    }
    auxiliary.core = auxiliary.lower
    auxiliary.tail = ""
    var plain = subject
    plain.tail = ""
    var rest = Array(words[2...])
    if rest.first?.lower == "else" { return nil }
    guard ["do", "does", "did", "don't", "didn't", "doesn't"].contains(auxiliary.core) else {
      if auxiliary.core.hasSuffix("n't") { return nil }
      if rest.isEmpty { auxiliary.tail = subject.tail }
      return [plain, auxiliary] + rest
    }
    guard ["do", "does", "did"].contains(auxiliary.core) else { return nil }
    var front: [EnglishWord] = []
    if rest.first?.lower == "not" { return nil }
    while rest.count > 1, EnglishPersons.adverbs.contains(rest[0].lower) {
      front.append(rest.removeFirst())
    }
    guard let verb = rest.first, EnglishVerbs.isBase(verb.lower) else { return nil }
    if auxiliary.core == "did" {
      guard let past = EnglishVerbs.past(verb.lower) else { return nil }
      rest[0].core = past
    } else if auxiliary.core == "does" {
      rest[0].core = EnglishVerbs.third(verb.lower)
    } else if EnglishVerbs.isUnmarked(verb.lower) {
      return nil
    }
    return [plain] + front + rest
  }

  /// What, when, where and how: what time do you start → what time Con starts.
  private func open(_ words: [EnglishWord]) -> EnglishTold? {
    let lowers = words.map(\.lower)
    guard Self.openers.contains(lowers[0]) else { return nil }
    // The subject is asked for: who is driving, which one works.
    for index in 1..<min(5, words.count) {
      if Self.auxiliaries.contains(lowers[index]) || lowers[index] == "'s",
        index + 1 < words.count
      {
        var front = Array(words[..<index])
        front[0].core = lowers[0]
        if lowers[index] != "'s", let inverted = inverted(Array(words[index...])) {
          return whether(front + inverted, "", isNamed: true).map(tight)
        }
        if lowers[index] == "'s", Self.subjects.contains(lowers[index + 1]) {
          var verb = words[index]
          verb.core = "is"
          return whether(
            front + [words[index + 1], verb] + words[(index + 2)...], "", isNamed: true
          )
          .map(tight)
        }
        let isNoun =
          ["the", "my", "your", "our", "his", "her", "their", "this", "that"].contains(
            lowers[index + 1])
        if isNoun {
          // A short noun phrase, after which the verb goes: what the price is.
          let rest = Array(words[(index + 1)...])
          guard rest.count <= 4, ["is", "are", "was", "'s"].contains(lowers[index]),
            !rest.dropFirst().contains(where: {
              EnglishPersons.prepositions.contains($0.lower)
                || EnglishPersons.adverbs.contains($0.lower)
                || EnglishVerbs.base(ofGerund: $0.lower) != nil
                || EnglishVerbs.isParticiple($0.lower)
                || ["like", "for", "up", "ready", "ok", "again"].contains($0.lower) || $0.hasComma
            })
          else { return nil }
          return whether(
            front + rest + [EnglishWord(lowers[index] == "'s" ? "is" : lowers[index])], "",
            isNamed: true
          ).map(tight)
        }
        if ["who", "which", "what"].contains(lowers[0]), index <= 2 || lowers[0] == "which",
          lowers[index] != "do", lowers[index] != "did"
        {
          let isPlain =
            EnglishVerbs.base(ofGerund: lowers[index + 1]) != nil
            || EnglishVerbs.isParticiple(lowers[index + 1]) || lowers[0] == "who"
            || EnglishVerbs.isBase(lowers[index + 1])
          return isPlain ? whether(front + words[index...], "", isNamed: true).map(tight) : nil
        }
        return nil
      }
    }
    // Who has the key, which works.
    if lowers[0] == "who", EnglishVerbs.isThird(lowers[1]) || EnglishVerbs.isPast(lowers[1]) {
      return whether(words, "", isNamed: true).map(tight)
    }
    return nil
  }

  private func tight(_ told: EnglishTold) -> EnglishTold {
    var told = told
    told.text = told.text.split(separator: " ").joined(separator: " ")
    return told
  }

  /// Want to come? leaves out the one who is asked.
  private func shortened(_ words: [EnglishWord]) -> EnglishTold? {
    guard you != nil else { return nil }
    let first = words[0].lower
    let front: [EnglishWord]
    switch first {
    case "want", "need", "fancy": front = [EnglishWord("you")]
    case "got": front = [EnglishWord("you"), EnglishWord("have")]
    default: front = [EnglishWord("you"), EnglishWord("are")]
    }
    var words = words
    words[0].core = first
    return whether(front + words, "whether", isNamed: true)
  }

  private static let subjects: Set<String> = [
    "i", "you", "we", "they", "he", "she", "it", "that", "this", "there", "anyone", "anybody",
    "someone", "somebody", "everyone", "everybody",
  ]
  private static let auxiliaries: Set<String> = [
    "is", "are", "was", "were", "am", "do", "does", "did", "has", "have", "had", "can", "could",
    "will", "would", "should", "shall", "might", "must", "don't", "didn't", "isn't",
  ]
  private static let openers: Set<String> = [
    "what", "when", "where", "who", "which", "how", "why", "whose",
  ]
}
