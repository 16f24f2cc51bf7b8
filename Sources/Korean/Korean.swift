/// Korean speech levels: what level a text has, and the same text in another.
///
/// Everything is rules over the text's own words. Numbers, names, times and links are never touched;
/// what the rules do not know stays as it is.
package enum Korean {
  /// The level that most of the text's sentences have, the last one deciding a draw; `nil` where no
  /// sentence tells (어디, 7시).
  package static func level(of text: String) -> KoreanLevel? {
    var counts: [KoreanLevel: Int] = [:]
    var last: KoreanLevel?
    for level in levels(of: text) {
      guard let level else { continue }
      counts[level, default: 0] += 1
      last = level
    }
    guard let most = counts.values.max(), let last else { return nil }
    if counts[last] == most { return last }
    return counts.first { $0.value == most }?.key
  }

  /// The level of each sentence; `nil` for a sentence that has none.
  package static func levels(of text: String) -> [KoreanLevel?] {
    KoreanSentence.split(text).map(level)
  }

  /// The same text in another speech level, every sentence of it.
  ///
  /// A text that goes to 해요체 may keep its sentences in 합니다체, which are 존댓말 too, unless
  /// `isStrict`.
  ///
  /// With `isGentle`, orders in 합니다체 ask: 보내십시오 becomes 보내 주시기 바랍니다.
  package static func rewrite(
    _ text: String, to level: KoreanLevel, isStrict: Bool = false, isGentle: Bool = false
  ) -> String {
    Rewriter(level: level, isStrict: isStrict, isGentle: isGentle).rewrite(text)
  }

  static func level(of sentence: KoreanSentence) -> KoreanLevel? {
    guard let last = sentence.last else { return nil }
    let core = sentence.words[last].core
    if let level = Interjections.level(of: core) { return level }
    if let read = sentence.predicate {
      // A noun form (함, 감) and a bare connective keep no level of their own, but are not 존댓말.
      return read.ending == .nominal ? nil : read.level
    }
    // 7시요, 저요: a fragment with 요.
    if core.count > 1, core.hasSuffix("요"), !Interjections.nounsInYo.contains(core) {
      return .polite
    }
    return nil
  }
}
