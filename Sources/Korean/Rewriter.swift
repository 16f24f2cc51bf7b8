/// Puts every sentence of a text into one speech level; words that carry values stay as they are.
struct Rewriter: Sendable {
  let level: KoreanLevel
  var isStrict = false
  var isGentle = false

  func rewrite(_ text: String) -> String {
    let sentences = KoreanSentence.split(text)
    var result = ""
    for sentence in sentences { result += converted(sentence).text }
    return result
  }

  private func converted(_ original: KoreanSentence) -> KoreanSentence {
    var sentence = original
    if level == .casual || level == .polite && isStrict { unwish(&sentence) }
    guard let last = sentence.last,
      sentence.words.contains(where: {
        $0.core.contains { Hangul.isSyllable($0) || "ㄱ"..."ㅣ" ~= $0 }
      })
    else { return sentence }
    var cues = SentenceCues(sentence)
    if sentence.asksUnmarked(cues) { cues.isQuestion = true }
    if level.isPolite {
      PoliteWords.apply(to: &sentence, last: last, cues: cues)
    } else {
      CasualWords.apply(to: &sentence, last: last)
    }
    guard let end = sentence.last else { return sentence }
    let core = sentence.words[end].core.replacing("됬", with: "됐")
    let changed =
      level.isPolite ? raised(core, sentence, end, cues) : lowered(core, sentence, end, cues)
    sentence.words[end].core = changed
    return sentence
  }

  /// 알려주시기 바랍니다 as 알려주세요 and 알려줘.
  private func unwish(_ sentence: inout KoreanSentence) {
    guard let end = sentence.last, ["바랍니다", "바라요", "바래요"].contains(sentence.words[end].core),
      let before = sentence.words[..<end].lastIndex(where: { !$0.core.isEmpty }),
      sentence.words[before].core.hasSuffix("시기")
    else { return }
    let rest = String(sentence.words[before].core.dropLast(2))
    guard let match = Lexicon.match(rest, .soft, surely: true) else { return }
    let word = level == .casual ? match.stem.infinitive : match.stem.soft("세요")
    sentence.words[before].core = match.prefix + word
    sentence.words[before].tail += sentence.words[end].tail
    sentence.words[before].gap = sentence.words[end].gap
    sentence.words.remove(at: end)
  }

  /// 보내 as 보내 주시기 바랍니다; what is good for the other stays a wish (들어가십시오).
  private func asked(_ read: Predicate) -> String? {
    let wishes = [
      "가", "들어가", "나가", "올라가", "자", "쉬", "먹", "힘내", "있", "지내", "드시", "주무시", "계시", "말", "나",
    ]
    guard !wishes.contains(read.stem.text) else { return nil }
    if read.stem.text.hasSuffix("주") {
      return read.prefix + read.stem.text + "시기 바랍니다"
    }
    return read.prefix + read.stem.infinitive + " 주시기 바랍니다"
  }

  // MARK: To 존댓말

  private func raised(
    _ core: String, _ sentence: KoreanSentence, _ end: Int, _ cues: SentenceCues
  ) -> String {
    let previous = sentence.words[..<end].last { !$0.core.isEmpty }?.core
    if level == .formal, core == "그래", previous == "왜" { return "그러십니까" }
    if let set = setPhrase(core, previous, cues) {
      return level == .formal ? Interjections.formalEnds[set] ?? formalized(set, cues) : set
    }
    let words = sentence.words[..<end].map(\.core).filter { !$0.isEmpty }
    if let word = ThingNouns.raised(core, words, level) { return word }
    if let level = Interjections.level(of: core), level.isPolite {
      return self.level == .formal ? Interjections.formalEnds[core] ?? core : core
    }
    guard let read = sentence.predicate else { return fragment(core, cues) }
    if read.level.isPolite {
      // 존댓말 already: 합니다체 asks for more, 해요체 lets 합니다체 be.
      if level == .polite, isStrict, read.level == .formal { return softened(read, core, cues) }
      guard level == .formal, read.level == .polite else { return core }
      return Interjections.formalEnds[core] ?? read.rendered(.formal, cues.mood(read))
    }
    let raised = Honorifics.raised(read, cues, previous: previous)
    if level == .formal, isGentle, cues.mood(read) == .command, let asked = asked(read) {
      return asked
    }
    if level == .polite, raised == read, cues.mood(read) != .command, Self.takesYo(read) {
      return core + "요"
    }
    return raised.rendered(level, cues.mood(read))
  }

  /// 합니다체 as 해요체.
  private func softened(_ read: Predicate, _ core: String, _ cues: SentenceCues) -> String {
    if let word = ["뵙겠습니다": "봬요", "감사합니다": "감사해요", "죄송합니다": "죄송해요"][core] { return word }
    var read = read
    if read.isProspective, read.ending == .plain, !cues.hasSubject, read.stem.kind == .verb,
      !["알", "모르", "되"].contains(read.stem.text), !cues.isQuestion
    {
      read.isProspective = false
      read.ending = .promise
    }
    return read.rendered(.polite, cues.mood(read))
  }

  /// Whether 요 can simply follow, so that the word stays as it was typed (넣어놨어).
  private static func takesYo(_ read: Predicate) -> Bool {
    guard read.level == .casual, !read.isCopula else { return false }
    switch read.ending {
    case .plain, .notice, .reason, .guess, .link, .ground: return true
    default: return false
    }
  }

  private func setPhrase(_ core: String, _ previous: String?, _ cues: SentenceCues) -> String? {
    if core == "마" || core == "마라" { return previous == nil ? nil : "마세요" }
    if core.hasSuffix("봐봐") { return core.dropLast(2) + "보세요" }
    if core.hasSuffix("지마") { return core.dropLast() + " 마세요" }
    if core.hasSuffix("지마라") { return core.dropLast(2) + " 마세요" }
    if core == "봐", let previous {
      if ["나", "가", "까"].contains(where: previous.hasSuffix) { return "봐요" }
      if cues.isMeeting { return "봬요" }
    }
    if core == "보자", cues.isMeeting { return "봬요" }
    if core == "가", previous == "잘" { return "가세요" }
    if core == "자", previous == "잘" { return "주무세요" }
    if core == "있어", previous == "잘" { return "계세요" }
    guard let phrase = Interjections.politeEnds[core] else { return nil }
    let isAlone = cues.wordCount == 1
    // Short words mean themselves only when they stand alone.
    if ["어", "그래", "왜", "아니", "ㄴ", "ㄱ", "정말", "진짜", "아마", "근데", "부탁", "하이"].contains(core), !isAlone
    {
      return core == "부탁" ? phrase : nil
    }
    return phrase
  }

  private func formalized(_ polite: String, _ cues: SentenceCues) -> String {
    let words = polite.split(separator: " ")
    guard let last = words.last.map(String.init), let read = PredicateReader.read(last) else {
      return polite
    }
    let mood = read.isHonorific && !cues.isQuestion ? .command : cues.mood(read)
    return (words.dropLast() + [read.rendered(.formal, mood)[...]]).joined(separator: " ")
  }

  /// A sentence that ends in a noun gets 요, or 이에요 where it states something.
  private func fragment(_ core: String, _ cues: SentenceCues) -> String {
    guard let last = core.last, Hangul.isSyllable(last) else { return core }
    if core.count > 1, core.hasSuffix("요"), !Interjections.nounsInYo.contains(core) { return core }
    let isState = ["중", "예정", "상태", "때문", "거", "것", "듯", "편"].contains(where: core.hasSuffix)
    if ["가능", "불가능", "필요", "완료", "도착", "출발", "시작", "종료", "취소", "확인", "인정", "추천"].contains(core) {
      let stem = Predicate(prefix: core, stem: Stem("하", .ha), ending: .plain, level: .casual)
      if ["가능", "불가능", "필요", "인정", "추천"].contains(core) { return stem.rendered(level, cues.asked) }
    }
    if core.hasSuffix("듯") {
      return core + (level == .formal ? "합니다" : "해요")
    }
    if isState || level == .formal && !Self.endsInParticle(core) {
      return Predicate(
        prefix: core, stem: Stem("이", .regular, .copula), ending: .plain, level: .casual
      ).rendered(level, cues.asked)
    }
    if Self.endsInParticle(core) { return core + "요" }
    return core + (Particles.endsOpen(core) ? "요" : "이요")
  }

  private static func endsInParticle(_ word: String) -> Bool {
    guard word.count > 1 else { return false }
    return [
      "에서", "까지", "부터", "한테", "으로", "에", "도", "만", "은", "는", "을", "를", "랑", "하고", "처럼", "밖에", "빨리",
      "같이",
      "조금", "많이", "아직", "바로", "빨리", "천천히", "조심히",
    ].contains(where: word.hasSuffix)
  }

  // MARK: To 반말

  private func lowered(
    _ core: String, _ sentence: KoreanSentence, _ end: Int, _ cues: SentenceCues
  ) -> String {
    let previous = sentence.words[..<end].last { !$0.core.isEmpty }?.core
    if let phrase = Interjections.casualEnds[core] {
      if core == "바랍니다", let previous, previous.hasSuffix("기") { return "바라" }
      return phrase
    }
    guard let read = sentence.predicate else { return loose(core) }
    if level == .plain {
      return Honorifics.lowered(read, cues).rendered(.plain, cues.mood(read))
    }
    guard read.level.isPolite || read.isHonorific else { return core }
    let lowered = Honorifics.lowered(read, cues)
    if lowered == read, read.level == .polite, core.hasSuffix("요"), !read.isCopula,
      read.ending == .plain
    {
      return String(core.dropLast())
    }
    return lowered.rendered(.casual, cues.mood(read))
  }

  /// A fragment without its 요.
  private func loose(_ core: String) -> String {
    guard core.count > 1, core.hasSuffix("요"), !Interjections.nounsInYo.contains(core) else {
      return core
    }
    let rest = String(core.dropLast())
    if rest.count > 1, rest.hasSuffix("이"), Hangul.isClosed(rest.dropLast().last) == true {
      return String(rest.dropLast())
    }
    return rest
  }
}
