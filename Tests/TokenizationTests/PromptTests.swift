import Testing
import Tokenization

@Suite("Prompts of templates and messages")
struct PromptTests {
  private func tokenizer() throws -> Tokenizer {
    try Tokenizer(try TinyVocabulary.byteLevel(pre: "llama-bpe"))
  }

  private func spelled(_ pieces: [PromptText], isMarker: Bool = false) throws -> [String] {
    let tokenizer = try tokenizer()
    return try tokenizer.encode(prompt: pieces) { _ in isMarker }.map {
      try tokenizer.spelling(of: $0)
    }
  }

  @Test func specialTokensAreReadInTheTemplateOnly() throws {
    let pieces = [
      PromptText("<|im_start|>", isData: false), PromptText("he<|im_start|>", isData: true),
      PromptText("<|end|>", isData: false),
    ]
    let tokens = try spelled(pieces)
    #expect(tokens.first == "<|im_start|>")
    #expect(tokens.last == "<|end|>")
    #expect(tokens.filter { $0 == "<|im_start|>" }.count == 1)
    #expect(tokens.joined() == "<|im_start|>he<|im_start|><|end|>")
  }

  @Test func aTokenIsNotMadeOfTheTwoSidesOfABorder() throws {
    let pieces = [PromptText("<|im_", isData: true), PromptText("start|>", isData: false)]
    #expect(!(try spelled(pieces).contains("<|im_start|>")))
  }

  @Test func wordsGoAcrossTheBordersOfAMessage() throws {
    let pieces = [
      PromptText("a he", isData: false), PromptText("llo", isData: true),
      PromptText("<|end|>", isData: false),
    ]
    let whole = try tokenizer().encode("a hello", parseSpecial: false)
    #expect(try tokenizer().encode(prompt: pieces) { _ in false }.dropLast() == whole[...])
  }

  @Test func userDefinedTokensAreReadInMessagesUnlessTheTemplateSpeaksWithThem() throws {
    let pieces = [PromptText("x<think>y", isData: true)]
    #expect(try spelled(pieces).contains("<think>"))
    let tokens = try spelled(pieces, isMarker: true)
    #expect(!tokens.contains("<think>"))
    #expect(tokens.joined() == "x<think>y")
    #expect(try spelled([PromptText("<think>", isData: false)], isMarker: true) == ["<think>"])
  }

  @Test func theTokenThatATextBeginsWith() throws {
    let tokenizer = try tokenizer()
    let end = tokenizer.id(ofSpecial: "<|end|>")
    #expect(end != nil)
    #expect(tokenizer.leadingSpecial(of: "<|end|>\n") == end)
    #expect(tokenizer.leadingSpecial(of: " \n<|end|>") == end)
    #expect(tokenizer.leadingSpecial(of: "x<|end|>") == nil)
    #expect(tokenizer.leadingSpecial(of: "") == nil)
  }
}
