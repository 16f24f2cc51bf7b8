/// 거, 것 and 뭐 before 이다, which grow together with it: 갈 겁니다, 뭔데, 갈 건가요.
///
/// 거 is the spoken form of 것: 해체 and 해요체 say 거, 합니다체 says 겁니다, and 거입니다 is no Korean.
/// 뭐입니까 is 무엇입니까. Source: the contractions of Korean orthography, rule 33.
enum ThingNouns {
  /// The noun of a copula in a speech level: 갈 것입니다 as 갈 거야.
  static func noun(_ prefix: String, _ level: KoreanLevel) -> String {
    guard level == .casual || level == .polite else { return prefix }
    if prefix.hasSuffix("무엇") { return prefix.dropLast(2) + "뭐" }
    return prefix.hasSuffix("것") ? prefix.dropLast() + "거" : prefix
  }

  /// A noun and what follows it, grown together where it is 거 or 뭐 (거 + 인데 is 건데).
  static func joined(_ noun: String, _ rest: String) -> String {
    if noun.hasSuffix("뭐"), rest.hasPrefix("입니") { return noun.dropLast() + "무엇" + rest }
    guard let last = noun.last, last == "거" || last == "뭐", let first = rest.first,
      let final = finals[first]
    else { return noun + rest }
    let grown = Hangul.text(Hangul.letters(String(last)) + [final])
    return noun.dropLast() + grown + rest.dropFirst()
  }

  private static let finals: [Character: UInt32] = [
    "인": Letter.finalN, "일": Letter.finalL, "입": Letter.finalB,
  ]

  // MARK: 걸 and 거래

  /// What a sentence that ends in 걸 or 거래 by itself, after ㄹ, says in 존댓말.
  ///
  /// 갈 걸 guesses, or is sorry not to have gone; 갈 거래 is what somebody else said. `nil` for 걸 that
  /// stands for 것을, and for 거래, a deal.
  static func raised(_ core: String, _ words: [String], _ level: KoreanLevel) -> String? {
    guard core == "걸" || core == "거래", let before = words.last?.last,
      Hangul.letters(String(before)).last == Letter.finalL
    else { return nil }
    guard level == .formal else { return core + "요" }
    if core == "거래" { return "거라고 합니다" }
    return words.contains(where: regrets.contains) ? "걸 그랬습니다" : "것 같습니다"
  }

  private static let regrets: Set<String> = [
    "진작", "진작에", "차라리", "그냥", "괜히", "미리", "더", "일찍", "빨리", "내가", "나도", "제가", "저도",
  ]
}
