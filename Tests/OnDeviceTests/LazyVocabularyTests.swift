import Foundation
import OnDevice
import Synchronization
import TestSupport
import Testing

/// A vocabulary is read when words are needed, and what is wrong with it is told then.
struct LazyVocabularyTests {
  /// A model with good weights and a kind of tokenizer that nobody knows.
  private func withStrangeVocabulary(_ body: (String) async throws -> Void) async throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).gguf")
    defer { try? FileManager.default.removeItem(at: url) }
    _ = try ModelConversion.convert(
      folder: Fixtures.url("families/llama").path, to: url.path, type: "f32")
    var file = try Data(contentsOf: url)
    let key = try #require(file.range(of: Data("tokenizer.ggml.model".utf8)))
    // Behind the key: the value's type in four bytes, its length in eight.
    file[key.upperBound + 12] = UInt8(ascii: "?")
    try file.write(to: url)
    try await body(url.path)
  }

  @Test func scoresNeedNoVocabulary() async throws {
    try await withStrangeVocabulary { path in
      let model = try LanguageModel.open(path)
      let count = Mutex(0)
      try await model.logits(after: [1, 5, 9]) { row in count.withLock { $0 += row.count } }
      #expect(count.withLock { $0 } == model.vocabularyCount)
    }
  }

  @Test func whatIsWrongIsToldBeforeAnythingIsComputedFromText() async throws {
    try await withStrangeVocabulary { path in
      let model = try LanguageModel.open(path)
      let shown = Mutex("")
      for input in [PromptInput.text("abc", parseSpecial: false), .tokens([1, 5, 9])] {
        let error = await #expect(throws: OnDeviceError.self) {
          _ = try await model.generate(input) { piece in shown.withLock { $0 += piece } }
        }
        #expect(error?.message.contains("one of the tokenizers") == true)
        #expect(error?.message.contains(path) == true)
      }
      #expect(shown.withLock { $0 }.isEmpty)
      let session = LanguageModelSession(model: model)
      let error = await #expect(throws: OnDeviceError.self) { try await session.respond(to: "abc") }
      #expect(error?.message.contains("one of the tokenizers") == true)
    }
  }

  @Test func theAnswerIsTheSameHoweverThePromptIsGiven() async throws {
    let path = Fixtures.url("families/llama").path
    var options = GenerationOptions()
    options.maximumResponseTokens = 6
    let words = try ModelVocabulary.open(path).tokenize("abc", addSpecial: true)
    let fromText = try await LanguageModel.open(path).generate(
      .text("abc", parseSpecial: false), options: options)
    let fromIDs = try await LanguageModel.open(path).generate(.tokens(words), options: options)
    #expect(fromIDs.ids == fromText.ids && fromIDs.text == fromText.text)
  }
}
