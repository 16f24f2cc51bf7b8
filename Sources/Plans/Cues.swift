/// What words around a time do: agree, propose, refuse, move, call off.
enum Cue: Int, CaseIterable {
  case agree, propose, decide, deadline, negation, cancel, change, past, motion, occasion, habit
  case condition, question, vote, unknown, asksTime
  case mine, ours, yours, reported, meeting, offered

  var name: String { "\(self)" }

  /// Parts of words, in lower case, that tell the cue.
  var words: [String] {
    switch self {
    case .agree:
      [
        "ㅇㅋ", "오케", "오키", "ㅇㅇ", "콜", "좋아", "좋습", "좋지", "좋네", "넵", "넹", "네네", "그래", "알겠", "알았",
        "ㄱㄱ", "굿", "가능", "찬성", "저도", "나도", "괜찮", "딱", "그럽시다", "확인했", "ok", "yes", "yep", "yeah",
        "sure", "perfect", "fine", "works", "great", "good", "sounds", "deal", "done", "grand",
        "lovely", "👍", "in for", "see you", "aye", "👌", "can do", "got it", "thanks", "cool",
        "brilliant",
      ]
    case .propose:
      [
        "어때", "어떠", "할까", "될까", "갈까", "볼까", "괜찮으", "괜찮아?", "가능할", "가능해", "가능한", "가능하", "되나",
        "돼?", "되세", "시간 돼", "할래", "갈래", "볼래", "실래", "주실", "줄래", "어떨", "하는 거", "how about",
        "what about", "could we", "can we", "can you", "could you", "shall we", "do you want",
        "would", "fancy", "maybe", "or ",
      ]
    case .decide:
      [
        "확정", "예약", "하자", "가자", "보자", "만나자", "봐", "봬", "뵐", "뵙", "할게", "갈게", "올게", "줄게", "둘게",
        "하겠", "가겠", "드리겠", "드릴게", "하기로", "정했", "결정", "됐", "잡았", "잡혔", "잡을게", "합시다", "갑시다",
        "봅시다", "합니다", "입니다", "예요", "이에요", "이야", "라고", "래", "대요", "booked", "confirmed",
        "let's", "see you", "i'll", "we'll", "will", "it's", "is at", "done", "final", "set",
        "rebooked", "got",
      ]
    case .deadline:
      [
        "까지", "마감", "제출", "기한", "내야", "보내", "입금", "반납", "deadline", "due", "by ", "submit", "pay",
        "send", "closes", "rsvp",
      ]
    case .negation:
      [
        "안돼", "안 돼", "안됨", "안되", "안 되", "못", "힘들", "어려", "불가", "곤란", "말고", "아니고", "아니라", "아니",
        "빼고", "ㄴㄴ", "없어", "없는", "can't", "cant", "cannot", "not ", "no ", "won't", "isn't",
        "don't", "clash", "busy", "away", "instead of", "rather than", "too ",
      ]
    case .cancel:
      [
        "취소", "무산", "접자", "없던", "파토", "결항", "휴강", "못 살 것", "안 해줘도", "안해줘도", "cancel",
        "called off", "off.", "is off", "scrap",
      ]
    case .change:
      [
        "변경", "바꾸", "바뀌", "바꿔", "바뀐", "미루", "미뤄", "미룰", "연기", "당기", "당겨", "당길", "옮기", "옮겨",
        "늦춰", "늦어", "대신", "moved", "move", "pushed", "push", "shift", "instead", "rescheduled",
        "make it", "change", "brought forward", "back to", "swap",
      ]
    case .past:
      [
        "었어", "았어", "했어", "갔어", "왔어", "봤어", "했는데", "었는데", "였어", "했었", "갔었", "먹었", "었다", "했다",
        "어제", "지난", "저번", "작년", "아까", "yesterday", "last ", "was ", "were ", "had ", "ago",
        "already", "did ",
      ]
    case .motion: ["도착", "늦", "출발", "leave", "leaving", "late", "arrive", "on my way", "running"]
    case .occasion:
      [
        "출근", "퇴근", "근무", "수업", "야근", "학원", "회의", "미팅", "약속", "예약", "병원", "면접", "시험", "모임",
        "여행", "공연", "경기", "생일", "결혼", "발표", "회식", "수술", "촬영", "연습", "appointment", "meeting",
        "dentist", "class", "match", "party", "dinner", "wedding", "flight", "interview", "exam",
        "train", "game", "shift",
      ]
    case .habit:
      [
        "매주", "매일", "매달", "항상", "보통", "원래", "평소", "every", "always", "usually", "평일", "주말마다",
        "운영", "영업", "open ", "opens", "hours", "클로즈", "오픈",
      ]
    case .condition: ["면 ", "다면", "거든", "if ", "unless", "혹시", "만약"]
    case .question: ["?"]
    case .vote:
      [
        "투표", "후보", "표 ", "1번", "2번", "3번", "중에", "골라", "vote", "option", "poll", "either",
        "pick one",
      ]
    case .unknown:
      [
        "모르", "언젠", "미정", "아직", "나중에", "추후", "tbc", "not sure", "dunno", "later", "depends", "지켜",
      ]
    case .mine: ["나 ", "내가", "제가", "저 ", "저는", "나는", "난 ", "전 ", "나도", "저도", "i ", "i'm ", "i'll "]
    case .ours:
      ["우리", "같이", "다같이", "다들", "모두", "전원", "we ", "we'll", " us ", "let's", "everyone", "all of"]
    case .yours: ["너 ", "네가", "니가", "넌 ", "님 ", "님이", "you ", "your ", " u "]
    case .reported:
      ["대요", "래요", "답니다", "랍니다", "라네", "다네", "다고", "라던데", "says ", "said", "apparently"]
    case .meeting:
      [
        "만나", "모이", "모여", "집합", "출발", "보자", "볼까", "봐요", "봬", "뵐", "뵙", "데리러", "픽업", "오세요", "갈게",
        "meet", "pick you", "pick up", "come over", "see you", "come round", "be there", "arrive",
      ]
    case .offered:
      [
        "방영", "방송", "개봉", "출시", "세일", "할인", "배송", "택배", "선착순", "이벤트", "판매", "뉴스", "예보", "on tv",
        "airs", "sale", "delivery", "forecast", "premiere", "release", "out on",
      ]
    case .asksTime: ["몇시", "몇 시", "언제", "며칠", "what time", "when", "which day", "what day"]
    }
  }

  static let table: [[[UInt32]]] = allCases.map { cue in
    cue.words.map { $0.unicodeScalars.map(\.value) }
  }
}

/// The groups of cues that a run of words holds.
struct CueSet: OptionSet {
  let rawValue: UInt32

  init(rawValue: UInt32) { self.rawValue = rawValue }

  init(in words: ArraySlice<UInt32>) {
    var bits: UInt32 = 0
    for (index, group) in Cue.table.enumerated()
    where group.contains(where: { words.holds($0) }) {
      bits |= 1 << UInt32(index)
    }
    rawValue = bits
  }

  func contains(_ cue: Cue) -> Bool { rawValue & (1 << UInt32(cue.rawValue)) != 0 }
}
