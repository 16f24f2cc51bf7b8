/// Byte-level BPE: words are cut out of the text, their bytes merged in the order of training.
struct ByteLevelEncoder: WordEncoder {
  private let preTokenizer: PreTokenizer
  private let index: TokenIndex
  private let merges: MergeTable
  /// The token of each byte, or -1.
  private let byteTokens: [Int32]

  init(
    _ vocabulary: Vocabulary, merges source: PackedStrings, preTokenizer: PreTokenizer
  ) throws(TokenizationError) {
    self.preTokenizer = preTokenizer
    index = vocabulary.index
    byteTokens = (UInt8.min...UInt8.max).map { vocabulary.index.id(of: [$0]) ?? -1 }
    guard source.count > 0 else {
      throw .malformed(expected: "merges for a byte-level vocabulary", found: "none")
    }
    var merges = MergeTable(capacity: source.count)
    var bytes: [UInt8] = []
    for rank in 0..<source.count {
      guard let (left, right) = Self.halves(source[rank]) else {
        throw .malformed(
          expected: "merge \(rank) as two tokens with a space between them",
          found: TokenizationError.quoted(source[rank]))
      }
      bytes.removeAll(keepingCapacity: true)
      let isSpelled = ByteAlphabet.append(left, to: &bytes)
      let middle = bytes.count
      guard isSpelled, ByteAlphabet.append(right, to: &bytes),
        let leftID = vocabulary.index.id(of: bytes.span, 0..<middle),
        let rightID = vocabulary.index.id(of: bytes.span, middle..<bytes.count),
        let mergedID = vocabulary.index.id(of: bytes.span, 0..<bytes.count)
      else {
        // A merge with a special token is left out: text does not become one.
        let isOfSpecials = [left, right, left + right].contains {
          vocabulary.specialIndex.id(of: Array($0)) != nil
        }
        if isOfSpecials { continue }
        throw .malformed(
          expected: "merge \(rank) of known tokens into a known token",
          found: TokenizationError.quoted(source[rank]))
      }
      merges.insert(
        left: leftID, right: rightID, rank: UInt32(truncatingIfNeeded: rank), merged: mergedID)
    }
    self.merges = merges
  }

  /// The two spellings of a merge; the first may itself begin with the space that divides them.
  private static func halves(
    _ merge: ArraySlice<UInt8>
  ) -> (ArraySlice<UInt8>, ArraySlice<UInt8>)? {
    guard let space = merge.dropFirst().firstIndex(of: 0x20), space + 1 < merge.endIndex else {
      return nil
    }
    return (merge[..<space], merge[(space + 1)...])
  }

  func encode(
    _ text: Span<UInt8>, _ range: Range<Int>, isFirstOrAfterSpecial: Bool,
    _ scratch: inout EncoderScratch, into ids: inout [Int32]
  ) throws(TokenizationError) {
    var scanner = WordScanner(preTokenizer, range: range)
    while let word = scanner.next(in: text) {
      try scratch.encodeCached(text, word, by: self, into: &ids)
    }
  }

  func encodeWord(
    _ text: Span<UInt8>, _ word: Range<Int>, _ merger: inout PairMerger, into ids: inout [Int32]
  ) throws(TokenizationError) {
    if preTokenizer.takesWholeWords, let id = index.id(of: text, word) {
      ids.append(id)
      return
    }
    merger.symbols.removeAll(keepingCapacity: true)
    for position in word {
      let token = byteTokens[Int(text[position])]
      guard token >= 0 else {
        throw TokenizationError(
          .unencodable, offset: position, expected: "a token for every byte of the text",
          found: "none for byte \(text[position])")
      }
      merger.symbols.append(
        Symbol(start: Int32(position), end: Int32(position + 1), token: token))
    }
    merger.merge(by: self, in: text)
    for symbol in merger.symbols { ids.append(symbol.token) }
  }
}

extension ByteLevelEncoder: MergeRule {
  func merge(_ left: Symbol, _ right: Symbol, in text: Span<UInt8>) -> PairMerge? {
    merges.merge(left.token, right.token)
  }
}
