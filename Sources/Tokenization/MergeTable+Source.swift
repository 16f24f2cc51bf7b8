extension MergeTable {
  /// The merges of a `tokenizer.json`, of which the last of equal ones counts.
  init(
    _ pairs: MergePairs, in text: UnsafeRawBufferPointer, _ vocabulary: Vocabulary
  ) throws(TokenizationError) {
    var table = MergeTable(capacity: Int(pairs.count), lastCounts: true)
    var lookup = PairLookup(vocabulary, text: text)
    for pair in pairs.plain { try lookup.add(pair, to: &table) }
    try lookup.flush(to: &table)
    try pairs.unescaped.withUnsafeBufferPointer { bytes throws(TokenizationError) in
      let text = UnsafeRawBufferPointer(bytes)
      var lookup = PairLookup(vocabulary, text: text)
      for pair in pairs.escaped { try lookup.add(pair, to: &table) }
      try lookup.flush(to: &table)
    }
    self = table
  }
}
