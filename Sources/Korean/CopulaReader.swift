/// Reads 이다 and 아니다, which join a noun: 19일이야, 어디예요, 뭔데, 거야.
extension PredicateReader {
  /// With `anyNoun`, 이 may have fallen after any noun in a vowel of two syllables or more (1순위죠).
  static func copula(_ word: String, anyNoun: Bool = false) -> Predicate? {
    if let negated = negated(word) { return negated }
    for row in copulaRows where word.hasSuffix(row.text) {
      let noun = String(word.dropLast(row.text.count))
      guard let last = noun.last else { continue }
      // 이 must follow a consonant, a digit or a letter; what joins a vowel must follow a vowel.
      let isClosed = Hangul.isClosed(last)
      if row.isClosed, isClosed == false { continue }
      if !row.isClosed, isClosed == true { continue }
      if row.needsKnownNoun, !row.isClosed, !isKnownNoun(noun), !anyNoun || noun.count < 2 {
        continue
      }
      if row.text == "세요", !["어디", "누구", "거"].contains(where: noun.hasSuffix) { continue }
      if Lexicon.match(noun + (row.isClosed ? "이" : ""), .direct)?.stem.text.hasSuffix("이") == true,
        row.ending != .plain || row.level == .plain
      {
        continue
      }
      return Predicate(
        prefix: noun, stem: Stem("이", .regular, .copula), isPast: row.isPast, ending: row.ending,
        endingText: row.text, level: row.level)
    }
    return contracted(word)
  }

  /// Whether a noun in a vowel is one after which 이 falls before any ending (뭐지, 3시네).
  private static func isKnownNoun(_ noun: String) -> Bool {
    if openNouns.contains(noun) || noun.hasSuffix("거") { return true }
    return counters.contains {
      noun.hasSuffix($0) && noun.dropLast($0.count).last?.isNumber == true
    }
  }

  private static let counters = ["시", "개", "대", "주", "번째", "회", "세", "가지", "차", "호", "도", "kg"]

  /// 아니야, 아니에요, 아닙니다 and the rest of 아니다.
  private static func negated(_ word: String) -> Predicate? {
    guard let start = word.lastIndex(of: "아") else { return nil }
    let prefix = String(word[..<start])
    guard let row = negatedRows[String(word[start...])] else { return nil }
    return Predicate(
      prefix: prefix, stem: Stem("아니", .regular, .copula), isPast: row.isPast, ending: row.ending,
      endingText: row.text, level: row.level)
  }

  /// 겁니다, 뭡니까, 건데, 뭔데, 걸까, 뭘까: 거 and 뭐 with the final of the ending.
  private static func contracted(_ word: String) -> Predicate? {
    for (surface, noun, row) in contractedRows where word.hasSuffix(surface) {
      return Predicate(
        prefix: word.dropLast(surface.count) + noun, stem: Stem("이", .regular, .copula),
        ending: row.ending, endingText: row.text, level: row.level)
    }
    return nil
  }

  private struct CopulaRow {
    let text: String
    let isClosed: Bool
    let isPast: Bool
    let ending: Ending
    let level: KoreanLevel
    let needsKnownNoun: Bool
  }

  private static let openNouns: Set<String> = [
    "뭐", "어디", "언제", "누구", "얼마", "여기", "거기", "저기", "이거", "그거", "저거", "진짜", "시", "때", "자리", "얼마나",
    "번째", "날짜", "커피", "친구", "엄마", "아빠", "회사", "학교", "우리", "하나", "카페", "가지", "정도",
    "전화", "문제", "얘기", "이야기", "최고", "마지막", "처음", "코스", "장소", "숙제", "서비스", "무료",
  ]

  private static let copulaRows: [CopulaRow] = {
    var rows: [CopulaRow] = []
    func add(
      _ closed: String, _ open: String, _ ending: Ending, _ level: KoreanLevel = .casual,
      past: Bool = false, known: Bool = false
    ) {
      for text in closed.split(separator: " ") {
        rows.append(
          CopulaRow(
            text: String(text), isClosed: true, isPast: past, ending: ending, level: level,
            needsKnownNoun: false))
      }
      for text in open.split(separator: " ") {
        rows.append(
          CopulaRow(
            text: String(text), isClosed: false, isPast: past, ending: ending, level: level,
            needsKnownNoun: known))
      }
    }
    add("이었어요 이였어요", "였어요", .plain, .polite, past: true)
    add("이었습니다 이였습니다", "였습니다", .plain, .formal, past: true)
    add("이었어 이였어", "였어", .plain, .casual, past: true)
    add("이었다 이였다", "였다", .plain, .plain, past: true)
    add("이었는데요", "였는데요", .ground, .polite, past: true)
    add("이었는데", "였는데", .ground, .casual, past: true)
    add("이었지", "였지", .tag, .casual, past: true)
    add("이었죠", "였죠", .tag, .polite, past: true)
    add("이에요 이예요 이에여 이예여", "예요 에요 예여 에여", .plain, .polite)
    add("이세요 이신가요", "세요 신가요 이신가요", .plain, .polite, known: true)
    add("입니다 입니까", "입니다 입니까", .plain, .formal)
    add("이야", "야", .plain)
    add("이거든요", "거든요", .reason, .polite, known: true)
    add("이거든", "거든", .reason, known: true)
    add("이잖아요", "잖아요", .known, .polite, known: true)
    add("이잖아", "잖아", .known, known: true)
    add("인데요", "인데요", .ground, .polite)
    add("인데", "인데", .ground)
    add("이네요", "네요", .notice, .polite, known: true)
    add("이네", "네", .notice, known: true)
    add("이시죠 이시지요", "시죠", .tag, .polite, known: true)
    add("이신가요 이신지요", "", .question, .polite)
    add("이죠 이지요", "죠 지요", .tag, .polite, known: true)
    add("이지", "지", .tag, known: true)
    add("일까요", "일까요", .wonder, .polite)
    add("일까", "일까", .wonder)
    add("일걸요", "일걸요", .guess, .polite)
    add("일걸", "일걸", .guess)
    add("인가요", "인가요", .question, .polite)
    add("인가 인지 이냐 이니", "인가 인지", .question)
    add("", "냐 니", .question, known: true)
    add("이래요", "래요", .hearsay, .polite)
    add("이라고", "라고", .hearsay, known: true)
    add("이래", "래", .hearsay)
    add("이구나 이군", "구나 군", .exclamation, known: true)
    add("이라서 이니까 이라 이고 이면", "라서 니까", .link, known: true)
    add("이더라 이더라고 이던데", "더라 더라고 던데", .recall, known: true)
    add("이다", "다", .plain, .plain, known: true)
    add("임", "임", .nominal)
    return rows.sorted { $0.text.count > $1.text.count }
  }()

  private static let negatedRows: [String: CopulaRow] = {
    var rows: [String: CopulaRow] = [:]
    func add(
      _ texts: String, _ ending: Ending, _ level: KoreanLevel = .casual, past: Bool = false
    ) {
      for text in texts.split(separator: " ").map(String.init) {
        rows[text] = CopulaRow(
          text: text, isClosed: false, isPast: past, ending: ending, level: level,
          needsKnownNoun: false)
      }
    }
    add("아니야 아냐", .plain)
    add("아니에요 아니예요 아녜요 아니여요", .plain, .polite)
    add("아닙니다 아닙니까", .plain, .formal)
    add("아니었어 아니였어", .plain, past: true)
    add("아니었어요 아니였어요", .plain, .polite, past: true)
    add("아니다", .plain, .plain)
    add("아니지", .tag)
    add("아니죠 아니지요", .tag, .polite)
    add("아니네", .notice)
    add("아니네요", .notice, .polite)
    add("아니거든", .reason)
    add("아니거든요", .reason, .polite)
    add("아니잖아", .known)
    add("아니잖아요", .known, .polite)
    add("아닌데", .ground)
    add("아닌데요", .ground, .polite)
    add("아닌가 아니냐 아니니", .question)
    add("아닌가요", .question, .polite)
    add("아닐까", .wonder)
    add("아닐까요", .wonder, .polite)
    add("아닐걸", .guess)
    add("아니래", .hearsay)
    add("아니래요", .hearsay, .polite)
    add("아니구나", .exclamation)
    add("아니더라 아니더라고", .recall)
    add("아님", .nominal)
    return rows
  }()

  private static let contractedRows: [(String, String, CopulaRow)] = {
    func row(_ ending: Ending, _ level: KoreanLevel) -> CopulaRow {
      CopulaRow(
        text: "", isClosed: false, isPast: false, ending: ending, level: level,
        needsKnownNoun: false)
    }
    var rows: [(String, String, CopulaRow)] = []
    for noun in ["거", "뭐"] {
      func form(_ ending: String) -> String {
        Hangul.text(Hangul.letters(noun) + Hangul.ending(ending))
      }
      rows += [
        (form("ㅂ니다"), noun, row(.plain, .formal)), (form("ㅂ니까"), noun, row(.plain, .formal)),
        (form("ㄴ데요"), noun, row(.ground, .polite)), (form("ㄴ데"), noun, row(.ground, .casual)),
        (form("ㄹ까요"), noun, row(.wonder, .polite)), (form("ㄹ까"), noun, row(.wonder, .casual)),
        (form("ㄴ가요"), noun, row(.question, .polite)), (form("ㄴ가"), noun, row(.question, .casual)),
        (form("ㄴ지"), noun, row(.question, .casual)),
      ]
    }
    return rows
  }()
}
