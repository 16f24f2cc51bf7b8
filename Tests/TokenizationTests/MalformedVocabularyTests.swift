import Testing
import Tokenization

/// What a file may say that cannot be true is refused, naming what was expected and found.
struct MalformedVocabularyTests {
  struct Flaw: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var code = TokenizationError.Code.malformedVocabulary
    var found: String
    var base: @Sendable () throws -> VocabularySource = {
      try TinyVocabulary.byteLevel(pre: "qwen2")
    }
    var spoil: @Sendable (inout VocabularySource) throws -> Void
  }

  static let flaws: [Flaw] = [
    Flaw(testDescription: "a model of another kind", code: .unsupported, found: "\"rwkv\"") {
      $0.model = "rwkv"
    },
    Flaw(testDescription: "no such pre-tokenizer", code: .unsupported, found: "\"gpt-5\"") {
      $0.pre = "gpt-5"
    },
    Flaw(testDescription: "no tokens", found: "an empty vocabulary") {
      $0.tokens = PackedStrings()
    },
    Flaw(testDescription: "too few types", found: "1") { $0.kinds = [1] },
    Flaw(testDescription: "an unknown type", found: "7") { $0.kinds[3] = 7 },
    Flaw(testDescription: "a negative type", found: "-1") { $0.kinds[3] = -1 },
    Flaw(testDescription: "no merges", found: "none") { $0.hasMerges = false },
    Flaw(testDescription: "a merge of one", found: "\"he\"") {
      try $0.merges.append(bytes: "he".utf8)
    },
    Flaw(testDescription: "an empty merge", found: "\"\"") { try $0.merges.append(bytes: []) },
    Flaw(testDescription: "a merge without a second", found: "\"h \"") {
      try $0.merges.append(bytes: "h ".utf8)
    },
    Flaw(testDescription: "a merge of an unknown token", found: "\"q he\"") {
      try $0.merges.append(bytes: "q he".utf8)
    },
    Flaw(testDescription: "a merge that is not in the alphabet", found: "\"한 h\"") {
      try $0.merges.append(bytes: "한 h".utf8)
    },
    Flaw(testDescription: "a token twice", found: "\"he\" as 256 and 280") {
      try $0.tokens.append(bytes: "he".utf8)
      $0.kinds.append(1)
    },
    Flaw(testDescription: "a special token that is not text", found: "an invalid byte at 1") {
      try $0.tokens.append(bytes: [0x3C, 0xFF])
      $0.kinds.append(3)
    },
    Flaw(testDescription: "a beginning out of range", found: "280") { $0.beginningOfText = 280 },
    Flaw(testDescription: "an end out of range", found: "-1") { $0.endOfText = -1 },
    Flaw(testDescription: "a turn's end out of range", found: "4294967295") {
      $0.endOfTurn = 4_294_967_295
    },
    Flaw(testDescription: "a beginning to add and none there", found: "none") {
      $0.addsBeginningOfText = true
    },
    Flaw(testDescription: "an end to add and none there", found: "none") {
      $0.addsEndOfText = true
    },
    Flaw(
      testDescription: "too few scores", found: "1", base: { try TinyVocabulary.sentencePiece() }
    ) { $0.scores = [0] },
    Flaw(
      testDescription: "a score that is no number", found: "NaN",
      base: { try TinyVocabulary.sentencePiece() }
    ) { $0.scores[9] = .nan },
    Flaw(
      testDescription: "a byte token that is none", found: "\"<0xZZ>\"",
      base: { try TinyVocabulary.sentencePiece() }
    ) {
      try $0.tokens.append(bytes: "<0xZZ>".utf8)
      $0.kinds.append(6)
      $0.scores.append(0)
    },
  ]

  @Test(arguments: flaws)
  func isRefused(flaw: Flaw) throws {
    var source = try flaw.base()
    #expect(throws: Never.self) { try Tokenizer(source) }
    try flaw.spoil(&source)
    let error = #expect(throws: TokenizationError.self) { try Tokenizer(source) }
    #expect(error?.code == flaw.code)
    #expect(error?.found == flaw.found)
  }

  @Test func aMergeWithAControlTokenIsLeftOut() throws {
    var source = try TinyVocabulary.byteLevel(pre: "gpt-2")
    let id = source.tokens.count
    try source.tokens.append(bytes: "xy".utf8)
    source.kinds.append(3)
    try source.merges.append(bytes: "x y".utf8)
    let tokenizer = try Tokenizer(source)
    #expect(try tokenizer.encode("xy") == [0x78, 0x79])
    #expect(try tokenizer.encode("xy", parseSpecial: true) == [Int32(id)])
  }

  @Test func anEmptyListOfMergesLeavesEachByteAlone() throws {
    let tokenizer = try Tokenizer(TinyVocabulary.byteLevel(pre: "gpt-2", merges: []))
    #expect(try tokenizer.encode("he 한") == [0x68, 0x65, 0x20, 0xED, 0x95, 0x9C])
    #expect(try tokenizer.encode("<|end|>", parseSpecial: true) == [256])
  }

  @Test func emptyAndPaddingTokensAreAllowed() throws {
    var source = try TinyVocabulary.byteLevel(pre: "gpt-2")
    for spelling in ["", "", "[PAD 1]", "한"] {
      try source.tokens.append(bytes: spelling.utf8)
      source.kinds.append(1)
    }
    let tokenizer = try Tokenizer(source)
    #expect(try tokenizer.decode([280, 281, 282, 283]) == "[PAD 1]한")
    #expect(try tokenizer.decode(tokenizer.encode("한")) == "한")
  }
}
