/// The words of a GGUF of the kind `bert`, as llama.cpp makes them: spaces and punctuation cut, case
/// and accents go.
struct BertWords: WordEncoder {
  private let words: WordPieceModel
  private let lowercases: Bool
  private let stripsAccents: Bool

  init(_ words: WordPieceModel, lowercases: Bool, stripsAccents: Bool) {
    self.words = words
    self.lowercases = lowercases
    self.stripsAccents = stripsAccents
  }

  func encode(
    _ text: Span<UInt8>, _ range: Range<Int>, isFirstOrAfterSpecial: Bool,
    _ scratch: inout EncoderScratch, into ids: inout [Int32]
  ) throws(TokenizationError) {
    var original: [UInt8] = []
    original.reserveCapacity(range.count)
    for position in range { original.append(text[position]) }
    var cleaned: [UInt8] = []
    var ends: [Int] = []
    func finish() { if cleaned.count > (ends.last ?? 0) { ends.append(cleaned.count) } }
    ScalarText.map(&original) { scalar, _ in
      // Only the first character of a decomposition is kept: its marks would go next.
      let scalar = stripsAccents ? LlamaCharacters.base(scalar) : scalar
      let found = UnicodeClasses.shared[scalar]
      if found == UnicodeClass.space { return finish() }
      if scalar == 0xFFFD || found == UnicodeClass.other && LlamaCharacters.isControl(scalar) {
        return
      }
      if stripsAccents, found == UnicodeClass.mark { return }
      let stands =
        found == UnicodeClass.punctuation || found == UnicodeClass.symbol && scalar < 0x7F
        || LlamaCharacters.isIdeograph(scalar)
      if stands { finish() }
      let written = lowercases ? LlamaCharacters.lowercase(scalar) : scalar
      ScalarText.append(written, to: &cleaned)
      if stands { finish() }
    }
    finish()
    var start = 0
    for end in ends {
      try scratch.encodeCached(cleaned.span, start..<end, by: words, into: &ids)
      start = end
    }
  }

  func encodeWord(
    _ text: Span<UInt8>, _ word: Range<Int>, _ merger: inout PairMerger, into ids: inout [Int32]
  ) throws(TokenizationError) {
    try words.encodeWord(text, word, &merger, into: &ids)
  }
}
