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
    let spoken = messages.filter { $0.sender != nil }
    guard let last = spoken.last else { return Verdict(absence: .ended, warning: nil) }
    let others = spoken.suffix(8).filter { $0.sender != me }
    let othersText = others.map(\.text).joined(separator: "\n").lowercased()

    if looksLikeSwindle(othersText) {
      let warning =
        language == .korean
        ? "사기로 의심됩니다. 돈을 보내거나 링크를 누르기 전에 다른 방법으로 본인에게 확인하세요."
        : "This may be a swindle. Check with the person in another way before you pay or open a link."
      return Verdict(absence: .phishing, warning: warning)
    }
    if Cues.sensitive.contains(where: othersText.contains) {
      let inDanger = Cues.danger.contains(where: othersText.contains)
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
      return Verdict(absence: isFarewell(last.text) ? .ended : .waiting, warning: nil)
    }
    if hasEnded(spoken) { return Verdict(absence: .ended, warning: nil) }
    if isForSomebodyElse(last, in: spoken, me: me) {
      return Verdict(absence: .notAddressed, warning: nil)
    }
    return Verdict(absence: nil, warning: nil)
  }

  /// Money or a code asked for, together with haste, secrecy, a threat or a strange link.
  private static func looksLikeSwindle(_ text: String) -> Bool {
    let asks = Cues.money.filter(text.contains).count
    let presses = Cues.pressure.filter(text.contains).count
    let links = text.contains("http") && Cues.lures.contains(where: text.contains)
    return (asks >= 1 && presses >= 1) || links
  }

  private static func isFarewell(_ text: String) -> Bool {
    guard !text.contains("?") else { return false }
    let plain = text.lowercased().filter { $0.isLetter || $0.isWhitespace }
    return Cues.farewells.contains(where: plain.contains)
  }

  /// The last two messages are a farewell and nothing is asked in them.
  private static func hasEnded(_ spoken: [Message]) -> Bool {
    let tail = spoken.suffix(3)
    guard tail.count >= 2, !tail.suffix(2).contains(where: { $0.text.contains("?") }) else {
      return false
    }
    guard let last = tail.last else { return false }
    let short = last.text.filter(\.isLetter).count <= 14
    let before = tail.dropLast()
    return short && (isFarewell(last.text) || isEmptyOfWords(last))
      && before.contains { isFarewell($0.text) }
  }

  private static func isEmptyOfWords(_ message: Message) -> Bool {
    message.kind == .sticker || !message.text.contains(where: \.isLetter)
      || ["이모티콘", "굿", "넵", "네", "응", "응응", "ok", "okay"].contains(
        message.text.lowercased().filter { $0.isLetter })
  }

  /// The last message calls another participant by name and not me.
  private static func isForSomebodyElse(_ last: Message, in spoken: [Message], me: String) -> Bool {
    var names: [String] = []
    for message in spoken {
      if let sender = message.sender, !names.contains(sender) { names.append(sender) }
    }
    guard names.count > 2, !callsOn(me, last.text) else { return false }
    let others = names.filter { $0 != me && $0 != last.sender }
    guard others.contains(where: { callsOn($0, last.text) }) else { return false }
    let everyone = ["다들", "모두", "여러분", "다 같이", "everyone", "all of you", "guys", "anyone"]
    return !everyone.contains(where: last.text.lowercased().contains)
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
      text.contains("@" + form) || text.hasSuffix(form)
        || endings.contains { text.contains(form + $0) }
    }
  }
}

/// Words that the rules look for, in lower case, as parts of the text.
private enum Cues {
  static let money = [
    "송금", "입금", "이체", "계좌", "기프트카드", "상품권", "선입금", "대출", "인증번호", "비밀번호", "카드번호", "앱 설치",
    "원격제어", "gift card", "wire", "bank account", "transfer", "verification code", "password",
    "crypto", "bitcoin", "pay a fee", "processing fee",
  ]
  static let pressure = [
    "통화는 안", "전화는 지금 못", "전화 안 돼", "다른 사람한텐 말하지", "알리시면", "비밀로", "안전계좌", "국가안전", "개인 계좌",
    "명의도용", "사건번호", "검찰", "지검", "선입금", "번호 찍어", "원격제어", "저금리", "당첨", "폰이 고장", "폰 고장",
    "can't talk", "can't call", "don't tell", "keep this between", "urgent", "immediately",
    "suspended", "arrest", "lottery", "phone broke", "new number", "act now",
  ]
  static let lures = [
    ".apk", "앱 설치", "반송", "주소 불일치", "주소를 수정", "미수정", "폐기", "본인 확인", "계정이 정지", "당첨", "환급",
    "verify your", "suspended", "redelivery", "claim your", "unpaid fee", "customs fee",
  ]
  static let sensitive =
    danger + [
      "심장이 멈췄", "돌아가셨", "유산했", "위독", "중환자", "부고", "장례", "암이래", "말기", "시한부", "가만 안 둬",
      "밤길 조심", "뿌리기 전에", "성폭", "폭행", "passed away", "died last", "had a stroke", "in the icu",
      "miscarriage", "terminal", "funeral", "assaulted",
    ]
  static let danger = [
    "죽고 싶", "죽고싶", "살기 싫", "더는 못 버티", "끝내고 싶", "자살", "자해", "유서", "약 다 모아", "뛰어내리",
    "kill myself", "end my life", "want to die", "being alive", "on the bridge", "suicide",
    "can't do this anymore", "hurt myself",
  ]
  static let farewells = [
    "잘 자", "잘자", "굿나잇", "굿밤", "안녕히", "들어가세요", "내일 봐", "내일 봬", "내일 뵐", "이따 봐", "이따 봬", "이따 뵐",
    "쉬어", "쉬세요", "조심히", "너도", "선생님도요", "좋은 하루", "수고하세요", "나중에 봐", "담에 봐", "다음에 봐",
    "good night", "goodnight", "night", "see you", "see ya", "bye", "take care", "sleep well",
    "talk soon", "anytime", "you too",
  ]
}
