/// What is said of chosen messages: sentences whose values a summary would not keep are left out.
///
/// Only whole sentences go, and one always stays, so what is left is as well formed as the message.
package enum ToldWords {
  /// The words of those chosen messages that are told in part.
  ///
  /// A sentence is left out when all its values are told already or unlikely to be kept.
  static func words(
    of texts: [String], chosen: [Int], chances: [[(key: String, chance: Double)]], rule: QuoteRule
  ) -> [Int: String] {
    var told: Set<String> = []
    var words: [Int: String] = [:]
    for index in chosen {
      let sentences = sentences(of: texts[index])
      let keys = sentences.map { Set(ChatValue.find(in: $0).map(\.key)) }
      func isIdle(_ key: String) -> Bool {
        let chance = chances[index].first { $0.key == key }?.chance ?? 1
        return told.contains(key) || chance < rule.unlikely
      }
      var kept = sentences.indices.filter { keys[$0].isEmpty || !keys[$0].allSatisfy(isIdle) }
      if kept.isEmpty { kept = Array(sentences.indices) }
      for place in kept { told.formUnion(keys[place]) }
      if kept.count < sentences.count {
        words[index] = kept.map { sentences[$0] }.joined(separator: " ")
      }
    }
    return words
  }

  /// The sentences of a trimmed text; what has no sure end goes on.
  package static func sentences(of text: String) -> [String] {
    var sentences: [String] = []
    var current: [Substring] = []
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      current.append(word)
      guard ends(word) else { continue }
      sentences.append(current.joined(separator: " "))
      current = []
    }
    if !current.isEmpty { sentences.append(current.joined(separator: " ")) }
    return sentences
  }

  /// Whether a sentence surely ends with this word: by its mark, or by a polite ending.
  private static func ends(_ word: Substring) -> Bool {
    guard let mark = word.last else { return false }
    if "!?…".contains(mark) { return true }
    var core = word
    while let last = core.last, ".,!?…".contains(last) { core.removeLast() }
    guard let last = core.last else { return false }
    if mark == ".", !core.contains("."), !last.isNumber, core.count > (isHangul(last) ? 1 : 2) {
      return !short.contains(core.lowercased())
    }
    return core.count > 2 && ["요", "니다", "죠"].contains(where: core.hasSuffix)
      && !nouns.contains(where: core.hasSuffix) && isHangul(core.dropLast(2).last)
  }

  private static func isHangul(_ character: Character?) -> Bool {
    character.map { "가"..."힣" ~= $0 } ?? false
  }

  private static let short: Set<String> = [
    "mrs", "approx", "etc", "vs", "tel", "est", "incl", "min", "max",
  ]
  private static let nouns = [
    "중요", "필요", "수요", "주요", "월요", "화요", "목요", "금요", "토요", "일요", "개요", "소요", "담요", "동요", "민요",
  ]
}
