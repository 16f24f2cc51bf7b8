/// An English message that does what an order asks, made of the order's own words.
package struct EnglishMessage: Sendable {
  let order: EnglishAsk
  let tone: String?
  /// The message greets whom it is for by name.
  let greets: Bool
  /// Which of the ways to ask and to invite: 0 is the usual one.
  let way: Int

  package init(_ order: EnglishAsk, tone: String? = nil, greets: Bool = true, way: Int = 0) {
    self.order = order
    self.tone = tone ?? order.tone
    self.greets = greets
    self.way = way
  }

  private var isPolite: Bool { tone == "polite" || tone == "formal" }
  private var isLively: Bool { ["friendly", "playful", "warm"].contains(tone) }

  /// The message; `nil` where the order tells too little.
  package var text: String? {
    if let quoted = order.quoted { return quoted }
    var sentences: [String] = []
    for act in order.acts {
      guard let sentence = sentence(act) else { return nil }
      sentences.append(sentence)
    }
    guard !sentences.isEmpty else { return nil }
    for index in sentences.indices.dropLast() where !Self.takesName(order.acts[index]) {
      if sentences[index].hasSuffix("!") { sentences[index] = sentences[index].dropLast() + "." }
    }
    let first = sentences[0]
    let call = greets ? order.addressee?.call : nil
    if let call, let act = order.acts.first, Self.takesName(act), let mark = first.last {
      // Happy birthday, Dad!
      sentences[0] = first.dropLast() + ", " + call + String(mark)
    } else if greets, tone != "brief", let opening = opening(call) {
      sentences[0] =
        opening
        + (opening.hasSuffix(",")
          ? " " + EnglishCase.continued(first, small: order.small) : " " + first)
    } else if let call {
      sentences[0] = call + ", " + EnglishCase.continued(first, small: order.small)
    }
    return sentences.joined(separator: " ")
  }

  private func opening(_ call: String?) -> String? {
    guard let addressee = order.addressee else { return nil }
    if let call { return (tone == "formal" ? "Hello " : "Hi ") + call + "," }
    switch addressee.kind {
    case .role, .place: return isPolite ? "Hello," : "Hi,"
    default: return nil
    }
  }

  private static func takesName(_ act: EnglishAsk.Act) -> Bool {
    switch act {
    case .thank, .congratulate, .wish, .literal: true
    default: false
    }
  }

  /// Distinct messages, the usual one first, at most `count`.
  package static func messages(
    _ order: EnglishAsk, tone: String?, greets: Bool, count: Int
  ) -> [String] {
    var texts: [String] = []
    var tones: [String?] = [tone]
    if tone == nil || tone == "friendly" || tone == "warm" || tone == "playful" {
      tones += ["polite", "friendly"]
    }
    for greets in [greets, !greets] {
      for way in 0..<3 {
        for tone in tones {
          guard let text = EnglishMessage(order, tone: tone, greets: greets, way: way).text,
            !texts.contains(where: { letters($0) == letters(text) })
          else { continue }
          texts.append(text)
          if texts.count == count { return texts }
        }
      }
    }
    return texts
  }

  private static func letters(_ text: String) -> String {
    text.lowercased().filter { $0.isLetter || $0.isNumber }
  }

  // MARK: Sentences

  private func shifted(_ words: [String], question: Bool = false) -> [String] {
    AddresseeShift(order.addressee, isQuestion: question).applied(to: words)
  }

  private func joined(_ words: [String], question: Bool = false) -> String {
    shifted(words, question: question).joined(separator: " ")
  }

  /// A sentence with a capital and a mark.
  private func closed(_ text: String, lively: Bool = false) -> String {
    var text = EnglishCase.capitalised(text)
    while let last = text.last, ",;:".contains(last) { text.removeLast() }
    text = Self.withI(text)
    guard let last = text.last, !".!?".contains(last) else { return text }
    return text + (isLively || lively ? "!" : ".")
  }

  /// i and i'll are written large.
  private static func withI(_ text: String) -> String {
    text.split(separator: " ", omittingEmptySubsequences: false).map { word in
      let (core, _) = EnglishAskWords.split(String(word))
      return core == "i" || core.hasPrefix("i'") ? "I" + word.dropFirst() : String(word)
    }.joined(separator: " ")
  }

  private func sentence(_ act: EnglishAsk.Act) -> String? {
    switch act {
    case .literal(let text): return closed(text, lively: tone != "formal" && tone != "firm")
    case .state(let words):
      var words = words
      if let last = words.last, EnglishAskWords.split(last).core.lowercased() == "sorry" {
        words[words.count - 1] = "sorry"
      }
      return closed(joined(words))
    case .order(let words, let isNegated):
      guard !words.isEmpty else { return nil }
      var text = joined(words)
      // … and not trust them: an order of its own.
      if let place = text.firstRange(of: " and not "), !isPolite {
        text.replaceSubrange(place, with: " and don't ")
      }
      if isNegated {
        return closed((isPolite && words[0] != "worry" ? "please don't " : "don't ") + text)
      }
      if isPolite { return closed("could you please " + text).replacingMark("?") }
      return closed(way == 1 ? "please " + text : text)
    case .yesNo(let words):
      return AskedQuestion.yesNo(shifted(words, question: true)).map(Self.withI)
    case .open(let words):
      return AskedQuestion.open(shifted(words, question: true)).map(Self.withI)
    case .request(var words, let isNegated):
      if words.first?.lowercased() == "please" { words.removeFirst() }
      guard !words.isEmpty else { return nil }
      let text = (isNegated ? "not " : "") + joined(words)
      if tone == "firm" { return closed("please " + (isNegated ? "don't " + joined(words) : text)) }
      let opening =
        isPolite
        ? ["Could you please ", "Would you mind ", "Could you "][way == 1 ? 2 : 0]
        : ["Can you ", "Could you ", "Would you "][way % 3]
      return Self.withI(opening + text + "?")
    case .wantThing(let words):
      guard let first = words.first else { return nil }
      if first.lowercased() == "help" {
        return Self.withI(
          (isPolite ? "Could you please help me " : "Can you help me ")
            + joined(Array(words.dropFirst()), question: true) + "?")
      }
      return Self.withI(
        (isPolite ? "Could I please have " : way == 1 ? "Can I have " : "Could I have ")
          + joined(words, question: true) + (isPolite ? "?" : ", please?"))
    case .askAbout(let words):
      return words.isEmpty
        ? nil : closed("I have a question about " + joined(words, question: true))
    case .remindTo(let words, let isNegated):
      let text = joined(words)
      if isNegated { return closed("please remember not to " + text) }
      if isPolite { return closed("just a reminder to " + text + ", please") }
      return closed((way == 1 ? "remember to " : "don't forget to ") + text)
    case .remindThat(let words): return closed("just a reminder that " + joined(words))
    case .remindAbout(let words): return closed("just a reminder about " + joined(words))
    case .invite(let words): return invitation(words)
    case .thank(let words): return thanks(words)
    case .congratulate(let words):
      return closed(
        "congratulations" + (words.isEmpty ? "" : " " + joined(words)), lively: tone != "formal")
    case .apologise(let words): return apology(words)
    case .refuse(let words): return refusal(words)
    case .accept(let words):
      if words.isEmpty { return isPolite ? "Yes, gladly." : "Yes!" }
      return closed("yes to " + joined(words))
    case .cancel(let words):
      return closed("I'm sorry, but I need to cancel " + joined(words))
    case .move(let words): return Self.withI("Could we move " + joined(words) + "?")
    case .wish(let words): return wish(words)
    case .offerTo(let words):
      return Self.withI((way == 1 ? "Shall I " : "Would you like me to ") + joined(words) + "?")
    case .offer(let words): return Self.withI("Would you like " + joined(words) + "?")
    case .promise(let words):
      var words = words
      if words.first?.lowercased() == "to" {
        return words.count > 1 ? closed("I promise " + joined(words)) : nil
      }
      if words.first?.lowercased() == "that" { words.removeFirst() }
      return AddresseeReader.isClause(words) ? closed("I promise " + joined(words)) : nil
    case .warn(let words): return warning(words)
    case .confirm(let words): return closed("just confirming " + joined(words))
    case .suggest(let words):
      if ["that", "we"].contains(words[0].lowercased()) {
        let rest = words[0].lowercased() == "that" ? Array(words.dropFirst()) : words
        guard rest.first?.lowercased() == "we", rest.count > 1 else {
          return closed("how about this: " + joined(rest))
        }
        return Self.withI("How about we " + joined(Array(rest.dropFirst())) + "?")
      }
      return Self.withI("How about " + joined(words) + "?")
    }
  }

  private func invitation(_ words: [String]) -> String? {
    guard let first = words.first?.lowercased() else { return nil }
    let opening =
      isPolite
      ? "Would you like to " : ["Would you like to ", "Do you want to ", "Can you "][way % 3]
    switch first {
    case "to":
      guard words.count > 1 else { return nil }
      let second = words[1].lowercased()
      if Self.deeds.contains(second) {
        return Self.withI(opening + joined(Array(words.dropFirst())) + "?")
      }
      return Self.withI(opening + "come " + joined(words) + "?")
    case "over", "along", "round", "for", "on", "at", "out":
      return Self.withI(opening + "come " + joined(words) + "?")
    default: return nil
    }
  }

  /// Verbs that an invitation may go on with: to join us, to come along.
  private static let deeds: Set<String> = [
    "join", "come", "see", "watch", "play", "eat", "have", "go", "stay", "visit", "try",
    "celebrate",
    "meet", "help", "spend", "grab", "drop",
  ]

  private func thanks(_ words: [String]) -> String {
    let much = tone == "warm" ? "so much " : tone == "formal" ? "very much " : ""
    let opening = isPolite || tone == "warm" || tone == nil ? "thank you " : "thanks "
    let first = words.first?.lowercased()
    if first == "for" || words.isEmpty {
      return closed(
        (opening + much + joined(words)).trimmingWhitespaceEnd(),
        lively: tone != "formal" && tone != "firm")
    }
    return closed("thank you " + joined(words), lively: tone != "formal")
  }

  private func apology(_ given: [String]) -> String? {
    var words = given
    guard let first = words.first?.lowercased() else { return closed("I'm sorry") }
    let opening =
      tone == "formal"
      ? "I apologise " : isPolite || tone == "warm" ? "I'm so sorry " : "I'm sorry "
    switch first {
    case "for", "about": return closed(opening + joined(words))
    case "again", "once": return closed(opening + joined(words))
    case "that":
      words.removeFirst()
      return words.isEmpty
        ? nil : closed((tone == "formal" ? "I am sorry that " : opening) + joined(words))
    case "because":
      words.removeFirst()
      return words.isEmpty
        ? nil : closed((tone == "formal" ? "I am sorry that " : opening) + joined(words))
    default:
      guard AddresseeReader.isClause(words) else { return nil }
      return closed((tone == "formal" ? "I am sorry that " : opening) + joined(words))
    }
  }

  private func refusal(_ words: [String]) -> String {
    let thing = joined(words)
    guard !words.isEmpty else { return closed("I'm sorry, but I have to say no") }
    let offers = ["offer", "invitation", "invite", "proposal", "suggestion"]
    let isOffer = words.contains { offers.contains(EnglishAskWords.split($0).core.lowercased()) }
    if tone == "firm" {
      return closed(
        (isOffer
          ? "thank you for " + thing + ", but my answer is no" : "my answer to " + thing + " is no")
      )
    }
    return closed(
      isOffer
        ? "thank you for \(thing), but I have to say no"
        : "I'm sorry, but I have to say no to \(thing)")
  }

  private func wish(_ given: [String]) -> String? {
    var words = given
    if ["a", "an"].contains(words.first?.lowercased() ?? "") { words.removeFirst() }
    guard let first = words.first?.lowercased() else { return nil }
    let isLoud = tone != "formal"
    if ["happy", "merry", "good"].contains(first) {
      let second =
        words.dropFirst().first.map { EnglishAskWords.split($0).core.lowercased() } ?? ""
      if first == "happy" || first == "merry" || ["luck", "night", "morning"].contains(second) {
        return closed(joined(words), lively: isLoud)
      }
    }
    if first == "luck" { return closed("good " + joined(words), lively: isLoud) }
    if first == "well" { return closed("all the best", lively: isLoud) }
    let isTime = words.contains {
      [
        "trip", "stay", "day", "weekend", "flight", "holiday", "time", "evening", "journey",
        "vacation", "week", "festival", "birthday", "rest", "sleep", "party", "wedding",
      ].contains(EnglishAskWords.split($0).core.lowercased())
    }
    if isTime, ["a", "an"].contains(given[0].lowercased()) {
      return closed("have " + given[0].lowercased() + " " + joined(words), lively: isLoud)
    }
    return closed("I wish you " + joined(given), lively: isLoud && tone != nil)
  }

  private func warning(_ given: [String]) -> String? {
    var words = given
    guard let first = words.first?.lowercased() else { return nil }
    switch first {
    case "about", "of":
      return closed("watch out for " + joined(Array(words.dropFirst())))
    case "not" where words.count > 2 && words[1].lowercased() == "to":
      return closed("please don't " + joined(Array(words.dropFirst(2))))
    case "that": words.removeFirst()
    default: break
    }
    guard AddresseeReader.isClause(words) else { return nil }
    let text = joined(words)
    return closed(
      (tone == "firm" ? "" : "just a heads-up: ")
        + (tone == "firm" ? text : EnglishCase.continued(text)))
  }
}

extension String {
  fileprivate func replacingMark(_ mark: String) -> String { dropLast() + mark }

  fileprivate func trimmingWhitespaceEnd() -> String {
    var text = self
    while text.hasSuffix(" ") { text.removeLast() }
    return text
  }
}
