import Foundation
import ModelFiles
import OnDevice
import Testing

struct VocabularyWriterTests {
  private func metadata(
    _ tokenizer: String, config: String = "{}", count: Int
  ) throws -> GGUFMetadata {
    let url = FileManager.default.temporaryDirectory.appending(path: "words-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: url) }
    try Data(tokenizer.utf8).write(to: url.appending(path: "tokenizer.json"))
    try Data(config.utf8).write(to: url.appending(path: "tokenizer_config.json"))
    var writer = GGUFWriter()
    try VocabularyWriter(FolderFiles(path: url.path), count: count).write(to: &writer)
    return try writer.metadata(named: "words")
  }

  private func strings(_ metadata: GGUFMetadata, _ key: String) throws -> [String] {
    let strings = try metadata.strings(key)
    return (0..<strings.count).map { strings.string(at: $0) }
  }

  private static let gpt2 = #"""
    {"added_tokens":[{"id":3,"content":"<|end|>","special":false,"normalized":false},
      {"id":4,"content":"▁tag","special":false}],
     "pre_tokenizer":{"type":"ByteLevel","add_prefix_space":false,"use_regex":true},
     "decoder":{"type":"ByteLevel"},
     "post_processor":{"type":"TemplateProcessing","single":[{"SpecialToken":{"id":"a"}}]},
     "model":{"type":"BPE","vocab":{"a":0,"b":1,"ab":2},"merges":[["a","b"]]}}
    """#

  @Test func aByteLevelVocabularyHasTokensTypesMergesAndTheNameOfItsCuts() throws {
    let metadata = try metadata(
      Self.gpt2, config: #"{"eos_token":{"content":"<|end|>"}}"#, count: 6)
    #expect(try metadata.string("tokenizer.ggml.model") == "gpt2")
    #expect(try metadata.string("tokenizer.ggml.pre") == "gpt-2")
    #expect(try strings(metadata, "tokenizer.ggml.merges") == ["a b"])
    #expect(
      try strings(metadata, "tokenizer.ggml.tokens") == [
        "a", "b", "ab", "<|end|>", " tag", "[PAD5]",
      ])
    #expect(try metadata.integers("tokenizer.ggml.token_type", in: 0...9) == [1, 1, 1, 3, 4, 5])
    #expect(try metadata.unsigned("tokenizer.ggml.eos_token_id") == 3)
    #expect(try metadata.bool("tokenizer.ggml.add_bos_token"))
  }

  @Test func aVocabularyOfSentencePieceHasScoresInTheOrderOfItsMerges() throws {
    let text = #"""
      {"added_tokens":[{"id":0,"content":"<unk>","special":true}],
       "normalizer":{"type":"Replace","pattern":{"String":" "},"content":"▁"},
       "model":{"type":"BPE","byte_fallback":true,"unk_token":"<unk>",
        "vocab":{"<unk>":0,"<0x0A>":1,"▁":2,"a":3,"aa":4,"▁a":5},"merges":["▁ a","a a"]}}
      """#
    let metadata = try metadata(text, count: 6)
    #expect(try metadata.string("tokenizer.ggml.model") == "llama")
    #expect(try metadata.bool("tokenizer.ggml.add_space_prefix") == false)
    #expect(try metadata.integers("tokenizer.ggml.token_type", in: 0...9) == [2, 6, 1, 1, 1, 1])
    let scores = try metadata.floats("tokenizer.ggml.scores")
    #expect(scores[5] > scores[4], "the first merge wins")
    #expect(scores[4] > scores[3])
  }

  @Test func cutsWithoutANameAreRefused() throws {
    let text = Self.gpt2.replacingOccurrences(
      of: #"{"type":"ByteLevel","add_prefix_space":false,"use_regex":true}"#,
      with: #"{"type":"Split","pattern":{"Regex":"\\s+"},"behavior":"Isolated"}"#)
    let error = #expect(throws: OnDeviceError.self) { try metadata(text, count: 6) }
    #expect(error?.hint?.contains("--no-tokenizer") == true)
  }

  @Test func anIdThatIsFarTooLargeCostsNoMemory() throws {
    let text = Self.gpt2.replacingOccurrences(of: #""ab":2"#, with: #""ab":2000000000"#)
    #expect(throws: OnDeviceError.self) {
      do { _ = try metadata(text, count: 6) } catch let error as ModelFileError {
        throw OnDeviceError(.badData, error.description)
      }
    }
  }
}
