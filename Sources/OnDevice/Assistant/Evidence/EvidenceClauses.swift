/// Where the clauses of a sentence begin and end: after a comma, after 하고, before "while".
enum EvidenceClauses {
  /// Ranges of scalars that cover the sentence, from left to right.
  static func ranges(_ scalars: [Unicode.Scalar], isKorean: Bool) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var start = 0
    for word in words(scalars) {
      let core = trimmed(scalars[word])
      var end: Int?
      if core.count < word.count {
        end = word.upperBound
      } else if isKorean {
        if core.count > 1, isLinking(EvidenceText.string(core)) { end = word.upperBound }
      } else if word.lowerBound > start, joints.contains(EvidenceText.string(core)) {
        end = word.lowerBound
      }
      guard let end else { continue }
      ranges.append(start..<end)
      start = end
    }
    if words(scalars).last.map({ $0.upperBound > start }) ?? false {
      ranges.append(start..<scalars.count)
    }
    return ranges
  }

  static func words(_ scalars: [Unicode.Scalar]) -> [Range<Int>] {
    var words: [Range<Int>] = []
    var start: Int?
    for (index, scalar) in scalars.enumerated() {
      if scalar.properties.isWhitespace {
        if let open = start { words.append(open..<index) }
        start = nil
      } else if start == nil {
        start = index
      }
    }
    if let open = start { words.append(open..<scalars.count) }
    return words
  }

  private static func trimmed(_ word: ArraySlice<Unicode.Scalar>) -> ArraySlice<Unicode.Scalar> {
    var word = word
    while let last = word.last, ".,;:!?".unicodeScalars.contains(last) { word.removeLast() }
    return word
  }

  private static func isLinking(_ word: String) -> Bool {
    if word.hasSuffix("고") { return !["다고", "라고", "자고", "냐고"].contains(where: word.hasSuffix) }
    return ["며", "지만", "는데", "자", "서", "니", "때문에"].contains(where: word.hasSuffix)
  }

  private static let joints: Set<String> = [
    "and", "but", "while", "so", "because", "as", "after", "who", "which", "where", "though",
    "although", "since", "until", "if",
  ]
}
