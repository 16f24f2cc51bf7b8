/// The forms of the verbs that daily chats use; a verb that is not in the tables is not known, and
/// nothing is made of it.
package enum EnglishVerbs {
  /// Base, past, participle of the verbs that do not add -ed.
  private static let irregular: [(String, String, String)] = [
    ("be", "was", "been"), ("become", "became", "become"), ("begin", "began", "begun"),
    ("bend", "bent", "bent"), ("bet", "bet", "bet"), ("bite", "bit", "bitten"),
    ("blow", "blew", "blown"), ("break", "broke", "broken"), ("bring", "brought", "brought"),
    ("build", "built", "built"), ("buy", "bought", "bought"), ("catch", "caught", "caught"),
    ("choose", "chose", "chosen"), ("come", "came", "come"), ("cost", "cost", "cost"),
    ("cut", "cut", "cut"), ("deal", "dealt", "dealt"), ("dig", "dug", "dug"),
    ("do", "did", "done"), ("draw", "drew", "drawn"), ("drink", "drank", "drunk"),
    ("drive", "drove", "driven"), ("eat", "ate", "eaten"), ("fall", "fell", "fallen"),
    ("feed", "fed", "fed"), ("feel", "felt", "felt"), ("fight", "fought", "fought"),
    ("find", "found", "found"), ("fit", "fitted", "fitted"), ("fly", "flew", "flown"),
    ("forget", "forgot", "forgotten"), ("freeze", "froze", "frozen"), ("get", "got", "got"),
    ("give", "gave", "given"), ("go", "went", "gone"), ("grow", "grew", "grown"),
    ("hang", "hung", "hung"), ("have", "had", "had"), ("hear", "heard", "heard"),
    ("hide", "hid", "hidden"), ("hit", "hit", "hit"), ("hold", "held", "held"),
    ("hurt", "hurt", "hurt"), ("keep", "kept", "kept"), ("know", "knew", "known"),
    ("lay", "laid", "laid"), ("lead", "led", "led"), ("leave", "left", "left"),
    ("lend", "lent", "lent"), ("let", "let", "let"), ("lie", "lay", "lain"),
    ("light", "lit", "lit"), ("lose", "lost", "lost"), ("make", "made", "made"),
    ("mean", "meant", "meant"), ("meet", "met", "met"), ("pay", "paid", "paid"),
    ("put", "put", "put"), ("quit", "quit", "quit"), ("read", "read", "read"),
    ("ride", "rode", "ridden"), ("ring", "rang", "rung"), ("rise", "rose", "risen"),
    ("run", "ran", "run"), ("say", "said", "said"), ("see", "saw", "seen"),
    ("sell", "sold", "sold"), ("send", "sent", "sent"), ("set", "set", "set"),
    ("shake", "shook", "shaken"), ("shoot", "shot", "shot"), ("show", "showed", "shown"),
    ("shut", "shut", "shut"), ("sing", "sang", "sung"), ("sit", "sat", "sat"),
    ("sleep", "slept", "slept"), ("speak", "spoke", "spoken"), ("spend", "spent", "spent"),
    ("stand", "stood", "stood"), ("steal", "stole", "stolen"), ("stick", "stuck", "stuck"),
    ("swear", "swore", "sworn"), ("swim", "swam", "swum"), ("take", "took", "taken"),
    ("teach", "taught", "taught"), ("tear", "tore", "torn"), ("tell", "told", "told"),
    ("think", "thought", "thought"), ("throw", "threw", "thrown"),
    ("understand", "understood", "understood"), ("wake", "woke", "woken"),
    ("wear", "wore", "worn"), ("win", "won", "won"), ("write", "wrote", "written"),
    ("rebook", "rebooked", "rebooked"), ("reset", "reset", "reset"),
    ("rewrite", "rewrote", "rewritten"), ("split", "split", "split"),
    ("spill", "spilled", "spilled"), ("sweep", "swept", "swept"),
  ]

  private static let regular: Set<String> = [
    "accept", "add", "admit", "agree", "allow", "announce", "answer", "appear", "apply",
    "appreciate", "approve", "arrange", "arrive", "ask", "assume", "attach", "attend", "avoid",
    "bake", "believe", "belong", "blame", "block", "boil", "book", "borrow", "bother", "brush",
    "call", "cancel", "care", "carry", "change", "charge", "chase", "check", "claim", "clean",
    "clear", "close", "collect", "compare", "complain", "confirm", "contact", "cook", "copy",
    "count", "cover", "cross", "cry", "dance", "decide", "deliver", "depend", "deserve", "double",
    "doubt", "download", "dread", "dress", "drop", "email", "empty", "end", "enjoy", "enter",
    "expect", "explain", "fail", "fancy", "fill", "finish", "fix", "fold", "follow", "forward",
    "grab", "guess", "handle", "happen", "hate", "help", "hope", "imagine", "include", "invite",
    "iron", "join", "jump", "keep", "kick", "kill", "land", "last", "laugh", "learn", "like",
    "list", "listen", "live", "load", "lock", "look", "love", "manage", "mark", "matter",
    "measure", "mention", "message", "mind", "miss", "mix", "move", "need", "notice", "offer",
    "open", "order", "owe", "own", "pack", "paint", "park", "pass", "pick", "plan", "play",
    "plug", "point", "post", "pour", "practise", "practice", "prefer", "prepare", "present",
    "press", "pretend", "print", "promise", "pull", "push", "reach", "realise", "realize",
    "receive", "reckon", "recommend", "record", "refund", "refuse", "register", "remember",
    "remind", "remove", "rent", "repair", "repeat", "replace", "reply", "report", "request",
    "rescue", "reserve", "respond", "return", "save", "scan", "scream", "search", "seem", "serve",
    "settle", "share", "shift", "shop", "sign", "skip", "smell", "snap", "sort", "sound", "spot",
    "start", "stay", "step", "stop", "store", "struggle", "study", "submit", "suggest", "support",
    "suppose", "surprise", "suspect", "swap", "switch", "talk", "taste", "test", "text", "thank",
    "tie", "touch", "train", "travel", "treat", "trust", "try", "turn", "type", "unlock",
    "update", "upload", "use", "visit", "wait", "walk", "want", "warn", "wash", "waste", "watch",
    "water", "weigh", "wipe", "wish", "wonder", "work", "worry", "wrap", "crash", "crack", "leak",
    "label", "lift", "blend", "soak", "stir", "squeeze", "strip", "nap", "chat", "host", "hire",
    "knock", "deposit", "transfer", "top", "tick", "rest", "relax", "reduce", "raise", "queue",
    "note", "nick", "name", "mow", "mop", "melt", "marry", "lower", "limit", "juggle", "inform",
    "improve", "hug", "hand", "guard", "fry", "fetch", "extend", "exchange", "edit", "dump",
    "draft", "discuss", "cycle", "crop", "correct", "cope", "consider", "climb", "chop",
    "chip", "cheer", "charge", "calm", "burn", "board", "bin", "bike", "bank", "balance", "back",
    "pump", "aim", "adjust", "address", "adopt", "act", "translate", "track", "trim", "vote",
    "vacuum",
  ]

  /// Base verbs that take a second look, as they are often something else at the start of a clause.
  private static let bases: Set<String> = regular.union(irregular.map(\.0))
  private static let pasts: [String: String] = Dictionary(
    irregular.map { ($0.0, $0.1) }, uniquingKeysWith: { first, _ in first })
  private static let basesOfPasts: [String: String] = Dictionary(
    irregular.map { ($0.1, $0.0) }, uniquingKeysWith: { first, _ in first })
  private static let participles: Set<String> = Set(irregular.map(\.2))
  private static let thirds: Set<String> = Set(bases.map(third))
  private static let gerunds: [String: String] = Dictionary(
    bases.map { (gerund($0), $0) }, uniquingKeysWith: { first, _ in first })
  private static let regularPasts: [String: String] = Dictionary(
    regular.map { (regularPast($0), $0) }, uniquingKeysWith: { first, _ in first })

  package static let modals: Set<String> = [
    "can", "could", "will", "would", "shall", "should", "may", "might", "must", "can't", "couldn't",
    "won't", "wouldn't", "shan't", "shouldn't", "mightn't", "mustn't", "cannot", "'ll", "'d",
  ]

  package static func isBase(_ word: String) -> Bool { bases.contains(word) }

  /// The base of a past, where the verb is known: went → go, booked → book, put → put.
  package static func base(ofPast word: String) -> String? {
    basesOfPasts[word] ?? regularPasts[word]
  }

  /// went, booked; put and cut too, which chats write of what is done.
  package static func isPast(_ word: String) -> Bool {
    basesOfPasts[word] != nil || regularPasts[word] != nil || word == "were"
  }

  package static func isParticiple(_ word: String) -> Bool {
    participles.contains(word) || regularPasts[word] != nil
  }

  /// Whether past and base look the same: put, set, cost, read.
  package static func isUnmarked(_ word: String) -> Bool { pasts[word] == word }

  package static func isThird(_ word: String) -> Bool { thirds.contains(word) }

  /// The base of going, where the verb is known.
  package static func base(ofGerund word: String) -> String? { gerunds[word] }

  /// goes, tries, has.
  package static func third(_ base: String) -> String {
    switch base {
    case "be": return "is"
    case "have": return "has"
    case "do", "go": return base + "es"
    default: break
    }
    if base.hasSuffix("y"), !endsInVowelAndLast(base) { return base.dropLast() + "ies" }
    for end in ["s", "x", "z", "ch", "sh"] where base.hasSuffix(end) { return base + "es" }
    return base + "s"
  }

  /// The past of a known base.
  package static func past(_ base: String) -> String? {
    if let past = pasts[base] { return past }
    return regular.contains(base) ? regularPast(base) : nil
  }

  /// meeting, taking, running.
  package static func gerund(_ base: String) -> String {
    switch base {
    case "be", "see", "agree": return base + "ing"
    case "lie", "tie": return base.dropLast(2) + "ying"
    default: break
    }
    if base.hasSuffix("e") { return base.dropLast() + "ing" }
    return (doubles(base) ? base + String(base.suffix(1)) : base) + "ing"
  }

  private static func regularPast(_ base: String) -> String {
    if base.hasSuffix("e") { return base + "d" }
    if base.hasSuffix("y"), !endsInVowelAndLast(base) { return base.dropLast() + "ied" }
    return (doubles(base) ? base + String(base.suffix(1)) : base) + "ed"
  }

  private static func endsInVowelAndLast(_ word: String) -> Bool {
    word.dropLast().last.map { "aeiou".contains($0) } ?? false
  }

  /// stop, plan, get: one syllable that ends in one vowel and one consonant; and those of two that do.
  private static func doubles(_ base: String) -> Bool {
    let letters = Array(base)
    guard letters.count >= 3, let last = letters.last, !"aeiouwxy".contains(last) else {
      return false
    }
    if ["admit", "begin", "forget", "prefer", "submit", "cancel", "travel", "label", "transfer"]
      .contains(base)
    {
      return true
    }
    guard "aeiou".contains(letters[letters.count - 2]),
      !"aeiou".contains(letters[letters.count - 3])
    else { return base == "quit" }
    return letters.count(where: { "aeiouy".contains($0) }) == 1
  }
}
