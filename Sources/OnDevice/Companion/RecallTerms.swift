import Korean

/// What a text is found by: pairs of neighbouring Hangul syllables, and words of other letters.
///
/// Korean words change at their end (고양이가, 고양이를), so pairs find what words would miss; a lone
/// syllable is a term of its own. English words lose a plural's or a verb's s. Text is composed first,
/// so that a decomposed name is the same name.
package enum RecallTerms {
  package static func list(_ text: String) -> [String] {
    var terms: [String] = []
    var word: [Character] = []
    var isHangul = false
    func end() {
      guard !word.isEmpty else { return }
      if isHangul {
        if word.count == 1 { terms.append(String(word)) }
        for index in word.indices.dropLast() {
          terms.append(String(word[index...(index + 1)]))
        }
      } else {
        let term = stem(String(word).lowercased())
        if !stopWords.contains(term) { terms.append(term) }
      }
      word.removeAll()
    }
    for character in ChatRendering.composed(text) {
      let hangul = character.unicodeScalars.allSatisfy { Hangul.isSyllable($0) }
      guard hangul || character.isLetter || character.isNumber else {
        end()
        continue
      }
      if hangul != isHangul { end() }
      isHangul = hangul
      word.append(character)
    }
    end()
    return terms
  }

  private static func stem(_ word: String) -> String {
    word.count > 3 && word.hasSuffix("s") && !word.hasSuffix("ss") ? String(word.dropLast()) : word
  }

  /// English words that are in most sentences, as ``stem(_:)`` leaves them.
  private static let stopWords: Set<String> = [
    "a", "about", "am", "an", "and", "are", "as", "at", "be", "but", "by", "can", "could", "did",
    "do",
    "doe", "don", "for", "from", "had", "ha", "has", "have", "he", "her", "him", "his", "how", "i",
    "if", "in", "is", "it", "its", "just", "like", "ll", "m", "me", "my", "no", "not", "of", "ok",
    "on", "or", "our", "re", "s", "she", "should", "so", "t", "that", "the", "them", "then",
    "there",
    "they", "thi", "this", "to", "too", "up", "ve", "wa", "was", "we", "were", "what", "when",
    "where",
    "which", "who", "why", "will", "with", "would", "yes", "you", "your",
  ]
}
