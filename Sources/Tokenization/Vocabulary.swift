/// The tokens of a checked vocabulary: how they are spelled, what they stand for, their kinds.
///
/// The invariant: spellings, pieces and kinds have the same count, which an `Int32` can number, and
/// tokens that are matched whole are spelled in valid UTF-8.
struct Vocabulary: Sendable {
  /// How a vocabulary writes the bytes of ordinary tokens.
  enum Spelling {
    /// In ``ByteAlphabet``; the index finds a token by its bytes.
    case byteLevel
    /// As text with `▁` (U+2581) for a space; the index finds a token by its spelling.
    case sentencePiece
  }

  /// How the vocabulary's file writes the tokens.
  let spellings: PackedStrings
  /// The bytes of text that the tokens stand for.
  let pieces: PackedStrings
  let kinds: [TokenKind]
  /// What may be found by merging; see ``TokenKind/isReachableFromText``.
  let index: TokenIndex
  /// Tokens that are matched whole, by spelling.
  let specialIndex: TokenIndex

  var count: Int { kinds.count }

  init(_ source: VocabularySource, spelling: Spelling) throws(TokenizationError) {
    let count = source.tokens.count
    guard count > 0 else {
      throw .malformed(expected: "at least one token", found: "an empty vocabulary")
    }
    guard count < Int32.max else {
      throw .malformed(expected: "fewer than 2^31 tokens", found: "\(count)")
    }
    let kinds = try Self.kinds(source, spelling)
    self.kinds = kinds
    spellings = source.tokens
    var pieces = PackedStrings()
    pieces.reserve(strings: count, bytes: source.tokens.bytes.count)
    var found: [Int] = []
    var bytes: [UInt8] = []
    for id in 0..<count {
      let written = source.tokens[id]
      if kinds[id].isMatchedWhole { try Self.checkUTF8(written, of: id) }
      switch (kinds[id], spelling) {
      case (.byte, _):
        guard let byte = Self.byte(spelled: written) else {
          throw .malformed(
            expected: "byte token \(id) as <0xNN>", found: TokenizationError.quoted(written))
        }
        try pieces.append(bytes: CollectionOfOne(byte))
      case (.control, _), (.unknown, _):
        try pieces.append(bytes: written)
      case (_, .byteLevel):
        // A spelling outside the alphabet is text as it stands, as in `[PAD151936]` or `  `.
        bytes.removeAll(keepingCapacity: true)
        let isSpelled = ByteAlphabet.append(written, to: &bytes)
        if isSpelled { found.append(id) }
        let isLiteral = kinds[id] == .userDefined || !isSpelled
        try pieces.append(bytes: isLiteral ? written : bytes[...])
      case (_, .sentencePiece):
        found.append(id)
        try pieces.append(
          bytes: kinds[id] == .userDefined ? Array(written) : SpaceMark.unescaped(written))
      }
    }
    self.pieces = pieces
    switch spelling {
    case .byteLevel:
      // A user-defined token stands for its spelling, but merges know it by the alphabet; the two
      // differ only for spellings that no merge makes.
      let pieces = pieces
      index = try TokenIndex(
        pieces,
        ids: found.filter { kinds[$0] != .userDefined || pieces[$0].allSatisfy { $0 < 0x80 } })
    case .sentencePiece: index = try TokenIndex(spellings, ids: found)
    }
    specialIndex = try TokenIndex(spellings, ids: kinds.indices.filter { kinds[$0].isMatchedWhole })
  }

  private static func kinds(
    _ source: VocabularySource, _ spelling: Spelling
  ) throws(TokenizationError) -> [TokenKind] {
    let count = source.tokens.count
    var kinds = [TokenKind](repeating: .normal, count: count)
    if source.kinds.isEmpty, spelling == .sentencePiece {
      for id in 0..<count where byte(spelled: source.tokens[id]) != nil { kinds[id] = .byte }
    } else if !source.kinds.isEmpty {
      guard source.kinds.count == count else {
        throw .malformed(expected: "\(count) token types", found: "\(source.kinds.count)")
      }
      for (id, number) in source.kinds.enumerated() {
        guard let kind = UInt8(exactly: number).flatMap(TokenKind.init(rawValue:)) else {
          throw .malformed(expected: "a type from 0 to 6 for token \(id)", found: "\(number)")
        }
        kinds[id] = kind
      }
    }
    // Whatever type a file gives them, these end a turn; as text they must not.
    for id in 0..<count where EndOfTurn.isSpelled(source.tokens[id]) { kinds[id] = .control }
    return kinds
  }

  private static func checkUTF8(
    _ spelling: ArraySlice<UInt8>, of id: Int
  ) throws(TokenizationError) {
    if let offset = UTF8Validation.firstInvalidOffset(in: spelling.span) {
      throw .malformed(
        expected: "special token \(id) in UTF-8", found: "an invalid byte at \(offset)")
    }
  }

  /// The byte of `<0xNN>`.
  private static func byte(spelled spelling: ArraySlice<UInt8>) -> UInt8? {
    guard spelling.count == 6, spelling.starts(with: "<0x".utf8), spelling.last == 0x3E else {
      return nil
    }
    return UInt8(String(decoding: spelling.dropFirst(3).dropLast(), as: UTF8.self), radix: 16)
  }
}
