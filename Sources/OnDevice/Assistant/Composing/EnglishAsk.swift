/// An order for an English message, taken apart: tell Mina I'll be late is for Mina and says I'll be late.
package struct EnglishAsk: Sendable {
  /// One thing that the message does.
  enum Act: Hashable, Sendable {
    case state([String])
    case order([String], isNegated: Bool)
    case yesNo([String])
    case open([String])
    case request([String], isNegated: Bool)
    case wantThing([String])
    case askAbout([String])
    case remindTo([String], isNegated: Bool)
    case remindThat([String])
    case remindAbout([String])
    case invite([String])
    case thank([String])
    case congratulate([String])
    case apologise([String])
    case refuse([String])
    case accept([String])
    case cancel([String])
    case move([String])
    case wish([String])
    case offerTo([String])
    case offer([String])
    case promise([String])
    case warn([String])
    case confirm([String])
    case suggest([String])
    case literal(String)
  }

  var addressee: Addressee?
  var acts: [Act] = []
  /// The manner that the order itself asks for.
  package var tone: String?
  package var quoted: String?
  /// The words that the order writes small, which are no names.
  var small: Set<String> = []

  /// Reads an order; what is no order has no acts.
  package init(_ text: String) {
    var text = text.replacing("’", with: "'")
    if let cut = Self.quotation(in: &text) { quoted = cut }
    var words = EnglishAskWords.words(of: text)
    for (word, name) in EnglishAskWords.manners {
      if let place = words.firstIndex(where: {
        EnglishAskWords.split($0).core.lowercased() == word
      }), place == 0 || place == words.count - 1 {
        tone = name
        words.remove(at: place)
        if place > 0, let last = words.last, last.hasSuffix(",") {
          words[words.count - 1] = String(last.dropLast())
        }
      }
    }
    guard !words.isEmpty else { return }
    small = Set(words.map { EnglishAskWords.split($0).core }.filter { $0 == $0.lowercased() })
    var parts = EnglishAskWords.acts(in: words)
    // Text Mia and ask …: the first act only says who gets it.
    if parts.count > 1, let head = parts.first,
      ["text", "message", "email", "write", "tell"].contains(head[0].lowercased()),
      let found = AddresseeReader.cut(from: head.dropFirst()), found.rest.isEmpty
    {
      addressee = found.addressee
      parts.removeFirst()
    }
    for part in parts {
      guard read(part) else {
        acts = []
        return
      }
    }
  }

  /// Takes the other of two for whom the order is for, where it names nobody.
  package mutating func assume(partner: String) {
    guard addressee == nil else { return }
    var other = Addressee(phrase: partner)
    other.kind = .name
    other.pronouns = ["he", "she", "they"]
    addressee = other
  }

  /// Whether the order names whom it is for.
  package var isAddressed: Bool { addressee?.call != nil }

  package var isUnderstood: Bool { quoted != nil || !acts.isEmpty }

  /// "see you at 5" in marks is what is to be sent.
  private static func quotation(in text: inout String) -> String? {
    for (open, close) in [("\"", "\""), ("“", "”")] {
      guard let start = text.firstRange(of: open) else { continue }
      guard let end = text[start.upperBound...].firstRange(of: close) else { continue }
      let inner = String(text[start.upperBound..<end.lowerBound])
      guard !inner.isEmpty else { continue }
      text.removeSubrange(start.lowerBound..<end.upperBound)
      return inner
    }
    return nil
  }

  // MARK: Acts

  private mutating func read(_ words: [String]) -> Bool {
    guard let first = words.first else { return false }
    let verb = EnglishAskWords.split(first).core.lowercased()
    if EnglishAskWords.beyond.contains(verb) { return false }
    var rest = Array(words.dropFirst())
    switch verb {
    case "that": return state(rest)
    case "tell-to":
      acts.append(.order(rest, isNegated: false))
      return !rest.isEmpty
    case "point", "make":
      // point out that …, make it clear that …, make sure they know …
      let lead = verb == "point" ? ["out"] : ["it", "clear"]
      guard rest.count > lead.count, zip(rest, lead).allSatisfy({ $0.lowercased() == $1 }) else {
        return false
      }
      rest.removeFirst(lead.count)
      if rest.first?.lowercased() == "to", let found = AddresseeReader.cut(from: rest.dropFirst()) {
        addressee = addressee ?? found.addressee
        rest = found.rest
      }
      if rest.first?.lowercased() == "that" { rest.removeFirst() }
      return AddresseeReader.isClause(rest) && state(rest)
    case "reassure":
      guard let found = AddresseeReader.cut(from: rest[...]), !found.rest.isEmpty else {
        return false
      }
      addressee = addressee ?? found.addressee
      return content(found.rest)
    case "tell", "inform", "message", "text", "email", "write", "send", "draft", "reply",
      "announce":
      return told(verb, rest)
    case "say", "mention", "explain", "add", "admit":
      if rest.first?.lowercased() == "to", let found = AddresseeReader.cut(from: rest.dropFirst()) {
        addressee = addressee ?? found.addressee
        rest = found.rest
      }
      return said(rest)
    case "let":
      guard let found = AddresseeReader.cut(from: rest[...]) else { return false }
      if addressee == nil { addressee = found.addressee }
      guard let know = found.rest.first, know.lowercased() == "know" else { return false }
      return content(Array(found.rest.dropFirst()))
    case "ask", "check", "request", "beg": return asked(verb, rest)
    case "remind": return reminded(rest)
    case "invite": return invited(rest)
    case "thank", "congratulate", "warn", "wish": return toSomebody(verb, rest)
    case "apologise", "apologize": return apologised(rest)
    case "offer", "promise", "suggest", "propose": return proposed(verb, rest)
    case "confirm":
      if rest.isEmpty {
        acts.append(.literal("confirmed"))
        return true
      }
      if rest.first?.lowercased() == "that" { return state(Array(rest.dropFirst())) }
      acts.append(AddresseeReader.isClause(rest) ? .state(rest) : .confirm(rest))
      return true
    case "accept", "agree":
      if verb == "agree", rest.first?.lowercased() == "to" { rest.removeFirst() }
      acts.append(.accept(rest))
      return true
    case "decline", "refuse":
      guard !rest.isEmpty else { return false }
      acts.append(.refuse(rest))
      return true
    case "turn":
      guard rest.count > 1, rest[0].lowercased() == "down" else { return false }
      return refused(Array(rest.dropFirst()))
    case "cancel":
      guard !rest.isEmpty else { return false }
      acts.append(.cancel(rest))
      return true
    case "postpone", "reschedule":
      guard !rest.isEmpty else { return false }
      acts.append(.move(rest))
      return true
    default: return false
    }
  }

  private mutating func state(_ words: [String]) -> Bool {
    guard !words.isEmpty else { return false }
    acts.append(.state(words))
    return true
  }

  /// What follows know, or a recipient: a clause, a question, an order, a thing.
  private mutating func content(_ words: [String]) -> Bool {
    guard let first = words.first else { return quoted != nil }
    switch first.lowercased() {
    case "that": return state(Array(words.dropFirst()))
    case "to":
      acts.append(.order(Array(words.dropFirst()), isNegated: false))
      return words.count > 1
    case "not" where words.count > 2 && words[1].lowercased() == "to":
      acts.append(.order(Array(words.dropFirst(2)), isNegated: true))
      return true
    case "if", "whether": return false
    case "about": return false
    case "thanks", "thank", "sorry", "happy", "merry", "congratulations", "good": return said(words)
    case "saying", "telling", "asking":
      return read(
        [["saying": "say", "telling": "tell", "asking": "ask"][first.lowercased()] ?? "say"]
          + words.dropFirst())
    case "how"
    where words.count > 2
      && ["happy", "proud", "sorry", "grateful", "glad", "much"].contains(words[1].lowercased()):
      return grateful(words)
    default:
      if AskedQuestion.isQuestionWord(first) { return false }
      guard AddresseeReader.isClause(words) else { return false }
      return state(words)
    }
  }

  /// how happy I am that he's coming → I'm so happy that you're coming.
  private mutating func grateful(_ words: [String]) -> Bool {
    guard words.count > 4, words[2].lowercased() == "i", words[3].lowercased() == "am" else {
      return false
    }
    return state(["I'm", "so", words[1]] + words.dropFirst(4))
  }

  private mutating func told(_ verb: String, _ words: [String]) -> Bool {
    var words = words
    // a message to Mina, Mina a note, a reply saying that …
    if ["write", "send", "draft"].contains(verb) { return written(words) }
    if verb == "reply", words.first?.lowercased() == "to" { words.removeFirst() }
    if verb == "reply" || verb == "announce" {
      if words.first?.lowercased() == "that" { return state(Array(words.dropFirst())) }
    }
    guard let found = AddresseeReader.cut(from: words[...]) else {
      return verb == "tell" ? words.isEmpty && quoted != nil : said(words)
    }
    addressee = addressee ?? found.addressee
    let rest = found.rest
    if verb != "tell", rest.first?.lowercased() == "to", rest.count > 1 {
      let next = rest[1].lowercased()
      // Message the dentist to cancel my appointment: the act is one's own.
      if EnglishAskWords.acts.contains(next) { return read(Array(rest.dropFirst())) }
      return content(rest)
    }
    return content(rest)
  }

  private static let messageNouns: Set<String> = [
    "message", "text", "note", "reply", "email", "mail", "card", "dm", "line", "reminder",
  ]

  private mutating func written(_ given: [String]) -> Bool {
    var words = given
    if words.first?.lowercased() == "to" { words.removeFirst() }
    guard
      let place = words.prefix(7).firstIndex(where: {
        Self.messageNouns.contains(EnglishAskWords.split($0).core.lowercased())
      })
    else {
      guard let found = AddresseeReader.cut(from: words[...]) else { return false }
      addressee = addressee ?? found.addressee
      if found.rest.first?.lowercased() == "get",
        found.rest.dropFirst().first?.lowercased() == "well"
      {
        acts.append(.literal("get well soon"))
        return true
      }
      return content(found.rest)
    }
    var before = Array(words[..<place]).filter { word in
      let word = word.lowercased()
      if ["a", "an", "the", "short", "quick", "nice", "little", "text"].contains(word) {
        return false
      }
      return true
    }
    for (index, word) in before.enumerated() {
      let adjective = [
        "polite": "polite", "friendly": "friendly", "warm": "warm", "formal": "formal",
        "firm": "firm", "funny": "playful", "brief": "brief",
      ][word.lowercased()]
      if let adjective {
        tone = adjective
        before.remove(at: index)
        break
      }
    }
    words = Array(words[(place + 1)...])
    if let first = words.first?.lowercased(), first == "to" || first == "for",
      let found = AddresseeReader.cut(from: words[1...])
    {
      addressee = addressee ?? found.addressee
      words = found.rest
    } else if words.first?.lowercased() == "to" {
      return false
    } else if let found = AddresseeReader.cut(from: before[...]), !before.isEmpty,
      !Self.occasions.contains(before[0].lowercased())
    {
      addressee = addressee ?? found.addressee
      before = found.rest.filter { !["a", "an", "the"].contains($0.lowercased()) }
    }
    let occasion = before.map { $0.lowercased() }.joined(separator: " ")
    switch occasion {
    case "birthday", "happy birthday", "christmas", "new year", "anniversary", "easter":
      acts.append(.wish(["a", "happy", occasion.replacing("happy ", with: "")]))
      return words.isEmpty || read(words) || content(words)
    case "thank you", "thank-you", "thanks":
      acts.append(.thank(words))
      return true
    case "apology", "sorry":
      acts.append(.apologise(words))
      return true
    case "congratulations", "congratulatory":
      acts.append(.congratulate(words))
      return true
    case "": return content(words)
    default: return false
    }
  }

  private static let occasions: Set<String> = [
    "birthday", "happy", "thank", "thank-you", "thanks", "apology", "sorry", "congratulations",
    "congratulatory", "christmas", "new", "anniversary", "easter",
  ]

  private mutating func said(_ given: [String]) -> Bool {
    var words = given
    if words.first?.lowercased() == "that" { words.removeFirst() }
    guard let first = words.first else { return quoted != nil }
    // say hello to Tom: who gets it stands at the end.
    let lower = words.map { EnglishAskWords.split($0).core.lowercased() }
    switch lower[0] {
    case "no", "yes":
      let tail = Array(words.dropFirst())
      if lower[0] == "yes" {
        acts.append(.accept(tail.first?.lowercased() == "to" ? Array(tail.dropFirst()) : tail))
        return tail.isEmpty || tail.first?.lowercased() == "to"
      }
      guard tail.first?.lowercased() == "to", tail.count > 1 else { return state(words) }
      return refused(Array(tail.dropFirst()))
    case "sorry":
      return apologised(Array(words.dropFirst()))
    case "thanks":
      return thanked(Array(words.dropFirst()))
    case "thank" where lower.count > 1 && lower[1] == "you":
      return thanked(Array(words.dropFirst(2)))
    case "happy", "good", "merry", "hi", "hello", "congratulations", "congrats", "goodbye",
      "goodnight":
      if let to = lower.lastIndex(of: "to"),
        let found = AddresseeReader.cut(from: words[(to + 1)...]),
        found.rest.isEmpty
      {
        addressee = addressee ?? found.addressee
        words = Array(words[..<to])
      }
      acts.append(.literal(words.joined(separator: " ")))
      return true
    default: break
    }
    if ["if", "whether", "something", "anything", "what", "how", "it's", "its"].contains(lower[0]),
      lower[0] != "it's" || words.count < 2
    {
      return false
    }
    if lower[0] == "to", words.count > 1 {
      acts.append(.order(Array(words.dropFirst()), isNegated: false))
      return true
    }
    // Say ring the side door: the words themselves are to be sent.
    return first.isEmpty ? false : state(words)
  }

  private mutating func refused(_ words: [String]) -> Bool {
    // Ben's offer, I'm too busy: the reason is a sentence of its own.
    var thing = words
    var reason: [String] = []
    if let comma = words.firstIndex(where: { $0.hasSuffix(",") }) {
      thing = Array(words[...comma])
      thing[comma] = String(thing[comma].dropLast())
      reason = Array(words[(comma + 1)...])
    } else if let because = words.firstIndex(where: {
      $0.lowercased() == "because" || $0.lowercased() == "since"
    }) {
      thing = Array(words[..<because])
      reason = Array(words[(because + 1)...])
    }
    guard let first = thing.first else { return false }
    if first.hasSuffix("'s"), addressee == nil {
      addressee = Addressee(phrase: String(first.dropLast(2)))
    }
    if thing.count == 1, let name = thing.first?.first, name.isUppercase,
      !["Friday", "Monday", "Tuesday", "Wednesday", "Thursday", "Saturday", "Sunday"].contains(
        first)
    {
      addressee = addressee ?? Addressee(phrase: first)
      thing = []
    }
    acts.append(.refuse(thing))
    if !reason.isEmpty { acts.append(.state(reason)) }
    return true
  }

  private mutating func asked(_ verb: String, _ given: [String]) -> Bool {
    var words = given
    if verb == "check" || verb == "request" {
      if words.first?.lowercased() == "with",
        let found = AddresseeReader.cut(from: words.dropFirst())
      {
        addressee = addressee ?? found.addressee
        words = found.rest
      }
      if verb == "request" {
        acts.append(.wantThing(words))
        return !words.isEmpty
      }
    }
    let starters: Set<String> = ["if", "whether", "to", "for", "about", "not"]
    if let first = words.first, !starters.contains(first.lowercased()),
      !AskedQuestion.isQuestionWord(first), let found = AddresseeReader.cut(from: words[...])
    {
      addressee = addressee ?? found.addressee
      words = found.rest
    }
    guard let first = words.first?.lowercased() else { return false }
    let rest = Array(words.dropFirst())
    guard !rest.isEmpty || AskedQuestion.isQuestionWord(first) else { return false }
    switch first {
    case "if", "whether":
      var clause = rest
      var note: [String] = []
      // ask if pets are allowed, we have one cat
      if let comma = rest.firstIndex(where: { $0.hasSuffix(",") }), comma + 2 < rest.count,
        AddresseeReader.isClause(Array(rest[(comma + 1)...]))
      {
        clause = Array(rest[...comma])
        clause[comma] = String(clause[comma].dropLast())
        note = Array(rest[(comma + 1)...])
      }
      acts.append(.yesNo(clause))
      if !note.isEmpty { acts.append(.state(note)) }
    case "to":
      acts.append(.request(rest, isNegated: false))
    case "not" where rest.first?.lowercased() == "to" && rest.count > 1:
      acts.append(.request(Array(rest.dropFirst()), isNegated: true))
    case "for": acts.append(.wantThing(rest))
    case "about": acts.append(.askAbout(rest))
    default:
      guard AskedQuestion.isQuestionWord(first) else { return false }
      acts.append(.open(words))
    }
    return true
  }

  private mutating func reminded(_ words: [String]) -> Bool {
    guard let found = AddresseeReader.cut(from: words[...]) else { return false }
    addressee = addressee ?? found.addressee
    let rest = found.rest
    guard let first = rest.first?.lowercased(), rest.count > 1 else { return false }
    switch first {
    case "to": acts.append(.remindTo(Array(rest.dropFirst()), isNegated: false))
    case "not" where rest[1].lowercased() == "to" && rest.count > 2:
      acts.append(.remindTo(Array(rest.dropFirst(2)), isNegated: true))
    case "that": acts.append(.remindThat(Array(rest.dropFirst())))
    case "about", "of": acts.append(.remindAbout(Array(rest.dropFirst())))
    default:
      // Remind them 14 each.
      acts.append(
        AddresseeReader.isClause(rest)
          ? .remindThat(rest) : .literal("a reminder: " + rest.joined(separator: " ")))
    }
    return true
  }

  private mutating func invited(_ words: [String]) -> Bool {
    guard let found = AddresseeReader.cut(from: words[...]), !found.rest.isEmpty else {
      return false
    }
    addressee = addressee ?? found.addressee
    acts.append(.invite(found.rest))
    return true
  }

  private mutating func toSomebody(_ verb: String, _ words: [String]) -> Bool {
    guard let found = AddresseeReader.cut(from: words[...]) else { return false }
    addressee = addressee ?? found.addressee
    let rest = found.rest
    switch verb {
    case "thank":
      if rest.first?.lowercased() == "who", let phrase = addressee?.phrase {
        acts.append(.literal("thank you to \(phrase) " + rest.joined(separator: " ")))
        addressee = nil
        return rest.count > 1
      }
      return thanked(rest)
    case "congratulate":
      if let first = rest.first?.lowercased(), !["on", "for", "upon", "again"].contains(first) {
        return false
      }
      acts.append(.congratulate(rest))
    case "warn":
      guard rest.count > 1 else { return false }
      acts.append(.warn(rest))
    default:
      guard !rest.isEmpty else { return false }
      acts.append(.wish(rest))
    }
    return true
  }

  private mutating func thanked(_ given: [String]) -> Bool {
    var words = given
    if words.first?.lowercased() == "to", let found = AddresseeReader.cut(from: words.dropFirst()) {
      addressee = addressee ?? found.addressee
      words = found.rest
    }
    if let first = words.first?.lowercased(),
      !["for", "so", "with", "very", "again", "in", "a", "once"].contains(first)
    {
      return false
    }
    acts.append(.thank(words))
    return true
  }

  private mutating func apologised(_ given: [String]) -> Bool {
    var words = given
    if words.first?.lowercased() == "to", let found = AddresseeReader.cut(from: words.dropFirst()) {
      addressee = addressee ?? found.addressee
      words = found.rest
    }
    if words.first?.lowercased() == "to" { return false }
    acts.append(.apologise(words))
    return true
  }

  private mutating func proposed(_ verb: String, _ given: [String]) -> Bool {
    var words = given
    if let first = words.first,
      !["to", "that", "a", "an", "we", "i", "i'll"].contains(first.lowercased()),
      verb == "offer" || verb == "promise", let found = AddresseeReader.cut(from: words[...]),
      !found.rest.isEmpty
    {
      addressee = addressee ?? found.addressee
      words = found.rest
    }
    guard let first = words.first?.lowercased() else { return false }
    switch verb {
    case "offer":
      if first == "to", words.count > 1 {
        acts.append(.offerTo(Array(words.dropFirst())))
      } else {
        acts.append(.offer(words))
      }
    case "promise": acts.append(.promise(words))
    default: acts.append(.suggest(words))
    }
    return true
  }
}
