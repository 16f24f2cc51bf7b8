/// The written words of a Korean message, cut of marks, jamo and emoji at their ends.
struct KoreanTokens: Sendable {
  struct Word: Sendable, Hashable {
    /// As written, without marks around it.
    var text: String
    /// Whether a comma, a full stop or the like ends a clause after it.
    var endsClause: Bool
  }

  let words: [Word]
  /// Whether the message asks: a question mark, or an ending that only asks.
  let asks: Bool

  init(_ text: String) {
    var words: [Word] = []
    for piece in text.split(whereSeparator: \.isWhitespace) {
      var body = piece
      while let first = body.first, !Self.isWordCharacter(first) { body = body.dropFirst() }
      var ends = false
      while let last = body.last, !Self.isWordCharacter(last) {
        if ",.?!…~".contains(last) { ends = true }
        body = body.dropLast()
      }
      if body.isEmpty {
        if !words.isEmpty { words[words.count - 1].endsClause = true }
        continue
      }
      words.append(Word(text: String(body), endsClause: ends))
    }
    self.words = words
    let last = words.last?.text ?? ""
    asks =
      text.contains("?")
      || Self.questionEndings.contains { last.hasSuffix($0) && last.count >= $0.count }
  }

  private static let questionEndings = [
    "까요", "을까", "할까", "갈까", "볼까", "될까", "나요", "은가요", "는가요", "인가요", "할래", "갈래", "을래", "래요", "어때",
    "어때요", "어떠세요", "냐", "돼요", "될까", "실래요", "있나", "인가",
  ]

  private static func isWordCharacter(_ character: Character) -> Bool {
    guard let scalar = character.unicodeScalars.first else { return false }
    if (0x3131...0x318E).contains(scalar.value) { return false }
    return character.isLetter || character.isNumber || character == "%"
  }
}
