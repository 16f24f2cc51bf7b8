/// A step by which a `tokenizer.json` cuts text into words; some rewrite the text as they go.
enum PieceStep: Sendable {
  enum PrependScheme: String, Sendable { case first, always, never }

  case cut(Cut)
  /// A space before each piece that has none.
  case spaceBefore
  /// Spaces as a mark, with one before the text.
  case metaspace(mark: [UInt8], PrependScheme)
  /// Bytes as characters of ``ByteAlphabet``, where further cuts follow.
  case spelled
}

/// A text and the parts of it that words are made from.
struct Pieces {
  var text: [UInt8]
  var ranges: [Range<Int>]
  /// Whether the text is the beginning of what was given, or follows a token.
  let isFirst: Bool

  init(_ text: [UInt8], isFirst: Bool) {
    self.text = text
    ranges = text.isEmpty ? [] : [0..<text.count]
    self.isFirst = isFirst
  }

  mutating func apply(_ step: PieceStep) throws(TokenizationError) {
    switch step {
    case .cut(let cut):
      var cutRanges: [Range<Int>] = []
      cutRanges.reserveCapacity(text.count / 4)
      for range in ranges { try cut.cut(text.span, range, into: &cutRanges) }
      ranges = cutRanges
    case .spaceBefore:
      rewrite { text, range, result in
        if text[range.lowerBound] != 0x20 { result.append(0x20) }
        result += text[range]
      }
    case .metaspace(let mark, let scheme):
      let isFirst = isFirst
      rewrite { text, range, result in
        let isMarked = text[range.lowerBound] == 0x20 || text[range].starts(with: mark)
        let wants = scheme == .always || scheme == .first && isFirst && range.lowerBound == 0
        if wants, !isMarked { result += mark }
        for byte in text[range] {
          if byte == 0x20 { result += mark } else { result.append(byte) }
        }
      }
    case .spelled:
      rewrite { text, range, result in result += ByteAlphabet.spelled(text.span, range) }
    }
  }

  private mutating func rewrite(_ body: ([UInt8], Range<Int>, inout [UInt8]) -> Void) {
    var result: [UInt8] = []
    result.reserveCapacity(text.count + text.count / 2)
    for index in ranges.indices {
      let start = result.count
      body(text, ranges[index], &result)
      ranges[index] = start..<result.count
    }
    text = result
  }
}
