/// What a Korean message does, read from its endings and a few words that say it by themselves.
struct KoreanTurn {
  let text: String
  let tokens: KoreanTokens

  init(_ text: String) {
    self.text = text
    tokens = KoreanTokens(text)
  }

  /// The last word, without marks.
  private var last: String { tokens.words.last?.text ?? "" }
  private var lastTwo: String { tokens.words.suffix(2).map(\.text).joined() }

  private func ends(_ endings: [String]) -> Bool {
    endings.contains { ending in
      last.hasSuffix(ending) || lastTwo.hasSuffix(ending.filter { $0 != " " })
    }
  }

  private func holds(_ words: [String]) -> Bool { words.contains(where: text.contains) }

  /// The acts with weights of 0 to 1; a message without any tells something.
  func acts(isPhoto: Bool) -> [TurnAct: Double] {
    var acts: [TurnAct: Double] = [:]
    if isPhoto { acts[.photo] = 0.8 }
    if tokens.asks { askedActs(&acts) }
    if isRequest { acts[.request] = 0.9 }
    if ends(["자", "자고", "합시다", "시죠", "하죠", "가죠", "보죠", "ㄱㄱ"]), last.count >= 2,
      !ends(["혼자", "각자", "여자", "남자"])
    {
      acts[.proposal] = 0.9
    }
    if ends([
      "게요", "을게", "할게", "갈게", "줄게", "볼게", "올게", "드리겠습니다", "하겠습니다", "놓을게", "릴게", "낼게", "둘게", "킬게",
      "살게", "길게",
    ]) {
      acts[.promise] = tokens.asks ? 0.3 : 0.8
    }
    if holds(["고마", "감사", "땡큐", "ㄱㅅ", "덕분"]) { acts[.thanks] = 0.8 }
    if holds(["미안", "죄송", "쏘리", "내 잘못", "제 잘못", "제 실수"]) { acts[.apology] = 0.8 }
    if holds(KoreanCues.good) { acts[.goodNews] = 0.7 }
    if holds(KoreanCues.bad) { acts[.badNews] = 0.6 }
    if holds(KoreanCues.ill) { acts[.ill] = 0.7 }
    if holds(["안녕", "오랜만", "잘 지냈", "잘 지내"]) && !holds(["안녕히"]) { acts[.greeting] = 0.4 }
    if holds(["잘 자", "잘자", "들어가세요", "조심히", "내일 봐", "이따 봐", "내일 봬", "이따 봬", "굿밤", "푹 쉬"]) {
      acts[.farewell] = 0.6
    }
    if holds(["ㅋㅋㅋ", "ㅎㅎㅎ"]) { acts[.joke] = 0.35 }
    return acts
  }

  private func askedActs(_ acts: inout [TurnAct: Double]) {
    if isChoice { acts[.choice] = 0.95 }
    let question = KoreanCues.questionWords.first { $0.words.contains(where: text.contains) }
    if let question { acts[question.act] = 0.8 }
    if ends([
      "도 돼", "도 돼요", "도 되나요", "도 될까", "도 될까요", "도 되죠", "도 되지", "도 되냐", "도 돼냐", "도 괜찮아", "도 괜찮아요",
      "도 괜찮을까요", "도 되겠습니까",
    ]) {
      acts[.permission] = 0.95
    } else if ends(["드릴까요", "줄까", "줄까요", "내가 할까", "제가 할까요", "올까", "올까요"]) {
      acts[.offer] = 0.9
    } else if ends(KoreanCues.proposals) {
      acts[.proposal] = question == nil ? 0.9 : 0.5
    } else if ends([
      "가능해", "가능해요", "가능하세요", "가능할까요", "가능하신가요", "가능함", "가능할까", "되세요", "되나요", "돼", "돼요", "괜찮으세요",
      "괜찮아", "괜찮아요", "괜찮으실까요", "괜찮을까요", "될까", "될까요", "되시나요", "편하세요",
    ]) {
      if question == nil { acts[.ability] = 0.9 }
    }
    if question == nil, acts[.choice] == nil { acts[.yesNo] = 0.7 }
  }

  private var isRequest: Bool {
    ends([
      "줘", "줘요", "주라", "주세요", "줄래", "줄래요", "주실래요", "줄수있어", "줄수있어요", "주실수있어요", "주실수있나요", "주실수있을까요",
      "주실수있으세요", "줄수있나", "줄수있냐",
      "주시겠어요", "주시면돼요", "주시면됩니다", "주시면감사하겠습니다", "주시면좋겠어요", "주십시오", "줄래?", "바랍니다", "부탁해", "부탁해요",
      "부탁드려요", "부탁드립니다", "부탁드릴게요",
      "부탁할게", "해라", "와라", "봐라", "가라", "주고", "주렴", "주쇼", "하세요", "오세요", "보세요", "가세요", "으세요", "시면돼요",
      "시면됩니다", "면돼", "면됨", "내세요",
      "리세요", "지마", "지마세요", "지마라", "지 마", "챙겨와", "가져와", "올려", "말해", "연락해", "전화해", "온나", "주실까요",
      "줄까요?",
    ]) && !(ends(["어디가세요", "뭐하세요", "계세요", "안녕하세요", "수고하세요", "들어가세요", "쉬세요"]))
  }

  private var isChoice: Bool {
    if holds(["아니면", "vs", "VS", "둘 중", "중에 뭐", "중에 어", "중 뭐", "중 어"]) { return true }
    // 카드로 할까요 현금으로 할까요: the same verb twice.
    let words = tokens.words.map(\.text)
    guard let last = words.last, words.count >= 4, last.count >= 2 else { return false }
    return words.dropLast().contains { $0 == last || $0.hasSuffix("까요") && last.hasSuffix("까요") }
  }
}

/// Words of Korean messages that say what the message does.
enum KoreanCues {
  static let questionWords: [(act: TurnAct, words: [String])] = [
    (.when, ["언제", "몇 시", "몇시", "며칠", "무슨 요일", "몇 월", "몇 일"]),
    (.where, ["어디", "어느 역", "어느 쪽"]),
    (.howMuch, ["얼마", "몇 명", "몇명", "몇 개", "몇개", "몇 살", "몇 분", "몇 장", "몇 인분", "몇 번", "몇 권", "몇 대"]),
    (.who, ["누가", "누구", "누굴"]),
    (.whichOne, ["어느", "어떤 게", "어떤 거", "뭐가 나", "뭐가 좋", "어떤 걸"]),
    (.why, ["왜", "무슨 일", "어쩌다"]),
    (.how, ["어떻게 생각", "어떻게 보", "어때", "어땠", "어떠", "어떨"]),
    (.manner, ["어떻게", "어떡", "어떤 식"]),
    (.what, ["뭐", "무슨", "뭘", "무엇", "어떤"]),
  ]

  static let proposals = [
    "할까", "할까요", "갈까", "갈까요", "볼까", "볼까요", "먹을까", "먹을까요", "만날까", "만날까요", "할래", "갈래", "볼래", "먹을래",
    "래",
    "래요", "실래요", "을까", "을까요", "어때", "어때요", "어떠세요", "어떨까", "어떨까요", "콜", "하시죠", "낫지", "킬까", "킬까요",
    "살까",
    "살까요", "낄래", "탈래", "쓸래",
  ]

  static let good = [
    "합격", "붙었", "성공했", "당첨", "취직", "취뽀", "승진", "1등", "만점", "우승", "임신", "태어났", "결혼해", "결혼한다", "청첩",
    "금메달", "상 받",
    "최고점", "다 나았", "퇴원", "생일이", "해냈", "잡았다", "찾았", "성공!",
  ]

  static let bad = [
    "떨어졌", "망했", "망함", "실패", "속상", "우울", "힘들", "서럽", "짜증", "헤어졌", "잃어버렸", "잃어버", "고장", "깨졌", "깨먹",
    "날렸", "날아갔", "짤렸",
    "혼났", "억울", "무서", "불안", "지쳤", "지친다", "죽겠", "눈물", "울었", "답답", "막막", "못 잤", "놓쳤", "큰일",
  ]

  /// What is said of a time at which people meet or something that one goes to begins.
  static let gathering = [
    "만나", "모이", "모여", "보자", "볼까", "뵙", "봬", "뵐", "출발", "시작", "집합", "오세요", "와", "예약", "수업", "회의",
    "모임", "연습", "어때", "어떠",
    "가자", "갈게", "합니다", "하자", "가능", "괜찮",
  ]

  static let paying = [
    "보내", "입금", "이체", "송금", "주세요", "주시면", "내야", "내면", "내시", "회비", "계좌", "결제", "정산", "나한테", "저한테",
    "입니다", "이에요",
    "예요", "부탁",
  ]

  static let ill = [
    "아파", "아프", "열나", "열이 나", "열 나", "감기", "몸살", "독감", "코로나", "배탈", "장염", "입원", "응급실", "수술", "다쳤",
    "삐었", "부러졌",
    "깁스", "토했", "몸이 안 좋", "컨디션이 안",
  ]
}
