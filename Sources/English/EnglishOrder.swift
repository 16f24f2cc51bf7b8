/// An order as indirect speech: "bring milk" → asks Pavel to bring milk.
struct EnglishOrder: Sendable {
  let narrator: EnglishNarrator
  /// The name of whom it is asked; nil where that is not clear.
  let you: String?

  func told(_ words: [EnglishWord], isPlease: Bool) -> EnglishTold? {
    var words = words
    var isNegative = false
    var isSure = isPlease
    while words.count > 1,
      ["please", "just", "then", "also", "kindly", "always"].contains(words[0].lower)
    {
      if words[0].lower == "please" { isSure = true }
      words.removeFirst()
    }
    if words.count > 2, words[0].lower == "do", words[1].lower == "not" {
      isNegative = true
      words.removeFirst(2)
    } else if words.count > 1, ["don't", "never"].contains(words[0].lower) {
      isNegative = true
      words.removeFirst()
    }
    guard let first = words.first, isVerb(words, isSure: isSure || isNegative) else { return nil }
    if first.lower == "let", words.count > 2, words[1].lower == "me" {
      guard words[2].lower == "know" else {
        return narrator.own([EnglishWord("I"), EnglishWord("will")] + words[2...], you: you)
      }
    }
    return asked(words, isNegative: isNegative)
  }

  /// asks Pavel to VERB, from the verb on.
  func asked(_ words: [EnglishWord], isNegative: Bool = false) -> EnglishTold? {
    guard var first = words.first else { return nil }
    first.core = first.lower
    let words = [first] + words.dropFirst()
    let hasOwn = words.contains { ["I", "me", "my", "mine"].contains($0.core) }
    guard you != nil || !words.contains(where: { $0.lower.hasPrefix("your") }) else { return nil }
    let persons = narrator.persons(
      you, isNamed: true, yours: you != nil && hasOwn ? nil : "their")
    guard let turned = persons.turned(words) else { return nil }
    let what = (isNegative ? "not to " : "to ") + EnglishWord.text(turned)
    return EnglishTold(form: .own, text: you.map { "asks \($0) \(what)" } ?? "says \(what)")
  }

  private func isVerb(_ words: [EnglishWord], isSure: Bool) -> Bool {
    let verb = words[0].lower
    guard EnglishVerbs.isBase(verb), !EnglishVerbs.modals.contains(verb), !Self.never.contains(verb)
    else { return false }
    // Open 8-6 is what a shop is.
    if verb == "open", words.count > 1, words[1].core.first?.isNumber ?? false { return false }
    if verb == "be", !(words.count > 1 && Self.states.contains(words[1].lower)) { return false }
    if isSure { return true }
    if ["hit", "hurt", "quit", "lose", "fall", "win"].contains(verb) || Self.hidesVerb(words) {
      return false
    }
    // A finite verb right after makes a noun of it: "book is here".
    guard words.count > 1 else { return false }
    guard words[0].tail.isEmpty else { return false }
    let next = words[1]
    if EnglishDropped.hasFinite(words[1..<min(2, words.count)]) { return false }
    if EnglishVerbs.isThird(next.lower) || EnglishVerbs.isPast(next.lower),
      !EnglishVerbs.isBase(next.lower)
    {
      return false
    }
    if Self.nouns.contains(verb) {
      return EnglishDropped.isObject(next) && !["to", "off", "up", "no"].contains(next.lower)
    }
    return true
  }

  /// Check out report is in: a finite verb whose subject is none of the known ones.
  private static func hidesVerb(_ words: [EnglishWord]) -> Bool {
    for word in words.dropFirst() {
      if word.hasComma || links.contains(word.lower) { return false }
      if ["is", "are", "was", "were", "has", "have", "will", "'s", "isn't"].contains(word.lower) {
        return true
      }
    }
    return false
  }

  private static let links: Set<String> = [
    "that", "what", "if", "whether", "which", "who", "where", "when", "how", "because", "as", "so",
    "it", "they", "he", "she", "i", "you", "we", "until", "till", "before", "after", "once", "and",
    "or", "but", "sure", "while", "whatever", "this", "there", "to",
  ]

  /// Whether the words can hardly be anything but an order.
  static func isSure(_ words: [EnglishWord]) -> Bool {
    guard words.count > 1, words[0].tail.isEmpty else { return false }
    let verb = words[0].lower
    return EnglishVerbs.isBase(verb) && !never.contains(verb) && !nouns.contains(verb)
      && !EnglishVerbs.modals.contains(verb) && EnglishDropped.isObject(words[1])
  }

  private static let states: Set<String> = [
    "there", "here", "ready", "careful", "quick", "early", "honest", "sure", "nice", "kind", "good",
    "patient", "gentle", "alarmed", "silly", "late",
  ]

  private static let never: Set<String> = [
    "need", "want", "hope", "think", "love", "hate", "miss", "wish", "prefer", "guess", "reckon",
    "know", "mean", "sound", "seem", "matter", "happen", "cost", "thank", "belong", "depend",
    "lie", "own", "suppose", "appear", "like", "do", "have", "become", "deserve", "doubt", "bet",
    "owe", "notice",
  ]
  private static let nouns: Set<String> = [
    "lift", "pump", "pour", "press", "shift", "load", "study", "crash", "melt", "squeeze", "strip",
    "chat",
    "edit", "blend", "reach", "cheer", "juggle", "release",
    "book", "work", "match", "park", "water", "paint", "dress", "cook", "train", "plan", "list",
    "light", "name", "note", "post", "test", "text", "top", "back", "hand", "board", "bike", "bin",
    "bank", "balance", "point", "present", "record", "report", "shop", "sign", "step", "store",
    "surprise", "taste", "touch", "visit", "walk", "watch", "waste", "drink", "drive", "ring",
    "rest", "queue", "order", "paint", "cover", "change", "charge", "clear", "close", "open",
    "double", "empty", "end", "fit", "set", "cut", "last", "land", "lead", "clean", "start",
    "wait", "break", "fall", "run", "ride", "show", "sleep", "stand", "stick", "split", "correct",
    "lower", "calm", "crack", "leak", "label", "host", "hire", "deposit", "transfer", "tick",
    "draft", "exchange", "cycle", "crop", "aim", "address", "act", "track", "trim", "vote",
    "vacuum", "calls", "call", "email", "message", "care", "dance", "cross", "count", "copy",
    "fancy", "iron", "kick", "lock", "mark", "measure", "mind", "pack", "play", "plug", "trust",
    "type", "turn", "try", "use", "update", "search", "share", "smell", "sort", "spot", "support",
    "swap", "switch", "talk", "treat", "travel", "return", "request", "offer", "nap", "jump",
    "hug", "guard", "fry", "limit", "help", "finish", "fix", "guess", "answer", "block",
    "doubt", "hit", "hurt", "read", "say", "win", "feed", "feel", "find", "fight",
  ]
}
