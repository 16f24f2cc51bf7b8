/// The tokens of a checked vocabulary: how they are spelled, what they stand for, their kinds.
///
/// The invariant: there are as many spellings as kinds, an `Int32` can number them, and tokens that
/// are matched whole are spelled in valid UTF-8. What a token stands for is worked out when asked.
struct Vocabulary: Sendable {
  /// How a vocabulary writes the bytes of ordinary tokens.
  enum Spelling: Sendable {
    /// In ``ByteAlphabet``.
    case byteLevel
    /// As text with `▁` (U+2581) for a space.
    case sentencePiece
    /// As text.
    case plain
  }

  /// How the vocabulary's file writes the tokens.
  let spellings: PackedStrings
  let kinds: [TokenKind]
  let spelling: Spelling
  /// What may be found by merging, by spelling; see ``TokenKind/isReachableFromText``.
  let index: TokenIndex
  /// Tokens that are matched whole, by spelling.
  let specialIndex: TokenIndex
  /// The token `<0xNN>` of each byte, or -1.
  let byteTokens: [Int32]

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
    self.spelling = spelling
    spellings = source.tokens
    var reachable: [Int] = []
    reachable.reserveCapacity(count)
    var special: [Int] = []
    var byteTokens = [Int32](repeating: -1, count: 256)
    for id in 0..<count {
      let kind = kinds[id]
      if kind.isMatchedWhole {
        try Self.checkUTF8(source.tokens[id], of: id)
        special.append(id)
      }
      if kind == .byte {
        guard let byte = Self.byte(spelled: source.tokens[id]) else {
          throw .malformed(
            expected: "byte token \(id) as <0xNN>",
            found: TokenizationError.quoted(source.tokens[id]))
        }
        byteTokens[Int(byte)] = Int32(id)
      } else if kind.isReachableFromText {
        // A user-defined token of a byte-level vocabulary stands for its spelling, but merges know
        // it by the alphabet; the two differ only for spellings that no merge makes.
        let isHidden =
          kind == .userDefined && spelling == .byteLevel
          && !source.tokens[id].allSatisfy { $0 > 0x20 && $0 < 0x7F }
        if !isHidden { reachable.append(id) }
      }
    }
    self.byteTokens = byteTokens
    index = try TokenIndex(spellings, ids: reachable)
    specialIndex = try TokenIndex(spellings, ids: special)
  }

  /// A vocabulary whose kinds are known; `reachable` says which tokens the index finds.
  init(
    _ spellings: PackedStrings, kinds: [TokenKind], reachable: (Int) -> Bool
  ) throws(TokenizationError) {
    guard spellings.count > 0 else {
      throw .malformed(expected: "at least one token", found: "an empty vocabulary")
    }
    self.spellings = spellings
    self.kinds = kinds
    spelling = .plain
    var byteTokens = [Int32](repeating: -1, count: 256)
    for id in kinds.indices {
      if kinds[id] == .byte, let byte = Self.byte(spelled: spellings[id]) {
        byteTokens[Int(byte)] = Int32(truncatingIfNeeded: id)
      }
    }
    self.byteTokens = byteTokens
    var found: [Int] = []
    found.reserveCapacity(kinds.count)
    for id in kinds.indices where reachable(id) { found.append(id) }
    index = try TokenIndex(spellings, ids: found)
    found.removeAll(keepingCapacity: true)
    for id in kinds.indices where kinds[id].isMatchedWhole { found.append(id) }
    specialIndex = try TokenIndex(spellings, ids: found)
  }

  /// Appends the bytes of text that a token stands for; for a special token its spelling.
  ///
  /// - Precondition: `0 <= id < count`.
  func appendPiece(of id: Int, to bytes: inout [UInt8]) {
    let written = spellings[id]
    switch (kinds[id], spelling) {
    case (.byte, _): bytes.append(Self.byte(spelled: written) ?? 0x3F)
    case (.control, _), (.unknown, _), (.userDefined, _), (_, .plain): bytes += written
    case (_, .byteLevel):
      // A spelling outside the alphabet is text as it stands, as in `[PAD151936]`.
      if !ByteAlphabet.append(written, to: &bytes) { bytes += written }
    case (_, .sentencePiece): SpaceMark.appendUnescaped(written, to: &bytes)
    }
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
    for id in EndOfTurn.ids(in: source.tokens) { kinds[id] = .control }
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
  static func byte(spelled spelling: ArraySlice<UInt8>) -> UInt8? {
    guard spelling.count == 6, spelling.starts(with: "<0x".utf8), spelling.last == 0x3E else {
      return nil
    }
    return UInt8(String(decoding: spelling.dropFirst(3).dropLast(), as: UTF8.self), radix: 16)
  }
}
