/// What a reply can say back of an English sentence: what they did, are doing or will do, what is so.
///
/// A clause is said back whole or not at all: its persons are turned (my key, your key), and one in which
/// it would be unclear who is meant is left.
struct EnglishEcho {
  private let tokens: EnglishTokens
  private let words: [EnglishTokens.Word]

  init(_ tokens: EnglishTokens) {
    self.tokens = tokens
    words = tokens.words
  }

  /// Adds what the sentence tells; a question tells nothing.
  func collect(weight: Double, into scene: inout ReplyScene) {
    guard !tokens.asks else { return }
    var start = 0
    while start < words.count {
      let clause = Self.bare(tokens.clause(from: start))
      start += max(1, tokens.clause(from: start).count)
      guard let (slot, text) = Self.told(clause) else { continue }
      let holds = Self.holdsContent(text)
      scene.add(slot, SlotValue(text, weight: weight + (holds ? 0.2 : -0.3), holdsContent: holds))
    }
  }

  /// Without what only opens a clause: ok so, and, haha.
  private static func bare(_ clause: [EnglishTokens.Word]) -> [EnglishTokens.Word] {
    var bare = clause.drop { openers.contains($0.lower) }
    while let last = bare.last,
      ["man", "mate", "tho", "though", "lol", "actually"].contains(last.lower)
    {
      bare.removeLast()
    }
    return Array(bare)
  }

  /// After I'm: where and in what state of things one is; how one feels is not said back.
  private static let whereabouts: Set<String> = [
    "at", "in", "on", "by", "outside", "home", "stuck", "out", "off", "away", "back", "late",
    "free",
    "nearly", "almost", "here",
  ]

  private static let openers: Set<String> = [
    "and", "but", "so", "ok", "okay", "oh", "yeah", "yes", "no", "also", "well", "btw", "haha",
    "lol", "hi", "hey", "then", "plus", "anyway", "ah", "ooh", "right", "sure", "great", "good",
    "fine", "perfect", "update", "fyi", "hmm", "ugh", "yep", "nope", "sorry", "because", "cos",
  ]

  // MARK: What they tell

  private static func told(_ clause: [EnglishTokens.Word]) -> (ReplySlot, String)? {
    guard let first = clause.first?.lower, (2...9).contains(clause.count) else { return nil }
    let rest = Array(clause.dropFirst())
    switch first {
    case "i'm", "we're", "im":
      guard let text = turned(unhurried(rest)), !text.hasPrefix("not sure") else { return nil }
      guard let next = rest.first?.lower, next.hasSuffix("ing") || Self.whereabouts.contains(next)
      else { return nil }
      return (.doing, "you're " + text)
    case "i've", "we've":
      return turned(unhurried(rest)).map { (.did, "you've " + $0) }
    case "i'll", "we'll":
      guard rest.first?.lower != "be" || rest.count > 2 else { return nil }
      return turned(unhurried(rest)).map { (.will, "you'll " + $0) }
    case "i", "we":
      return mine(unhurried(rest))
    default:
      return fact(clause).map { (.fact, $0) }
    }
  }

  /// What stands after I: booked a table, need to call the vet, can bring the tent.
  private static func mine(_ rest: [EnglishTokens.Word]) -> (ReplySlot, String)? {
    guard let verb = rest.first?.lower, rest.count > 1 else { return nil }
    let after = Array(rest.dropFirst())
    switch verb {
    case "need", "have", "had", "gotta", "must", "got":
      let start =
        verb == "got" && after.first?.lower == "to" ? 1 : after.first?.lower == "to" ? 1 : 0
      guard start == 1 || ["gotta", "must"].contains(verb) else { break }
      return turned(Array(after.dropFirst(start))).map { (.need, $0) }
    case "can", "could", "will":
      guard let plain = after.first?.lower, EnglishDeeds.isPlain(plain) else { return nil }
      return turned(after).map { (.will, (verb == "could" ? "you could " : "you can ") + $0) }
    default: break
    }
    guard EnglishDeeds.isPast(verb) else { return nil }
    return turned(rest).map { (.did, "you " + $0) }
  }

  /// Just, already and the like are no news when said back.
  private static func unhurried(_ words: [EnglishTokens.Word]) -> [EnglishTokens.Word] {
    Array(words.drop { ["just", "already", "also", "literally", "basically"].contains($0.lower) })
  }

  private static let verbs: Set<String> = [
    "is", "are", "was", "were", "isn't", "aren't", "wasn't", "has", "have", "had", "will", "won't",
    "can", "can't", "could", "would", "should", "might", "needs", "wants", "says", "said", "got",
    "came", "went", "goes", "comes", "starts", "opens", "closes", "leaves", "arrives", "works",
    "doesn't", "didn't", "don't", "knows", "thinks", "takes", "gets", "looks", "sounds", "ends",
  ]
  private static let heads: Set<String> = [
    "the", "my", "your", "our", "his", "her", "their", "he", "she", "they", "he's", "she's",
    "they're", "he'll", "she'll", "they'll", "everyone", "somebody", "someone", "nobody",
  ]
  /// Words in a clause by which it is not clear who is meant, or that lean on another clause.
  private static let unsaid: Set<String> = [
    "i", "you", "we", "me", "us", "i'm", "you're", "we're", "i'll", "you'll", "we'll", "i've",
    "you've", "we've", "i'd", "you'd", "u", "ur", "mine", "yours", "ours", "if", "because", "which",
    "who", "what", "that's", "this", "these", "those", "myself", "yourself", "cos", "when",
  ]

  /// The clause about somebody or something else: the landlord is coming friday.
  private static func fact(_ clause: [EnglishTokens.Word]) -> String? {
    let end = clause.indices.dropFirst(3).first { ["but", "and", "so"].contains(clause[$0].lower) }
    let clause = Array(clause[..<(end ?? clause.count)])
    guard let first = clause.first, (2...8).contains(clause.count),
      heads.contains(first.lower) && clause.count > 2 || isNamed(clause),
      first.lower.contains("'")
        || clause.dropFirst().prefix(4).contains(where: { isVerb($0.lower) }),
      !clause.contains(where: { unsaid.contains($0.lower) }), isWhole(clause)
    else { return nil }
    return clause.map { ["my": "your", "your": "my"][$0.lower] ?? $0.text }
      .joined(separator: " ").loweredFirst
  }

  /// Whether a noun without an article begins the clause: pitch is double booked, table's cancelled.
  private static func isNamed(_ clause: [EnglishTokens.Word]) -> Bool {
    let first = clause[0].lower
    if first.hasSuffix("'s") {
      return first.count > 5
        && !["that's", "there's", "what's", "here's", "where's"].contains(first)
    }
    return first.count > 3 && !grammar.contains(first) && first.allSatisfy(\.isLetter)
      && clause.count > 2 && ["is", "are", "was", "were", "has"].contains(clause[1].lower)
  }

  private static func isVerb(_ word: String) -> Bool {
    verbs.contains(word) || EnglishDeeds.isPast(word)
  }

  private static let hanging: Set<String> = [
    "the", "a", "an", "to", "for", "at", "in", "of", "your", "my", "and", "with", "from", "or",
    "on",
    "by", "is", "are", "was", "were", "so", "but", "his", "her", "their", "our", "than", "as",
  ]

  private static func isWhole(_ clause: [EnglishTokens.Word]) -> Bool {
    clause.last.map { !hanging.contains($0.lower) } ?? false
  }

  private static func turned(_ words: [EnglishTokens.Word]) -> String? {
    guard isWhole(words) else { return nil }
    return EnglishTurning.turned(words, most: 8)
  }

  /// Short words are mostly grammar, and so are some longer ones.
  static func holdsContent(_ text: String) -> Bool {
    EnglishTokens(text).words.contains { word in
      word.text.count >= 4 && !grammar.contains(word.lower) && !word.lower.contains("'")
        && word.lower.contains(where: \.isLetter)
    }
  }

  private static let grammar: Set<String> = [
    "this", "that", "with", "have", "your", "they", "them", "then", "than", "there", "here", "what",
    "when", "where", "which", "would", "could", "should", "about", "just", "like", "will", "want",
    "need", "know", "really", "okay", "yeah", "thanks", "thank", "sorry", "good", "great", "some",
    "more", "from", "been", "were", "into", "only", "also", "very", "well", "much", "back", "over",
    "come", "going", "make", "take", "does", "sure", "send", "tell", "first", "still", "again",
    "everyone", "someone", "something", "anything", "nothing", "thing", "things", "said", "says",
  ]

  // MARK: What they end on

  /// The words that the sentence's last clause of any weight ends on, as one asks back: round the corner.
  func lastWords() -> String? {
    var clauses: [[EnglishTokens.Word]] = []
    var start = 0
    while start < words.count {
      clauses.append(tokens.clause(from: start))
      start += max(1, clauses.last?.count ?? 1)
    }
    for clause in clauses.reversed() {
      let clause = Array(
        clause.reversed().drop { Self.fading.contains($0.lower) }.reversed())
      guard let last = clause.last, last.text.count > 3, Self.isNounLike(last.lower) else {
        continue
      }
      var kept = [last.text]
      for word in clause.dropLast().reversed().prefix(2) {
        let lower = word.lower
        if ["the", "a", "an"].contains(lower) {
          kept.insert(lower == "a" || lower == "an" ? lower : "the", at: 0)
          continue
        }
        guard
          kept.first == "the" && Self.places.contains(lower)
            || kept.count == 1 && (Self.isNounLike(lower) || lower.hasSuffix("ing"))
        else { break }
        kept.insert(word.text, at: 0)
      }
      return kept.joined(separator: " ").loweredFirst
    }
    return nil
  }

  private static func leadsVerb(_ word: String) -> Bool {
    ["n't", "'ll"].contains(where: word.hasSuffix)
      || ["will", "can", "to", "could", "would", "should", "might", "may", "u", "you"].contains(
        word)
  }

  private static let places: Set<String> = [
    "round", "around", "near", "behind", "under", "next", "outside", "opposite", "inside", "past",
  ]
  private static let fading: Set<String> = [
    "then", "tho", "though", "now", "please", "pls", "lol", "too", "today", "again", "anyway",
    "yet",
    "either", "only", "tomorrow", "tonight", "later", "first", "instead", "also", "x", "xx",
    "actually",
  ]

  private static func isNounLike(_ word: String) -> Bool {
    !grammar.contains(word) && !unsaid.contains(word) && !verbs.contains(word)
      && !hanging.contains(word) && !heads.contains(word) && !fading.contains(word)
      && !openers.contains(word) && !EnglishDeeds.isPlain(word) && !EnglishDeeds.isPast(word)
      && !["ly", "n't", "ing"].contains(where: word.hasSuffix) && !word.contains("'")
      && word.first?.isLetter ?? false && word.count > 2
  }

  // MARK: What they ask

  private static let negated = [
    "is": "isn't", "are": "aren't", "was": "wasn't", "were": "weren't", "can": "can't",
    "could": "couldn't", "will": "won't", "would": "wouldn't", "should": "shouldn't",
    "has": "hasn't", "have": "haven't",
  ]
  private static let pronouns: Set<String> = ["he", "she", "they", "it"]

  /// What is said when yes and when no, to a question about somebody else or about what I did.
  func answered() -> (String, String)? {
    for start in words.indices.prefix(4) {
      if start > 0, !words[start - 1].endsClause,
        !Self.openers.contains(words[start - 1].lower)
      {
        continue
      }
      let clause = tokens.clause(from: start)
      guard clause.count >= 3, let answer = Self.answer(clause) else { continue }
      return answer
    }
    return nil
  }

  private static func answer(_ clause: [EnglishTokens.Word]) -> (String, String)? {
    let verb = clause[0].lower
    let subject = clause[1].lower
    switch (verb, subject) {
    case ("did", "you"):
      guard let past = EnglishDeeds.past(of: clause[2].lower),
        let text = turned(Array(clause[2...])), let rest = turned(Array(clause[3...]))
      else { return nil }
      return ("I \(past) \(rest)", "I didn't \(text)")
    case ("do", "i"), ("do", "we"):
      guard ["need", "have"].contains(clause[2].lower),
        let text = turned(Array(clause[2...]))
      else { return nil }
      let who = subject == "i" ? "you" : "we"
      return ("\(who) \(text)", "\(who) don't \(text)")
    case ("are", "you"):
      let vague = ["sure", "ok", "okay", "alright", "all", "guys", "kidding", "serious", "there"]
      guard clause.count <= 6, !vague.contains(clause[2].lower),
        let text = turned(Array(clause[2...]))
      else { return nil }
      return ("I'm \(text)", "I'm not \(text)")
    case ("is", "there"), ("are", "there"):
      guard let text = turned(Array(clause[2...])), !text.hasPrefix("any ") else { return nil }
      return ("there \(verb) \(text)", "there \(verb)n't \(text)")
    default: break
    }
    var end = 2
    var who = clause[1].text
    if ["the", "my", "your"].contains(subject), clause.count > 3,
      EnglishNouns.kind(of: clause[2].lower) != nil
    {
      who = (["my": "your", "your": "my"][subject] ?? subject) + " " + clause[2].text
      end = 3
    } else if !Self.pronouns.contains(subject) {
      return nil
    }
    guard clause.count > end, let text = turned(Array(clause[end...])) else { return nil }
    if verb == "does", EnglishDeeds.isPlain(clause[end].lower) || clause[end].lower == "need" {
      let rest = text.drop { $0 != " " }
      return (
        "\(who) \(EnglishDeeds.third(of: clause[end].lower))\(rest)", "\(who) doesn't \(text)"
      )
    }
    guard let not = negated[verb] else { return nil }
    return ("\(who) \(verb) \(text)", "\(who) \(not) \(text)")
  }

  // MARK: What they want done

  /// What I would do: I'll collect the tablets; I won't tell him.
  func asked() -> String? {
    for start in words.indices {
      if start > 0, !words[start - 1].endsClause, !Self.openers.contains(words[start - 1].lower),
        !["please", "pls"].contains(words[start - 1].lower)
      {
        continue
      }
      if let text = Self.wanted(tokens.clause(from: start)) { return text }
    }
    return nil
  }

  private static func wanted(_ clause: [EnglishTokens.Word]) -> String? {
    // Don't bring your father he faints: another clause may follow without a mark.
    let next = ["he", "she", "they", "i", "it's", "he's", "she's", "they're", "we'll", "i'll"]
    let end = clause.indices.dropFirst(3).first { next.contains(clause[$0].lower) }
    let clause = Array(clause[..<(end ?? clause.count)])
    let words = clause.map(\.lower)
    for opening in openings where words.starts(with: opening) && words.count > opening.count + 1 {
      guard EnglishDeeds.isPlain(words[opening.count]) else { return nil }
      return turned(Array(clause[opening.count...])).map { "I'll " + $0 }
    }
    guard words.count >= 2 else { return nil }
    for refusal in [["don't"], ["dont"], ["do", "not"]]
    where words.starts(with: refusal) && words.count > refusal.count + 1 {
      let verb = words[refusal.count]
      guard EnglishDeeds.isPlain(verb), !["get", "worry", "make"].contains(verb) else { return nil }
      if verb == "forget" {
        return turned(Array(clause[refusal.count...])).map { "I won't " + $0 }
      }
      return turned(Array(clause[refusal.count...])).map { "I won't " + $0 }
    }
    guard EnglishDeeds.isPlain(words[0]), objects.contains(words[1]),
      !["see", "get", "water", "hear", "show", "make"].contains(words[0])
    else { return nil }
    return turned(clause).map { "I'll " + $0.loweredFirst }
  }

  private static let openings = [
    ["you", "should"], ["you", "need", "to"], ["you", "have", "to"], ["you", "must"],
    ["you", "can"], ["you", "could"], ["you'd", "better"], ["make", "sure", "you"],
    ["make", "sure", "to"], ["remember", "to"], ["be", "sure", "to"], ["you", "better"],
  ]
  /// After a verb at the beginning these show that it is an order.
  private static let objects: Set<String> = [
    "the", "a", "an", "your", "my", "our", "his", "her", "their", "me", "us", "him", "it", "them",
    "some", "that", "this", "up", "out", "off", "in", "on", "to", "at", "for", "with", "round",
    "by",
  ]
}

extension String {
  /// With a small first letter, unless the word is I or has a capital further on.
  fileprivate var loweredFirst: String {
    let word = prefix { $0 != " " }
    if word == "I" || word.hasPrefix("I'") || word.dropFirst().contains(where: \.isUppercase) {
      return self
    }
    return prefix(1).lowercased() + dropFirst()
  }
}
