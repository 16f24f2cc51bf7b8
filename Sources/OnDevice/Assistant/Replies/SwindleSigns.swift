/// What swindles in chats have in common: something of worth is asked for, and a reason is given why
/// one must not check.
///
/// Either alone is ordinary (a club fee; a friend whose phone broke). The lists follow what the police
/// and banks of Korea and the UK warn of: messenger phishing, parcel and fine notices with links,
/// prosecutors on the phone, refinancing with a first payment, investment rooms, gift card codes.
enum SwindleSigns {
  /// Whether a text in lower case looks so.
  static func areIn(_ text: String) -> Bool {
    let asks = wanted.contains(where: text.contains)
    let presses = pressure.contains(where: text.contains)
    let hasLink =
      ["http", "bit.ly", ".apk", "www.", "tinyurl", "링크", "link"].contains(where: text.contains)
    let isCertain = certain.contains { $0.allSatisfy { $0.contains(where: text.contains) } }
    return isCertain || asks && presses || hasLink && lures.contains(where: text.contains)
  }

  /// Pairs that say it by themselves: a child's new number, a code read off a gift card, sure profits.
  private static let certain: [[[String]]] = [
    [
      ["mum", "mom", "dad"], ["new number", "lost my phone", "broke my phone", "phone is broken"],
    ],
    [
      ["gift card"],
      ["code", "scratch", "photo of the back", "picture of the back", "pay you back"],
    ],
    [["guaranteed"], ["return", "profit"]],
    [["seed phrase", "recovery phrase"], ["send", "share", "enter"]],
    [["code"], ["by mistake", "accidentally", "by accident"]],
    [["엄마", "아빠"], ["폰 고장", "폰이 고장", "액정", "폰 깨", "임시 번호", "이 번호로"]],
    [["기프트카드", "구글카드", "상품권"], ["번호", "핀", "찍어", "뒷면"]],
    [["투자", "코인", "주식"], ["수익 보장", "수익률", "원금", "리딩", "급등", "고수익"]],
    [["인증번호"], ["보내줘", "알려줘", "알려주", "불러"]],
  ]

  private static let wanted = [
    "송금", "입금", "이체", "계좌", "기프트카드", "상품권", "문상", "대출", "인증번호", "비밀번호", "카드번호", "앱 설치", "원격",
    "신분증 사진",
    "대신 결제", "대신 좀 결제", "팀뷰어", "코인", "투자금", "수수료 먼저", "보증금 먼저", "기프티콘 번호",
    "gift card", "wire", "bank account", "transfer", "verification code", "security code",
    "password", "crypto",
    "bitcoin", "pay a fee", "processing fee", "one-time code", "6 digit code", "6-digit code",
    "six digit code", "card details",
    "send money", "lend me", "send me the code", "western union", "sort code", "account details",
    "card number", "paypal",
  ]

  private static let pressure = [
    "통화는 안", "통화가 안", "전화는 지금 못", "전화 안 돼", "전화가 안 돼", "전화는 안", "통화 안", "다른 사람한텐 말하지", "아무한테도 말하지",
    "알리시면", "비밀로",
    "안전계좌", "국가안전", "개인 계좌", "명의도용", "명의가 도용", "사건번호", "검찰", "지검", "금감원", "금융감독원", "선입금", "번호 찍어",
    "핀번호", "원격제어", "저금리",
    "대환대출", "당첨", "폰이 고장", "폰 고장", "폰고장", "폰 액정", "액정이 깨", "핸드폰이 고장", "이 번호로 톡", "임시폰", "수익 보장",
    "수익보장", "원금 보장", "원금보장",
    "리딩방", "계정이 정지", "정지됩니다", "체포", "구속", "해외결제", "해외 결제", "카드가 막혔", "급하게 보낼", "급히 송금",
    "can't talk", "can't call", "cant talk", "cant call", "don't call", "don't tell",
    "keep this between", "urgent",
    "immediately", "suspended", "arrest", "lottery", "phone broke", "broke my phone",
    "lost my phone", "dropped my phone",
    "new number", "act now", "guaranteed return", "double your", "in a meeting",
    "before it expires", "my card is blocked",
    "warrant", "customs", "inheritance", "prize",
  ]

  private static let lures = [
    ".apk", "앱 설치", "반송", "주소 불일치", "주소를 수정", "주소 수정", "미수정", "폐기", "본인 확인", "본인확인", "계정이 정지",
    "이용이 제한", "당첨", "환급", "과태료",
    "범칙금", "미납", "벌점", "통관", "해외결제", "해외 결제", "명의도용", "건강검진 결과", "부고장", "수익 보장", "원금 보장",
    "verify your", "confirm your identity", "suspended", "redelivery", "claim your", "unpaid fee",
    "unpaid toll", "customs fee",
    "shipping fee", "your parcel", "your account", "log in to", "you have won", "you've won",
    "tax refund", "reschedule delivery",
    "be locked", "delivery attempt", "final notice", "legal action", "refund is due", "click here",
    "tap here", "hmrc", "irs",
    "royal mail", "evri", "usps", "dhl", "paypal", "your bank", "카드 발급", "카드가 발급", "소액결제", "관세",
    "국외발신", "지원금", "재난", "등기", "우편물",
  ]
}

/// Matters in which a machine should not offer words: somebody in danger, a death, a threat.
enum SensitiveMatters {
  /// Whether somebody may be in danger, where the texts (in lower case) hold such a matter; `nil` where
  /// they do not.
  static func found(in texts: [String]) -> Bool? {
    // Somebody who laughs is embarrassed to death, not in danger of it.
    let serious = texts.filter { !$0.contains("ㅋㅋ") && !$0.contains("haha") && !$0.contains("lol") }
    if serious.contains(where: { text in danger.contains(where: text.contains) }) { return true }
    return serious.contains { text in grave.contains(where: text.contains) } ? false : nil
  }

  private static let danger = [
    "죽어버리고", "죽는 게 나", "없어지고 싶", "살 이유", "사는 게 의미", "사는 의미", "살아서 뭐", "마지막 인사", "나 없어도 잘",
    "스토킹", "칼을 들", "칼 들고", "수면제를 다", "번개탄", "hits me", "don't want to be here anymore",
    "don't want to live", "no reason to live", "cutting myself", "overdose", "goodbye everyone",
    "won't be here tomorrow", "he has a knife",
    "죽고 싶", "죽고싶", "살기 싫", "살고 싶지 않", "더는 못 버티", "더 못 버티", "끝내고 싶", "사라지고 싶", "자살하", "자살할", "자살 생각",
    "자살을", "자해", "유서를",
    "유서 써", "유서 썼", "약 다 모아", "뛰어내리", "옥상에 올라", "손목을 그", "때려요", "맞고 있어", "살려주세요",
    "kill myself", "end my life", "end it all", "want to die", "being alive", "on the bridge",
    "suicide", "suicidal",
    "can't do this anymore", "can't go on", "hurt myself", "hurting myself",
    "better off without me", "took all the pills",
    "he hit me", "he's hitting", "hits me", "don't want to be here anymore", "don't want to live",
    "no reason to live",
    "cutting myself", "overdose", "goodbye everyone", "won't be here tomorrow", "scared of him",
    "he has a knife",
  ]

  private static let grave = [
    "임종", "하늘나라로", "세상을 떠", "세상 떠", "숨졌", "사산", "암 진단", "암이라", "악성 종양", "전이됐", "뇌졸중", "심정지",
    "의식이 없", "의식 없", "몰카", "불법촬영", "강간", "협박", "죽여버", "영안실",
    "심장이 멈췄", "심장이 안 뛰", "돌아가셨", "돌아가실", "숨을 거두", "유산했", "유산됐", "위독", "중환자실", "뇌출혈", "암이래", "암 말기",
    "말기래", "말기암", "시한부",
    "가만 안 둬", "밤길 조심", "뿌리기 전에", "뿌릴 거", "성폭", "성추행", "폭행", "이혼하자", "파혼",
    "passed away", "passed on", "died in", "hospice", "life support", "stillborn", "cancer",
    "he's gone", "she's gone", "dying in", "revenge porn",
    "stalking me", "threatening me", "he didn't make it", "she didn't make it", "didn't survive",
    "brain tumour", "brain tumor",
    "died last", "died this", "has died", "had a stroke", "heart attack",
    "in the icu", "intensive care",
    "miscarriage", "lost the baby", "terminal cancer", "it's cancer", "stage four", "stage 4",
    "assaulted", "raped",
    "i know where you live", "leak your photos",
  ]
}
