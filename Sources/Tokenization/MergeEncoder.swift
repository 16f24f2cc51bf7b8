/// Byte-pair encoding by ranked merges: words are cut out of the text, their symbols merged in the
/// order of training.
///
/// The symbols are bytes, spelled by ``ByteAlphabet``, or characters as they are.
struct MergeEncoder: WordEncoder {
  /// The merges as their file has them.
  enum Merges: Sendable {
    case ids(MergeTable)
    case spelled(SpelledMerges)
  }

  /// What becomes of a symbol that the vocabulary lacks.
  enum Missing: Sendable {
    /// An error that names the byte, unless text without it says the same: see
    /// ``MergeEncoder/isDispensable(_:)``.
    case refused
    /// Nothing.
    case dropped
    /// The bytes' tokens `<0xNN>`, as far as there are any.
    case bytes
    /// The bytes' tokens if `byBytes` and all are there, else one unknown token for it, or with
    /// `isFused` one for a run of such symbols.
    case unknown(Int32?, isFused: Bool, byBytes: Bool)
  }

  private let cuts: [Cut]
  private let spelling: PreTokenizer.Spelling
  private let takesWholeWords: Bool
  /// Gemma 4's: a word of line ends alone is a token if there is one.
  private let takesLineEnds: Bool
  private let missing: Missing
  private let index: TokenIndex
  private let merges: Merges
  /// The token of each byte, or -1.
  private let byteTokens: [Int32]
  /// Whether words are cut further, before marks for spaces: see ``SpaceMark/bordersWords(of:)``.
  private let cutsBeforeMarks: Bool

  init(
    _ vocabulary: Vocabulary, merges: Merges, preTokenizer: PreTokenizer, missing: Missing
  ) {
    self.init(
      vocabulary, merges: merges, cuts: preTokenizer.cuts, spelling: preTokenizer.spelling,
      takesWholeWords: preTokenizer.takesWholeWords, takesLineEnds: preTokenizer.takesLineEnds,
      missing: missing)
  }

  init(
    _ vocabulary: Vocabulary, merges: Merges, cuts: [Cut] = [],
    spelling: PreTokenizer.Spelling, takesWholeWords: Bool, takesLineEnds: Bool = false,
    missing: Missing
  ) {
    self.cuts = cuts
    self.spelling = spelling
    self.takesWholeWords = takesWholeWords
    self.takesLineEnds = takesLineEnds
    self.missing = missing
    index = vocabulary.index
    self.merges = merges
    byteTokens =
      spelling == .bytes
      ? (UInt8.min...UInt8.max).map {
        vocabulary.index.id(of: ByteAlphabet.spelled([$0].span, 0..<1)) ?? -1
      } : vocabulary.byteTokens
    // A part of a word is not the whole word that may be a token.
    cutsBeforeMarks =
      spelling != .bytes && !takesWholeWords && SpaceMark.bordersWords(of: vocabulary)
  }

  func encode(
    _ text: Span<UInt8>, _ range: Range<Int>, isFirstOrAfterSpecial: Bool,
    _ scratch: inout EncoderScratch, into ids: inout [Int32]
  ) throws(TokenizationError) {
    if spelling == .marked {
      let marked = SpaceMark.escaped(text, range)
      return try encodeSpelled(marked.span, 0..<marked.count, &scratch, into: &ids)
    }
    try encodeSpelled(text, range, &scratch, into: &ids)
  }

  private func encodeSpelled(
    _ text: Span<UInt8>, _ range: Range<Int>, _ scratch: inout EncoderScratch,
    into ids: inout [Int32]
  ) throws(TokenizationError) {
    if case .words(let rule)? = cuts.first, cuts.count == 1 {
      var scanner = WordScanner(rule, range: range)
      while let word = scanner.next(in: text) {
        try encodePiece(text, word, &scratch, into: &ids)
      }
      return
    }
    for word in try Cut.words(text, range, cuts) {
      try encodePiece(text, word, &scratch, into: &ids)
    }
  }

  /// Appends the ids of what the pre-tokenizer made one word, which may be the whole text: of its
  /// parts that merges do not join, each for itself.
  func encodePiece(
    _ text: Span<UInt8>, _ piece: Range<Int>, _ scratch: inout EncoderScratch,
    into ids: inout [Int32]
  ) throws(TokenizationError) {
    guard cutsBeforeMarks, !takesLineEnds || text[piece.lowerBound] != 0x0A else {
      return try scratch.encodeCached(text, piece, by: self, into: &ids)
    }
    var start = piece.lowerBound
    while start < piece.upperBound {
      let end = SpaceMark.endOfWord(in: text, from: start, to: piece.upperBound)
      try scratch.encodeCached(text, start..<end, by: self, into: &ids)
      start = end
    }
  }

  func encodeWord(
    _ text: Span<UInt8>, _ word: Range<Int>, _ merger: inout PairMerger, into ids: inout [Int32]
  ) throws(TokenizationError) {
    if takesWholeWords || takesLineEnds && word.allSatisfy({ text[$0] == 0x0A }),
      let id = wholeWord(text, word)
    {
      ids.append(id)
      return
    }
    merger.symbols.removeAll(keepingCapacity: true)
    if spelling == .bytes {
      for position in word {
        try append(text, position..<position + 1, byteTokens[Int(text[position])], &merger.symbols)
      }
    } else {
      var position = word.lowerBound
      while position < word.upperBound {
        let end = position + Cut.characterLength(text[position])
        try append(
          text, position..<end, index.id(of: text, position..<end) ?? -1, &merger.symbols)
        position = end
      }
    }
    merger.merge(by: self, in: text)
    for symbol in merger.symbols where symbol.token >= 0 { ids.append(symbol.token) }
  }

  private func wholeWord(_ text: Span<UInt8>, _ word: Range<Int>) -> Int32? {
    guard spelling == .bytes else { return index.id(of: text, word) }
    guard word.count <= index.longest else { return nil }
    return index.id(of: ByteAlphabet.spelled(text, word))
  }

  private func append(
    _ text: Span<UInt8>, _ range: Range<Int>, _ token: Int32, _ symbols: inout [Symbol]
  ) throws(TokenizationError) {
    if token >= 0 {
      symbols.append(
        Symbol(start: Int32(range.lowerBound), end: Int32(range.upperBound), token: token))
      return
    }
    switch missing {
    case .dropped: return
    case .refused:
      if Self.isDispensable(text[range.lowerBound]) {
        // It is no token, but its neighbours do not merge over it.
        return symbols.append(
          Symbol(start: Int32(range.lowerBound), end: Int32(range.upperBound), token: -1))
      }
      throw TokenizationError(
        .unencodable, offset: range.lowerBound, expected: "a token for every byte of the text",
        found: "none for byte \(text[range.lowerBound])")
    case .bytes: appendBytes(text, range, &symbols)
    case .unknown(let unknown, let isFused, let byBytes):
      if byBytes, range.allSatisfy({ byteTokens[Int(text[$0])] >= 0 }) {
        return appendBytes(text, range, &symbols)
      }
      guard let unknown else { return }
      if isFused, let last = symbols.last, last.token == unknown {
        symbols[symbols.count - 1].end = Int32(range.upperBound)
      } else {
        symbols.append(
          Symbol(start: Int32(range.lowerBound), end: Int32(range.upperBound), token: unknown))
      }
    }
  }

  /// Whether a byte is a control character, no space among them, or begins a character of the planes
  /// 4 to 11, which have none.
  ///
  /// The vocabularies of Falcon, StarCoder and Refact lack some of these; llama.cpp and Hugging Face's
  /// library leave out whatever byte has no token, but a vocabulary without letters is a broken one.
  private static func isDispensable(_ byte: UInt8) -> Bool {
    byte < 0x20 && !(0x09...0x0D).contains(byte) || byte == 0x0B || byte == 0xF1 || byte == 0xF2
  }

  private func appendBytes(_ text: Span<UInt8>, _ range: Range<Int>, _ symbols: inout [Symbol]) {
    for position in range {
      let token = byteTokens[Int(text[position])]
      guard token >= 0 else { continue }
      symbols.append(Symbol(start: Int32(position), end: Int32(position + 1), token: token))
    }
  }
}

extension MergeEncoder: MergeRule {
  func merge(_ left: Symbol, _ right: Symbol, in text: Span<UInt8>) -> PairMerge? {
    guard left.token >= 0, right.token >= 0 else { return nil }
    return switch merges {
    case .ids(let table): table.merge(left.token, right.token)
    case .spelled(let merges): merges.merge(left.token, right.token)
    }
  }
}
