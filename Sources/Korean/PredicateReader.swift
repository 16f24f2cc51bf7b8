/// Takes a sentence's last word apart; `nil` where it is no predicate, as far as the stems tell.
enum PredicateReader {
  /// Reads a word without marks after it.
  static func read(_ word: String) -> Predicate? {
    guard let last = word.last, Hangul.isSyllable(last), !notPredicates.contains(word) else {
      return nil
    }
    if nounsInM.contains(where: word.hasSuffix) { return nil }
    // 5시까지, 지난달보다, 내일부터: particles that look like verbs.
    if word.count > 2, ["까지", "보다", "마다", "부터"].contains(where: word.hasSuffix),
      !Lexicon.isInfinitive(String(word.dropLast(2)))
    {
      return nil
    }
    if let copula = copula(word) { return copula }
    if "요염욤용여욥".contains(last) {
      let rest = String(word.dropLast())
      // 해용 is slang for 해요, 내용 and 보여 are not.
      let isPlayful = rest.count > 1 || "해가와봐줘돼".contains(rest)
      if last != "요", !isPlayful || nounsInYong.contains(where: word.hasSuffix) {
        return bare(word)
      }
      if var honored = honorificPolite(rest) {
        honored.level = .polite
        return honored
      }
      if var known = bare(rest), last == "요" || known.ending != .nominal {
        known.level = .polite
        return known
      }
      if last == "요" { return copula(word, anyNoun: true) }
    }
    return bare(word) ?? copula(word, anyNoun: true)
  }

  /// 가세, 하셔: what is left of 가세요 and 하셔요.
  private static func honorificPolite(_ word: String) -> Predicate? {
    guard word.hasSuffix("세") || word.hasSuffix("셔") else { return nil }
    let rest = String(word.dropLast())
    guard let match = lexical(rest) ?? soft(rest) ?? Lexicon.match(rest, .soft, surely: true) else {
      return nil
    }
    return Predicate(
      prefix: match.prefix, stem: match.stem, isHonorific: !match.stem.text.hasSuffix("시"),
      ending: .plain, level: .polite)
  }

  /// 계세요, 드세요, 주무세요: stems that have the 시 in them.
  private static func lexical(_ word: String) -> Lexicon.Match? {
    guard let match = Lexicon.match(word + "시", .direct), match.stem.text.count > 1 else {
      return nil
    }
    return match
  }

  private static func bare(_ word: String) -> Predicate? {
    let letters = Hangul.letters(word)
    for row in EndingRow.all where letters.count > row.letters.count {
      guard letters.suffix(row.letters.count).elementsEqual(row.letters) else { continue }
      let rest = Hangul.text(letters.dropLast(row.letters.count))
      guard var found = resolve(rest, row) else { continue }
      found.ending = row.ending
      found.endingText = row.text
      found.level = row.level
      return found
    }
    return infinitive(word, surely: false)
  }

  private static func resolve(_ rest: String, _ row: EndingRow) -> Predicate? {
    switch row.joint {
    case .direct: return direct(rest, row)
    case .soft:
      // 을게 is 으 and ㄹ게: the 으 stays with the stem.
      if let found = softPredicate(rest) { return found }
      if rest.hasSuffix("으") { return direct(String(rest.dropLast()), row) }
      return row.isSure && (Hangul.isClosed(rest.last) == false) ? unknown(rest) : nil
    case .infinitive: return infinitive(rest, surely: false)
    }
  }

  private static func direct(_ rest: String, _ row: EndingRow) -> Predicate? {
    if rest.hasSuffix("겠") {
      let inner = String(rest.dropLast())
      if inner.hasSuffix("야"), Lexicon.isInfinitive(String(inner.dropLast())) {
        return Predicate(
          prefix: "", stem: Stem(rest, .tense), ending: row.ending, level: row.level)
      }
      guard var found = direct(inner, row) ?? honored(inner) else { return nil }
      found.isProspective = true
      return found
    }
    if let past = past(rest) { return past }
    let drops = row.letters.first.map { [0x1102, 0x1109, 0x11AB].contains($0) } ?? false
    if let match = Lexicon.match(rest, .direct) { return predicate(match) }
    if drops, let match = Lexicon.match(rest, .dropped) { return predicate(match) }
    if let honored = honored(rest) { return honored }
    guard row.isSure else { return nil }
    return Lexicon.match(rest, .direct, surely: true).map(predicate) ?? unknown(rest)
  }

  /// 먹었, 갔, 했: the letters of tense fall off.
  private static func past(_ rest: String) -> Predicate? {
    guard rest.last != "있", !rest.hasSuffix("겠") else { return nil }
    let letters = Hangul.letters(rest)
    guard letters.last == Letter.finalSS else { return nil }
    let open = Hangul.text(letters.dropLast())
    if open.hasSuffix("밌") { return nil }
    guard var found = infinitive(open, surely: true) else { return nil }
    found.isPast = true
    return found
  }

  /// A form in 아/어, with 셔 for 시어.
  private static func infinitive(_ word: String, surely: Bool) -> Predicate? {
    let letters = Hangul.letters(word)
    if word.hasSuffix("어"), let last = word.dropLast().last,
      Hangul.letters(String(last)).last == Letter.finalSS,
      last != "있"
    {
      let inner = String(word.dropLast())
      if inner.hasSuffix("겠") {
        guard
          var found = direct(
            inner,
            EndingRow(
              letters: [], text: "", joint: .direct, ending: .plain, level: .casual, isSure: true))
        else { return nil }
        found.ending = .plain
        found.level = .casual
        return found
      }
      if let found = past(inner) { return found }
    }
    // 드셔 is of 드시다, not of 들다; 돌아가셨다 is not 돌아갔다.
    if word.hasSuffix("셔"), let match = Lexicon.match(word, .infinitive, surely: surely),
      match.stem.text.count > 1
    {
      return Predicate(prefix: match.prefix, stem: match.stem, ending: .plain, level: .casual)
    }
    if word.hasSuffix("셔"), let match = soft(String(word.dropLast())) {
      var found = predicate(match)
      found.isHonorific = true
      return found
    }
    if let match = Lexicon.match(word, .infinitive, surely: surely) {
      return Predicate(prefix: match.prefix, stem: match.stem, ending: .plain, level: .casual)
    }
    guard surely else { return nil }
    return guessed(letters)
  }

  /// 하시: known stem and 시.
  private static func honored(_ rest: String) -> Predicate? {
    guard rest.hasSuffix("시"), !rest.hasSuffix("돌아가시"), let match = soft(String(rest.dropLast()))
    else { return nil }
    var found = predicate(match)
    found.isHonorific = true
    return found
  }

  /// Whether a word is a known stem as it stands before ㄹ and ㄴ (하, 먹으, 추우).
  static func isSoft(_ word: String) -> Bool { soft(word) != nil }

  private static func soft(_ rest: String) -> Lexicon.Match? { Lexicon.match(rest, .soft) }

  private static func softPredicate(_ rest: String) -> Predicate? {
    let whole = Lexicon.match(rest, .soft)
    if rest.hasSuffix("시"), whole.map({ $0.stem.text.count == 1 }) ?? true,
      let found = honored(rest)
    {
      return found
    }
    return whole.map { predicate($0) }
  }

  private static func predicate(_ match: Lexicon.Match) -> Predicate {
    Predicate(prefix: match.prefix, stem: match.stem, ending: .plain, level: .casual)
  }

  /// A regular verb that the list does not know.
  private static func unknown(_ rest: String) -> Predicate? {
    guard let last = rest.last, Hangul.isSyllable(last) else { return nil }
    return Predicate(prefix: "", stem: Stem(rest), ending: .plain, level: .casual)
  }

  /// The stem of an unknown verb from its form in 아/어, taken for regular.
  private static func guessed(_ letters: [UInt32]) -> Predicate? {
    var stem = letters
    guard let vowel = stem.last, Hangul.isVowel(vowel), stem.count > 2 else { return nil }
    stem.removeLast()
    if stem.last == Letter.silent, Hangul.isFinal(stem.dropLast().last),
      vowel == Letter.a || vowel == Letter.eo
    {
      stem.removeLast()
      return Predicate(
        prefix: "", stem: Stem(letters: stem, change: .regular, kind: .verb), ending: .plain,
        level: .casual)
    }
    let open: [UInt32: UInt32] = [
      Letter.yeo: Letter.i, Letter.wo: Letter.u, Letter.wa: Letter.o, Letter.wae: Letter.oe,
      Letter.a: Letter.a, Letter.ae: Letter.ae, Letter.e: Letter.e, Letter.eo: Letter.eo,
    ]
    guard let back = open[vowel] else { return nil }
    return Predicate(
      prefix: "", stem: Stem(letters: stem + [back], change: .regular, kind: .verb), ending: .plain,
      level: .casual)
  }

  private static let nounsInM = ["포함", "명함", "보관함", "우편함", "사서함", "얼마"]
  private static let nounsInYong = [
    "내용", "사용", "이용", "비용", "적용", "활용", "채용", "신용", "허용", "공용", "전용", "작용", "회용", "고용", "인용", "미용",
    "착용", "용여",
    "참여", "기여", "부여", "대여", "급여", "감염", "오염", "보여", "모여", "쌓여", "놓여", "줄여", "높여", "끓여", "움직여", "붙여",
    "먹여",
  ]

  /// Words that look like predicates and are none.
  private static let notPredicates: Set<String> = [
    "근데", "그런데", "아니", "나", "너", "우리", "여기", "거기", "저기", "어디", "누구", "언니", "그래서", "하지만",
    "그리고", "그러니까", "그러면", "그럼", "모두", "서로", "바로", "아마", "이따", "혼자", "필요", "중요", "수요", "월요",
    "먼저", "자", "지", "네", "고", "면", "게", "다", "도", "전부", "아주", "너무", "매우", "정말", "진짜", "일단",
    "가지", "이자", "여자", "남자", "의자", "모자", "과자", "피자", "감자", "글자", "숫자", "문자", "사자", "기자",
    "환자", "혹시", "역시", "다시", "택시", "접시", "몇시", "까지", "군대", "켤레", "할머니", "어머니", "주머니", "바구니", "세대",
    "기대", "시대", "상대", "무대", "침대", "연대",
    "반대", "절대", "최대", "휴대",
    "순대", "현대", "그대", "초대", "붕대", "자재", "기재", "현재", "치마", "이마", "하마", "가마", "아마도", "설마", "엄마", "내가",
    "제가", "네가", "니가", "혹시라도", "잠시", "도시", "표시", "또", "더", "안", "못", "올해", "새해",
    "지난해", "어제", "언제", "이제", "아래", "위", "노래", "미래", "원래", "카레", "빨래", "나래", "모래", "고래", "오래", "거래",
    "본래", "장래", "가게", "무게",
    "아까", "오히려", "어차피", "아무나", "하나", "혼나", "누나", "만나", "이나", "바나나", "가나", "소나기", "감기", "사기",
    "고기", "보기", "쓰기", "크기", "읽기", "말하기", "듣기", "이름", "사람", "구름", "여름", "마음", "처음", "다음", "웃음",
    "그림", "모임", "느낌", "도움", "점심", "아침", "기름", "걸음", "얼음", "죽음", "믿음", "꿈", "잠", "춤", "김",
    "짐", "셈", "봄", "몸", "힘", "땀", "밤", "곰", "담", "섬", "남", "님", "팀", "게임", "타임", "크림", "드라마", "엄마",
  ]
}
