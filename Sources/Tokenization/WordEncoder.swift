/// Turns stretches of ordinary text into ids; special tokens have been cut out before.
protocol WordEncoder {
  /// Appends the ids of a range of the text.
  ///
  /// `isFirstOrAfterSpecial` says whether SentencePiece's space belongs before it.
  func encode(
    _ text: Span<UInt8>, _ range: Range<Int>, isFirstOrAfterSpecial: Bool,
    _ scratch: inout EncoderScratch, into ids: inout [Int32]
  ) throws(TokenizationError)

  /// Appends the ids of a word, which no merge crosses the borders of.
  func encodeWord(
    _ text: Span<UInt8>, _ word: Range<Int>, _ merger: inout PairMerger, into ids: inout [Int32]
  ) throws(TokenizationError)
}

/// What encoding keeps from word to word and from call to call.
struct EncoderScratch {
  private var merger = PairMerger()
  private var cache = WordCache()

  mutating func encodeCached(
    _ text: Span<UInt8>, _ word: Range<Int>, by encoder: some WordEncoder,
    into ids: inout [Int32]
  ) throws(TokenizationError) {
    guard word.count <= WordCache.longestWord else {
      return try encoder.encodeWord(text, word, &merger, into: &ids)
    }
    let key = WordCache.key(of: text, word)
    if cache.append(key, to: &ids) { return }
    let start = ids.count
    try encoder.encodeWord(text, word, &merger, into: &ids)
    cache.insert(key, ids[start...])
  }

  mutating func trim() { merger.trim() }
}
