import English

/// What a change of person and a question need of English verbs, known ones and others.
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
    if let base = EnglishVerbs.base(ofPast: verb) {
      // Put and cut may as well be no past, and the others are mostly nouns in an order.
      let isUnsure = EnglishVerbs.isUnmarked(verb) && verb != "put" && verb != "read"
      return isUnsure || ["bit", "lay", "rose", "shot"].contains(verb) ? nil : base
    }
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

  /// Verbs in the third person that show where a subject of several words ends.
  static let plainThirds: Set<String> = [
    "goes", "needs", "works", "wants", "comes", "starts", "opens", "closes", "costs", "includes",
    "takes", "has", "does", "lasts", "leaves", "ends", "begins", "arrives", "gets", "fits",
    "looks", "counts", "matters", "likes", "happens", "runs", "applies", "stays", "knows", "eats",
  ]

  /// A participle after have: seen, finished.
  static func isParticiple(_ word: String) -> Bool {
    EnglishVerbs.isParticiple(word) || word.hasSuffix("ed") && word.count > 4
  }
}
