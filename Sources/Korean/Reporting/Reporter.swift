/// Turns a sentence into indirect speech; what cannot surely be turned is quoted as it is.
struct Reporter: Sendable {
  /// What the people of the chat may be called.
  let calls: Set<String>

  /// `isAgreed` says that the others agreed, so that what was proposed is decided.
  func clause(_ sentence: KoreanSentence, isAgreed: Bool = false) -> ReportedClause? {
    guard let last = sentence.last else { return nil }
    if sentence.words.allSatisfy({ $0.core.allSatisfy { "ㄱ"..."ㅣ" ~= $0 } }) {
      return ReportedClause(body: "그렇다고", verb: .say, isStatement: true, isSlight: true)
    }
    let cues = SentenceCues(sentence)
    let core = sentence.words[last].core
    let front = ReportedWords.front(of: sentence, upTo: last, calls: calls)
    if front.isEmpty, let slight = Self.slight(core) { return slight }
    func joined(_ end: String) -> String { front.isEmpty ? end : front + " " + end }

    let plainCore = core.hasSuffix("데요") || core.hasSuffix("서요") ? String(core.dropLast()) : core
    for heard in ["더라", "던데", "며"] where core.count > heard.count + 1 && plainCore.hasSuffix(heard)
    {
      let front = plainCore.dropLast(heard.count)
      guard front.hasSuffix("다") || front.hasSuffix("라"),
        heard != "며" || cues.isQuestion || front.hasSuffix("다")
      else { continue }
      return ReportedClause(body: joined(front + "고"), verb: .say, isStatement: true)
    }
    if core.count > 1, let end = ["마세요", "마요", "마라", "마"].first(where: core.hasSuffix), core != end,
      core.hasPrefix("걱정") || core.dropLast(end.count).hasSuffix("지")
    {
      return ReportedClause(body: joined(core.dropLast(end.count) + " 말라고"), verb: .say)
    }
    if var special = Self.special(core, cues, front) {
      if isAgreed, special.0 == "보자고" { special = ("보기로", .decide, false) }
      return ReportedClause(body: joined(special.0), verb: special.1, isStatement: special.2)
    }
    // 전화드린다고 합니다 is reported already.
    if let read = sentence.predicate, read.stem.text == "하", read.prefix.isEmpty, !read.isPast,
      ["다고", "라고", "자고"].contains(where: front.hasSuffix), !cues.isQuestion
    {
      return ReportedClause(body: front, verb: .say, isStatement: front.hasSuffix("자고") == false)
    }
    guard let read = sentence.predicate, let turned = turned(read, cues, isAgreed) else {
      return fragment(core, front, cues)
    }
    var clause = turned
    // 실어야 할까요 asks, it does not propose.
    if clause.body == "하자고", front.hasSuffix("야") {
      clause = ReportedClause(body: "하는지", verb: .ask)
    }
    clause.conjunct = turned.conjunct.map(joined)
    if clause.body.hasSuffix("자고") || clause.body.hasSuffix("기로"), front.hasPrefix("우리 ") {
      clause.body = front.dropFirst(3) + " " + clause.body
    } else {
      clause.body = joined(clause.body)
    }
    return clause
  }

  /// The sentence in quotation marks.
  func quoted(_ sentence: KoreanSentence) -> ReportedClause {
    let words = sentence.words.enumerated().map { index, word in
      word.core + (index == sentence.words.count - 1 ? "" : word.tail + word.gap)
    }
    let text = words.joined().trimmed
    return ReportedClause(
      body: "\"\(text)\"" + Particles.form(.quote, after: text), verb: .say, isStatement: true)
  }

  // MARK: Predicates

  private func turned(
    _ original: Predicate, _ cues: SentenceCues, _ isAgreed: Bool
  ) -> ReportedClause? {
    var read = original
    read.stem = Honorifics.lowered(read.stem, prefix: read.prefix)
    // 보고 계세요 tells of somebody, it is no order.
    let mood = mood(original.stem.text == "계시" ? read : original, cues)
    if mood != .statement || !cues.hasSubject { read.isHonorific = false }
    let base = read.base
    switch mood {
    case .statement:
      if isDecision(read, cues) {
        read.isProspective = false
        return ReportedClause(body: read.prefix + read.base.direct("기로"), verb: .decide)
      }
      if read.ending == .promise { return statement(read.prefix, base.prospective) }
      if read.ending == .guess {
        return ReportedClause(body: read.prefix + base.soft("ㄹ 거라고"), verb: .say, isStatement: true)
      }
      if read.ending == .want { return statement(read.prefix, base.prospective) }
      if read.ending == .link, read.endingText.hasSuffix("려고") {
        return ReportedClause(
          body: read.prefix + base.soft("려고 한다고"), verb: .say, isStatement: true,
          conjunct: read.prefix + base.soft("려고 하고"))
      }
      var clause = statement(read.prefix, base)
      if read.isCopula, !read.isPast, !read.isProspective {
        clause.body = read.prefix + declared(read, base)
        if read.stem.text == "이", Particles.endsOpen(read.prefix) {
          clause.conjunct = read.prefix + "고"
        }
      }
      return clause
    case .question:
      if read.ending == .wonder || read.ending == .want {
        return ReportedClause(body: read.prefix + base.soft("ㄹ지"), verb: .ask)
      }
      if read.isCopula, read.prefix.hasSuffix("거"), !read.isPast {
        return ReportedClause(body: read.prefix.dropLast() + "건지", verb: .ask)
      }
      return ReportedClause(body: read.prefix + base.modifierForQuestion + "지", verb: .ask)
    case .command:
      if read.stem.text.hasSuffix("주") {
        let front = String(read.stem.text.dropLast())
        let head = read.prefix + front
        return ReportedClause(body: head.isEmpty ? "달라고" : head + " 달라고", verb: .say)
      }
      return ReportedClause(body: read.prefix + base.soft("라고"), verb: .say)
    case .proposal:
      if isAgreed {
        return ReportedClause(body: read.prefix + base.direct("기로"), verb: .decide)
      }
      return ReportedClause(body: read.prefix + base.direct("자고"), verb: .say)
    }
  }

  /// 할게, and 하겠습니다 of oneself.
  private func isDecision(_ read: Predicate, _ cues: SentenceCues) -> Bool {
    if read.ending == .promise { return read.stem.text != "바라" }
    return read.isProspective && read.ending == .plain && read.level.isPolite && !cues.hasSubject
      && read.stem.kind == .verb && !["알", "모르", "되", "바라", "부탁하"].contains(read.stem.text)
      && !(read.stem.text == "하" && ["감사", "부탁", "축하"].contains(where: read.prefix.hasSuffix))
  }

  private func statement(_ prefix: String, _ base: Stem) -> ReportedClause {
    ReportedClause(
      body: prefix + base.plain + "고", verb: .say, isStatement: true,
      conjunct: prefix + base.direct("고"))
  }

  /// 한다고, 좋다고, 3시라고, 아니라고, 했다고.
  private func declared(_ read: Predicate, _ base: Stem) -> String {
    guard read.isCopula, !read.isPast, !read.isProspective else { return base.plain + "고" }
    if read.stem.text == "아니" { return "아니라고" }
    return Particles.endsOpen(read.prefix) ? "라고" : "이라고"
  }

  private func mood(_ read: Predicate, _ cues: SentenceCues) -> KoreanMood {
    let mood = cues.mood(read)
    switch read.ending {
    case .wonder
    where !cues.isOwn && !cues.hasSubject && read.stem.kind == .verb
      && !read.stem.text.hasSuffix("되") && !["괜찮", "어떻", "드리", "주"].contains(read.stem.text)
      && !cues.isAsking:
      return .proposal
    case .tag where cues.isQuestion || cues.isAsking: return .question
    case .nominal where cues.isAsking: return .question
    case .recall where cues.isAsking: return .question
    case .want where read.stem.text.hasSuffix("주") && !cues.isOwn: return .command
    case .want where !cues.isOwn && !cues.hasSubject && !cues.isQuestion && read.level == .casual:
      return .question
    // 같이 가시죠 proposes, 당산역 맞으시죠? asks.
    case .proposal where cues.isQuestion && read.endingText == "시죠": return .question
    case .proposal: return .proposal
    case .want where !cues.isQuestion && !cues.isAsking && !read.stem.text.hasSuffix("주"):
      return .statement
    default: break
    }
    if mood == .question, read.isProspective, read.stem.text.hasSuffix("주") { return .command }
    if cues.isYours, !cues.isQuestion, read.ending == .plain, !read.isPast, !read.isProspective,
      read.stem.kind == .verb, read.level == .casual
    {
      return .command
    }
    // 같이 가요, 3시에 봬요: what is said to be done together.
    if mood == .statement || mood == .command, read.ending == .plain, !read.isPast,
      !read.isProspective,
      read.stem.kind == .verb, !cues.isQuestion, !cues.isOwn, !cues.hasSubject,
      cues.isTogether, read.level != .formal, !read.stem.text.hasSuffix("되"),
      !read.stem.text.hasSuffix("주")
    {
      return read.isHonorific ? mood : .proposal
    }
    return mood
  }

  // MARK: Set phrases and fragments

  private static func slight(_ core: String) -> ReportedClause? {
    for (words, body) in slights where words.contains(core) {
      return ReportedClause(body: body, verb: .say, isStatement: true, isSlight: true)
    }
    return nil
  }

  private static let slights: [([String], String)] = [
    (
      [
        "네", "넵", "넹", "예", "옙", "응", "웅", "ㅇㅇ", "ㅇㅋ", "오키", "오케이", "알겠어", "알겠어요", "알겠습니다", "알았어",
        "알았어요", "콜", "그래", "그래요",
        "확인", "확인했습니다", "네네", "넵넵", "알겠음", "ㅇㅋㅇㅋ", "어",
      ], "알겠다고"
    ),
    (["고마워", "고마워요", "고맙습니다", "감사합니다", "감사해요", "ㄱㅅ", "감사", "감사요", "땡큐"], "고맙다고"),
    (["미안", "미안해", "미안해요", "죄송합니다", "죄송해요", "ㅈㅅ", "ㅁㅇ"], "미안하다고"),
    (["축하해", "축하해요", "축하드려요", "축하합니다", "축하드립니다", "ㅊㅋ", "추카"], "축하한다고"),
    (["좋아", "좋아요", "좋습니다", "좋지", "좋죠", "좋네", "좋네요", "좋다"], "좋다고"),
    (["아니", "아니요", "아뇨", "ㄴㄴ", "노노", "아냐", "아니야", "아니다"], "아니라고"),
    (
      [
        "진짜", "정말", "헐", "대박", "방금", "쌤", "선생님", "팀장님", "형님", "사장님", "과장님", "다들", "제발", "혹시", "뭐",
        "최고", "아하", "오", "와", "굿", "굳", "ㄱㅊ",
      ], "그렇다고"
    ),
    (["맞아", "맞아요", "맞습니다", "맞음", "그렇죠", "그치", "그쵸"], "맞다고"),
    (["안녕", "안녕하세요", "하이", "ㅎㅇ", "안녕하십니까"], "인사한다고"),
  ]

  private static func special(
    _ core: String, _ cues: SentenceCues, _ front: String
  ) -> (String, ReportedClause.Verb, Bool)? {
    switch core {
    case "봬요", "뵈요", "뵙겠습니다", "봅시다", "보자", "뵐게요": return ("보자고", .say, false)
    case "봐" where cues.isMeeting && !front.hasSuffix("나") && !front.hasSuffix("가"):
      return ("보자고", .say, false)
    case "마", "마세요", "마라", "말아요", "마요", "마십시오":
      return front.isEmpty ? nil : ("말라고", .say, false)
    case "미안", "미안해", "죄송합니다", "죄송해요", "미안해요": return ("미안하다고", .say, true)
    case "고마워", "고마워요", "감사합니다", "감사해요", "고맙습니다": return ("고맙다고", .say, true)
    case "부탁드려요", "부탁드립니다", "부탁해", "부탁해요", "부탁", "부탁드릴게요": return ("부탁한다고", .say, true)
    case "바랍니다": return ("바란다고", .say, true)
    case "어때", "어때요", "어떠세요", "어떨까요", "어떨까": return ("어떤지", .ask, false)
    case "어떡하지", "어떡해", "어떡해요", "어떡하죠", "어쩌지", "어쩌죠": return ("어떻게 할지", .ask, false)
    case "가능": return cues.isQuestion ? ("가능한지", .ask, false) : ("가능하다고", .say, true)
    default: return nil
    }
  }

  /// A sentence without a predicate: a noun is 이다 (강남역이라고), everything else is quoted.
  private func fragment(_ core: String, _ front: String, _ cues: SentenceCues) -> ReportedClause? {
    guard let last = core.last, Hangul.isSyllable(last) || last.isNumber else {
      return nil
    }
    var noun = core
    if core.count > 2, core.hasSuffix("이요"), Hangul.isClosed(core.dropLast(2).last) == true {
      noun = String(core.dropLast(2))
    } else if core.count > 1, core.hasSuffix("요"), !Interjections.nounsInYo.contains(core) {
      noun = String(core.dropLast())
    }
    let whole = front.isEmpty ? noun : front + " " + noun
    if cues.isQuestion, noun.count > 1, noun.hasSuffix("은") || noun.hasSuffix("는") {
      return ReportedClause(body: whole + " 어떤지", verb: .ask)
    }
    if noun.count > 1, noun.hasSuffix("듯") {
      return ReportedClause(body: whole + "하다고", verb: .say, isStatement: true)
    }
    guard !Self.isLoose(noun) else { return nil }
    if cues.isQuestion {
      return ReportedClause(body: whole + "인지", verb: .ask)
    }
    return ReportedClause(
      body: whole + Particles.form(.quote, after: noun), verb: .say, isStatement: true)
  }

  /// A word in a particle or an adverb, after which 이다 sounds wrong.
  private static func isLoose(_ word: String) -> Bool {
    guard word.count > 1, !["내가", "제가", "네가", "니가"].contains(word) else { return true }
    return [
      "에서", "한테", "으로", "로", "은", "는", "을", "를", "랑", "하고", "처럼", "밖에", "도", "만", "서", "면", "고",
      "게", "니까", "는데", "려고",
    ]
    .contains(where: word.hasSuffix)
  }
}

extension Stem {
  /// The form before 지 in an indirect question: 가는, 좋은, 먹었는, 인.
  var modifierForQuestion: String {
    kind == .copula && change != .tense ? soft("ㄴ") : modifier
  }
}

extension String {
  var trimmed: String {
    String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
  }
}
