/// What is proposed to do together; decided where the next message agrees.
struct EnglishProposal: Sendable {
  let narrator: EnglishNarrator

  func told(_ words: [EnglishWord], isQuestion: Bool) -> EnglishTold? {
    let lowers = words.map(\.lower)
    func begins(_ phrase: String) -> Int? {
      let parts = phrase.split(separator: " ").map(String.init)
      return lowers.count > parts.count && lowers.starts(with: parts) ? parts.count : nil
    }
    for phrase in ["let's", "shall we", "should we", "why don't we"] {
      guard let start = begins(phrase) else { continue }
      return together(Array(words[start...]))
    }
    for phrase in ["how about", "what about"] where isQuestion {
      guard let start = begins(phrase) else { continue }
      let rest = Array(words[start...])
      guard !rest.contains(where: { ["you", "i", "we", "your"].contains($0.lower) }),
        let turned = narrator.persons(nil, isNamed: false).turned(rest)
      else { return nil }
      let verb = phrase == "how about" || rest[0].hasNumber ? "suggests" : "asks about"
      return EnglishTold(form: .own, text: "\(verb) \(narrator.lowered(turned))")
    }
    for phrase in ["shall i", "should i", "want me to", "do you want me to"] where isQuestion {
      guard let start = begins(phrase) else { continue }
      let rest = Array(words[start...])
      guard EnglishVerbs.isBase(rest[0].lower) else { return nil }
      let you = narrator.addressee.map(narrator.cast.name)
      guard let turned = narrator.persons(you, isNamed: false).turned(rest) else { return nil }
      let verb = narrator.isAgreed ? "will" : phrase == "should i" ? "asks whether to" : "offers to"
      return EnglishTold(form: .own, text: "\(verb) \(EnglishWord.text(turned))")
    }
    return nil
  }

  private func together(_ words: [EnglishWord]) -> EnglishTold? {
    var words = words
    var isNegative = false
    while words.count > 1, ["not", "just", "all", "both", "please"].contains(words[0].lower) {
      if words[0].lower == "not" { isNegative = true }
      words.removeFirst()
    }
    let verb = words[0].lower
    guard EnglishVerbs.isBase(verb) || verb == "say" else { return nil }
    if words.count > 1, verb == "go", EnglishOpening.isSubject(words[1]) { return nil }
    words[0].core = verb
    let you = narrator.addressee.map(narrator.cast.name)
    // let's say 7: the time is what is proposed.
    if verb == "say", words.count > 1 {
      guard let turned = narrator.persons(you, isNamed: false).turned(Array(words[1...])) else {
        return nil
      }
      return EnglishTold(form: .own, text: "suggests \(EnglishWord.text(turned))")
    }
    if verb == "see", words.count < 4 { return nil }
    guard let turned = narrator.persons(you, isNamed: false).turned(words) else { return nil }
    if narrator.isAgreed, !isNegative {
      return EnglishTold(form: .decision, text: "they will \(EnglishWord.text(turned))")
    }
    var gerund = turned
    gerund[0].core = EnglishVerbs.gerund(verb)
    return EnglishTold(
      form: .own, text: "suggests \(isNegative ? "not " : "")\(EnglishWord.text(gerund))")
  }
}
