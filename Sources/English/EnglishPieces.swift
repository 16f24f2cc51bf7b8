/// A sentence cut where a new clause with its own subject begins.
struct EnglishPieces: Sendable {
  var words: [EnglishWord]
  /// but, so, and; empty after a comma alone.
  var link = ""

  static func split(_ words: [EnglishWord]) -> [EnglishPieces] {
    var pieces: [EnglishPieces] = []
    var current: [EnglishWord] = []
    var link = ""
    // After if, when and the like the main clause is to come.
    var isOpen = words.first.map { subordinate.contains($0.lower) } ?? false
    var index = 0
    func close() {
      guard !current.isEmpty else { return }
      if let last = current.indices.last, current[last].hasComma {
        current[last].tail = current[last].tail.filter { !",;:".contains($0) }
      }
      pieces.append(EnglishPieces(words: current, link: link))
      current = []
      link = ""
    }
    while index < words.count {
      let word = words[index]
      let isAfterComma = current.last?.hasComma ?? false
      if !current.isEmpty, !isOpen {
        let next = index + 1 < words.count ? words[index + 1] : nil
        if ["and", "but", "so"].contains(word.lower), let next,
          next.core == "I"
            || isAfterComma && EnglishOpening.isSubject(next)
        {
          close()
          link = word.lower
          index += 1
          isOpen = false
          continue
        }
        if isAfterComma, begins(words, index) {
          close()
          isOpen = subordinate.contains(word.lower)
        }
      }
      if isAfterComma, isOpen, EnglishOpening.isSubject(word) { isOpen = false }
      current.append(word)
      index += 1
    }
    close()
    return pieces
  }

  private static func begins(_ words: [EnglishWord], _ index: Int) -> Bool {
    let word = words[index]
    if EnglishOpening.isSubject(word) || word.core == "I" { return true }
    let lower = word.lower
    if ["don't", "please", "can", "could", "shall", "thanks", "thank", "sorry", "just", "haven't"]
      .contains(lower)
    {
      return true
    }
    if EnglishOrder.isSure(Array(words[index...])) { return true }
    // A closing remark: ", no worries".
    let rest = words[index...].map(\.lower).joined(separator: " ")
    return EnglishPhrases.slight.contains(rest)
  }

  static let subordinate: Set<String> = [
    "if", "when", "once", "as", "because", "since", "while", "after", "before", "unless", "until",
    "although", "whenever", "whatever", "given", "even",
  ]
}
