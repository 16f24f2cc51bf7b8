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
  /// Where the merges lie, to be read when the vocabulary is known.
  private(set) var merges: Range<Int>?

  let bytes: UnsafeRawBufferPointer

  init(_ bytes: UnsafeRawBufferPointer) throws(TokenizationError) {
    self.bytes = bytes
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
      case "merges":
        let start = reader.offset
        try reader.skipValue()
        merges = start..<reader.offset
      default: model.updateValue(try JSONValue(reading: &reader), forKey: key)
      }
    }
  }

  private mutating func readWords(_ reader: inout JSONReader) throws {
    var word: [UInt8] = []
    try reader.beginObject()
    while try reader.nextKey(into: &word) {
      try vocabulary.add(word, id: try reader.readInteger(), limit: bytes.count)
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

  /// The merges as ids.
  ///
  /// Each is written `"a b"` or `["a", "b"]`; of equal pairs the last counts. A merge with a special token is left out: text does not become one.
  func mergeTable(_ vocabulary: Vocabulary) throws(TokenizationError) -> MergeTable {
    let index = vocabulary.index
    guard let range = merges else { return MergeTable(capacity: 0) }
    var pairs: [MergeTable.Entry] = []
    // The shortest merge takes eight bytes.
    pairs.reserveCapacity(range.count / 16)
    do {
      var reader = JSONReader(UnsafeRawBufferPointer(rebasing: bytes[range]))
      var text: [UInt8] = []
      var second: [UInt8] = []
      var rank: UInt32 = 0
      try reader.beginArray()
      while try reader.nextElement() {
        var middle: Int?
        if try reader.kind() == .string {
          try reader.readString(into: &text)
          middle = text.firstIndex(of: 0x20)
          if let middle, text[(middle + 1)...].contains(0x20) { throw Self.noMerge(rank, text) }
          if let space = middle { text.remove(at: space) }
        } else {
          try reader.beginArray()
          guard try reader.nextElement() else { throw Self.noMerge(rank, text) }
          try reader.readString(into: &text)
          guard try reader.nextElement() else { throw Self.noMerge(rank, text) }
          try reader.readString(into: &second)
          guard try !reader.nextElement() else { throw Self.noMerge(rank, text) }
          middle = text.count
          text += second
        }
        guard let middle else { throw Self.noMerge(rank, text) }
        guard let left = index.id(of: text.span, 0..<middle),
          let right = index.id(of: text.span, middle..<text.count),
          let merged = index.id(of: text.span, 0..<text.count)
        else {
          let parts = [text[..<middle], text[middle...], text[...]]
          if parts.contains(where: { vocabulary.specialIndex.id(of: Array($0)) != nil }) {
            rank += 1
            continue
          }
          throw TokenizationError.malformed(
            expected: "merge \(rank) of known tokens into a known token",
            found: TokenizationError.quoted(text))
        }
        pairs.append(MergeTable.Entry(left: left, right: right, rank: rank, merged: merged))
        rank += 1
      }
    } catch let error as JSONError {
      throw .malformed(
        expected: "JSON: at byte \(range.lowerBound + error.offset) \(error.expected)",
        found: error.found)
    } catch let error as TokenizationError {
      throw error
    } catch {
      throw .malformed(expected: "merges", found: "\(error)")
    }
    return MergeTable(lastOf: pairs)
  }

  private static func noMerge(_ rank: UInt32, _ text: [UInt8]) -> TokenizationError {
    .malformed(
      expected: "merge \(rank) as two tokens with a space between them",
      found: TokenizationError.quoted(text))
  }
}
