/// Forms of English verbs as far as a change of person and a question need them.
enum EnglishVerbForms {
  /// Auxiliaries, which a question puts before its subject.
  static let auxiliaries: Set<String> = [
    "is", "are", "was", "were", "am", "can", "could", "will", "would", "should", "may", "might",
    "must", "shall", "isn't", "aren't", "wasn't", "weren't", "can't", "couldn't", "won't",
    "wouldn't", "shouldn't", "did", "didn't", "don't", "doesn't", "hasn't", "haven't", "hadn't",
    "cannot",
  ]

  /// Adverbs that stand between subject and verb.
  static let adverbs: Set<String> = [
    "still", "also", "just", "really", "ever", "already", "usually", "always", "never", "actually",
    "even", "only", "probably", "definitely", "often", "both", "all", "sometimes", "maybe",
  ]

  /// What goes with he and she, as it goes with you: is → are, needs → need.
  static func afterYou(_ verb: String) -> String {
    if let form = irregular[verb] { return form }
    guard verb.hasSuffix("s"), !verb.hasSuffix("ss"), verb.count > 3,
      verb.allSatisfy({ $0.isLetter })
    else { return verb }
    return base(ofThird: verb)
  }

  /// goes → go, tries → try, watches → watch.
  static func base(ofThird verb: String) -> String {
    if let form = thirds[verb] { return form }
    if verb.hasSuffix("ies"), verb.count > 4 { return verb.dropLast(3) + "y" }
    for end in ["ches", "shes", "sses", "xes", "zzes", "oes"] where verb.hasSuffix(end) {
      return String(verb.dropLast(2))
    }
    return String(verb.dropLast())
  }

  private static let thirds = ["has": "have", "does": "do", "goes": "go", "is": "be"]
  private static let irregular = [
    "is": "are", "isn't": "aren't", "was": "were", "wasn't": "weren't", "has": "have",
    "hasn't": "haven't", "does": "do", "doesn't": "don't", "always": "always", "perhaps": "perhaps",
    "sometimes": "sometimes",
  ]

  /// The base of a verb in the past: left → leave, asked → ask; `nil` for what is not known to be one.
  static func base(ofPast verb: String) -> String? {
    if let form = pasts[verb] { return form }
    guard verb.hasSuffix("ed"), verb.count > 3, !["need", "feed", "bed", "red"].contains(verb)
    else {
      return nil
    }
    let body = String(verb.dropLast(2))
    if body.hasSuffix("i") { return body.dropLast() + "y" }
    let last = body.last ?? " "
    let before = body.dropLast().last ?? " "
    if last == before, !"lsez".contains(last) { return String(body.dropLast()) }
    if [
      "at", "in", "id", "eiv", "av", "ov", "os", "us", "ic", "ang", "arg", "uir", "as", "nc", "rs",
      "v",
    ]
    .contains(where: body.hasSuffix), !["wait", "explain", "join", "repeat"].contains(body) {
      return body + "e"
    }
    return body
  }

  private static let pasts: [String: String] = [
    "left": "leave", "went": "go", "got": "get", "came": "come", "saw": "see", "had": "have",
    "did": "do", "made": "make", "took": "take", "gave": "give", "found": "find", "lost": "lose",
    "told": "tell", "said": "say", "sent": "send", "paid": "pay", "bought": "buy", "knew": "know",
    "thought": "think", "felt": "feel", "heard": "hear", "met": "meet", "wrote": "write",
    "forgot": "forget", "brought": "bring", "kept": "keep", "ate": "eat", "slept": "sleep",
    "broke": "break", "wanted": "want", "liked": "like", "changed": "change", "moved": "move",
    "chose": "choose", "spoke": "speak", "won": "win", "drove": "drive", "sold": "sell",
    "read": "read", "put": "put", "booked": "book", "ordered": "order", "received": "receive",
    "fed": "feed", "taught": "teach", "caught": "catch", "built": "build", "held": "hold",
    "wore": "wear", "grew": "grow", "threw": "throw", "began": "begin", "became": "become",
    "sat": "sit", "stood": "stand", "lent": "lend", "spent": "spend", "led": "lead",
    "rode": "ride", "flew": "fly", "hid": "hide", "drew": "draw", "drank": "drink",
    "sang": "sing", "rang": "ring", "fell": "fall", "meant": "mean", "understood": "understand",
    "arrived": "arrive", "finished": "finish", "needed": "need", "used": "use", "ran": "run",
  ]

  /// Verbs in the third person that show where a subject of several words ends.
  static let plainThirds: Set<String> = [
    "goes", "needs", "works", "wants", "comes", "starts", "opens", "closes", "costs", "includes",
    "takes", "has", "does", "lasts", "leaves", "ends", "begins", "arrives", "gets", "fits",
    "looks", "counts", "matters", "likes", "happens", "runs", "applies", "stays", "knows", "eats",
  ]

  /// A participle after have: seen, finished.
  static func isParticiple(_ word: String) -> Bool {
    participles.contains(word) || word.hasSuffix("ed") && word.count > 4
  }

  private static let participles: Set<String> = [
    "been", "got", "had", "seen", "done", "gone", "left", "forgotten", "heard", "found", "made",
    "taken", "given", "sent", "told", "read", "come", "become", "met", "written", "eaten", "paid",
    "bought", "lost", "kept", "thought", "chosen", "spoken", "won", "sold", "put", "brought",
  ]
}
