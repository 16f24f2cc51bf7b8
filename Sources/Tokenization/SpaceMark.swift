/// `▁` (U+2581), the character that SentencePiece writes for a space.
enum SpaceMark {
  static let bytes: [UInt8] = [0xE2, 0x96, 0x81]

  static func stands(in text: Span<UInt8>, at position: Int) -> Bool {
    position + 2 < text.count && text[position] == 0xE2 && text[position + 1] == 0x96
      && text[position + 2] == 0x81
  }

  /// A part of the text with spaces as marks.
  static func escaped(_ text: Span<UInt8>, _ range: Range<Int>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(range.count + range.count / 2 + 3)
    for position in range {
      if text[position] == 0x20 {
        result += bytes
      } else {
        result.append(text[position])
      }
    }
    return result
  }

  /// Appends the text of a spelling.
  static func appendUnescaped(_ spelling: ArraySlice<UInt8>, to result: inout [UInt8]) {
    let span = spelling.span
    var position = 0
    while position < span.count {
      if stands(in: span, at: position) {
        result.append(0x20)
        position += bytes.count
      } else {
        result.append(span[position])
        position += 1
      }
    }
  }

  /// Where the next mark follows something else: the end of a word of marks and then other text.
  static func endOfWord(in text: Span<UInt8>, from start: Int, to end: Int) -> Int {
    var position = start
    while stands(in: text, at: position) { position += bytes.count }
    while position < end {
      if text[position] == 0xE2, stands(in: text, at: position) { return position }
      position += 1
    }
    return end
  }

  /// Whether text may be cut wherever a mark follows something else.
  ///
  /// A merge across such a place would make a token with a mark behind something else, so there must
  /// be none that merges may make; and the mark must be a token, since what the vocabulary lacks may
  /// be joined with its neighbours.
  static func bordersWords(of vocabulary: Vocabulary) -> Bool {
    let index = vocabulary.index
    guard index.id(of: bytes) != nil else { return false }
    let spellings = vocabulary.spellings
    let text = spellings.bytes.span
    return index.members.indices.allSatisfy {
      !index.members[$0] || !isInside(text, spellings.range(of: $0))
    }
  }

  /// Whether a mark follows something else in a spelling.
  private static func isInside(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    endOfWord(in: text, from: range.lowerBound, to: range.upperBound) < range.upperBound
  }
}
