/// A Korean message that does what an order asks, made of the order's own words.
package struct KoreanMessage: Sendable {
  let ask: KoreanAsk
  let manner: KoreanManner
  /// The message calls whom it is for.
  let calls: Bool
  /// Which of the ways to ask, to propose and to order: 0 is the usual one.
  let way: Int
  /// A message to a stranger begins with a greeting, unless one talks with them already.
  var greets = true

  package init(_ ask: KoreanAsk, manner: KoreanManner, calls: Bool = true, way: Int = 0) {
    self.ask = ask
    self.manner = manner
    self.calls = calls
    self.way = way
  }

  /// Distinct messages for the same order, the usual one first; as many as there are, at most `count`.
  package static func messages(
    _ ask: KoreanAsk, manner: KoreanManner, greets: Bool = true, count: Int
  ) -> [String] {
    var texts: [String] = []
    var colours = [manner.colour]
    for colour in [KoreanManner.Colour.friendly, .gentle, .plain, .warm, .playful, .courteous]
    where colour != manner.colour {
      // A firm or a polite message stays one.
      guard ![.firm, .brief, .courteous, .gentle].contains(manner.colour) || colour == .plain
      else { continue }
      if colour == .courteous || colour == .gentle, !manner.level.isPolite { continue }
      colours.append(colour)
    }
    for calls in [true, false] {
      for way in 0..<3 {
        for colour in colours {
          var manner = KoreanManner(level: manner.level, colour: colour)
          // 가요 and 갑니다 are both 존댓말.
          if way == 2, manner.level.isPolite {
            manner.level = manner.level == .formal ? .polite : .formal
          }
          var one = KoreanMessage(ask, manner: manner, calls: calls, way: way)
          one.greets = greets
          guard let text = one.text, !texts.contains(text) else { continue }
          // Two that differ in their marks only are one.
          if texts.contains(where: { letters(of: $0) == letters(of: text) }) { continue }
          texts.append(text)
          if texts.count == count { return texts }
        }
      }
    }
    return texts
  }

  private static func letters(of text: String) -> String {
    text.filter { ($0.isLetter || $0.isNumber) && !"ㅋㅎ".contains($0) }
  }

  /// The level that an order asks for by whom it is for and how it speaks of it.
  package static func level(of ask: KoreanAsk, habit: KoreanLevel? = nil) -> KoreanLevel {
    let isSuperior = ask.recipient?.isSuperior ?? false
    if let polite = ask.recipient?.isPolite, polite { return isSuperior ? .formal : .polite }
    if ask.colour == .courteous { return .formal }
    if ask.colour == .gentle || ask.isHumble { return isSuperior ? .formal : .polite }
    if let habit { return habit }
    let isRaised = ask.clauses.contains { clause in
      (clause.mood == .question || clause.mood == .command) && clause.predicate.isHonorific
    }
    if isRaised { return .polite }
    if ask.recipient?.isPolite == false { return .casual }
    return ask.speaksUp ? .polite : .casual
  }

  /// The message; `nil` where the order tells too little.
  package var text: String? {
    if let quoted = ask.quoted { return quoted }
    guard var sentences = sentences(), !sentences.isEmpty else { return nil }
    sentences = addedAct(to: sentences)
    var text = ""
    for (index, sentence) in sentences.enumerated() {
      let isLast = index == sentences.count - 1
      text += sentence + mark(after: sentence, isLast: isLast)
      if !isLast { text += " " }
    }
    if calls, manner.colour != .brief || manner.level.isPolite,
      let call = ask.recipient?.call(manner.level)
    {
      text = call + " " + text
    }
    if calls, greets, manner.level.isPolite, manner.colour != .brief,
      ask.recipient?.isStranger ?? false
    {
      text = "안녕하세요. " + text
    }
    if manner.colour == .playful, manner.level != .formal {
      while text.hasSuffix("!") || text.hasSuffix(".") { text.removeLast() }
      text += " ㅋㅋ"
    }
    return text
  }

  private func sentences() -> [String]? {
    if !ask.clauses.isEmpty, ask.occasion.isEmpty {
      var director = Director(manner: manner, way: way)
      director.asksFavours =
        manner.colour != .firm && manner.colour != .brief
        && ask.recipient.map { $0.isStranger || $0.isSuperior } ?? false
      if let recipient = ask.recipient, recipient.isName {
        director.names = [recipient.phrase]
      }
      return ask.clauses.map { clause in
        ask.act == .refuse && (clause.mood == .command || clause.mood == .proposal)
          ? Occasions(manner: manner).refused(clause) : director.sentence(clause)
      }
    }
    let more = Occasions(manner: manner).sentences(ask.occasion, act: ask.act)
    guard let more else { return nil }
    return ask.clauses.map(Director(manner: manner).sentence) + more
  }

  /// 잘 받았다고 감사 인사해줘 thanks too.
  private func addedAct(to sentences: [String]) -> [String] {
    guard !ask.clauses.isEmpty, ask.occasion.isEmpty else { return sentences }
    let all = sentences.joined()
    func has(_ words: String...) -> Bool { words.contains { all.contains($0) } }
    let occasions = Occasions(manner: manner)
    switch ask.act {
    case .thank where !has("고마", "감사"):
      return sentences + (occasions.sentences([], act: .thank) ?? [])
    case .apologise where !has("미안", "죄송"):
      return (occasions.sentences([], act: .apologise) ?? []) + sentences
    case .congratulate where !has("축하"):
      return sentences + (occasions.sentences([], act: .congratulate) ?? [])
    default: return sentences
    }
  }

  private func mark(after sentence: String, isLast: Bool) -> String {
    guard let end = sentence.last, !"?!.~".contains(end) else { return "" }
    let isWarm = ["고마워", "감사해요", "축하해", "축하드려요", "힘내", "힘내세요", "축하드립니다"].contains(
      where: sentence.hasSuffix)
    switch manner.colour {
    case .friendly: return isLast || isWarm ? "!" : "."
    case .playful: return "!"
    case .warm: return manner.level == .formal && !isWarm ? "." : isWarm || !isLast ? "!" : "."
    case .plain, .brief:
      return isLast ? manner.level.isPolite ? "." : "" : "."
    case .firm, .courteous, .gentle: return "."
    }
  }
}

extension KoreanAsk {
  /// What is said is said to somebody above: 봐주실 수 있는지, 죄송하다고, 드리겠다고.
  var speaksUp: Bool {
    if occasion.contains(where: Self.raised.contains) { return true }
    return saidUp
  }

  private static let raised: Set<String> = ["생신", "성함", "연세", "진지"]

  private var saidUp: Bool {
    clauses.contains { clause in
      let read = clause.predicate
      if read.isHonorific { return true }
      if ["드리", "죄송하", "감사하", "감사드리", "축하드리", "부탁드리", "뵙", "여쭤보", "계시"].contains(
        where: (read.prefix + read.stem.text).hasSuffix)
      {
        return true
      }
      return clause.front.contains { word in
        ["제가", "저는", "저희", "저희가", "저도", "저희는", "제"].contains(word)
          || word.hasSuffix("주실") || word.hasSuffix("주셔서") || word.hasSuffix("주신")
          || word.hasSuffix("하실")
      }
    }
  }

  /// Whether anything was understood.
  package var isUnderstood: Bool { quoted != nil || !clauses.isEmpty || !occasion.isEmpty }
}
