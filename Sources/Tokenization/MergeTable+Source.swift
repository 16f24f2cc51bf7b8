extension MergeTable {
  /// The merges of a file that writes each as two spelled tokens with a space between them, of which
  /// the first of equal ones counts.
  ///
  /// A merge with a special token is left out: text does not become one.
  init(_ source: PackedStrings, _ vocabulary: Vocabulary) throws(TokenizationError) {
    var table = MergeTable(capacity: source.count)
    try source.bytes.withUnsafeBufferPointer { bytes throws(TokenizationError) in
      let text = UnsafeRawBufferPointer(bytes)
      var lookup = PairLookup(vocabulary, text: text, leavesBytesOut: true)
      for rank in 0..<source.count {
        let range = source.range(of: rank)
        guard let space = Self.space(text, range) else {
          throw .malformed(
            expected: "merge \(rank) as two tokens with a space between them",
            found: TokenizationError.quoted(source[rank]))
        }
        let pair = MergePairs.Pair(
          range.lowerBound..<space, space + 1..<range.upperBound,
          rank: UInt32(truncatingIfNeeded: rank))
        try lookup.add(pair, to: &table)
      }
      try lookup.flush(to: &table)
    }
    self = table
  }

  /// The merges of a `tokenizer.json`, of which the last of equal ones counts.
  init(
    _ pairs: MergePairs, in text: UnsafeRawBufferPointer, _ vocabulary: Vocabulary
  ) throws(TokenizationError) {
    var table = MergeTable(capacity: Int(pairs.count), lastCounts: true)
    var lookup = PairLookup(vocabulary, text: text, leavesBytesOut: false)
    for pair in pairs.plain { try lookup.add(pair, to: &table) }
    try lookup.flush(to: &table)
    try pairs.unescaped.withUnsafeBufferPointer { bytes throws(TokenizationError) in
      let text = UnsafeRawBufferPointer(bytes)
      var lookup = PairLookup(vocabulary, text: text, leavesBytesOut: false)
      for pair in pairs.escaped { try lookup.add(pair, to: &table) }
      try lookup.flush(to: &table)
    }
    self = table
  }

  /// The space between the two; the first may itself begin with one.
  private static func space(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> Int? {
    var position = range.lowerBound + 1
    while position + 1 < range.upperBound {
      if bytes[position] == 0x20 { return position }
      position += 1
    }
    return nil
  }
}
