/// What swindles in chats have in common: something of worth is asked for, and a reason is given why
/// one must not check.
///
/// Either alone is ordinary (a club fee; a friend whose phone broke). The lists follow what the police
/// and banks of Korea and the UK warn of: messenger phishing, parcel and fine notices with links,
/// prosecutors on the phone, refinancing with a first payment, investment rooms, gift card codes.
enum SwindleSigns {
  /// Whether a text in lower case looks so.
  ///
  /// `isUnasked` where only its sender has spoken.
  static func areIn(_ text: String, isUnasked: Bool) -> Bool {
    let asks = wanted.contains(where: text.contains)
    let presses = pressure.contains(where: text.contains)
    let hasLink =
      ["http", "bit.ly", ".apk", "www.", "tinyurl", "링크", "link"].contains(where: text.contains)
    let isCertain = certain.contains { $0.allSatisfy { $0.contains(where: text.contains) } }
    if isUnasked, text.contains("http"), notices.contains(where: text.contains) { return true }
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
    // A child, a friend or a boss who cannot be called: the phone is broken, the number is new.
    [
      ["엄마", "아빠", "어머니", "아버지", "할머니"],
      ["수리 맡", "수리점", "수리하러", "침수", "물에 빠", "고장", "깨졌", "깨져", "망가", "먹통", "분실"],
      ["문자만", "톡만", "톡으로만", "이 번호", "이쪽", "번호 저장", "새 번호", "바뀐 번호", "통화는", "전화는"],
    ],
    [
      ["mum", "mom", "dad", "gran"],
      [
        "temp number", "temporary number", "new phone", "phone's gone", "phone died",
        "phone is dead",
        "phone got", "down the toilet", "friend's phone", "using a friend",
      ],
    ],
    [["카드", "신분증", "통장", "면허증"], ["앞뒤", "앞면", "뒷면"]],
    [["6자리", "여섯 자리", "인증", "코드"], ["문자", "네 폰", "네 번호", "니 번호"], ["알려", "불러", "캡처", "찍어"]],
    [["핀번호", "핀 번호"], ["보내", "알려", "톡으로", "찍어"]],
    [
      ["엄마", "아빠", "어머니", "아버지"],
      ["친구 폰", "남의 폰", "다른 폰", "pc로", "컴퓨터로", "안 켜", "안켜", "폰을 맡", "폰이 꺼"],
      ["상품권", "카드", "송금", "입금", "결제", "이체", "인증", "만원"],
    ],
    // A notice of a payment that nobody made, and a question for secrets.
    [
      ["해외승인", "해외 승인", "해외결제", "해외 결제", "국외발신", "국제발신", "web발신"],
      ["본인 아닐", "본인이 아닐", "본인 아니", "본인이 아니", "문의", "신고", "취소"],
    ],
    [
      ["계정", "계좌", "카드", "뱅킹", "주민", "공인인증", "인증서"],
      ["비밀번호", "주민번호", "주민등록번호", "otp", "보안카드", "cvc"],
      ["입력", "알려", "보내", "회신", "필요합니다"],
    ],
    [
      ["신호방", "리딩", "투자방", "단타", "급등", "재테크", "종목", "코인", "선물거래"],
      ["수익", "2배", "두 배", "프로", "%", "상한가"],
      ["계좌", "입금", "소액", "참여", "선착순", "초대", "문의"],
    ],
    // Someone in authority, an account and where the money should go.
    [
      ["수사", "검찰", "경찰", "금감원", "금융감독", "지검", "법원", "검사"],
      ["계좌", "통장", "예금", "잔액", "자산", "현금"],
      ["옮기", "옮겨", "이체", "보호계좌", "안전계좌", "인출", "찾아서", "맡기", "협조"],
    ],
    [["대포통장", "범죄에 연루", "명의가 도용", "명의 도용", "보호계좌"], ["이체", "옮기", "전화", "앱", "협조", "알리"]],
    // Money first, and more of it promised back.
    [["수수료", "보증금", "예치금", "인지대", "공탁금"], ["먼저", "선결제", "선입금", "선납"]],
    [["대출", "대환"], ["기존", "상환", "신용등급", "정부지원"], ["먼저", "지정", "현금", "선입금", "입금", "직원이"]],
    [
      ["입금", "투자", "참여", "충전"], ["손실", "원금", "수익", "프로 달성", "배당", "급등주"],
      ["보전", "보장", "달성", "확정", "무조건", "수익률", "vip", "리딩"],
    ],
    [["리뷰", "재택", "부업", "알바"], ["미션", "일당", "수당"], ["선결제", "먼저 결제", "충전", "입금"]],
    [
      ["gift card", "vouchers", "steam card"],
      ["urgent", "meeting", "quietly", "surprise", "asap"],
    ],
    [
      ["refund", "overpaid", "sent too much"],
      ["difference", "transfer back", "send back", "send it back"],
    ],
    [
      ["anydesk", "teamviewer", "remote access"],
      ["bank", "account", "refund", "virus", "support"],
    ],
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

  /// What a notice with a link speaks of, where nobody has talked with its sender.
  private static let notices = [
    "배송", "택배", "주소 확인", "조회", "결제", "환급", "로그인", "계정", "비밀번호", "인증", "명세서", "고객님", "회원님", "이용",
    "상품",
    "미확인", "접수", "parcel", "package", "delivery", "account", "payment", "log in", "login",
    "confirm",
    "password", "tax", "fine", "customer",
  ]

  private static let lures = [
    "통지서", "고지서", "체납", "압류", "실명확인", "실명 확인", "승인되었", "결제되었", "결제완료", "결제 완료", "이용정지", "이용 정지",
    "휴면", "해지", "만료 예정", "지급 대상", "지급대상", "안전결제", "안심결제", "출석요구", "출석 요구", "수취인", "운송장", "보관 기간",
    "보관기간", "부과되", "위반", "발부",
    "outstanding", "overdue", "unpaid", "penalt", "to avoid", "within 12 hours", "within 24 hours",
    "expire",
    "unusual activity", "unusual sign", "unauthorised", "unauthorized", "verify", "rebate",
    "parking charge",
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
    if serious.contains(where: { text in despair.contains { holdsAll($0, text) } }) { return true }
    if serious.contains(where: { text in threats.contains { holdsAll($0, text) } }) { return false }
    return serious.contains { text in grave.contains(where: text.contains) } ? false : nil
  }

  private static func holdsAll(_ groups: [[String]], _ text: String) -> Bool {
    groups.allSatisfy { $0.contains(where: text.contains) }
  }

  /// Words that only together speak of despair or of being hurt.
  private static let despair: [[[String]]] = [
    [["놓아버리", "놔버리", "놓고 싶", "다 포기", "버틸 힘"], ["싶", "없", "살"]],
    [
      ["내가 없", "나 없", "내가 사라", "나 하나 없", "나만 없", "제가 없"],
      ["모를", "편할", "나을", "좋을 텐데", "슬퍼할", "괜찮을"],
    ],
    [["내일이", "아침이", "눈이"], ["안 왔으면", "오지 않았으면", "안 떠졌으면", "안 오면 좋"]],
    [["눈 뜨", "눈뜨", "깨어나", "일어나"], ["싶지 않", "않았으면", "않으면 좋", "말았으면"]],
    [["손찌검", "목을 졸", "때렸", "때리", "맞았어"], ["무서", "숨", "도망", "또", "피"]],
    [["남편", "아빠", "남친", "남자친구", "새아빠"], ["때렸", "때려", "손찌검", "칼"]],
    [["따라오", "따라와", "쫓아와", "문 두드"], ["무서", "숨", "신고", "모르는 사람", "전남친"]],
    [
      ["waking up", "point of living", "point in living", "carry on", "going on"],
      ["don't see", "no point", "can't"],
    ],
    [
      ["wish i"],
      [
        "wasn't here", "weren't here", "wouldn't wake", "never woke", "was dead", "could disappear",
      ],
    ],
    [
      ["hiding", "locked myself"],
      ["he's outside", "he's drunk", "scared", "he's angry", "bathroom"],
    ],
  ]

  private static let threats: [[[String]]] = [
    [["사진", "영상", "동영상", "카톡"], ["퍼뜨", "퍼트", "뿌린", "뿌릴", "유포", "올려버", "까발"]],
    [["죽여", "죽인다", "찾아가서", "가만두지", "가만 두지"], ["너", "네", "니", "집", "가족"]],
    [
      ["post", "send", "share", "leak"],
      ["your pics", "your photos", "your pictures", "your nudes", "the video"],
      ["unless", "or i", "everyone", "your family"],
    ],
  ]

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
