import Foundation

/// Cleans a message's words for quoting: nothing is added, marks of mood are left out.
package enum QuoteText {
  /// The words of a message without laughs, crying, pictures, repeated marks and opening
  /// interjections; where nothing would stay, the message as it is.
  package static func trimmed(_ text: String, rule: QuoteRule = .fitted) -> String {
    let plain = collapsed(text.precomposedStringWithCanonicalMapping)
    var kept = String.UnicodeScalarView()
    for scalar in plain.unicodeScalars {
      let scalar = rule.dropped.contains(scalar) || isPicture(scalar) ? " " : scalar
      if "!?.".unicodeScalars.contains(scalar), kept.last == scalar { continue }
      kept.append(scalar)
    }
    var words = String(kept).split(whereSeparator: \.isWhitespace)[...]
    while words.count > 2, let first = words.first, isOpener(first, rule) { words.removeFirst() }
    var result = words.joined(separator: " ")
    while let last = result.last, last == " " || last == "," { result.removeLast() }
    return result.isEmpty ? plain : result
  }

  /// Whether the message says something: no placeholder, and a number or some weight, of which a
  /// Hangul syllable has 1 and a Latin word 2.
  package static func isQuotable(_ text: String, rule: QuoteRule = .fitted) -> Bool {
    let text = text.precomposedStringWithCanonicalMapping
    guard !rule.placeholders.contains(text), !rule.placeholderStarts.contains(where: text.hasPrefix)
    else { return false }
    let units = TextUnits.list(trimmed(text, rule: rule))
    if units.contains(where: TextUnits.isNumber) { return true }
    return units.reduce(0) { $0 + (TextUnits.isHangul($1) ? 1 : 2) } >= rule.shortest
  }

  /// The text with at most `limit` characters, cut at a word.
  package static func shortened(_ text: String, to limit: Int) -> String {
    guard text.count > limit else { return text }
    var kept = ""
    for word in text.split(separator: " ") {
      guard kept.count + word.count + 1 < limit else { break }
      kept += kept.isEmpty ? String(word) : " " + word
    }
    return (kept.isEmpty ? String(text.prefix(limit - 1)) : kept) + "…"
  }

  static func collapsed(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// Emoji, dingbats, joiners and variation selectors.
  private static func isPicture(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1F000...0x1FAFF, 0x2600...0x27BF, 0x200D, 0xFE0F: true
    default: false
    }
  }

  private static func isOpener(_ word: Substring, _ rule: QuoteRule) -> Bool {
    var word = word
    while let first = word.first, ",.!?".contains(first) { word.removeFirst() }
    while let last = word.last, ",.!?".contains(last) { word.removeLast() }
    return rule.openers.contains(word.lowercased())
  }
}
