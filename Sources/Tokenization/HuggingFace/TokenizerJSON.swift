import JSON

/// Reads a `tokenizer.json` of Hugging Face's library into the parts of a ``Tokenizer``.
///
/// The vocabulary and the merges, which are nearly all of the file, are read without making values
/// of them. What is not known is refused by name.
struct TokenizerJSON {
  var addedTokens: [AddedTokens.Entry] = []
  var normalizer: JSONValue = .null
  var preTokenizer: JSONValue = .null
  var postProcessor: JSONValue = .null
  var decoder: JSONValue = .null
  /// The model's members but for its vocabulary and merges.
  var model = JSONObject()
  var vocabulary = VocabularyBuilder()
  /// For each id of a unigram model its score.
  var scores: [Double] = []
  /// The merges, to be looked up when the vocabulary is known.
  private(set) var merges: MergePairs?

  let bytes: UnsafeRawBufferPointer

  init(_ bytes: UnsafeRawBufferPointer) throws(TokenizationError) {
    self.bytes = bytes
    guard bytes.count < Int(UInt32.max) else {
      throw .malformed(
        expected: "a tokenizer.json of under 4 GiB", found: "\(bytes.count) bytes")
    }
    do {
      var reader = JSONReader(bytes)
      try reader.beginObject()
      while let key = try reader.nextKey() {
        switch key {
        case "added_tokens": try readAddedTokens(&reader)
        case "normalizer": normalizer = try JSONValue(reading: &reader)
        case "pre_tokenizer": preTokenizer = try JSONValue(reading: &reader)
        case "post_processor": postProcessor = try JSONValue(reading: &reader)
        case "decoder": decoder = try JSONValue(reading: &reader)
        case "model": try readModel(&reader)
        case "version":
          let version = try JSONValue(reading: &reader)
          guard version == .string("1.0") else {
            throw TokenizationError(
              .unsupported, expected: "version 1.0 of tokenizer.json", found: "\(version)")
          }
        // How a caller wants texts cut off or filled up is no part of the tokenizer.
        case "truncation", "padding": try reader.skipValue()
        default:
          throw TokenizationError(
            .unsupported, expected: "a known member of tokenizer.json",
            found: TokenizationError.quoted(key.utf8))
        }
      }
      try reader.end()
    } catch let error as JSONError {
      throw .malformed(
        expected: "JSON: at byte \(error.offset) \(error.expected)", found: error.found)
    } catch let error as TokenizationError {
      throw error
    } catch {
      throw .malformed(expected: "a tokenizer.json", found: "\(error)")
    }
  }

  // MARK: - Added tokens

  private mutating func readAddedTokens(_ reader: inout JSONReader) throws {
    try reader.beginArray()
    while try reader.nextElement() {
      let value = try JSONValue(reading: &reader)
      guard let object = value.object, let id = object["id"]?.integer,
        let content = object["content"]?.string, id >= 0, id < bytes.count
      else {
        throw TokenizationError.malformed(
          expected: "an added token with an id and a content", found: "another")
      }
      func flag(_ name: String) -> Bool { object[name] == .bool(true) }
      addedTokens.append(
        AddedTokens.Entry(
          id: Int32(truncatingIfNeeded: id), content: Array(content.utf8),
          isSpecial: flag("special"), isSingleWord: flag("single_word"),
          takesSpaceBefore: flag("lstrip"), takesSpaceAfter: flag("rstrip"),
          isNormalized: object["normalized"].map { $0 == .bool(true) } ?? !flag("special")))
    }
  }

  // MARK: - Model

  private mutating func readModel(_ reader: inout JSONReader) throws {
    try reader.beginObject()
    while let key = try reader.nextKey() {
      switch key {
      case "vocab":
        if try reader.kind() == .object {
          try readWords(&reader)
        } else {
          try readScoredPieces(&reader)
        }
      case "merges": try readMerges(&reader)
      default: model.updateValue(try JSONValue(reading: &reader), forKey: key)
      }
    }
  }

  private mutating func readWords(_ reader: inout JSONReader) throws {
    var word: [UInt8] = []
    // A guess, which costs nothing where it is too high: pages that are not used are not there.
    let rest = bytes.count - reader.offset
    vocabulary.reserve(strings: rest / 32, bytes: rest / 4)
    try reader.beginObject()
    while let place = try reader.nextKey(unescaped: &word) {
      let id = try reader.readInteger()
      switch place {
      case .plain(let range):
        try vocabulary.add(
          UnsafeRawBufferPointer(rebasing: bytes[range]), id: id, limit: bytes.count)
      case .unescaped: try vocabulary.add(word, id: id, limit: bytes.count)
      }
    }
  }

  private mutating func readScoredPieces(_ reader: inout JSONReader) throws {
    var piece: [UInt8] = []
    try reader.beginArray()
    while try reader.nextElement() {
      try reader.beginArray()
      guard try reader.nextElement() else { throw Self.noPiece }
      try reader.readString(into: &piece)
      guard try reader.nextElement() else { throw Self.noPiece }
      scores.append(try reader.readNumber())
      guard try !reader.nextElement() else { throw Self.noPiece }
      try vocabulary.add(piece, id: scores.count - 1, limit: bytes.count)
    }
  }

  private static let noPiece = TokenizationError.malformed(
    expected: "pieces as a string and a score each", found: "another array")

  // MARK: - Merges

  /// Each is written `"a b"` or `["a", "b"]`.
  private mutating func readMerges(_ reader: inout JSONReader) throws {
    var pairs = MergePairs()
    pairs.reserve((bytes.count - reader.offset) / 24)
    var first: [UInt8] = []
    var second: [UInt8] = []
    try reader.beginArray()
    while try reader.nextElement() {
      if try reader.kind() == .string {
        switch try reader.readString(unescaped: &first) {
        case .plain(let range):
          guard let space = Self.onlySpace(bytes[range]) else {
            throw Self.noMerge(pairs.count, bytes[range])
          }
          pairs.append(range.lowerBound..<space, space + 1..<range.upperBound)
        case .unescaped:
          guard let space = Self.onlySpace(first) else { throw Self.noMerge(pairs.count, first) }
          try pairs.append(first[..<space], first[(space + 1)...])
        }
        continue
      }
      try reader.beginArray()
      guard try reader.nextElement() else { throw Self.noMerge(pairs.count, []) }
      let left = try reader.readString(unescaped: &first)
      guard try reader.nextElement() else { throw Self.noMerge(pairs.count, first) }
      let right = try reader.readString(unescaped: &second)
      guard try !reader.nextElement() else { throw Self.noMerge(pairs.count, second) }
      switch (left, right) {
      case (.plain(let left), .plain(let right)): pairs.append(left, right)
      case (.plain(let left), .unescaped): try pairs.append(bytes[left], second)
      case (.unescaped, .plain(let right)): try pairs.append(first, bytes[right])
      case (.unescaped, .unescaped): try pairs.append(first, second)
      }
    }
    merges = pairs
  }

  private static func onlySpace<Bytes: Collection<UInt8>>(_ text: Bytes) -> Bytes.Index? {
    guard let space = text.firstIndex(of: 0x20) else { return nil }
    return text[text.index(after: space)...].contains(0x20) ? nil : space
  }

  private static func noMerge(
    _ rank: UInt32, _ text: some Collection<UInt8>
  ) -> TokenizationError {
    .malformed(
      expected: "merge \(rank) as two tokens with a space between them",
      found: TokenizationError.quoted(text))
  }

  /// The merges as ids; a merge with a special token is left out: text does not become one.
  func mergeTable(_ vocabulary: Vocabulary) throws(TokenizationError) -> MergeTable {
    guard let merges else { return MergeTable(capacity: 0) }
    return try MergeTable(merges, in: bytes, vocabulary)
  }
}
