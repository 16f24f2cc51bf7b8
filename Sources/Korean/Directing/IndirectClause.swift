/// One clause of an order with the words before its predicate, the predicate, and what it is for.
struct IndirectClause: Hashable, Sendable {
  var front: [String]
  var predicate: Predicate
  var mood: KoreanMood
  /// 줄 수 있는지, 되는지: whether something is possible is asked.
  var isRequest = false
  /// A sentence that stood in the order directly: 0412야라고.
  var isVerbatim = false

  init(front: [String], predicate: Predicate, mood: KoreanMood) {
    self.front = front
    self.predicate = predicate
    self.mood = mood
  }

  /// Reads words of which the last is indirect; `loosely` takes a sentence in 해체 for one (사갈까 물어봐).
  init?(_ words: [String], loosely: Bool = false) {
    guard let end = words.last?.filter({ !",.".contains($0) }) else { return nil }
    let last = IndirectEnd.quotative(end) == nil ? IndirectEnd.question(end) : end
    let front = Array(words.dropLast())
    if let contracted = IndirectEnd.contracted[last] {
      self.init(front: front, predicate: Self.copula(contracted), mood: .question)
      return
    }
    if let word = IndirectEnd.quotative(last), let read = Self.quoted(word, front) {
      self = read
    } else if IndirectEnd.isQuestion(last), let read = PredicateReader.read(last) {
      self.init(front: front, predicate: read, mood: .question)
    } else if loosely, let read = PredicateReader.read(last), read.ending != .nominal {
      self.init(front: front, predicate: read, mood: .question)
    } else {
      return nil
    }
  }

  // MARK: The endings

  private static func quoted(_ word: String, _ front: [String]) -> IndirectClause? {
    let said = String(word.dropLast())  // without 고
    if said == "달라" || said.hasSuffix("달라") {
      // 달라 of 다르다 has no one who gives.
      let given = String(said.dropLast(2))
      var clause = IndirectClause(
        front: front,
        predicate: Predicate(prefix: given, stem: Stem("주"), ending: .plain, level: .casual),
        mood: .command)
      clause.isRequest = true
      return clause
    }
    if said.hasSuffix("드려라") || said.hasSuffix("줘라") || said.hasSuffix("해라"),
      let read = PredicateReader.read(said)
    {
      return IndirectClause(front: front, predicate: read, mood: .command)
    }
    if said == "말라" || said.hasSuffix("지말라") || said == "마라"
      || said == "마시라" && front.last.map({ $0.hasSuffix("지") || $0 == "걱정" }) ?? false
    {
      let prefix = said.hasSuffix("지말라") ? said.dropLast(2) + " " : ""
      return IndirectClause(
        front: front,
        predicate: Predicate(
          prefix: prefix, stem: Stem("말"), ending: .command, level: .plain), mood: .command)
    }
    switch said.last {
    case "자": return proposal(said, front)
    case "냐": return asked(said, front)
    case "라": return ordered(said, front)
    default: return stated(said, front)
    }
  }

  private static func proposal(_ said: String, _ front: [String]) -> IndirectClause? {
    var read = PredicateReader.read(said)
    if read?.ending != .proposal {
      let stem = String(said.dropLast())
      guard Hangul.isSyllable(stem.last) else { return nil }
      let match = Lexicon.match(stem, .direct, surely: true)
      read = Predicate(
        prefix: match?.prefix ?? "", stem: match?.stem ?? Stem(stem), ending: .proposal,
        level: .plain)
    }
    return read.map { IndirectClause(front: front, predicate: $0, mood: .proposal) }
  }

  private static func asked(_ said: String, _ front: [String]) -> IndirectClause? {
    var said = said
    // 오느냐, 좋으냐 are 오냐 and 좋냐.
    if said.hasSuffix("느냐") || said.hasSuffix("으냐") { said = said.dropLast(2) + "냐" }
    if ["어떻냐", "어떠냐"].contains(said) { said = "어떻냐" }
    var read = PredicateReader.read(said)
    if read == nil || read?.ending != .question {
      let stem = String(said.dropLast())
      guard Hangul.isSyllable(stem.last) else { return nil }
      if let match = Lexicon.match(stem, .direct, surely: true) {
        read = Predicate(
          prefix: match.prefix, stem: match.stem, ending: .question, endingText: "냐",
          level: .casual)
      } else {
        read = copula(stem.hasSuffix("이") && stem.count > 1 ? String(stem.dropLast()) : stem)
      }
    }
    return read.map { IndirectClause(front: front, predicate: $0, mood: .question) }
  }

  /// 오라 is an order, 야근이라 a statement; 오시라 an order too.
  private static func ordered(_ said: String, _ front: [String]) -> IndirectClause? {
    if said == "아니라" || said.hasSuffix("아니라") {
      return IndirectClause(
        front: front,
        predicate: Predicate(
          prefix: "", stem: Stem("아니", .regular, .copula), ending: .plain, level: .casual),
        mood: .statement)
    }
    let rest = String(said.dropLast())
    guard rest.contains(where: { $0.isLetter || $0.isNumber }) else { return nil }
    if rest == "거" || rest.hasSuffix("거"), rest.count < 3 {
      return IndirectClause(front: front, predicate: copula(rest), mood: .statement)
    }
    if rest.hasSuffix("이"), Hangul.isClosed(rest.dropLast().last) == true,
      !["보이", "들이", "붙이", "높이", "줄이", "먹이", "움직이", "모이"].contains(where: rest.hasSuffix)
    {
      return IndirectClause(
        front: front, predicate: copula(String(rest.dropLast())), mood: .statement)
    }
    var stem = rest
    var isHonorific = false
    if stem.hasSuffix("시"), stem.count > 1, Lexicon.match(stem, .direct) == nil {
      stem = String(stem.dropLast())
      isHonorific = true
    }
    for form in [stem, stem.hasSuffix("으") ? String(stem.dropLast()) : stem] {
      if let match = Lexicon.match(form, .soft) ?? Lexicon.match(form, .direct),
        match.stem.kind == .verb || match.stem.kind == .existence
          || form.hasSuffix("하") || match.stem.text == "낫"
      {
        return IndirectClause(
          front: front,
          predicate: Predicate(
            prefix: match.prefix, stem: match.stem, isHonorific: isHonorific, ending: .plain,
            level: .casual), mood: .command)
      }
    }
    if stem.hasSuffix("으"), Hangul.isClosed(stem.dropLast().last) == true {
      return IndirectClause(
        front: front,
        predicate: Predicate(
          prefix: "", stem: Stem(String(stem.dropLast())), isHonorific: isHonorific,
          ending: .plain, level: .casual), mood: .command)
    }
    // A sentence as it would be said: 0412야라고, 간다라고.
    if let read = PredicateReader.read(rest),
      read.level != .casual || "야어아해".contains(rest.last ?? " ")
    {
      var clause = IndirectClause(front: front, predicate: read, mood: .statement)
      clause.isVerbatim = true
      return clause
    }
    return IndirectClause(front: front, predicate: copula(rest), mood: .statement)
  }

  private static func stated(_ said: String, _ front: [String]) -> IndirectClause? {
    if let read = PredicateReader.read(said), read.level == .plain {
      return IndirectClause(front: front, predicate: read, mood: .statement)
    }
    // A verb or adjective that no list knows.
    let letters = Hangul.letters(said).dropLast(2)
    var stem = Array(letters)
    if stem.last == Letter.finalN {
      stem.removeLast()
    } else if said.hasSuffix("는다") {
      stem = Array(Hangul.letters(String(said.dropLast(2))))
    } else {
      guard let match = Lexicon.match(String(said.dropLast()), .direct, surely: true) else {
        return nil
      }
      return IndirectClause(
        front: front,
        predicate: Predicate(
          prefix: match.prefix, stem: match.stem, ending: .plain, level: .plain),
        mood: .statement)
    }
    guard stem.count > 1 else { return nil }
    return IndirectClause(
      front: front,
      predicate: Predicate(
        prefix: "", stem: Stem(Hangul.text(stem)), ending: .plain, level: .plain),
      mood: .statement)
  }

  static func copula(_ noun: String) -> Predicate {
    Predicate(
      prefix: noun, stem: Stem("이", .regular, .copula), ending: .plain, level: .casual)
  }

  // MARK: Parts

  /// The clause cut where a sentence of its own stands in it: 고맙고 … 지내라고, 먹었고 … 사겠다고.
  var parts: [IndirectClause] {
    // 축하하고 고생했다고 전해달라고 is passed on whole.
    if let last = front.last, IndirectEnd.quotative(last) != nil { return [self] }
    guard
      let cut = front.indices.last(where: { index in
        Self.isSentence(front[index])
          && !(index + 1 < front.count && front[index + 1].hasPrefix("싶"))
      }), cut + 1 < front.count || predicate.stem.text != "싶"
    else { return [self] }
    let word = String(front[cut].filter { $0 != "," }.dropLast())  // without 고
    guard var read = Self.statement(word) else { return [self] }
    read.ending = .plain
    let head = IndirectClause(
      front: Array(front[..<cut]), predicate: read, mood: .statement)
    var rest = self
    rest.front = Array(front[(cut + 1)...])
    return head.parts + [rest]
  }

  private static func statement(_ word: String) -> Predicate? {
    PredicateReader.read(word + "다")
      ?? Lexicon.match(word, .direct).map {
        Predicate(prefix: $0.prefix, stem: $0.stem, ending: .plain, level: .plain)
      }
  }

  /// 고맙고, 잘 받았고, 가겠고: what thanks, is over or is promised stands for itself.
  private static func isSentence(_ word: String) -> Bool {
    let word = word.filter { $0 != "," }
    guard word.hasSuffix("고"), word.count > 1 else { return false }
    let stem = String(word.dropLast())
    if [
      "고맙", "감사하", "미안하", "죄송하", "축하하", "반갑", "사랑하", "축하드리", "감사드리", "다행이", "사과하", "사과드리",
    ].contains(
      where: stem.hasSuffix)
    {
      return true
    }
    let last = stem.last.map { Hangul.letters(String($0)).last }
    return (last == Letter.finalSS && !stem.hasSuffix("있")) || stem.hasSuffix("겠")
  }
}
