import Testing
import Tokenization

struct SpecialTokenTests {
  @Test(arguments: ["gpt2", "llama"])
  func controlTokensAreReadOnlyWhenAsked(model: String) throws {
    let tokenizer = try Tokenizer(
      model == "gpt2"
        ? TinyVocabulary.byteLevel(pre: "qwen2", control: ["<s>"]) : TinyVocabulary.sentencePiece())
    let id = try #require(tokenizer.id(ofSpecial: "<s>"))
    #expect(tokenizer.isSpecial(id))
    #expect(try !tokenizer.encode("a<s>b").contains(id))
    #expect(try tokenizer.encode("a<s>b", parseSpecial: true).contains(id))
    #expect(try tokenizer.decode(tokenizer.encode("a<s>b")) == "a<s>b")
  }

  @Test func aWordThatIsAControlTokenIsStillText() throws {
    // A whole word is looked up without merging here, and would be found.
    let source = try TinyVocabulary.byteLevel(pre: "llama-bpe", control: ["hell", "z"])
    let tokenizer = try Tokenizer(source)
    let stop = try #require(tokenizer.id(ofSpecial: "z"))
    #expect(try tokenizer.encode("z") != [stop])
    #expect(try tokenizer.encode("z", parseSpecial: true) == [stop])
  }

  @Test func userDefinedTokensAreAlwaysRead() throws {
    let tokenizer = try Tokenizer(TinyVocabulary.byteLevel(pre: "qwen2"))
    let think = try #require(tokenizer.id(ofSpecial: "<think>"))
    #expect(try tokenizer.encode("<think>a") == [think, 97])
  }

  @Test func whatEndsATurnIsControlWhateverTheFileSays() throws {
    let source = try TinyVocabulary.byteLevel(
      pre: "qwen2", control: [], userDefined: ["<|im_end|>", "<|eot_id|>"])
    let tokenizer = try Tokenizer(source)
    let end = try #require(tokenizer.id(ofSpecial: "<|im_end|>"))
    #expect(tokenizer.kind(of: end) == .control)
    #expect(try !tokenizer.encode("bye<|im_end|>").contains(end))
    #expect(tokenizer.endTokens.count == 2 && tokenizer.endTokens.contains(end))
  }

  @Test func theLongestTokenTakesItsPlaceFirst() throws {
    let source = try TinyVocabulary.byteLevel(
      pre: "gpt-2", control: [], userDefined: ["<ab>", "b><cdef>", "<c", "cdef>"])
    let tokenizer = try Tokenizer(source)
    let ids = try tokenizer.encode("<ab><cdef><c")
    #expect(try ids.map { try tokenizer.spelling(of: $0) } == ["<", "a", "b><cdef>", "<c"])
  }

  @Test func specialTokensAreAddedAsTheVocabularySays() throws {
    var source = try TinyVocabulary.byteLevel(pre: "qwen2", control: ["<s>", "</s>"])
    source.beginningOfText = source.tokens.count - 3
    source.endOfText = source.tokens.count - 2
    let (first, last) = (Int32(source.tokens.count - 3), Int32(source.tokens.count - 2))
    #expect(try Tokenizer(source).encode("a", addSpecial: true) == [97])
    source.addsEndOfText = true
    #expect(try Tokenizer(source).encode("a", addSpecial: true) == [97, last])
    source.pre = "llama-bpe"
    #expect(try Tokenizer(source).encode("a", addSpecial: true) == [first, 97, last])
    #expect(try Tokenizer(source).encode("a") == [97])
    source.addsBeginningOfText = false
    #expect(try Tokenizer(source).encode("", addSpecial: true) == [last])
  }

  @Test func idsAreAppendedOrNothingChanges() throws {
    var source = VocabularySource(model: "llama")
    source.tokens = try PackedStrings(["<unk>", "<s>", "</s>", "a", "▁"])
    source.kinds = [1, 3, 3, 1, 1]
    source.unknown = nil
    var ids: [Int32] = [7]
    let tokenizer = try Tokenizer(source)
    try tokenizer.encode("a", addSpecial: true, into: &ids)
    #expect(ids == [7, 1, 4, 3])
    // The conventional id for unknown characters serves those that have no bytes.
    try tokenizer.encode("b", into: &ids)
    #expect(ids == [7, 1, 4, 3, 4, 0])

    var bytes = VocabularySource(model: "gpt2", pre: "qwen2")
    bytes.tokens = try PackedStrings(["a", "b", "ab"])
    bytes.merges = try PackedStrings(["a b"])
    let partial = try Tokenizer(bytes)
    try partial.encode("abba", into: &ids)
    #expect(ids == [7, 1, 4, 3, 4, 0, 2, 1, 0])
    let error = #expect(throws: TokenizationError.self) { try partial.encode("ab c", into: &ids) }
    #expect(error?.code == .unencodable)
    #expect(error?.offset == 2)
    #expect(ids == [7, 1, 4, 3, 4, 0, 2, 1, 0])
  }

  @Test func controlCharactersThatHaveNoTokenAreLeftOut() throws {
    var source = VocabularySource(model: "gpt2", pre: "qwen2")
    source.tokens = try PackedStrings(["!", "?", "!?"])
    source.merges = try PackedStrings(["! ?"])
    let tokenizer = try Tokenizer(source)
    #expect(try tokenizer.encode("!?") == [2])
    // As in llama.cpp they part their neighbours all the same.
    #expect(try tokenizer.encode("!\u{3}?\u{B}") == [0, 1])
    #expect(try tokenizer.encode("\u{3}").isEmpty)
    #expect(throws: TokenizationError.self) { try tokenizer.encode("!\n") }
  }

  @Test func whatEndsATurnDependsOnTheFamily() throws {
    func tokenizer(_ control: [String], _ userDefined: [String]) throws -> Tokenizer {
      try Tokenizer(
        TinyVocabulary.byteLevel(pre: "gpt-2", control: control, userDefined: userDefined))
    }
    func endings(_ tokenizer: Tokenizer) throws -> Set<String> {
      Set(try tokenizer.endTokens.map { try tokenizer.spelling(of: $0) })
    }
    let plain = try tokenizer(["<|end|>", "<|return|>"], ["</s>", "<|flush|>"])
    #expect(try endings(plain) == ["<|end|>", "<|return|>", "</s>", "<|flush|>"])
    #expect(try plain.encode("</s>").allSatisfy { plain.kind(of: $0) == .normal })
    // Harmony ends a message with <|end|> and an answer with the others.
    let harmony = try tokenizer(["<|end|>", "<|return|>", "<|call|>"], [])
    #expect(try endings(harmony) == ["<|return|>", "<|call|>"])
    // To Gemma 4 it is a tag of HTML.
    let gemma = try tokenizer(["<turn|>", "<|tool_response>"], ["</s>"])
    #expect(try endings(gemma) == ["<turn|>", "<|tool_response>"])
    #expect(try gemma.encode("</s>").map { try gemma.spelling(of: $0) } == ["</s>"])
  }
}
