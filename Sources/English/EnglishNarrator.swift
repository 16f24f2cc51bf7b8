/// Tells one sentence of a message in the third person; what cannot surely be told is quoted.
struct EnglishNarrator: Sendable {
  let cast: EnglishCast
  let speaker: String
  /// Whom the message speaks to, where that is clear.
  let addressee: String?
  /// Somebody agreed, so that a proposal is decided.
  let isAgreed: Bool

  var name: String { cast.name(speaker) }

  func told(_ sentence: EnglishSentence) -> [EnglishTold] {
    var sentence = sentence
    let opening = EnglishOpening(sentence, cast: cast, speaker: speaker)
    let lowers = opening.words.map(\.lower).joined(separator: " ")
    if opening.words.isEmpty || EnglishPhrases.slight.contains(lowers) {
      return [slight(sentence)]
    }
    sentence.words = opening.words
    let you = opening.called ?? addressee
    let isMarked = sentence.isQuestion
    if !isMarked, EnglishQuestion.asks(opening.words) || Self.seeksAssent(opening.words) {
      sentence.isQuestion = true
    }
    if sentence.isQuestion {
      let question = EnglishQuestion(narrator: self, you: you.map(cast.name), isMarked: isMarked)
      return question.told(sentence.words, isPlease: opening.isPlease) ?? [quoted(sentence)]
    }
    guard let told = statement(sentence.words, you: you, isPlease: opening.isPlease) else {
      return [quoted(sentence)]
    }
    return told.isEmpty ? [slight(sentence)] : told
  }

  /// Whether it seeks assent: you close at 6:30 right.
  private static func seeksAssent(_ words: [EnglishWord]) -> Bool {
    guard words.count > 2, words[words.count - 1].lower == "right" else { return false }
    return ![
      "all", "turn", "the", "on", "is", "'s", "be", "your", "my", "looks", "feels", "not", "was",
      "are", "it", "turned", "quite", "get", "got",
    ].contains(words[words.count - 2].lower)
  }

  func quoted(_ sentence: EnglishSentence) -> EnglishTold {
    let isNote =
      !sentence.isQuestion
      && !sentence.words.contains { Self.persons.contains($0.lower) }
      && !(sentence.words.first.map { ["please", "don't", "never"].contains($0.lower) } ?? false)
    return EnglishTold(
      form: .quote(isQuestion: sentence.isQuestion), text: sentence.raw, isNote: isNote)
  }

  private static let persons: Set<String> = [
    "i", "me", "my", "mine", "myself", "you", "your", "yours", "yourself", "we", "us", "our",
    "ours", "please",
  ]

  private func slight(_ sentence: EnglishSentence) -> EnglishTold {
    EnglishTold(
      form: .quote(isQuestion: sentence.isQuestion), text: sentence.raw, isSlight: true)
  }

  func persons(_ you: String?, isNamed: Bool = false, yours: String? = nil) -> EnglishPersons {
    EnglishPersons(
      speaker: name, pronouns: cast.pronouns(speaker), addressee: you, isNamed: isNamed,
      yours: yours)
  }

  // MARK: Statements

  private func statement(
    _ words: [EnglishWord], you person: String?, isPlease: Bool
  ) -> [EnglishTold]? {
    var told: [EnglishTold] = []
    for piece in EnglishPieces.split(words) {
      var words = piece.words
      while let first = words.first, words.count > 1,
        EnglishPhrases.openers.contains(first.lower) || first.lower == "sorry"
      {
        words.removeFirst()
      }
      let lowers = words.map(\.lower).joined(separator: " ")
      if EnglishPhrases.slight.contains(lowers) { continue }
      guard var clause = clause(words, you: person.map(cast.name), isPlease: isPlease) else {
        return nil
      }
      clause.link = piece.link
      told.append(clause)
    }
    return told
  }

  private func clause(_ words: [EnglishWord], you: String?, isPlease: Bool) -> EnglishTold? {
    guard let first = words.first else { return nil }
    if let proposal = EnglishProposal(narrator: self).told(words, isQuestion: false) {
      return proposal
    }
    var start = 0
    // Both and all would be the subject.
    while start < words.count - 1, EnglishPersons.adverbs.contains(words[start].lower),
      !["both", "all", "not", "never", "only", "even"].contains(words[start].lower)
    {
      start += 1
    }
    let rest = Array(words[start...])
    if rest[0].core == "I" { return own(rest, you: you) }
    // The lift works, I think.
    if words.count > 4, words[words.count - 2].core == "I",
      ["think", "guess", "reckon", "hope", "believe"].contains(words[words.count - 1].lower)
    {
      var front = Array(words.dropLast(2))
      if let last = front.indices.last { front[last].tail = "" }
      guard EnglishDropped.isClause(front) else { return nil }
      return own([words[words.count - 2], words[words.count - 1]] + front, you: you)
    }
    if let order = EnglishOrder(narrator: self, you: you).told(words, isPlease: isPlease) {
      return order
    }
    if let dropped = EnglishDropped.subject(of: rest) {
      var rest = rest
      rest[0].core = rest[0].lower
      return own([EnglishWord("I")] + dropped + rest, you: you)
    }
    guard EnglishDropped.isClause(words) else { return nil }
    // I that waits inside a clause with another subject is named there.
    guard let turned = persons(you).turned(words) else { return nil }
    if words.count < 3, words.allSatisfy({ !$0.hasNumber }) {
      return EnglishTold(form: .fact, text: lowered(turned), isSlight: true)
    }
    return EnglishTold(
      form: .fact, text: lowered(turned), isOfGroup: first.lower == "we",
      isAttributed: turned.contains {
        $0.core == name || $0.core == EnglishPersons.possessive(name) || $0.lower == "says"
      }, isAboutOther: ["you", "your", "yours"].contains(first.lower))
  }

  /// The predicate of a clause that begins with I.
  func own(_ words: [EnglishWord], you: String?) -> EnglishTold? {
    guard let turned = persons(you).turned(words), turned.count > 1 else { return nil }
    let words = turned[1...]
    // I'm not; I did: an answer that says nothing without its question.
    let isSlight =
      words.count == 1 || words.count < 3 && words.allSatisfy { Self.bare.contains($0.lower) }
    return EnglishTold(form: .own, text: EnglishWord.text(words), isSlight: isSlight)
  }

  private static let bare: Set<String> = [
    "is", "are", "not", "will", "won't", "can", "can't", "does", "doesn't", "did", "didn't", "has",
    "hasn't", "was", "wasn't", "would", "thinks", "knows", "agrees", "so", "hopes", "it", "just",
    "tried", "already", "understands", "sees", "mean", "means", "promises", "guesses", "too",
    "know",
  ]

  /// A clause after says: its first word small, unless it is a name.
  func lowered(_ words: [EnglishWord]) -> String {
    var words = words
    guard let first = words.first else { return "" }
    if EnglishDropped.isCommon(first.lower), !cast.isNamed(first.core), first.core != "I" {
      words[0].core = first.lower
    }
    return EnglishWord.text(words)
  }
}
