/// `▁` (U+2581), the character that SentencePiece writes for a space.
enum SpaceMark {
  static let bytes: [UInt8] = [0xE2, 0x96, 0x81]

  static func stands(in text: Span<UInt8>, at position: Int) -> Bool {
    position + 2 < text.count && text[position] == 0xE2 && text[position + 1] == 0x96
      && text[position + 2] == 0x81
  }

  /// The text of a spelling.
  static func unescaped(_ spelling: ArraySlice<UInt8>) -> [UInt8] {
    let span = spelling.span
    var result: [UInt8] = []
    result.reserveCapacity(span.count)
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
    return result
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
