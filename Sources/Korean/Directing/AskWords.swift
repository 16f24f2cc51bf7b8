/// The words with which somebody orders a message: verbs of telling, what a message is called, tones.
enum AskWords {
  /// What the verb of the order says about the message.
  enum Act: String, Hashable, Sendable {
    case tell, ask, thank, apologise, congratulate, comfort, cheer, invite, refuse, cancel, request
    case praise, propose, greet, inquire, postpone, dun
  }

  /// A verb of telling at the end of the words, taken off: 물어봐줘, 말씀드려 줘, 부탁하는.
  ///
  /// Returns `nil` where the words end otherwise; `isHumble` is 드려 and 여쭤.
  static func cutOrder(_ words: inout [String]) -> (act: Act, isHumble: Bool)? {
    var rest = words
    trimWish(&rest)
    guard let last = rest.last else { return nil }
    var core = last
    if supports.contains(core), rest.count > 1 {
      rest.removeLast()
      core = (rest.last ?? "") + (core.hasPrefix("드") ? "드려" : "")
    }
    for ending in orders where core.hasSuffix(ending) && core.count > ending.count {
      let stem = String(core.dropLast(ending.count))
      if let found = verb(stem) {
        rest.removeLast()
        words = rest
        return (found.act, found.isHumble || ending.contains("드"))
      }
    }
    guard let found = verb(core) else { return nil }
    rest.removeLast()
    words = rest
    return found
  }

  /// 사과하고 싶어, 말해 줄 수 있어, 물어봐야 돼: what comes after the verb falls away.
  private static func trimWish(_ words: inout [String]) {
    while let last = words.last, trailing.contains(last), words.count > 1 { words.removeLast() }
    if words.count > 2,
      ["있어", "있을까", "있니", "있어요", "있을까요", "있나", "있나요", "없어", "없을까"].contains(words.last),
      words[words.count - 2] == "수"
    {
      words.removeLast(2)
      if let last = words.last {
        if last == "줄" {
          words.removeLast()
        } else if last.hasSuffix("줄") {
          words[words.count - 1] = String(last.dropLast())
        }
      }
      return
    }
    guard words.count > 1, let last = words.last, let before = words.dropLast().last else { return }
    if ["싶어", "싶은데", "싶어요", "싶다", "싶네", "싶음"].contains(last), before.hasSuffix("고") {
      words.removeLast()
      words[words.count - 1] = infinitive(String(before.dropLast()))
    } else if ["돼", "해", "되는데", "하는데", "돼요", "해요", "할텐데"].contains(last), before.hasSuffix("야"),
      before.count > 1
    {
      words.removeLast()
      words[words.count - 1] = String(before.dropLast())
    } else if ["거야", "건데", "게", "거", "예정이야"].contains(last), before.hasSuffix("할") {
      words.removeLast()
      words[words.count - 1] = before.dropLast() + "해"
    } else if last == "해", before.hasSuffix("려고") {
      words.removeLast()
      words[words.count - 1] = infinitive(String(before.dropLast(2)))
    }
  }

  private static func infinitive(_ stem: String) -> String {
    Lexicon.match(stem, .direct).map { $0.prefix + $0.stem.infinitive } ?? stem
  }

  private static func verb(_ word: String) -> (act: Act, isHumble: Bool)? {
    if let act = verbs[word] { return (act, humble.contains(word)) }
    for light in ["해", "하", "드려", "드리", "할", "하는", "해주는", "하는데"] where word.hasSuffix(light) {
      let noun = String(word.dropLast(light.count))
      if let act = nouns[noun] { return (act, light.hasPrefix("드")) }
      if deliveries.contains(noun) { return (.tell, light.hasPrefix("드")) }
    }
    return nil
  }

  private static let supports: Set<String> = [
    "줘", "줘요", "주세요", "주라", "줄래", "줄래요", "주실래요", "줄", "드려", "드려줘", "드리세요", "주십시오", "줘라", "줬으면",
    "주면",
    "봐", "봐줘",
  ]
  /// Longest first, since each begins as the next.
  private static let orders = [
    "드려주세요", "주시겠어요", "봐주세요", "드려줘", "주세요", "주십시오", "줄래요", "봐줄래", "봐줘", "드려라", "줘요", "줄래", "줘라",
    "주라", "드려", "줘봐", "달라", "드릴래", "줘", "라", "요", "봐",
  ]
  private static let trailing: Set<String> = [
    "좋겠어", "좋겠다", "좀", "빨리", "얼른", "바로", "제발", "please",
  ]

  static let deliveries: Set<String> = [
    "문자", "톡", "카톡", "메시지", "메세지", "연락", "전달", "공지", "안내", "통보", "공유", "회신", "답장", "답", "답변", "말",
    "말씀", "얘기", "이야기", "보고", "약속", "알림", "고백", "자랑", "농담", "당부", "강조", "설명", "확답", "대답", "전언", "선언",
    "한마디", "댓글", "디엠", "DM", "dm", "작성", "주의", "경고", "신고", "양해", "신신당부", "다짐", "선전포고", "발표", "조언",
    "마무리", "통보", "선포", "장담", "큰소리", "핀잔",
  ]

  private static let verbs: [String: Act] = {
    var verbs: [String: Act] = [:]
    func add(_ act: Act, _ words: String) {
      for word in words.split(separator: " ") { verbs[String(word)] = act }
    }
    add(
      .tell,
      """
      해 하 말해 전해 전해드려 전해드리 알려 알려드려 보내 보내드려 써 적어 남겨 올려 얘기해 드려 말씀드려 말씀해 말 \
      전달해드려 밝혀 안심시켜 떠 챙겨 던져 날려 쏴 생색내 부려 놀려 추켜세워 남겨놔 올려놔 보내놔 말해놔 만들어 지어 꺼내 타일러 \
      보내는 전하는 알리는 말하는 올리는 남기는 쓰는 전해주는 알려주는 보내주는
      """)
    add(.ask, "물어 물어봐 물어보 여쭤 여쭤봐 여쭈어 여쭤보 물어보는 묻는 여쭤보는 알아봐")
    add(.comfort, "다독여 달래 위로하는")
    add(.request, "부탁하는 요청하는 조르는 졸라")
    return verbs
  }()
  private static let humble: Set<String> = [
    "전해드려", "알려드려", "드려", "말씀드려", "여쭤", "여쭤봐", "여쭈어", "여쭤보", "보내드려", "여쭤보는", "전해드리", "전달해드려", "말씀해",
  ]

  /// Nouns of what a message does.
  static let nouns: [String: Act] = [
    "질문": .ask, "문의": .ask, "확인": .ask, "감사": .thank, "사과": .apologise, "사죄": .apologise,
    "축하": .congratulate, "위로": .comfort, "응원": .cheer, "격려": .cheer, "초대": .invite,
    "거절": .refuse, "사양": .refuse, "취소": .cancel, "부탁": .request, "요청": .request, "요구": .request,
    "칭찬": .praise, "제안": .propose, "권유": .propose, "인사": .greet, "안부": .inquire, "연기": .postpone,
    "독촉": .dun, "재촉": .dun,
  ]

  /// What a noun says that the message does, with particles and with what makes it describe.
  static func actNoun(_ word: String) -> Act? {
    if let act = nouns[word] { return act }
    for tail in ["해주는", "하는", "해줄", "해달라는", "할", "한다는", "드리는", "을", "를", "의", "인사"]
    where word.hasSuffix(tail) && word.count > tail.count {
      return nouns[String(word.dropLast(tail.count))]
    }
    return nil
  }

  /// What a message is called, with the particles that it has before a verb of telling.
  static func isMessageNoun(_ word: String) -> Bool {
    var word = word
    for particle in ["을", "를", "으로", "로", "이라도", "라도", "좀", "도", "하나", "만", "이나", "나"]
    where word.hasSuffix(particle) && word.count > particle.count {
      if messages.contains(String(word.dropLast(particle.count))) {
        word = String(word.dropLast(particle.count))
        break
      }
    }
    return messages.contains(word)
  }

  private static let messages: Set<String> = [
    "메시지", "메세지", "문자", "카톡", "톡", "답장", "답", "글", "말", "한마디", "공지", "멘트", "문구", "내용", "인사말", "메일",
    "이메일", "편지", "카드", "디엠", "DM", "dm", "문장", "댓글", "답변", "말씀", "쪽지", "인삿말", "안내문", "안내",
  ]

  /// Adverbs before a verb of telling that are no part of the message.
  static let manners: Set<String> = [
    "좀", "대신", "미리", "하나", "한번", "다시", "너무", "세지", "않게", "그냥", "잘", "한", "번", "짧은", "간단한", "정중한",
    "따뜻한", "친근한", "공손한", "유쾌한", "재밌는", "꼭", "먼저", "슬쩍", "넌지시", "살짝", "톡으로", "문자로", "카톡으로", "바로",
    "기분", "안", "나쁘게", "상하게", "내용의", "내용으로", "식으로", "느낌으로", "의견", "의사", "내", "전화", "말고", "예의", "있게",
    "딱", "잘라", "농담", "섞어서", "놀리면서", "마지막으로", "웃으면서", "애교", "애교있게", "우리", "소식",
    "뜻", "마음",
  ]

  /// Verbs between two clauses of an order: 고맙다고 하고, 물어보고.
  static let joins: Set<String> = [
    "하고", "말하고", "전하고", "말해주고", "물어보고", "묻고", "부탁하고", "알려주고", "인사하고", "사과하고", "얘기하고", "전해주고",
    "답하고", "해주고", "말씀드리고", "여쭤보고", "여쭙고", "말해", "하면서", "말하면서", "물어봐주고", "하며", "이야기하고", "알리고", "하고서",
    "감사하고", "전달하고", "그리고",
  ]
}
