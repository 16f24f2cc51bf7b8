extension MergeTable {
  /// The merges of a file that writes each as two spelled tokens with a space between them.
  ///
  /// A merge with a special token is left out: text does not become one.
  init(_ source: PackedStrings, _ vocabulary: Vocabulary) throws(TokenizationError) {
    self.init(capacity: source.count)
    let bytes = source.bytes.span
    for rank in 0..<source.count {
      let range = source.range(of: rank)
      guard let space = Self.space(bytes, range) else {
        throw .malformed(
          expected: "merge \(rank) as two tokens with a space between them",
          found: TokenizationError.quoted(source[rank]))
      }
      let left = range.lowerBound..<space
      let right = space + 1..<range.upperBound
      if let leftID = vocabulary.index.id(of: bytes, left),
        let rightID = vocabulary.index.id(of: bytes, right),
        let merged = vocabulary.index.id(of: bytes, left, then: right)
      {
        insert(
          left: leftID, right: rightID, rank: UInt32(truncatingIfNeeded: rank), merged: merged)
        continue
      }
      let parts = [
        source.bytes[left], source.bytes[right], source.bytes[left] + source.bytes[right],
      ]
      guard parts.contains(where: { vocabulary.isSetApart(Array($0)) }) else {
        throw .malformed(
          expected: "merge \(rank) of known tokens into a known token",
          found: TokenizationError.quoted(source[rank]))
      }
    }
  }

  /// The space between the two; the first may itself begin with one.
  private static func space(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
    var position = range.lowerBound + 1
    while position + 1 < range.upperBound {
      if bytes[position] == 0x20 { return position }
      position += 1
    }
    return nil
  }
}
