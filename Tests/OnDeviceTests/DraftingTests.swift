import Foundation
import OnDevice
import TestSupport
import Testing

@Suite struct DraftingTests {
  private let path = Fixtures.url("models/llama-q8_0.gguf").path(percentEncoded: false)
  /// Tokens that stand there twice, so that there is something to look up.
  private let prompt = (0..<3).flatMap { _ in (40..<70).map { $0 } }

  private func generate(_ draft: DraftSource, temperature: Float = 0) async throws -> Generation {
    let model = try LanguageModel.open(path, configuration: .init(draft: draft))
    let options = GenerationOptions(
      temperature: temperature, seed: 5, maximumResponseTokens: 60)
    return try await model.generate(.tokens(prompt), options: options)
  }

  @Test(arguments: [Float(0), 0.8])
  func aDraftChangesNoToken(temperature: Float) async throws {
    let plain = try await generate(.off, temperature: temperature)
    let lookedUp = try await generate(.lookup, temperature: temperature)
    let drafted = try await generate(.model(path), temperature: temperature)
    #expect(plain.ids.count == 60)
    #expect(lookedUp.ids == plain.ids)
    #expect(drafted.ids == plain.ids)
    #expect(plain.usage.draftedTokens == 0)
    #expect(drafted.usage.draftedTokens > 0)
    #expect(drafted.usage.acceptedTokens <= drafted.usage.draftedTokens)
  }

  @Test func aDraftModelOfAnotherVocabularyIsRefused() throws {
    #expect {
      try LanguageModel.open(nil, configuration: .init(draft: .model(path)))
    } throws: { error in
      guard let error = error as? OnDeviceError else { return false }
      return error.code == .badData && error.message.contains("vocabulary")
    }
  }
}
