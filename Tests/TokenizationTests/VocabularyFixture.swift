import Foundation
import TestSupport
import Tokenization

/// A vocabulary cut to what the vectors beside it need, as `make_tokenization_fixtures.py` wrote it.
struct VocabularyFixture: Decodable {
  var model: String
  var pre: String?
  var name: String?
  var count: Int
  var bos: Int?
  var eos: Int?
  var unknown: Int?
  var addBOS: Bool?
  var addEOS: Bool?
  var addSpacePrefix: Bool?
  var ids: [Int]
  var spellings: [String]
  var kinds: [Int]
  var scores: [Float]
  var merges: [String]

  static let names = ["gpt-2", "default", "llama-bpe", "qwen2", "llama-spm", "phi-3"]

  static func named(_ name: String) throws -> VocabularyFixture {
    let url = Fixtures.url("tokenization/\(name).vocabulary.json")
    return try JSONDecoder().decode(Self.self, from: Data(contentsOf: url))
  }

  /// The source with the tokens at their own ids and nothing, unused, in the gaps.
  func source() throws -> VocabularySource {
    var source = VocabularySource(model: model, pre: pre)
    source.modelName = name
    source.beginningOfText = bos
    source.endOfText = eos
    source.unknown = unknown
    source.addsBeginningOfText = addBOS
    source.addsEndOfText = addEOS
    source.addsSpacePrefix = addSpacePrefix
    var next = 0
    for (index, id) in ids.enumerated() {
      for _ in next..<id { try appendGap(to: &source) }
      try source.tokens.append(bytes: spellings[index].utf8)
      source.kinds.append(kinds[index])
      if !scores.isEmpty { source.scores.append(scores[index]) }
      next = id + 1
    }
    for _ in next..<count { try appendGap(to: &source) }
    source.merges = try PackedStrings(merges)
    return source
  }

  private func appendGap(to source: inout VocabularySource) throws {
    try source.tokens.append(bytes: [])
    source.kinds.append(Int(TokenKind.unused.rawValue))
    if !scores.isEmpty { source.scores.append(0) }
  }

  static func tokenizer(_ name: String) throws -> Tokenizer {
    try Tokenizer(named(name).source())
  }
}

/// Texts with the ids that llama.cpp gives them.
struct VectorsFixture: Decodable {
  struct Vector: Decodable {
    var text: String
    var ids: [Int32]
  }

  /// Nothing added, no control tokens read.
  var plain: [Vector]
  /// With both.
  var special: [Vector]

  static func named(_ name: String) throws -> VectorsFixture {
    let url = Fixtures.url("tokenization/\(name).vectors.json")
    return try JSONDecoder().decode(Self.self, from: Data(contentsOf: url))
  }
}

/// Lines with the ids that llama.cpp gives them under each group of pre-tokenizers.
struct GroupsFixture: Decodable {
  /// Under `llama-bpe`.
  var usual: [VectorsFixture.Vector]
  /// Where it differs from `usual`, by the name of a pre-tokenizer of the group.
  var groups: [String: [VectorsFixture.Vector]]

  static func read() throws -> GroupsFixture {
    let url = Fixtures.url("tokenization/pre-tokenizers.vectors.json")
    return try JSONDecoder().decode(Self.self, from: Data(contentsOf: url))
  }
}
