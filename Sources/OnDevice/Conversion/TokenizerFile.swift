import JSON
import ModelFiles

/// What a GGUF vocabulary needs of a `tokenizer.json`, read in one pass.
struct TokenizerFile {
  struct AddedToken {
    var id = -1
    var content = ""
    var isSpecial = false
  }

  let name: String
  /// `BPE`, `Unigram`, `WordPiece`.
  private(set) var type = "BPE"
  /// The spelling of each token, by id; nil where the vocabulary has a gap.
  private(set) var tokens: [String?] = []
  /// Pairs with a space between them, best first.
  private(set) var merges: [String] = []
  private(set) var added: [AddedToken] = []
  private(set) var byteFallback = false
  /// Whether a word that is a token is not merged together.
  private(set) var ignoresMerges = false
  private(set) var unknown: String?
  /// The scores of a unigram model's pieces, by id, and the id of the unknown one.
  private(set) var scores: [Double] = []
  private(set) var unknownID: Int?
  /// What WordPiece's tokens that go on with a word begin with.
  private(set) var continuingPrefix = "##"
  private(set) var normalizer: JSONValue = .null
  private(set) var preTokenizer: JSONValue = .null
  private(set) var postProcessor: JSONValue = .null
  private(set) var decoder: JSONValue = .null

  init(parsing storage: ModelBytes) throws {
    name = storage.name
    // An id costs bytes of the file, so no id can be larger than the file is long.
    let limit = storage.bytes.count
    var reader = JSONReader(storage.bytes)
    defer { withExtendedLifetime(storage) {} }
    do {
      try reader.beginObject()
      while let key = try reader.nextKey() {
        switch key {
        case "added_tokens": try readAdded(&reader)
        case "model": try readModel(&reader, limit: limit)
        case "normalizer": normalizer = try JSONValue(reading: &reader)
        case "pre_tokenizer": preTokenizer = try JSONValue(reading: &reader)
        case "post_processor": postProcessor = try JSONValue(reading: &reader)
        case "decoder": decoder = try JSONValue(reading: &reader)
        default: try reader.skipValue()
        }
      }
      try reader.end()
      for token in added { try place(token.content, at: token.id, limit: limit) }
    } catch let error as JSONError {
      throw ModelFileError(
        .invalid, file: name, offset: error.offset, expected: error.expected, found: error.found)
    }
  }

  private mutating func place(_ token: String, at id: Int, limit: Int) throws {
    guard (0...limit).contains(id) else {
      throw ModelFileError(
        .invalid, file: name, place: .key("vocab"), expected: "an id from 0 to \(limit)",
        found: "\(id)")
    }
    while tokens.count <= id { tokens.append(nil) }
    tokens[id] = token
  }

  private mutating func readModel(_ reader: inout JSONReader, limit: Int) throws {
    try reader.beginObject()
    while let key = try reader.nextKey() {
      switch (key, try reader.kind()) {
      case ("type", .string): type = try reader.readString()
      case ("byte_fallback", .bool): byteFallback = try reader.readBool()
      case ("ignore_merges", .bool): ignoresMerges = try reader.readBool()
      case ("unk_token", .string): unknown = try reader.readString()
      case ("unk_id", .number): unknownID = try reader.readInteger()
      case ("continuing_subword_prefix", .string): continuingPrefix = try reader.readString()
      case ("vocab", .array):
        try reader.beginArray()
        while try reader.nextElement() { try readPiece(&reader, limit: limit) }
      case ("vocab", .object):
        try reader.beginObject()
        while let token = try reader.nextKey() {
          try place(token, at: try reader.readInteger(), limit: limit)
        }
      case ("merges", .array):
        try reader.beginArray()
        while try reader.nextElement() { merges.append(try readMerge(&reader)) }
      default: try reader.skipValue()
      }
    }
  }

  /// `["▁the", -3.2]`.
  private mutating func readPiece(_ reader: inout JSONReader, limit: Int) throws {
    try reader.beginArray()
    var piece: (String, Double)?
    if try reader.nextElement() {
      let spelling = try reader.readString()
      if try reader.nextElement() { piece = (spelling, try reader.readNumber()) }
    }
    guard let piece, try !reader.nextElement() else {
      throw ModelFileError(
        .invalid, file: name, place: .key("vocab"), expected: "a string and a score for each piece",
        found: "another array")
    }
    try place(piece.0, at: scores.count, limit: limit)
    scores.append(piece.1)
  }

  /// `"a b"`, or `["a", "b"]` as newer files have it.
  private func readMerge(_ reader: inout JSONReader) throws -> String {
    guard try reader.kind() == .array else { return try reader.readString() }
    var parts: [String] = []
    try reader.beginArray()
    while try reader.nextElement() { parts.append(try reader.readString()) }
    return parts.joined(separator: " ")
  }

  private mutating func readAdded(_ reader: inout JSONReader) throws {
    try reader.beginArray()
    while try reader.nextElement() {
      var token = AddedToken()
      try reader.beginObject()
      while let key = try reader.nextKey() {
        switch (key, try reader.kind()) {
        case ("id", .number): token.id = try reader.readInteger()
        case ("content", .string): token.content = try reader.readString()
        case ("special", .bool): token.isSpecial = try reader.readBool()
        default: try reader.skipValue()
        }
      }
      added.append(token)
    }
  }
}
