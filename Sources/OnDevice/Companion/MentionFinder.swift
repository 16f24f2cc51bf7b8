/// Finds whether a text names something, whatever its case and composition.
///
/// Korean words run into their particles, so Hangul is found anywhere; a Latin letter or a digit at an
/// end of what is sought stands at the border of a word.
package struct MentionFinder: Sendable {
  private let sought: [Character]

  package init(_ text: String) { sought = Self.folded(text.trimmingWhitespace()) }

  package var isEmpty: Bool { sought.isEmpty }

  package func isIn(_ text: String) -> Bool {
    guard let first = sought.first, let last = sought.last else { return false }
    let characters = Self.folded(text)
    guard characters.count >= sought.count else { return false }
    for start in 0...(characters.count - sought.count) where characters[start] == first {
      let end = start + sought.count
      guard characters[start..<end].elementsEqual(sought) else { continue }
      let runsOn =
        start > 0 && Self.isLatin(first) && Self.isLatin(characters[start - 1])
        || end < characters.count && Self.isLatin(last) && Self.isLatin(characters[end])
      if !runsOn { return true }
    }
    return false
  }

  private static func folded(_ text: String) -> [Character] {
    Array(ChatRendering.composed(text).lowercased())
  }

  private static func isLatin(_ character: Character) -> Bool {
    character.isNumber
      || character.isLetter && character.unicodeScalars.allSatisfy { $0.value < 0x250 }
  }
}
