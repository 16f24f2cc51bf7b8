/// SentencePiece's BPE: characters merge into the neighbours' best-scored token.
///
/// Spaces are written `▁` (U+2581) first. What merges into no token is given byte by byte.
struct SentencePieceEncoder: WordEncoder {
  private let index: TokenIndex
  /// For each token its score, turned so that a lower number goes first.
  private let priorities: [UInt32]
  /// The token that stands for each byte, or -1.
  private let byteTokens: [Int32]
  private let unknown: Int32?
  private let addsSpacePrefix: Bool
  /// Whether no token has a space after something else, so that text may be cut before spaces.
  private let cutsBeforeSpaces: Bool

  init(
    _ vocabulary: Vocabulary, scores: [Float], unknown: Int32?, addsSpacePrefix: Bool
  ) throws(TokenizationError) {
    guard scores.isEmpty || scores.count == vocabulary.count else {
      throw .malformed(expected: "\(vocabulary.count) scores", found: "\(scores.count)")
    }
    var priorities = [UInt32](repeating: 0, count: vocabulary.count)
    for (id, score) in scores.enumerated() {
      guard !score.isNaN else {
        throw .malformed(expected: "a number as the score of token \(id)", found: "NaN")
      }
      priorities[id] = Self.priority(score)
    }
    self.priorities = priorities
    self.unknown = unknown
    self.addsSpacePrefix = addsSpacePrefix

    index = vocabulary.index
    byteTokens = (UInt8.min...UInt8.max).map { byte in
      let token = vocabulary.byteTokens[Int(byte)]
      return token >= 0 ? token : vocabulary.index.id(of: [byte]) ?? -1
    }
    cutsBeforeSpaces = SpaceMark.bordersWords(of: vocabulary)
  }

  /// The order of floats as the order of integers, highest first.
  static func priority(_ score: Float) -> UInt32 {
    let bits = (score + 0).bitPattern  // -0 becomes 0, its equal
    return bits >> 31 == 0 ? ~(bits | 0x8000_0000) : bits
  }

  func encode(
    _ text: Span<UInt8>, _ range: Range<Int>, isFirstOrAfterSpecial: Bool,
    _ scratch: inout EncoderScratch, into ids: inout [Int32]
  ) throws(TokenizationError) {
    var escaped = SpaceMark.escaped(text, range)
    if addsSpacePrefix, isFirstOrAfterSpecial { escaped.insert(contentsOf: SpaceMark.bytes, at: 0) }
    guard escaped.count <= Int(Int32.max) else {
      throw TokenizationError(
        .textTooLong, expected: "at most \(Int32.max) bytes with spaces as three each",
        found: "\(escaped.count)")
    }
    var start = 0
    while start < escaped.count {
      let end =
        cutsBeforeSpaces
        ? SpaceMark.endOfWord(in: escaped.span, from: start, to: escaped.count) : escaped.count
      try scratch.encodeCached(escaped.span, start..<end, by: self, into: &ids)
      start = end
    }
  }

  func encodeWord(
    _ text: Span<UInt8>, _ word: Range<Int>, _ merger: inout PairMerger, into ids: inout [Int32]
  ) throws(TokenizationError) {
    merger.symbols.removeAll(keepingCapacity: true)
    var position = word.lowerBound
    while position < word.upperBound {
      let lead = text[position]
      let end = position + (lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4)
      merger.symbols.append(
        Symbol(
          start: Int32(position), end: Int32(end), token: index.id(of: text, position..<end) ?? -1))
      position = end
    }
    merger.merge(by: self, in: text)
    for symbol in merger.symbols {
      if symbol.token >= 0 {
        ids.append(symbol.token)
      } else {
        try appendBytes(of: text, Int(symbol.start)..<Int(symbol.end), to: &ids)
      }
    }
  }

  private func appendBytes(
    of text: Span<UInt8>, _ character: Range<Int>, to ids: inout [Int32]
  ) throws(TokenizationError) {
    guard character.allSatisfy({ byteTokens[Int(text[$0])] >= 0 }) else {
      guard let unknown else {
        throw TokenizationError(
          .unencodable, expected: "a token for every character, or for unknown ones",
          found: "neither for \(TokenizationError.quoted(character.map { text[$0] }))")
      }
      return ids.append(unknown)
    }
    for position in character { ids.append(byteTokens[Int(text[position])]) }
  }
}

extension SentencePieceEncoder: MergeRule {
  func merge(_ left: Symbol, _ right: Symbol, in text: Span<UInt8>) -> PairMerge? {
    guard let token = index.id(of: text, Int(left.start)..<Int(right.end)) else { return nil }
    return PairMerge(priority: priorities[Int(token)], token: token)
  }
}
