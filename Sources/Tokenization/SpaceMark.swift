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

  /// Whether a space follows something else in a spelling.
  static func isInside(_ spelling: ArraySlice<UInt8>) -> Bool {
    let span = spelling.span
    var position = 0
    while stands(in: span, at: position) { position += bytes.count }
    while position < span.count {
      if stands(in: span, at: position) { return true }
      position += 1
    }
    return false
  }
}
