/// The last predicate of a sentence, taken apart: stem, honorific, tense, ending, level.
package struct Predicate: Hashable, Sendable {
  /// What stands before the stem in the same word: 예매 in 예매했어, 19일 in 19일이야.
  package var prefix: String
  package var stem: Stem
  /// -시-, also where it is part of the ending (세요).
  package var isHonorific = false
  /// -았/었-.
  package var isPast = false
  /// -겠-.
  package var isProspective = false
  package var ending: Ending
  /// The ending as a connective or a rare form is spelled, for what has no rule of its own.
  package var endingText = ""
  package var level: KoreanLevel

  /// The stem with honorific and tense, which the ending joins.
  package var base: Stem {
    var base = stem
    if isHonorific { base = base.honored }
    if isPast { base = base.pastForm(after: prefix) }
    if isProspective { base = base.prospective }
    return base
  }

  package var isCopula: Bool { stem.kind == .copula }
}

extension Stem {
  /// 였 after a vowel, 이었 after a consonant, 아니었 for 아니.
  func pastForm(after prefix: String) -> Stem {
    guard kind == .copula else { return past }
    let text = text == "아니" ? "아니었" : Hangul.isClosed(prefix.last) ?? true ? "이었" : "였"
    return Stem(text, .tense, .copula)
  }
}
