/// What an English sentence does, and what of it an answer can say back.
struct EnglishTurn {
  let text: String
  let tokens: EnglishTokens
  private let lower: String
  private let words: [EnglishTokens.Word]

  init(_ text: String) {
    self.text = text
    tokens = EnglishTokens(text)
    words = tokens.words
    lower = " " + words.map(\.lower).joined(separator: " ") + " "
  }

  private func holds(_ phrases: [String]) -> Bool {
    phrases.contains { lower.contains(" \($0) ") }
  }

  /// The position after the phrase, where the sentence holds it.
  private func after(_ phrases: [String]) -> Int? {
    for phrase in phrases {
      let parts = phrase.split(separator: " ").map(String.init)
      guard words.count > parts.count else { continue }
      for start in 0...(words.count - parts.count)
      where zip(words[start...], parts).allSatisfy({ $0.lower == $1 }) {
        return start + parts.count
      }
    }
    return nil
  }

  private static let requests = [
    "can you", "could you", "would you", "will you", "can u", "could u", "please", "pls",
    "do you mind", "would you mind",
  ]
  private static let orders: Set<String> = [
    "send", "bring", "pick", "call", "tell", "check", "put", "book", "grab", "text", "email",
    "share", "save", "ask", "drop",
    "give", "keep", "forward", "ring", "leave", "wear", "take", "let", "look", "print", "wash",
    "feed", "lock", "add",
  ]
  private static let proposals = [
    "shall we", "let's", "lets", "why don't we", "should we", "you wanna", "you want to",
    "would you like to",
    "fancy", "how about", "what about", "we could", "up for", "are you free", "you free",
  ]

  func acts() -> [TurnAct: Double] {
    var acts: [TurnAct: Double] = [:]
    if tokens.asks || holds(["can you", "could you", "would you"]) { asked(&acts) }
    if holds(Self.requests) && (tokens.asks || holds(["please", "pls"]))
      || words.first.map({ Self.orders.contains($0.lower) }) ?? false
    {
      acts[.request] = 0.9
    }
    if holds(Self.proposals) || words.first?.lower == "wanna" { acts[.proposal] = 0.85 }
    if holds([
      "i'll", "we'll", "i will", "i can bring", "i'm going to", "leave it with me", "on it",
      "sending",
    ]), !tokens.asks {
      acts[.promise] = 0.75
    }
    if holds([
      "thanks", "thank you", "thank", "cheers", "ty", "thx", "lifesaver", "you're the best",
      "bless you",
    ]) {
      acts[.thanks] = 0.8
    }
    if holds([
      "sorry", "my fault", "my bad", "apologies", "apologise", "apologize", "i feel terrible",
    ]) {
      acts[.apology] = 0.8
    }
    if holds([
      "got the job", "passed", "engaged", "pregnant", "won", "promoted", "accepted", "got in",
      "she said yes", "it's a boy",
      "it's a girl", "good news", "great news", "we did it", "i did it", "offer", "finally found",
      "found it", "all clear",
    ]) {
      acts[.goodNews] = 0.65
    }
    if holds([
      "failed", "lost", "broke", "broken", "stolen", "cancelled", "canceled", "terrible", "awful",
      "gutted", "crying",
      "stressed", "exhausted", "worried", "scared", "hate", "dying", "worst", "ruined", "missed",
      "dead", "leaking", "stuck",
    ]) {
      acts[.badNews] = 0.6
    }
    if holds([
      "sick", "fever", "flu", "ill", "hospital", "hurts", "throwing up", "migraine", "sprained",
      "feeling rough", "headache",
    ]) {
      acts[.ill] = 0.65
    }
    if holds([
      "hi", "hello", "hey", "long time", "how are you", "how's things", "how have you been",
    ]), words.count < 9 {
      acts[.greeting] = 0.45
    }
    if holds([
      "goodnight", "good night", "night", "see you", "bye", "safe travels", "drive safe",
      "take care",
    ]) {
      acts[.farewell] = 0.55
    }
    if text.lowercased().contains("haha") || holds(["lol", "lmao"]) || text.contains("😂")
      || text.contains("🤣")
    {
      acts[.joke] = 0.4
    }
    return acts
  }

  private func asked(_ acts: inout [TurnAct: Double]) {
    var isOpen = true
    for (act, phrases) in Self.questionWords where holds(phrases) {
      acts[act] = 0.8
      isOpen = false
      break
    }
    if holds(["or"]), isOpen, sides() != nil { acts[.choice] = 0.95 }
    if after([
      "can i", "could i", "may i", "is it ok if i", "is it okay if i", "ok if i", "okay if i",
      "mind if i", "alright if i", "can we",
    ]) != nil {
      acts[.permission] = 0.95
      isOpen = false
    } else if after(["shall i", "should i", "do you want me to", "want me to", "need me to"]) != nil
    {
      acts[.offer] = 0.95
      isOpen = false
    }
    if holds([
      "can you make", "does that work", "is that ok", "that ok", "ok with you", "work for you",
      "are you free", "would that", "is that alright", "suit you",
    ]) {
      acts[.ability] = 0.85
    }
    if isOpen { acts[.yesNo] = 0.65 }
  }

  private static let questionWords: [(TurnAct, [String])] = [
    (.when, ["when", "what time", "what day", "which day", "when's"]),
    (.where, ["where", "where's"]), (.howMuch, ["how much", "how many", "how long"]),
    (.who, ["who", "who's", "whose"]), (.whichOne, ["which"]),
    (.why, ["why", "how come", "what happened"]),
    (.how, ["how's", "what do you think", "thoughts", "how did", "how was", "how is", "how are"]),
    (.manner, ["how"]),
    (.what, ["what", "what's", "whats"]),
  ]

  // MARK: Saying back

  func collect(_ acts: [TurnAct: Double], weight: Double, into scene: inout ReplyScene) {
    func add(_ slot: ReplySlot, _ text: String?) {
      guard let text else { return }
      let long = text.split(separator: " ").count > 2
      scene.add(slot, SlotValue(text, weight: weight + (long ? 0.3 : 0), holdsContent: long))
    }
    if acts[.request] != nil { add(.promise, promise()) }
    if acts[.permission] != nil { add(.allowed, allowed()) }
    if acts[.offer] != nil { add(.allowed, offered()) }
    if acts[.proposal] != nil { add(.together, together()) }
    if acts[.yesNo] != nil || acts[.ability] != nil,
      let (yes, no) = affirmed() ?? EnglishEcho(tokens).answered()
    {
      add(.affirmed, yes)
      add(.refused, no)
    }
    if acts[.choice] != nil, let (first, second) = sides() {
      scene.add(.first, SlotValue(first, weight: weight))
      scene.add(.second, SlotValue(second, weight: weight))
    }
  }

  private func turned(from start: Int?, most: Int = 7) -> String? {
    start.flatMap {
      $0 < words.count ? EnglishTurning.turned(tokens.clause(from: $0), most: most) : nil
    }
  }

  /// What I would do for them: I'll send you the file.
  private func promise() -> String? {
    if let start = after([
      "can you please", "could you please", "can you", "could you", "would you", "will you",
      "can u",
    ]) {
      guard
        let verb = words[min(start, words.count - 1)...].first(where: {
          !["please", "just", "also", "maybe", "possibly"].contains($0.lower)
        }),
        ![
          "be", "make", "still", "have", "like", "mind", "believe", "imagine", "see", "hear",
          "guess", "say", "get", "do",
        ].contains(verb.lower)
      else { return nil }
      let at = words.firstIndex(of: verb) ?? start
      return turned(from: at).map { "I'll " + $0 }
    }
    if let first = words.first?.lower, first == "please" || first == "pls" {
      return turned(from: 1).map { "I'll " + $0 }
    }
    if let first = words.first, Self.orders.contains(first.lower), words.count > 1,
      first.lower != "let"
    {
      return turned(from: 0).map { "I'll " + $0.lowercasedFirst }
    }
    return nil
  }

  private func allowed() -> String? {
    turned(
      from: after([
        "can i", "could i", "may i", "is it ok if i", "is it okay if i", "ok if i", "okay if i",
        "mind if i", "alright if i",
      ])
    )
    .map { "you can " + $0 }
  }

  private func offered() -> String? {
    turned(from: after(["shall i", "should i", "do you want me to", "want me to", "need me to"]))
      .map { "please " + $0 }
  }

  private func together() -> String? {
    if words.first?.lower == "wanna" { return turned(from: 1).map { "let's " + $0 } }
    if let start = after([
      "shall we", "why don't we", "should we", "let's", "lets", "do you want to",
      "would you like to", "you wanna", "you want to",
    ]) {
      return turned(from: start).map { "let's " + $0 }
    }
    if let start = after(["how about", "what about"]), let text = turned(from: start, most: 4),
      !text.hasPrefix("you"), !text.lowercased().hasPrefix("the other")
    {
      return text
        + (text.split(separator: " ").first?.hasSuffix("ing") ?? false
          ? " sounds good" : " works for me")
    }
    return nil
  }

  /// What is said when yes, and when no.
  private func affirmed() -> (String, String)? {
    if let start = after(["are you still", "are you"]), let text = turned(from: start),
      words[start].lower.hasSuffix("ing")
    {
      return ("I'm " + text, "I'm not " + text)
    }
    if let start = after(["do you still"]), let text = turned(from: start) {
      return ("I still " + text, "I don't " + text + " any more")
    }
    if let start = after(["do you"]), let text = turned(from: start),
      ["need", "have", "want", "like", "remember", "know"].contains(words[start].lower)
    {
      return ("I " + text, "I don't " + text)
    }
    if let start = after(["have you"]), let text = turned(from: start), words[start].lower != "any"
    {
      return ("I've " + text, "I haven't " + text + " yet")
    }
    if let start = after(["can you make", "could you make"]), let text = turned(from: start) {
      return ("I can make " + text, "I can't make " + text)
    }
    if let start = after(["will you"]), let text = turned(from: start) {
      return ("I'll " + text, "I won't " + text)
    }
    return nil
  }

  private static let beforeChoice: Set<String> = [
    "the", "a", "an", "is", "are", "do", "does", "you", "want", "prefer", "for", "have", "get",
    "bring", "at", "in", "on", "to",
    "it", "that", "like", "need", "be", "rather", "should", "shall", "i", "we", "by", "my", "your",
    "with", "either", "me",
  ]

  /// The sides of "tea or coffee".
  private func sides() -> (String, String)? {
    guard let middle = words.firstIndex(where: { $0.lower == "or" }), middle > 0,
      middle + 1 < words.count,
      !words[middle - 1].endsClause
    else { return nil }
    var first: [String] = []
    var index = middle - 1
    while index >= 0, first.count < 2, !Self.beforeChoice.contains(words[index].lower),
      first.isEmpty || !words[index].endsClause
    {
      first.insert(words[index].text, at: 0)
      index -= 1
    }
    var second: [String] = []
    for word in tokens.clause(from: middle + 1) {
      if second.isEmpty, ["the", "a", "an", "at", "in", "on", "for"].contains(word.lower) {
        continue
      }
      if Self.beforeChoice.contains(word.lower) || second.count > 2 { return nil }
      second.append(word.text)
    }
    guard !first.isEmpty, !second.isEmpty, second.count <= 2,
      !["so", "something", "not", "later", "what", "anything", "more", "less"].contains(
        second.joined(separator: " ").lowercased())
    else { return nil }
    return (first.joined(separator: " "), second.joined(separator: " "))
  }
}

extension String {
  fileprivate var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
