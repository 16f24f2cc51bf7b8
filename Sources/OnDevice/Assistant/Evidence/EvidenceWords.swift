/// The words by which messages and sentences are read: what asks, what denies, what is a verb of saying.
///
/// `scripts/train/evidence.py` has the same lists; a test replays its cases.
enum EvidenceWords {
  /// Latin words that say nothing about what a message is about.
  static let idle: Set<String> = [
    "about", "after", "all", "also", "and", "any", "are", "asked", "asks", "because", "been",
    "before", "being", "but", "can", "could", "did", "does", "don", "for", "from", "get",
    "got", "had", "has", "have", "her", "him", "his", "how", "into", "isn", "it", "its",
    "just", "mine", "more", "most", "not", "off", "one", "our", "out", "over", "said", "says",
    "she", "should", "some", "tell", "tells", "than", "that", "the", "their", "them", "then",
    "there", "they", "this", "told", "too", "under", "very", "was", "were", "what", "when",
    "where", "which", "while", "who", "will", "with", "won", "would", "you", "your", "yours",
  ]
  /// Pairs of syllables that stand in every sentence.
  static let idlePairs: Set<String> = [
    "같아", "같이", "거든", "겠다", "그거", "그래", "그런", "그럼", "그리", "근데", "기로", "까지", "내가", "냐고", "너무",
    "네요", "는데", "는지", "니다", "다고", "다며", "대로", "데요", "됐다", "되어", "된다", "라고", "라며", "려고", "마다",
    "만큼", "면서", "보다", "부터", "세요", "습니", "아서", "아요", "어서", "어요", "없다", "없어", "에게", "에서", "에요",
    "예요", "우리", "으로", "으며", "은데", "은지", "을지", "이거", "이고", "이나", "이다", "이라", "이며", "인데", "인지",
    "있다", "있어", "자고", "잖아", "저거", "정도", "제가", "지만", "진짜", "처럼", "하고", "하기", "하는", "하며", "하면",
    "하자", "한다", "한테", "할게", "할까", "할지", "합니", "해서", "해야", "해요", "했고", "했다", "했어", "했으",
  ]
  static let asking = EvidenceMarks([
    "?", "？", "줘", "주세요", "주실", "줄래", "까요", "어때", "나요", "부탁", "해라", "하자", "자 ", "할래", "라고",
    "바랍", "주십", "주라", "와라", "가라", "해봐", "해 봐", "세요 ", "can you", "could you", " please",
    " pls", " plz", " let's", "would you", "don't forget", "need you", "you should",
  ])
  /// What an English message says of its sender.
  static let own = EvidenceMarks([
    " i'll ", " ill ", " i will ", " i can ", " i'm ", " im ", " i am ", " i'd ", " i've ",
    " i have ", " my ", " i ",
  ])
  static let denying = EvidenceMarks([
    " 안 ", " 못 ", "지 않", "지 못", "지 말", "지 마", "지는 않", "지도 않", "지는 못", "지도 못", "지를 못", "지를 않",
    " 안돼", " 안되", " 안된", " 안됨", " 안가", " 안해", " 안와", " 안함", " 안하", " 못해", " 못하", " 못가", " 못갈",
    " 못온", " 못볼", " 못먹", "없", "아니", "아님", "아닌", "취소", "거절", "말고", "불가", "힘들", "어렵", "빼고", "빠지",
    "무리", "ㄴㄴ", "모르", "몰라", "그만", "포기", "실패", "잃", " not ", "n't ", " no ", " never ",
    " cannot ", " cant ", " wont ", " dont ", " isnt ", " doesnt ", " didnt ", " without ",
    " refus", " cancel", " none ", " nobody ", " nothing ", " unable ", " declin", " neither ",
    " nor ", " unless ", " fail", " nope ", " nah ", " off ", " sold out ", " missed ",
    " instead ",
  ])
  /// What the verb of a sentence says of the actor, the first that fits.
  static let verbs: [(name: String, marks: EvidenceMarks)] = [
    (
      "asked",
      EvidenceMarks([
        "물었", "묻", "물어", "부탁", "달라", "요청", "권", "제안", "자고", "냐고", "초대", "청했", "재촉", "추천", "문의",
        "확인해", "원했", "알려", "공지", "전했", "안내", " ask", " want", " suggest", " request",
        " remind", " need", " told ", " tells ", " wonder", " offer", " announc", " propos",
        " invit",
      ])
    ),
    (
      "decided",
      EvidenceMarks([
        "기로", "겠다", "맡", "예정", "약속", "줄 것", "정했", "동의", "승낙", "참석", "할 것", "계획", "려 한", "생각",
        " will ", " agree", " promis", " bring", " going to ", " plan", " accept", " has to ",
      ])
    ),
    (
      "said",
      EvidenceMarks([
        "다고", "라며", "다며", "라고", "말했", "했다", " says ", " said ", " think", " explain",
      ])
    ),
  ]

  /// What a message does: it asks, tells of its sender, or tells.
  enum Act: String, CaseIterable, Sendable { case ask, own, tell }

  static func act(_ scalars: [Unicode.Scalar], isKorean: Bool) -> Act {
    let padded = EvidenceText.padded(scalars[...])
    if asking.isIn(padded) { return .ask }
    guard isKorean else { return own.isIn(padded) ? .own : .tell }
    for word in EvidenceClauses.words(padded) {
      var core = padded[word].filter { EvidenceText.kind($0) == .hangul }
      while core.last == "요" { core.removeLast() }
      if core.contains("겠") { return .own }
      // 갈게, 할게: ㄹ before 게.
      if core.count > 1, core[core.count - 1] == "게",
        (core[core.count - 2].value - 0xAC00) % 28 == 8
      {
        return .own
      }
    }
    return .tell
  }

  static func denials(_ scalars: ArraySlice<Unicode.Scalar>) -> Int {
    denying.count(in: EvidenceText.padded(scalars))
  }
}
