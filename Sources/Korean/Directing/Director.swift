/// Says a clause of indirect speech directly: 7시에 보자고 is 7시에 보자, and 7시에 봬요 to somebody above.
struct Director: Sendable {
  var manner: KoreanManner
  /// What one says to whom one writes, so that 걔 and 자기 are 너.
  var names: Set<String> = []
  /// 0 is the usual way to ask for something; the others are variants of it.
  var way = 0
  /// What is asked of the other is a favour: of strangers and of those above.
  var asksFavours = false

  init(manner: KoreanManner, names: Set<String> = [], way: Int = 0) {
    self.manner = manner
    self.names = names
    self.way = way
  }

  /// The sentence with its mark, and without a call.
  func sentence(_ clause: IndirectClause) -> String {
    guard way == 1, clause.mood == .question, clause.front.first != "혹시" else {
      return usual(clause)
    }
    return "혹시 " + usual(clause)
  }

  private func usual(_ clause: IndirectClause) -> String {
    var clause = clause
    if let set = SetClauses.sentence(clause, manner) { return joined(clause, set) }
    if clause.isVerbatim, !manner.level.isPolite {
      return joined(clause, clause.predicate.rendered(.casual, clause.mood))
    }
    clause.predicate = prepared(clause)
    return joined(clause, last(clause))
  }

  // MARK: The predicate

  /// The predicate with the ending that direct speech has: 보낸다 of oneself is 보낼게.
  private func prepared(_ clause: IndirectClause) -> Predicate {
    var read = clause.predicate
    if !manner.level.isPolite { read.isHonorific = false }
    switch clause.mood {
    case .statement:
      read.ending = .plain
      read.level = .casual
      guard !read.isPast, !read.isCopula, read.stem.kind == .verb else { return read }
      let cues = cues(clause)
      if read.isProspective {
        guard !cues.hasSubject, !SelfVerbs.unwilled.contains(read.stem.text) else { return read }
        read.isProspective = false
        read.ending = .promise
      } else if SelfVerbs.isPromise(read, clause.front), !cues.hasSubject {
        read.ending = .promise
      }
    case .command:
      if read.ending != .command { read.ending = .plain }
      read.level = .casual
    case .proposal:
      read.ending = .proposal
    case .question:
      if read.endingText == "ㄹ지" {
        let isOpen =
          read.stem.kind != .verb || read.isPast
          || ["되", "괜찮", "만나", "보", "모이", "출발하", "사가", "가져가", "챙겨가"].contains(read.stem.text)
          || SelfVerbs.ofThings.contains(read.stem.text) || clause.front.last == "어떻게"
        guard isOpen else {
          // 갈지 asks 갈 거야.
          var future = IndirectClause.copula(read.prefix + read.base.soft("ㄹ") + " 거")
          future.isHonorific = false
          return future
        }
        read.ending = .wonder
      } else if read.isProspective, read.stem.kind == .verb, read.ending != .wonder {
        // 가겠냐고 asks whether one wants to.
        read.isProspective = false
        read.ending = .want
      } else if read.ending != .wonder, read.ending != .want {
        read.ending = .plain
      }
      read.level = .casual
    }
    return read
  }

  private func cues(_ clause: IndirectClause) -> SentenceCues {
    let words = clause.front + [clause.predicate.rendered(.casual, clause.mood)]
    return SentenceCues(
      KoreanSentence(
        words: words.map { KoreanSentence.Word(core: $0, tail: "", gap: " ") }))
  }

  private func last(_ clause: IndirectClause) -> String {
    var read = clause.predicate
    let previous = clause.front.last
    guard manner.level.isPolite else {
      read.stem = Honorifics.lowered(read.stem, prefix: read.prefix)
      if clause.mood == .command, read.ending == .command, read.stem.text == "말" {
        return read.prefix + "마"
      }
      switch clause.mood {
      case .question: return read.rendered(.casual, .question) + "?"
      case .command where clause.isRequest && way > 0:
        return read.prefix + (way == 1 ? "줄 수 있어?" : "줄래?")
      case .proposal where way > 0 && read.stem.text != "말":
        return read.prefix + (way == 1 ? read.stem.soft("ㄹ까") : read.stem.soft("면 어때")) + "?"
      default: return read.rendered(.casual, clause.mood)
      }
    }
    switch clause.mood {
    case .command: return ordered(read, clause, previous)
    case .proposal: return proposed(read)
    case .question: return asked(read, clause, previous)
    case .statement: return stated(read, clause)
    }
  }

  private func ordered(
    _ original: Predicate, _ clause: IndirectClause, _ previous: String?
  ) -> String {
    var read = original
    if read.stem.text == "말" {
      return read.prefix + "마세요"
    }
    read.isHonorific = false
    if clause.isRequest {
      let gap = !read.prefix.isEmpty && Lexicon.isInfinitive(read.prefix) ? " " : ""
      let front = read.prefix + gap
      // After a reason one asks for a favour: 처음이니 이해해 주시면 감사하겠습니다.
      let hasReason = clause.front.contains { $0.hasSuffix("니") || $0.hasSuffix("니까") }
      let usual = manner.colour == .courteous || manner.colour == .gentle && hasReason ? 1 : 0
      switch (manner.isSoft || asksFavours ? usual + way : way + 2) % 3 {
      case 0: return front + "주실 수 있을까요?"
      case 1: return front + "주시면 감사하겠습니다"
      default: return front + "주세요"
      }
    }
    // 계시라고, 드시라고 keep their own verb.
    read.level = .polite
    if read.stem.kind == .adjective { return read.prefix + read.stem.soft("세요") }
    if read.stem.text.hasSuffix("시"), read.stem.text.count > 1 {
      return read.prefix + String(read.stem.text.dropLast()) + "세요"
    }
    return read.rendered(.polite, .command)
  }

  private func proposed(_ read: Predicate) -> String {
    if ["보", "뵙", "만나"].contains(read.stem.text), read.prefix.isEmpty {
      return manner.level == .formal || manner.isSoft ? "뵙겠습니다" : "봬요"
    }
    var read = read
    if read.stem.text == "말" {
      return read.prefix + "않는 게 어떨까요?"
    }
    if read.stem.text == "먹", read.prefix.isEmpty, manner.isSoft { read.stem = Stem("드시") }
    if manner.isSoft || manner.level == .formal || way > 0 {
      return read.prefix
        + (way == 2 ? read.stem.soft("ㄹ까요") : read.stem.soft("면") + " 어떨까요") + "?"
    }
    return read.prefix + read.stem.infinitive + "요"
  }

  private func asked(
    _ original: Predicate, _ clause: IndirectClause, _ previous: String?
  ) -> String {
    var read = original
    if read.ending == .plain || read.ending == .question {
      let isPossible =
        previous == "수" && read.stem.text == "있" || read.stem.text == "되"
        || read.stem.text == "가능하" || read.prefix.hasSuffix("가능") && read.stem.text == "하"
        || read.stem.text == "괜찮"
      if isPossible, !read.isPast,
        manner.isSoft || previous == "수" || clause.front.contains(where: Self.isOfTheOther)
      {
        read.isHonorific = false
        return read.prefix + read.stem.soft("ㄹ까요") + "?"
      }
    }
    var raised = read
    if read.ending != .wonder {
      raised.ending = .plain
      let asking = KoreanSentence(
        words: (clause.front + [read.rendered(.casual, .question)]).enumerated().map {
          KoreanSentence.Word(
            core: $1, tail: $0 == clause.front.count ? "?" : "", gap: " ")
        })
      if read.ending == .want {
        return read.prefix + read.stem.honored.direct("겠어요") + "?"
      }
      raised = Honorifics.raised(raised, SentenceCues(asking), previous: previous)
      if SelfVerbs.ofThings.contains(read.stem.text) { raised.isHonorific = read.isHonorific }
      // 돌려주는지 is of what the other does for one; 드시다 has its 시 already.
      if read.stem.text.hasSuffix("주"), !read.isCopula { raised.isHonorific = true }
      if raised.stem.text.hasSuffix("시"), raised.stem.text.count > 1,
        !["마시", "모시"].contains(raised.stem.text)
      {
        raised.isHonorific = false
      }
    }
    if raised.isCopula, !raised.isPast, raised.prefix.hasSuffix("거") {
      return raised.prefix.dropLast() + "건가요?"
    }
    if raised.ending == .wonder { return raised.rendered(.polite, .question) + "?" }
    // 주세요 would ask for it.
    if raised.isHonorific, raised.stem.text.hasSuffix("주"), !raised.isPast {
      return raised.prefix + raised.base.direct("나요") + "?"
    }
    if !raised.isHonorific, !raised.isCopula {
      // 되나요, 좋은가요 rather than 돼요?, which sounds curt in writing.
      if raised.isPast || raised.isProspective {
        return raised.prefix + raised.base.direct("나요") + "?"
      }
      switch raised.stem.kind {
      case .verb, .existence:
        if raised.stem.text.hasSuffix("시"), raised.stem.text.count > 1 { break }
        return raised.prefix + raised.stem.direct("나요") + "?"
      case .adjective: return raised.prefix + raised.stem.soft("ㄴ가요") + "?"
      case .copula: break
      }
    }
    if raised.isCopula, !raised.isPast, raised.stem.text == "이" {
      return raised.prefix + "인가요?"
    }
    return raised.rendered(.polite, .question) + "?"
  }

  private static func isOfTheOther(_ word: String) -> Bool {
    word.hasSuffix("주실") || word.hasSuffix("하실")
  }

  private func stated(_ original: Predicate, _ clause: IndirectClause) -> String {
    var read = original
    if read.ending == .promise {
      read = Honorifics.humble(read)
      if ["전화하", "연락하"].contains(read.prefix + read.stem.text) { read.stem = Stem("드리") }
      if read.stem.text == "보", read.prefix.isEmpty, manner.level.isPolite {
        return manner.level == .formal ? "뵙겠습니다" : "뵐게요"
      }
    }
    // 못한 겁니다.
    if manner.level == .formal, read.isCopula, !read.isPast,
      read.prefix == "거" || read.prefix.hasSuffix(" 거")
    {
      return read.prefix.dropLast() + "겁니다"
    }
    return read.rendered(manner.level, .statement)
  }

  // MARK: The words before it

  private func joined(_ clause: IndirectClause, _ last: String) -> String {
    var front = clause.front
    if manner.level.isPolite {
      let isSorry = ["미안하", "죄송하"].contains {
        (clause.predicate.prefix + clause.predicate.stem.text).hasSuffix($0)
      }
      let isThanks =
        isSorry
        || ["고맙", "감사하", "감사드리"].contains {
          (clause.predicate.prefix + clause.predicate.stem.text).hasSuffix($0)
        }
      front = front.enumerated().map { index, word in
        let next = index + 1 < front.count ? front[index + 1] : ""
        return Self.respecting(
          word, isThanks: isThanks, isSorry: isSorry, before: next, asks: clause.mood == .question)
      }
    } else if SelfVerbs.isOwnState(clause) {
      front.insert("나", at: 0)
    }
    let lastWords = last.split(separator: " ").map(String.init)
    var sentence = KoreanSentence(
      words: (front + lastWords).map { word in
        let core = word.filter { $0 != "," }
        return KoreanSentence.Word(
          core: core, tail: String(word.dropFirst(core.count)), gap: " ")
      })
    let end = front.count + lastWords.count - 1
    let isQuestion = last.hasSuffix("?")
    if isQuestion, end >= 0 { sentence.words[end].core.removeLast() }
    // 자기 파트 is that of whom one writes to.
    if clause.mood != .statement {
      for index in front.indices.dropLast()
      where front[index] == "자기" && !front[index + 1].hasPrefix("전") {
        sentence.words[index].core = manner.level.isPolite ? "본인" : "네"
      }
    }
    if manner.level.isPolite {
      PoliteWords.apply(to: &sentence, last: end, cues: SentenceCues(sentence))
    } else {
      CasualWords.apply(to: &sentence, last: max(front.count, 1))
      dropOwnName(&sentence, upTo: front.count)
    }
    // What the rules of 반말 and 존댓말 changed, the predicate keeps.
    for (offset, word) in lastWords.enumerated() where front.count + offset < sentence.words.count {
      sentence.words[front.count + offset].core = word
    }
    return sentence.text.trimmed
  }

  /// The name of whom one writes to, inside the message, is 네가.
  private func dropOwnName(_ sentence: inout KoreanSentence, upTo end: Int) {
    for index in 0..<min(end, sentence.words.count) {
      let core = sentence.words[index].core
      for name in names {
        let you = [
          name + "가": "네가", name + "이가": "네가", name + "는": "너는", name + "이는": "너는",
          name + "은": "너는",
          name + "도": "너도", name + "이도": "너도", name + "이": "네가", name + "를": "너를", name + "랑": "너랑",
          name + "이랑": "너랑",
        ]
        if let word = you[core] { sentence.words[index].core = word }
      }
      if ["걔가", "자기가", "본인이"].contains(core), !names.isEmpty {
        sentence.words[index].core = "네가"
      }
    }
  }

  /// What the other did for oneself: 알려줘서 is 알려주셔서.
  private static func respecting(
    _ word: String, isThanks: Bool, isSorry: Bool, before next: String, asks: Bool
  ) -> String {
    for (plain, raised) in [
      ("줘서", isSorry ? "드려서" : "주셔서"), ("준", "주신"), ("줄", "주실"),
    ]
    where word.hasSuffix(plain) && word.count > plain.count {
      guard plain == "줄" ? asks && next == "수" : isThanks else { continue }
      let front = String(word.dropLast(plain.count))
      if Lexicon.isInfinitive(front) { return front + raised }
    }
    return word
  }
}

extension IndirectClause {
  func isAbout(_ words: Set<String>) -> Bool { words.contains(predicate.prefix) }
}

/// Verbs that a person says of themselves as a promise, and those that no one wills.
enum SelfVerbs {
  static let unwilled: Set<String> = ["늦", "되", "알", "모르", "걸리", "끝나", "나", "오르", "떨어지", "아프", "지"]

  /// What things do rather than people.
  static let ofThings: Set<String> = [
    "팔리", "열리", "닫히", "걸리", "나오", "남", "생기", "막히", "밀리", "풀리", "켜지", "꺼지", "되", "나", "끝나", "들", "맞",
    "오르", "내리", "떨어지", "바뀌", "잡히", "취소되", "시작되", "시작하", "정해지", "도착하", "포함되", "들어가", "붙",
  ]

  /// 보낸다고 is 보낼게; 지금 씻는다고 and 못 간다고 are no promises.
  static func isPromise(_ read: Predicate, _ front: [String]) -> Bool {
    let own = front.suffix(from: (front.lastIndex(where: isConnective) ?? -1) + 1)
    if own.contains(where: { now.contains($0) }) { return false }
    // 소풍은 정상적으로 간다고: something else goes.
    if ["가", "오", "나가", "들어가", "올라가", "내려가"].contains(read.stem.text),
      front.contains(where: isOtherTopic),
      !front.contains(where: { ["나는", "내가", "나", "난", "저는", "제가", "우리는"].contains($0) })
    {
      return false
    }
    if let before = front.last, ["못", "안"].contains(before) { return false }
    if ["못", "안"].contains(where: read.prefix.hasPrefix) { return false }
    let stem = read.stem.text
    if own.contains("내가") || own.contains("제가") { return !unwilled.contains(stem) }
    if stem == "하" {
      return nouns.contains(where: (read.prefix.isEmpty ? front.last ?? "" : read.prefix).hasSuffix)
    }
    return verbs.contains(stem) || stem.hasSuffix("주") || stem.hasSuffix("드리")
      || ["놓", "두", "보"].contains(stem) && Lexicon.isInfinitive(read.prefix)
  }

  private static func isConnective(_ word: String) -> Bool {
    word.count > 1
      && ["서", "고", "면", "니까", "는데", "은데", "인데", "지만", "이라", "느라", "어라"].contains(
        where: word.hasSuffix)
  }

  private static func isOtherTopic(_ word: String) -> Bool {
    guard word.count > 2, word.hasSuffix("은") || word.hasSuffix("는") else { return false }
    if word.hasSuffix("는"), PredicateReader.read(word.dropLast() + "다") != nil { return false }
    return !SentenceCues.times.contains(where: word.hasPrefix) && !word.contains(where: \.isNumber)
      && !["이번", "다음", "저녁", "아침", "점심", "주말"].contains(where: word.hasPrefix)
      && !word.hasSuffix("에는") && !word.hasSuffix("까지는")
  }

  /// 오늘 늦는다고: what only the one who writes can mean, with nothing else that could.
  static func isOwnState(_ clause: IndirectClause) -> Bool {
    let read = clause.predicate
    guard clause.mood == .statement, !read.isCopula, !clause.front.isEmpty,
      ["늦", "도착하", "출발하", "야근하"].contains(read.prefix + read.stem.text)
    else { return false }
    return clause.front.allSatisfy { word in
      SentenceCues.times.contains(where: word.hasPrefix) || word.first?.isNumber == true
        || ["좀", "조금", "많이", "방금", "막", "지금", "이제", "벌써", "아직", "늦게", "거의", "다", "바로"].contains(
          word)
    }
  }

  private static let now: Set<String> = [
    "벌써", "이미", "요즘", "맨날", "항상", "자주", "원래", "아직", "매일", "늘", "우리가",
  ]
  private static let verbs: Set<String> = [
    "보내", "주", "챙기", "사", "가져가", "가져오", "갖다주", "데리러가", "갚", "쏘", "기다리", "쓰", "쉬", "돌려주", "사오", "사가",
    "가",
    "들어가", "갔다오", "다녀오", "맡", "만들", "내", "찾아가", "들르", "먹", "부치", "넣", "올리", "적", "알아보", "읽", "나가",
    "올라가", "내려가", "옮기", "바꾸", "치우", "빌리", "받", "찾", "놓", "두", "모시", "드리", "끓이", "볶", "굽", "태우",
    "데려가",
    "데려오", "남기", "맞추", "미루", "고치", "물어보", "따라가", "뛰", "밟", "타", "걸", "들", "싸", "지키", "놀러가", "돌아가",
    "찾아뵙", "뵙", "이기", "챙겨가", "챙겨오", "지", "참",
  ]
  private static let nouns = [
    "전화", "연락", "입금", "송금", "준비", "예약", "취소", "주문", "결제", "확인", "정리", "공유", "전달", "제출", "신청", "반납",
    "설거지",
    "청소", "요리", "운전", "마중", "배웅", "답장", "회신", "처리", "구매", "수정", "검토", "참석", "등록", "환불", "계산", "부담",
    "양보",
    "대신", "노력", "열심히", "사용", "책임", "보관", "조심", "변상", "보상",
  ]
}
