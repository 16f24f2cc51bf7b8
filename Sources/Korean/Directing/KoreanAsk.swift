/// An order for a message, taken apart: 민수한테 내일 7시에 보자고 해줘 is for 민수 and says 내일 7시에 보자.
package struct KoreanAsk: Hashable, Sendable {
  package var recipient: KoreanRecipient?
  /// Words that are to be sent as they stand: '내일 봐'라고 보내줘.
  package var quoted: String?
  /// What is to be said, in the order of the words.
  var clauses: [IndirectClause] = []
  /// What is left where nothing is said indirectly: 생일 축하, 약속 취소.
  var occasion: [String] = []
  var act: AskWords.Act = .tell
  /// The tone that the order itself asks for.
  package var colour: KoreanManner.Colour?
  /// The verb of the order shows respect (말씀드려, 여쭤봐), or what is said does.
  package var isHumble = false

  /// Reads an order; what is no order has neither clauses, occasion nor quoted words.
  package init(_ text: String) {
    var text = Hangul.composed(text).trimmed
    while let last = text.last, ".!~?^ㅋㅎㅠㅜ…".contains(last) { text.removeLast() }
    let cut = QuotedWords.cut(from: &text)
    quoted = cut
    var words = text.split(whereSeparator: \.isWhitespace).map(String.init)
    if let order = AskWords.cutOrder(&words) {
      act = order.act
      isHumble = order.isHumble
    }
    cutNoise(&words)
    // 뺀다고 통보하는 글 써줘.
    if words.last?.hasSuffix("는") ?? false, let order = AskWords.cutOrder(&words), act == .tell {
      act = order.act
    }
    cutNoise(&words)
    if let found = RecipientReader.cut(from: &words) { recipient = found }
    cutNoise(&words)
    guard quoted == nil else { return }
    read(words)
  }

  /// Tones, names of messages and nouns of acts at the end: 정중하게, 문자로, 감사 인사.
  private mutating func cutNoise(_ words: inout [String]) {
    if let end = words.lastIndex(where: IndirectEnd.isIndirect), end + 1 < words.count,
      words[(end + 1)...].allSatisfy({
        AskWords.manners.contains($0) || AskWords.isMessageNoun($0)
          || KoreanManner.colour(named: $0) != nil || AskWords.actNoun($0) != nil || $0 == "인사"
      })
    {
      for word in words[(end + 1)...] {
        colour = colour ?? KoreanManner.colour(named: word)
        if let noun = AskWords.actNoun(word), act == .tell || act == .greet { act = noun }
      }
      words.removeSubrange((end + 1)...)
    }
    while let last = words.last {
      if words.count > 1 || recipient != nil, let found = KoreanManner.colour(named: last) {
        colour = colour ?? found
      } else if AskWords.isMessageNoun(last) {
        // 축하 메시지, but 할 말.
        if let before = words.dropLast().last, ["할", "한", "못할", "이런"].contains(before) { return }
      } else if AskWords.manners.contains(last), words.count > 1 {
        // An adverb that stands before the verb of telling.
        guard let before = words.dropLast().last, IndirectEnd.isIndirect(before) || quoted != nil
        else { return }
      } else if let noun = AskWords.actNoun(last), let before = words.dropLast().last,
        IndirectEnd.isIndirect(before) || before == "감사" || before == "사과" || before == "축하"
      {
        if act == .tell || act == .greet { act = noun }
      } else if last == "인사", act == .tell {
        act = .greet
      } else {
        return
      }
      words.removeLast()
    }
  }

  private mutating func read(_ spoken: [String]) {
    var words = spoken
    // 어, 음, 그: hesitation at the beginning.
    while words.count > 2, let first = words.first?.filter({ $0 != "," }),
      ["어", "음", "저기", "아", "있잖아", "그니까", "아니"].contains(first)
        || first == "그" && spoken.count > words.count
    {
      words.removeFirst()
    }
    var current: [String] = []
    var index = 0
    while index < words.count {
      let word = words[index]
      let bare = word.filter { !",.".contains($0) }
      let next = index + 1 < words.count ? words[index + 1] : nil
      let later = index + 2 < words.count ? words[index + 2] : nil
      if IndirectEnd.ends(bare, marked: bare != word, before: next, later),
        let clause = IndirectClause(current + [bare])
      {
        clauses.append(contentsOf: clause.parts)
        current = []
        index += 1
        while index < words.count, AskWords.joins.contains(words[index].filter { $0 != "," }) {
          index += 1
        }
        continue
      }
      // 예약을 하고 ... stays; 축하하고 고생했다고 is of two sentences.
      current.append(word)
      index += 1
    }
    if current.isEmpty { return }
    if let clause = IndirectClause(current, loosely: act == .ask) {
      clauses.append(contentsOf: clause.parts)
    } else {
      occasion = current
      if recipient == nil, let found = RecipientReader.cutNamed(from: &occasion, act: act) {
        recipient = found
      }
    }
  }
}

/// Words in quotation marks that an order wants sent.
enum QuotedWords {
  private static let marks: [(Character, Character)] = [
    ("'", "'"), ("\"", "\""), ("“", "”"), ("‘", "’"), ("「", "」"), ("『", "』"), ("<", ">"),
  ]

  /// The words between marks before 라고, taken out of the text with the particle.
  static func cut(from text: inout String) -> String? {
    for (open, close) in marks {
      guard let start = text.firstIndex(of: open) else { continue }
      let after = text.index(after: start)
      guard let end = text[after...].lastIndex(of: close), end > after else { continue }
      let inner = String(text[after..<end]).trimmed
      let rest = String(text[text.index(after: end)...])
      let particles = ["이라고만", "라고만", "이라고", "라고", "하고", "라는", "이라는", "이란", "란", "고", ""]
      guard let particle = particles.first(where: { rest.trimmed.hasPrefix($0) }),
        !inner.isEmpty
      else { continue }
      // Without 라고, only what fills the order is a message: "내일 봐" 보내줘.
      text = String(text[..<start]) + " " + rest.trimmed.dropFirst(particle.count)
      return inner
    }
    return nil
  }
}
