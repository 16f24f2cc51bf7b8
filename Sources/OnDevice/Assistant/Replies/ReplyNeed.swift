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

    let isUnasked = Set(spoken.map(\.sender)) == [last.sender] && last.sender != me
    if SwindleSigns.areIn(others.joined(separator: "\n"), isUnasked: isUnasked) {
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
      if isFarewell(last.text) || isEmptyOfWords(last) || isOnlyThanks(spoken) {
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

  /// My last message is nods and thanks alone, and nothing was asked before it.
  private static func isOnlyThanks(_ spoken: [Message]) -> Bool {
    guard let last = spoken.last, let before = spoken.dropLast().last, !before.text.contains("?")
    else { return false }
    var rest = plain(last.text)
    for word in ClosingWords.thanks { rest = rest.replacing(word, with: " ") }
    return rest.count < last.text.count
      && rest.split(separator: " ").allSatisfy { word in
        let letters = word.filter(\.isLetter)
        return letters.isEmpty || ClosingWords.nods.contains(letters)
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
    // My thanks, and a nod with a kind word: 그래 공부 열심히 해.
    if let mine = tail.dropLast().last, mine.sender != last.sender, isClosing(mine, most: 16),
      isNodding(last)
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

  /// A short message that begins with a nod, asks nothing and names no number.
  private static func isNodding(_ message: Message) -> Bool {
    let text = ChatRendering.composed(message.text)
    guard text.count <= 16, !text.contains(where: \.isNumber), !asksBack(message),
      let first = text.split(separator: " ").first
    else { return false }
    return ["그래", "응", "웅", "어", "오냐", "ㅇㅇ", "네", "넵", "예", "ok", "okay"].contains(
      first.lowercased().filter(\.isLetter))
  }

  private static func asksBack(_ message: Message) -> Bool {
    let text = ChatRendering.composed(message.text)
    return text.contains("?") || KoreanTurn(text).acts(isPhoto: false)[.request] != nil
  }

  private static func isEmptyOfWords(_ message: Message) -> Bool {
    message.kind == .sticker || !message.text.contains(where: \.isLetter)
      || ClosingWords.nods.contains(plain(message.text).filter { $0.isLetter })
  }

  /// The end of the last message is for somebody else in a group: by name, or in their exchange.
  private static func isForSomebodyElse(_ last: Message, in spoken: [Message], me: String) -> Bool {
    var names = [me]
    for message in spoken {
      if let sender = message.sender, !names.contains(sender) { names.append(sender) }
    }
    let text = ChatRendering.composed(last.text)
    guard names.count > 2, !Calling.names(me, in: text), !Calling.isForAll(text) else {
      return false
    }
    // A name in an earlier sentence does not make the last one theirs alone.
    let end = Sentences.split(text).last ?? text
    let others = names.filter { $0 != me && $0 != last.sender }
    if others.contains(where: { Calling.names($0, in: end) }) { return true }
    if Calling.namesStranger(end, besides: me) { return true }
    return isAmongOthers(spoken, me: me, others: others)
  }

  /// The last speaker called on somebody else a few messages ago, and since then the two were alone;
  /// or a couple speaks to each other (여보, 당신) and I am neither.
  private static func isAmongOthers(_ spoken: [Message], me: String, others: [String]) -> Bool {
    guard let last = spoken.last, let sender = last.sender else { return false }
    let text = ChatRendering.composed(last.text)
    let isCouple = Calling.isToSpouse(text)
    guard text.contains("?") || isCouple || KoreanTurn(text).acts(isPhoto: false)[.request] != nil
    else { return false }
    let run = spoken.reversed().prefix { $0.sender == sender }.count
    let before = spoken.dropLast(run)
    guard let partner = before.last?.sender, partner != me else { return false }
    if isCouple {
      return !spoken.contains { $0.sender == me && Calling.isToSpouse($0.text) }
    }
    for message in before.suffix(4).reversed() {
      guard message.sender == sender || message.sender == partner else { return false }
      let said = ChatRendering.composed(message.text)
      if Calling.names(me, in: said) || Calling.isForAll(said) { return false }
      if message.sender == sender, Calling.names(partner, in: said) || said.contains(partner) {
        return true
      }
    }
    return false
  }
}

/// Whether a message speaks to somebody by name.
private enum Calling {
  static func isForAll(_ text: String) -> Bool {
    let everyone = [
      "다들", "모두", "여러분", "다 같이", "얘들아", "애들아", "everyone", "all of you", "guys", "anyone",
      "you all",
    ]
    return everyone.contains(where: text.lowercased().contains)
  }

  static func isToSpouse(_ text: String) -> Bool {
    text.split(separator: " ").contains { word in
      ["여보", "당신", "자기야"].contains { word.hasPrefix($0) }
    }
  }

  /// `@name`, a vocative (성진아) at either end, or a name with a comma behind it, of somebody who has
  /// not spoken.
  static func namesStranger(_ text: String, besides me: String) -> Bool {
    if hasNameWithComma(text, besides: me) || ordersTitle(text, besides: me) { return true }
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

  /// 형수님이 꺼주세요, 도윤 사원은 마무리해요: an order whose subject is somebody by title.
  private static func ordersTitle(_ text: String, besides me: String) -> Bool {
    guard KoreanTurn(text).acts(isPhoto: false)[.request] != nil || text.hasSuffix("해요") else {
      return false
    }
    let mine = forms(of: me)
    return text.split(separator: " ").prefix(3).contains { word in
      !mine.contains(where: word.hasPrefix)
        && titles.contains { title in
          ["은", "는", "이", "가", "이가", "께서"].contains { word.hasSuffix(title + $0) }
        }
    }
  }

  private static let titles = [
    "님", "사원", "주임", "대리", "과장", "차장", "부장", "팀장", "실장", "쌤", "선배", "형", "누나", "언니", "오빠", "이모",
    "삼촌", "고모", "반장", "총무",
  ]

  /// A call at the beginning: 보라 대리님, 영수증은요; Milo, can you.
  private static func hasNameWithComma(_ text: String, besides me: String) -> Bool {
    guard let comma = text.firstIndex(of: ",") else { return false }
    let words = text[..<comma].split(separator: " ")
    guard let last = words.last, (1...2).contains(words.count), text[comma...].count > 6 else {
      return false
    }
    if last.allSatisfy({ ("가"..."힣").contains($0) }) {
      return ["님", "씨", "아버님", "어머님"].contains(where: last.hasSuffix) && last.count > 1
        && !["님", "선생님", "회원님", "고객님"].contains(String(last))
    }
    guard words.count == 1, let first = last.first, first.isUppercase, last.count > 2,
      last.allSatisfy({ $0.isASCII && $0.isLetter }), last.dropFirst().allSatisfy(\.isLowercase)
    else { return false }
    return !ClosingWords.openers.contains(last.lowercased())
      && !me.split(separator: " ").contains(last)
  }

  /// What somebody is called: their name, its last word, a given name, 서준 어머님 for 서준맘.
  private static func forms(of name: String) -> [String] {
    var forms = [name]
    if let given = name.split(separator: " ").last.map(String.init), given != name {
      forms.append(given)
    }
    // A Korean full name is called by its last two syllables; titles stay whole (부장님).
    if name.count == 3, name.allSatisfy({ ("가"..."힣").contains($0) }), !name.hasSuffix("님") {
      forms.append(String(name.suffix(2)))
    }
    for parent in ["맘", "엄마", "아빠", "파파", "어머님", "아버님", "어머니", "아버지"]
    where name.hasSuffix(parent) {
      let child = name.dropLast(parent.count).trimmingWhitespace()
      guard child.count >= 2 else { continue }
      for title in [" 어머님", "이 어머님", "어머님", "맘", " 엄마", " 아버님", "아버님", "이 아버님"] {
        forms.append(child + title)
      }
    }
    return forms
  }

  /// Whether the text speaks to the person: `@name`, `name야`, `name님`, `name,`, the given name alone, or
  /// as the one who is to do something (박과장이 보내줘요).
  static func names(_ name: String, in text: String) -> Bool {
    let endings = [
      "아", "야", "님", "씨", "이는", "이가", "이도", ",", "!", " ", "~", "?", "형", "언니", "누나", "오빠", "선배",
      "쌤",
      "선생님",
    ]
    let orders = ["이 ", "가 ", "이가 ", "이는 ", "은 ", "는 ", "도 "]
    let isOrder = text.contains("?") || KoreanTurn(text).acts(isPhoto: false)[.request] != nil
    return forms(of: name).contains { form in
      // 하제씨가 맡고 speaks of somebody.
      if ["씨가", "씨랑", "씨도", "님이", "님이랑"].contains(where: { text.contains(form + $0) }) {
        return isOrder && text.hasPrefix(form)
      }
      return text.contains("@" + form) || text.hasSuffix(form)
        || endings.contains { text.contains(form + $0) }
        || isOrder && orders.contains { text.hasPrefix(form + $0) }
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
    "푹 자", "또 보자", "또 봐", "또 봬", "또 뵐", "얼른 자", "일찍 자", "씨도요", "님도요", "꿈 꿔", "낼 봐", "굿나잇", "좋은 밤",
    "좋은 주말", "주말 잘", "주말 보내",
    "즐거운", "그때 봐", "그때 봬", "그때 뵐",
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
  static let thanks = [
    "감사합니다", "감사해요", "감사드립니다", "감사드려요", "고맙습니다", "고마워요", "고마워", "알겠습니다", "알겠어요", "알겠어",
    "확인했습니다", "thank you", "thanks", "cheers", "got it", "will do",
  ]
  static let openers: Set<String> = [
    "yes", "yeah", "yep", "no", "nope", "nah", "ok", "okay", "sure", "thanks", "cheers", "sorry",
    "hi", "hey",
    "hello", "well", "right", "so", "and", "but", "also", "anyway", "actually", "honestly", "oh",
    "wow",
    "great", "perfect", "fine", "true", "lol", "haha", "morning", "evening", "today", "tomorrow",
    "tonight",
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "first", "then",
    "now",
    "update", "reminder", "please", "btw", "good", "nice", "brilliant", "lovely", "amazing",
    "congrats",
    "ah", "hmm", "look", "listen", "wait", "guys", "all", "folks", "team", "everyone",
  ]
  static let noNames: Set<String> = [
    "괜찮", "귀찮", "얘들", "애들", "친구", "자기", "그거", "이거", "저거", "그게", "이게", "어디", "언니", "오빠", "누나", "아니",
    "진짜",
    "먹었", "갔었", "있었", "없었", "그랬", "이쪽", "저쪽", "하나", "우리", "내꺼", "니꺼", "대박", "점심", "저녁", "아침",
  ]
}
