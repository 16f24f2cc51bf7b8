import Korean
package import Chats

/// Decides whether a reply is due, from what the last messages say.
///
/// Rules, not a model: each answer has a reason that a person can check, and "none" is always safe.
package enum ReplyNeed {
  /// What the end of a chat asks of one person.
  package struct Verdict: Sendable, Hashable {
    package var absence: ReplyAbsence?
    package var warning: String?
  }

  package static func assess(_ messages: [Message], me: String, language: Language) -> Verdict {
    let spoken = messages.filter { $0.sender != nil && $0.kind != .system && $0.kind != .deleted }
    guard let last = spoken.last else { return Verdict(absence: .ended, warning: nil) }
    let others = spoken.suffix(8).filter { $0.sender != me }.map { plain($0.text) }

    if SwindleSigns.areIn(others.joined(separator: "\n")) {
      let warning =
        language == .korean
        ? "사기로 의심됩니다. 돈을 보내거나 링크를 누르기 전에 다른 방법으로 본인에게 확인하세요."
        : "This may be a swindle. Check with the person in another way before you pay or open a link."
      return Verdict(absence: .phishing, warning: warning)
    }
    if let inDanger = SensitiveMatters.found(in: others) {
      let warning: String? =
        switch (inDanger, language) {
        case (true, .korean): "위급한 상황일 수 있습니다. 바로 전화하거나 109(자살예방상담), 112, 119에 연락하세요."
        case (true, .english):
          "Somebody may be in danger. Call them, or the emergency services, now."
        case (false, _): nil
        }
      return Verdict(absence: .sensitive, warning: warning)
    }
    if last.sender == me {
      if asks(mine: spoken, me: me) { return Verdict(absence: .waiting, warning: nil) }
      // What I told may still be followed by a further word of mine, but not a closing one.
      if isFarewell(last.text) || isEmptyOfWords(last) {
        return Verdict(absence: .ended, warning: nil)
      }
      return Verdict(absence: nil, warning: nil)
    }
    if hasEnded(spoken) { return Verdict(absence: .ended, warning: nil) }
    if isForSomebodyElse(last, in: spoken, me: me) {
      return Verdict(absence: .notAddressed, warning: nil)
    }
    return Verdict(absence: nil, warning: nil)
  }

  private static func plain(_ text: String) -> String {
    ChatRendering.composed(text).lowercased().replacingCurlyApostrophes()
  }

  /// Whether my messages at the end ask or request something, so that the others are to answer.
  private static func asks(mine spoken: [Message], me: String) -> Bool {
    spoken.reversed().prefix { $0.sender == me }.contains { message in
      let text = ChatRendering.composed(message.text)
      if text.contains("?") { return true }
      if text.unicodeScalars.contains(where: { Hangul.isSyllable($0) }) {
        let turn = KoreanTurn(text)
        return turn.tokens.asks || turn.acts(isPhoto: false)[.request] != nil
      }
      return false
    }
  }

  private static func isFarewell(_ text: String) -> Bool {
    guard !text.contains("?") else { return false }
    let plain = self.plain(text).filter { $0.isLetter || $0.isWhitespace }
    return ClosingWords.farewells.contains(where: plain.contains)
  }

  /// The last two messages are a farewell and nothing is asked in them.
  private static func hasEnded(_ spoken: [Message]) -> Bool {
    let tail = spoken.suffix(3)
    guard tail.count >= 2, !tail.suffix(2).contains(where: { $0.text.contains("?") }) else {
      return false
    }
    guard let last = tail.last else { return false }
    // A nod to what I said closes it.
    if let mine = tail.dropLast().last, mine.sender != last.sender, isEmptyOfWords(last),
      !last.text.contains("ㅋㅋ"), !asksBack(mine)
    {
      return true
    }
    // Thanks or a promise from me, and thanks or a good-bye back.
    if let mine = tail.dropLast().last, mine.sender != last.sender, !asksBack(mine),
      isClosing(mine, most: 16), isClosing(last, most: 12)
    {
      return true
    }
    let short = last.text.filter(\.isLetter).count <= 14
    let before = tail.dropLast()
    return short && (isFarewell(last.text) || isEmptyOfWords(last))
      && before.contains { isFarewell($0.text) }
  }

  /// A short Korean message that rounds off.
  private static func isClosing(_ message: Message, most: Int) -> Bool {
    let text = ChatRendering.composed(message.text)
    let syllables = text.unicodeScalars.count(where: { Hangul.isSyllable($0) })
    return syllables > 0 && syllables <= most
      && ClosingWords.rounding.contains(where: text.contains)
  }

  private static func asksBack(_ message: Message) -> Bool {
    let text = ChatRendering.composed(message.text)
    return text.contains("?") || KoreanTurn(text).acts(isPhoto: false)[.request] != nil
  }

  private static func isEmptyOfWords(_ message: Message) -> Bool {
    message.kind == .sticker || !message.text.contains(where: \.isLetter)
      || ClosingWords.nods.contains(plain(message.text).filter { $0.isLetter })
  }

  /// The end of the last message calls somebody by name, and not me.
  private static func isForSomebodyElse(_ last: Message, in spoken: [Message], me: String) -> Bool {
    var names: [String] = []
    for message in spoken {
      if let sender = message.sender, !names.contains(sender) { names.append(sender) }
    }
    let text = ChatRendering.composed(last.text)
    guard names.count > 2, !callsOn(me, text) else { return false }
    let everyone = ["다들", "모두", "여러분", "다 같이", "everyone", "all of you", "guys", "anyone"]
    guard !everyone.contains(where: text.lowercased().contains) else { return false }
    // A name in an earlier sentence does not make the last one theirs alone.
    let end = Sentences.split(text).last ?? text
    let others = names.filter { $0 != me && $0 != last.sender }
    return others.contains { callsOn($0, end) } || callsStranger(end)
  }

  /// `@name`, or a vocative (성진아) at either end, of somebody who has not spoken.
  private static func callsStranger(_ text: String) -> Bool {
    if let at = text.firstIndex(of: "@"), text.index(after: at) < text.endIndex,
      text[text.index(after: at)].isLetter
    {
      return true
    }
    let words = text.split(separator: " ")
    guard words.count > 2, let first = words.first, let last = words.last else { return false }
    return [first, last].contains { word in
      let name = word.drop { !$0.isLetter }.prefix { $0.isLetter }
      guard name.count == 3, let call = name.last,
        let before = name.dropLast().last, let isClosed = Hangul.isClosed(before),
        !ClosingWords.noNames.contains(String(name.dropLast()))
      else { return false }
      // 줄 거야, 일이야, 언제야: these are no names.
      guard !"거이게뭐니데제디".contains(before) else { return false }
      return call == (isClosed ? "아" : "야")
    }
  }

  /// Whether the text speaks to the person: `@name`, `name야`, `name님`, `name,` or the given name alone.
  private static func callsOn(_ name: String, _ text: String) -> Bool {
    var forms = [name]
    // A Korean full name is called by its last two syllables; titles stay whole (부장님).
    if let given = name.split(separator: " ").last.map(String.init), given != name {
      forms.append(given)
    }
    if name.count == 3, name.allSatisfy({ ("가"..."힣").contains($0) }), !name.hasSuffix("님") {
      forms.append(String(name.suffix(2)))
    }
    let endings = ["아", "야", "님", "씨", "이는", "이가", "이도", ",", "!", " ", "~", "?"]
    return forms.contains { form in
      // 하제씨가 맡고 speaks of somebody.
      if ["씨가", "씨랑", "씨도", "님이", "님이랑"].contains(where: { text.contains(form + $0) }) {
        return false
      }
      return text.contains("@" + form) || text.hasSuffix(form)
        || endings.contains { text.contains(form + $0) }
    }
  }
}

/// Words that close a talk, and words that only look like names.
private enum ClosingWords {
  static let nods: Set<String> = [
    "이모티콘", "굿", "넵", "넹", "네", "네네", "응", "응응", "ㅇㅇ", "ㅇㅋ", "오키", "ok", "okay", "kk", "yep",
    "cool",
  ]
  static let farewells = [
    "푹 자", "꿈 꿔", "낼 봐", "굿나잇", "좋은 밤", "좋은 주말", "주말 잘", "주말 보내", "즐거운", "그때 봐", "그때 봬", "그때 뵐",
    "이만", "주에 봐", "주에 봬",
    "주에 뵐", "요일에 봐", "요일에 봬", "요일에 뵐", "들어가", "건강하세요", "바이", "내일 보자", "이따 보자", "다음에 뵐", "다음에 봬",
    "고생하셨", "수고하셨", "수고했",
    "편히", "푹 주무", "안녕히",
    "ttyl", "sweet dreams", "sleep tight", "have a good", "have a great", "have a lovely",
    "catch you", "see u", "cya", "later",
    "safe flight", "safe travels", "drive safe", "enjoy your",
    "잘 자", "잘자", "굿나잇", "굿밤", "안녕히", "들어가세요", "내일 봐", "내일 봬", "내일 뵐", "이따 봐", "이따 봬", "이따 뵐",
    "쉬어", "쉬세요", "조심히", "너도", "선생님도요", "좋은 하루", "수고하세요", "나중에 봐", "담에 봐", "다음에 봐",
    "good night", "goodnight", "night", "see you", "see ya", "bye", "take care", "sleep well",
    "talk soon", "anytime", "you too",
  ]
  static let rounding = [
    "감사합니다", "감사해요", "고마워", "고맙", "넵", "네네", "알겠", "봬요", "뵐게", "뵙겠", "이따 봐", "내일 봐", "수고하", "수고했",
    "조심히",
    "푹 쉬", "잘 자", "좋은 하루", "들어가세요",
  ]
  static let noNames: Set<String> = [
    "괜찮", "귀찮", "얘들", "애들", "친구", "자기", "그거", "이거", "저거", "그게", "이게", "어디", "언니", "오빠", "누나", "아니",
    "진짜",
    "먹었", "갔었", "있었", "없었", "그랬", "이쪽", "저쪽", "하나", "우리", "내꺼", "니꺼", "대박", "점심", "저녁", "아침",
  ]
}
