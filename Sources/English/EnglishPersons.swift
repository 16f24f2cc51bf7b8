/// Turns the persons of a sentence: I becomes the speaker, you the addressee, and verbs follow.
///
/// Gives nil where it is not sure who is meant or what the verb's form is.
struct EnglishPersons: Sendable {
  let speaker: String
  let pronouns: EnglishPronouns
  /// The name of whom "you" is; nil where that is not known.
  let addressee: String?
  /// Whether the speaker was named in the sentence already, so that a pronoun does.
  var isNamed = false
  /// What "your" becomes where the addressee has just been named: their.
  var yours: String?

  /// The words after `start` in the third person.
  func turned(_ words: [EnglishWord]) -> [EnglishWord]? {
    var persons = self
    return persons.turn(words)
  }

  private mutating func turn(_ words: [EnglishWord]) -> [EnglishWord]? {
    var made: [EnglishWord] = []
    var index = 0
    while index < words.count {
      let word = words[index]
      let before = index > 0 ? words[index - 1].lower : ""
      func put(_ core: String) {
        made.append(EnglishWord(core, head: word.head, tail: word.tail))
      }
      switch word.lower {
      case "i" where word.core == "I":
        guard !Self.inverting.contains(before), !runsOn(words, index) else { return nil }
        guard let subject = first(words, index), let agreed = subject.verb else { return nil }
        put(subject.name)
        isNamed = true
        made.append(contentsOf: agreed.words)
        index = agreed.end
        continue
      case "me":
        guard !["and", "is", "'s", "was", "than"].contains(before),
          !(index + 1 < words.count && words[index + 1].lower == "and")
        else {
          return nil
        }
        // "tell me" of an order says whom; before any name the pronoun would hang in the air.
        put(isNamed ? pronouns.object : speaker)
        isNamed = true
      case "my":
        put(isNamed ? pronouns.own : possessive(speaker))
        isNamed = true
      case "mine": put(isNamed ? pronouns.owned : possessive(speaker))
      case "myself":
        guard isNamed else { return nil }
        put(pronouns.itself)
      case "we":
        put("they")
        index += 1
        while index < words.count, Self.adverbs.contains(words[index].lower) {
          made.append(words[index])
          index += 1
        }
        if index < words.count, words[index].core == "'d" {
          guard let full = Self.wouldOrHad(words, index) else { return nil }
          made.append(EnglishWord(full, tail: words[index].tail))
          index += 1
        }
        continue
      case "us": put("them")
      case "our": put("their")
      case "ours": put("theirs")
      case "ourselves": put("themselves")
      case "you":
        guard let addressee, before != "thank", !Self.inverting.contains(before),
          isObject(words, index) || !runsOn(words, index)
        else {
          return nil
        }
        guard isObject(words, index) else {
          guard let agreed = agree(words, from: index + 1, third: true) else { return nil }
          put(addressee)
          made.append(contentsOf: agreed.words)
          index = agreed.end
          continue
        }
        put(addressee)
      case "your":
        if let yours {
          put(yours)
        } else {
          guard let addressee else { return nil }
          put(possessive(addressee))
        }
      case "yours":
        guard let addressee else { return nil }
        put(possessive(addressee))
      case "yourself", "yourselves":
        guard yours != nil else { return nil }
        put("themselves")
      case "'s":
        guard let full = Self.isOrHas(words, index) else { return nil }
        put(full)
      case "'d":
        guard let full = Self.wouldOrHad(words, index) else { return nil }
        put(full)
      default: made.append(word)
      }
      index += 1
    }
    return made
  }

  /// Make it 6 I have to close: a new sentence without a mark before it.
  private func runsOn(_ words: [EnglishWord], _ index: Int) -> Bool {
    guard index > 0, !words[index - 1].hasComma else { return false }
    let before = words[index - 1]
    return before.hasNumber
      || [
        "it", "them", "him", "her", "there", "here", "today", "tomorrow", "then", "up", "down",
        "off",
        "in", "out", "back", "home", "go", "me", "us",
      ].contains(before.lower) && index > 1
  }

  private struct Agreed {
    var words: [EnglishWord]
    /// The place after them in the sentence.
    var end: Int
  }

  private func first(_ words: [EnglishWord], _ index: Int) -> (name: String, verb: Agreed?)? {
    if index > 0, ["and", "or"].contains(words[index - 1].lower), index > 1,
      ["you", "me", "we"].contains(words[index - 2].lower)
    {
      return nil
    }
    let third = !isNamed || pronouns.isThird
    return (
      isNamed ? pronouns.subject : speaker, agree(words, from: index + 1, third: third)
    )
  }

  /// The verb after a subject that was I or you, with its adverbs; nil where it is not known.
  private func agree(_ words: [EnglishWord], from start: Int, third: Bool) -> Agreed? {
    var index = start
    var made: [EnglishWord] = []
    while index < words.count, Self.adverbs.contains(words[index].lower) {
      made.append(words[index])
      index += 1
    }
    guard index < words.count else { return nil }
    let verb = words[index]
    guard let core = Self.agreed(verb, in: words, at: index, third: third) else { return nil }
    made.append(EnglishWord(core, head: verb.head, tail: verb.tail))
    var end = index + 1
    // I paid 208 and owe 276: the form of the second verb would have to change too.
    if third, core != EnglishVerbs.third(verb.lower), !EnglishVerbs.modals.contains(verb.lower),
      EnglishVerbs.isPast(verb.lower)
    {
      for at in words.indices.dropFirst(end)
      where ["and", "but", "or"].contains(words[at - 1].lower) {
        let next = words[at].lower
        if EnglishVerbs.isBase(next), !EnglishVerbs.isPast(next), at + 1 < words.count,
          words[at + 1].hasNumber || Self.starters.contains(words[at + 1].lower)
        {
          return nil
        }
      }
    }
    // I come home and cook: the second verb follows the first.
    let isPresent = third && core == EnglishVerbs.third(verb.lower)
    while isPresent, end < words.count {
      let word = words[end]
      let before = words[end - 1]
      if ["and", "or", "but", "then"].contains(before.lower), EnglishVerbs.isBase(word.lower) {
        guard Self.isVerbHere(words, end) else { return nil }
        made.append(
          EnglishWord(EnglishVerbs.third(word.lower), head: word.head, tail: word.tail))
        end += 1
      } else if ["and", "or", "but", "then"].contains(word.lower), end + 1 < words.count,
        EnglishVerbs.isBase(words[end + 1].lower)
      {
        made.append(word)
        end += 1
      } else {
        break
      }
    }
    return Agreed(words: made, end: end)
  }

  static func agreed(
    _ verb: EnglishWord, in words: [EnglishWord], at index: Int, third: Bool
  ) -> String? {
    let lower = verb.lower
    switch lower {
    case "am", "are": return third ? "is" : "are"
    case "was", "were":
      let isWish = index >= 2 && ["if", "wish"].contains(words[max(0, index - 2)].lower)
      return lower == "were" && isWish ? "were" : third ? "was" : "were"
    case "aren't": return third ? "isn't" : "aren't"
    case "wasn't", "weren't": return third ? "wasn't" : "weren't"
    case "don't": return third ? "doesn't" : "don't"
    case "do": return third ? "does" : "do"
    case "haven't": return third ? "hasn't" : "haven't"
    case "'d": return wouldOrHad(words, index)
    default: break
    }
    if EnglishVerbs.modals.contains(lower), !verb.tail.isEmpty { return nil }
    if EnglishVerbs.modals.contains(lower) || ["had", "hadn't", "did", "didn't"].contains(lower) {
      return lower
    }
    if EnglishVerbs.isUnmarked(lower) {
      return ["put", "read", "hit", "cut", "let", "hurt", "shut", "spread"].contains(lower)
        ? lower : nil
    }
    if EnglishVerbs.isBase(lower) { return third ? EnglishVerbs.third(lower) : lower }
    return EnglishVerbs.isPast(lower) ? lower : nil
  }

  /// Whether a base after and is a verb: what follows is what follows verbs.
  private static func isVerbHere(_ words: [EnglishWord], _ index: Int) -> Bool {
    guard index + 1 < words.count, words[index].tail.isEmpty else { return false }
    return starters.contains(words[index + 1].lower)
  }

  /// you is an object after a verb or preposition, and where nothing that could be its verb follows.
  private func isObject(_ words: [EnglishWord], _ index: Int) -> Bool {
    guard index + 1 < words.count, words[index].tail.isEmpty else { return true }
    guard index > 0 else { return false }
    let before = words[index - 1].lower
    if Self.prepositions.contains(before) { return true }
    if Self.beliefs.contains(before) { return false }
    let isVerb =
      EnglishVerbs.isBase(before) || EnglishVerbs.isPast(before) || EnglishVerbs.isThird(before)
      || EnglishVerbs.base(ofGerund: before) != nil
    return isVerb
  }

  private func possessive(_ name: String) -> String { Self.possessive(name) }

  static func possessive(_ name: String) -> String {
    name.hasSuffix("s") || name.hasSuffix("'")
      ? name + (name.hasSuffix("'") ? "" : "'s") : name + "'s"
  }

  /// it's been → has, it's got → has, else is; nil where that is open.
  static func isOrHas(_ words: [EnglishWord], _ index: Int) -> String? {
    var next = index + 1
    while next < words.count, adverbs.contains(words[next].lower) { next += 1 }
    guard next < words.count else { return "is" }
    let word = words[next].lower
    if ["been", "got", "had", "become", "come", "grown", "happened", "started", "stopped"]
      .contains(word)
    {
      return "has"
    }
    if word == "gone", next + 1 < words.count, words[next].tail.isEmpty,
      ["mad", "off", "up", "down", "to", "bad", "wrong", "well", "quiet", "crazy"]
        .contains(words[next + 1].lower)
    {
      return "has"
    }
    if ["gone", "done", "set", "finished"].contains(word) { return "is" }
    // He's made me tea has an object.
    if EnglishVerbs.isParticiple(word), next + 1 < words.count, words[next].tail.isEmpty,
      ["me", "you", "us", "him", "her", "them", "it", "a", "an", "my", "your", "our"]
        .contains(words[next + 1].lower)
    {
      return "has"
    }
    if EnglishVerbs.isParticiple(word), !adjectives.contains(word) {
      // He's moved the car has an object; it's moved has none.
      if next + 1 < words.count, words[next].tail.isEmpty,
        starters.contains(words[next + 1].lower)
          && !prepositions.contains(words[next + 1].lower)
      {
        return "has"
      }
      return index > 0 && ["it", "that", "this", "there"].contains(words[index - 1].lower)
        ? "is" : nil
    }
    return "is"
  }

  static func wouldOrHad(_ words: [EnglishWord], _ index: Int) -> String? {
    var next = index + 1
    while next < words.count, adverbs.contains(words[next].lower) { next += 1 }
    guard next < words.count else { return nil }
    let word = words[next].lower
    if word == "better" || word == "been" { return "had" }
    if EnglishVerbs.isBase(word) || ["rather", "not"].contains(word) { return "would" }
    return EnglishVerbs.isParticiple(word) ? "had" : nil
  }

  /// Before a pronoun they make a question.
  private static let inverting: Set<String> = [
    "do", "does", "did", "can", "could", "will", "would", "should", "shall", "am", "are", "is",
    "was", "were", "have", "has", "had", "don't", "didn't", "may", "might",
  ]
  static let adverbs: Set<String> = [
    "just", "never", "always", "still", "already", "also", "probably", "definitely", "really",
    "only", "even", "actually", "usually", "often", "sometimes", "maybe", "honestly", "literally",
    "not", "now", "then", "ever", "kinda", "finally", "certainly", "absolutely", "totally", "both",
    "all", "too", "simply", "quite", "almost", "nearly", "currently", "normally", "fully", "so",
  ]
  static let prepositions: Set<String> = [
    "to", "for", "with", "at", "from", "of", "by", "on", "in", "about", "after", "before",
    "without",
    "like", "than", "behind", "beside", "near", "towards", "around", "between", "past", "via",
    "over", "under", "off", "into", "onto", "except", "let", "till", "until",
  ]
  private static let beliefs: Set<String> = [
    "think", "hope", "know", "knew", "thought", "guess", "heard", "hear", "say", "said", "says",
    "see", "wish", "suppose", "reckon", "believe", "remember", "forgot", "forget", "noticed",
    "means", "mean",
    "assume", "assumed", "bet", "feel", "understand", "swear", "promise", "sounds", "like",
  ]
  /// Words that open what follows a verb.
  static let starters: Set<String> = prepositions.union([
    "the", "a", "an", "my", "your", "our", "their", "his", "her", "its", "it", "them", "him", "me",
    "us", "you", "this", "that", "these", "those", "some", "any", "up", "out", "down", "back",
    "off",
    "home", "there", "here", "two", "three", "one", "both", "all", "another", "more", "what", "how",
  ])
  private static let adjectives: Set<String> = [
    "closed", "cancelled", "booked", "packed", "sorted", "broken", "stuck", "lost", "gone", "done",
    "tired", "worried", "delayed", "locked", "supposed", "allowed", "made", "called", "meant",
    "swollen", "shut", "set", "interested", "burnt", "hurt", "based", "cracked", "needed", "left",
    "included", "covered", "blocked", "leaking", "marked", "signed", "paid", "due",
  ]
}
