/// What the words of a sentence tell about who acts and what it is for.
struct SentenceCues: Sendable {
  /// By its mark; the rewriter also takes what asks without one.
  var isQuestion: Bool
  let asksWhere: Bool
  /// It asks how something is done.
  let asksHow: Bool
  /// It names the one who speaks (나, 내가, 저는).
  let isOwn: Bool
  /// It names the other (너, 네가).
  let isYours: Bool
  /// It has a subject of its own (엄마가, 회의가).
  let hasSubject: Bool
  /// It says when people meet (내일, 이따, 3시에).
  let isMeeting: Bool
  /// It has a word that comes with orders (꼭, 얼른).
  let isUrged: Bool
  /// It says by when (3시까지).
  let isDue: Bool
  /// It has a question word.
  let isAsking: Bool
  /// It says that something is done together.
  let isTogether: Bool
  let wordCount: Int
  /// All words before the last are adverbs, question words or objects.
  let isBare: Bool

  init(_ sentence: KoreanSentence) {
    let cores = sentence.words.map(\.core).filter { !$0.isEmpty }
    let front = cores.dropLast()
    isQuestion = sentence.isQuestion || ["어때", "어디야", "뭐야", "언제야", "얼마야"].contains(cores.last)
    asksWhere = front.contains("어디") || front.contains("어디에")
    asksHow = front.contains("어떻게")
    isYours = front.contains { Interjections.yous.contains($0) || $0 == "너만" }
    // A subject before a connective is of that clause only (몸이 안 좋아서 쉴게).
    let clause = front.suffix(from: (front.lastIndex(where: Self.isConnective) ?? -1) + 1)
    isOwn = clause.contains { Self.own.contains($0) }
    hasSubject = clause.contains { word in
      guard word.count > 1, !Interjections.yous.contains(word), !Self.own.contains(word),
        let last = word.last
      else { return false }
      if Self.nounsInI.contains(where: word.hasSuffix) { return false }
      if last == "가", Lexicon.isInfinitive(word) { return false }
      if last == "가" {
        return Hangul.isClosed(word.dropLast().last) == false && !Self.adverbs.contains(word)
      }
      if last == "이" {
        return Hangul.isClosed(word.dropLast().last) == true && !Self.adverbs.contains(word)
      }
      return word.hasSuffix("께서")
    }
    isMeeting = front.contains { word in
      Self.times.contains(where: word.hasPrefix) || word.hasSuffix("시에") || word.hasSuffix("요일")
        || word.hasSuffix("요일에") || word.hasSuffix("에서")
    }
    isUrged = front.contains { Self.urging.contains($0) }
    isDue = front.contains { $0.hasSuffix("까지") }
    isAsking =
      front.contains { Self.asking.contains($0) && $0 != "혹시" && $0 != "시에" }
      || cores.contains { word in
        ["몇", "뭐", "언제", "어디", "누구", "얼마"].contains(where: word.hasPrefix) && !word.contains("든")
      }
    isTogether = front.contains { ["같이", "함께", "우리", "다같이", "그럼"].contains($0) }
    wordCount = cores.count
    isBare = front.allSatisfy { word in
      Self.adverbs.contains(word) || Self.asking.contains(word) || Interjections.yous.contains(word)
        || word.hasSuffix("을") || word.hasSuffix("를") || Self.times.contains(where: word.hasPrefix)
    }
  }

  private static func isConnective(_ word: String) -> Bool {
    word.count > 1
      && ["서", "고", "면", "니까", "는데", "은데", "인데", "지만", "려고", "다가"].contains(where: word.hasSuffix)
  }

  /// The mood of a fragment.
  var asked: KoreanMood { isQuestion ? .question : .statement }

  /// What the sentence with this predicate is for.
  func mood(_ read: Predicate) -> KoreanMood {
    if isQuestion { return .question }
    switch read.ending {
    case .command: return .command
    case .proposal: return .proposal
    case .question, .wonder: return .question
    case .plain: break
    default: return .statement
    }
    guard !read.isPast, !read.isProspective, !read.isCopula else { return .statement }
    if read.stem.text.hasSuffix("주"), read.level == .polite,
      read.isHonorific || !hasSubject && !isOwn
    {
      return .command
    }
    if read.level.isPolite {
      return
        (read.isHonorific
        || Honorifics.plain[read.stem.text] != nil && read.stem.text.hasSuffix("시"))
        && !hasSubject && read.level == .polite && read.stem.kind != .adjective
        ? .command : .statement
    }
    guard !isOwn, !hasSubject, read.level == .casual, read.stem.kind == .verb else {
      return .statement
    }
    if isUrged { return .command }
    let stem = read.stem.text
    if Self.ordered.contains(stem) { return .command }
    if stem == "하", Self.orderedNouns.contains(where: read.prefix.hasSuffix) { return .command }
    if stem.hasSuffix("주") { return .command }
    if stem == "오", isDue { return .command }
    if ["쓰", "오", "가", "놓", "두", "보"].contains(stem), Lexicon.isInfinitive(read.prefix) {
      return .command
    }
    return .statement
  }

  private static let own: Set<String> = {
    var own = Set(Interjections.selves.flatMap { [$0.casual, $0.polite] })
    own.formUnion(["난", "전", "우리", "우린", "우리는", "저희", "저희는", "우리가", "저희가"])
    own.subtract(["나한테", "저한테", "내", "제", "내게", "제게", "나랑", "저랑", "나를", "저를", "나보고", "나에게", "저에게"])
    return own
  }()
  private static let nounsInI = [
    "놀이", "고양이", "구이", "볶이", "걸이", "아이", "나이", "사이", "차이", "종이", "어린이", "길이", "높이", "깊이", "손잡이",
  ]
  static let times = [
    "내일", "이따", "그때", "다음", "모레", "나중", "주말", "월요일", "화요일", "수요일", "목요일", "금요일", "토요일", "일요일", "오늘",
    "곧", "조만간", "언제",
  ]
  private static let urging: Set<String> = [
    "꼭", "빨리", "얼른", "어서", "제발", "그만", "천천히", "조심히", "조심해서", "푹", "편하게", "편히", "절대", "무조건", "부디",
    "냉큼", "당장",
  ]
  private static let asking: Set<String> = [
    "뭐", "뭘", "모", "머", "언제", "어디", "어디서", "어디로", "어디에", "왜", "누구", "누구랑", "어떻게", "몇", "무슨", "어느",
    "얼마나",
    "몇시에", "몇시", "누가", "시에", "혹시",
  ]
  private static let adverbs: Set<String> = [
    "잘", "지금", "벌써", "아직", "많이", "좀", "다", "또", "안", "못", "진짜", "정말", "요즘", "같이", "밥", "아침", "점심",
    "저녁", "이미",
    "방금", "많이", "자주", "가끔", "이", "가", "같이", "높이", "깊이", "굳이", "일찍이", "많이", "집에", "집", "이거", "그거",
    "무사히", "어제",
    "커피", "술", "영화", "약", "괜히", "혼자", "먼저", "얼마나", "그럼", "근데", "그래서", "시간", "나랑", "저랑",
  ]
  /// Verbs that in the present without a subject are an order.
  private static let ordered: Set<String> = [
    "가져오", "챙겨오", "챙기", "들어오", "데려오", "사오", "싸오", "힘내", "보내", "기다리", "넣", "앉", "읽", "알려주", "도와주",
    "보여주",
    "전해주", "바꿔주", "빌려주", "내려오", "올라오", "나오", "물어보", "찾아보", "해보", "먹어보", "골라주", "봐주", "살펴보", "들르",
    "부르", "서두르",
    "고르", "닦", "씻", "입", "벗", "닫", "끄", "내놓", "말", "챙겨가", "가져가", "찾아가", "맡기", "지우",
  ]
  private static let orderedNouns = [
    "조심", "연락", "전화", "확인", "준비", "말", "얘기", "문자", "톡", "카톡", "입금", "송금", "결제", "수고", "걱정", "집중",
    "주문", "신청", "답장",
    "주의", "참고", "공유", "정리",
  ]
}
