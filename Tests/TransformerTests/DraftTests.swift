import Testing
import Transformer

/// Guesses what it was told beforehand, so that a test decides what holds.
private final class Script: Drafter {
  private let text: [Int32]
  private let length: Int
  private(set) var heard: [Int32] = []
  private(set) var accepted = 0

  init(_ text: [Int32], length: Int) {
    self.text = text
    self.length = length
  }

  func hear(_ tokens: [Int32]) { heard += tokens }

  func propose(limit: Int, into draft: inout [Int32]) {
    draft = Array(text.dropFirst(heard.count).prefix(min(limit, length)))
  }

  func learn(accepted: Int, of drafted: Int) { self.accepted += accepted }
}

@Suite struct DraftTests {
  private func run(
    _ model: TinyModel, _ state: DecodeState, _ prompt: [Int32], _ sampling: SamplerSettings,
    limit: Int = 32, drafter: (any Drafter)?
  ) throws -> (ids: [Int32], drafted: Int, accepted: Int) {
    var generator = try Generator(
      state: state, prompt: prompt, sampling: sampling, limit: limit, drafter: drafter)
    var ids: [Int32] = []
    while let id = try generator.next() { ids.append(id) }
    return (ids, generator.draftedCount, generator.acceptedCount)
  }

  private let settings = [
    SamplerSettings(),
    SamplerSettings(temperature: 0.9, topK: 20, topP: 0.95, repeatPenalty: 1.2, seed: 11),
  ]

  @Test(arguments: ["llama-q8_0", "qwen3-q4_0", "llama-f16"])
  func rightGuessesChangeNoTokenAndAllHold(name: String) throws {
    let model = try TinyModel.named(name)
    for sampling in settings {
      let plain = try run(model, model.state(.auto), model.prompt, sampling, drafter: nil)
      for length in [1, 2, 3, 7, 16] {
        let script = Script(model.prompt + plain.ids, length: length)
        let state = try model.state(.auto)
        let drafted = try run(model, state, model.prompt, sampling, drafter: script)
        #expect(drafted.ids == plain.ids, "\(length) at a time")
        #expect(drafted.accepted == drafted.drafted && drafted.accepted >= 15)
        #expect(script.heard == model.prompt + plain.ids)
        // What the cache holds is the text, however it was computed.
        #expect(state.tokens == Array((model.prompt + plain.ids).prefix(state.tokens.count)))
      }
    }
  }

  @Test(arguments: ["llama-q8_0", "qwen3-q4_0"])
  func wrongGuessesChangeNoToken(name: String) throws {
    let model = try TinyModel.named(name)
    for sampling in settings {
      let plain = try run(model, model.state(.auto), model.prompt, sampling, drafter: nil)
      var text = model.prompt + plain.ids
      // Every third token is guessed wrongly, some guesses are no tokens at all.
      for index in stride(from: model.prompt.count, to: text.count, by: 3) {
        text[index] = index % 2 == 0 ? (text[index] + 1) % Int32(model.vocabulary) : -1
      }
      for length in [1, 2, 5, 16] {
        let drafted = try run(
          model, model.state(.auto), model.prompt, sampling,
          drafter: Script(text, length: length))
        #expect(drafted.ids == plain.ids, "\(length) at a time")
        #expect(drafted.accepted < drafted.drafted || length < 5)
      }
    }
  }

  @Test func aRepeatedTextIsLookedUp() throws {
    let model = try TinyModel.named("llama-q8_0")
    // What the model says after the prompt stands in the prompt already.
    let prompt = model.prompt
    let once = try run(model, model.state(), prompt, SamplerSettings(), limit: 40, drafter: nil).ids
    let twice = prompt + once + prompt
    let plain = try run(model, model.state(), twice, SamplerSettings(), limit: 40, drafter: nil)
    let drafted = try run(
      model, model.state(), twice, SamplerSettings(), limit: 40, drafter: PromptLookup())
    #expect(drafted.ids == plain.ids)
    #expect(drafted.drafted > 0)
  }

  @Test func lookingUpFindsTheLatestPlace() {
    let lookup = PromptLookup()
    var draft: [Int32] = []
    lookup.hear([1, 2, 3, 4, 5, 9, 1, 2, 3, 7, 8, 9, 6, 1, 2, 3])
    lookup.propose(limit: 8, into: &draft)
    #expect(draft == [7, 8, 9, 6])
    lookup.learn(accepted: 4, of: 4)
    lookup.propose(limit: 2, into: &draft)
    #expect(draft == [7, 8])
    lookup.hear([11])
    lookup.propose(limit: 8, into: &draft)
    #expect(draft.isEmpty)
  }

  @Test func failedGuessesMakeLookingUpRarer() {
    let lookup = PromptLookup()
    var draft: [Int32] = []
    lookup.hear([1, 1, 1, 1, 1, 1])
    var guesses = 0
    for _ in 0..<64 {
      lookup.propose(limit: 8, into: &draft)
      if !draft.isEmpty {
        guesses += 1
        lookup.learn(accepted: 0, of: draft.count)
      }
      lookup.hear([1])
    }
    #expect((2...8).contains(guesses))
  }

  @Test func aModelThatGuessesForItselfIsAlwaysRight() throws {
    let model = try TinyModel.named("qwen3-q8_0")
    let drafter = ModelDrafter(state: try model.state(), vocabularyCount: model.vocabulary)
    let drafted = try run(
      model, model.state(), model.prompt, SamplerSettings(), drafter: drafter)
    #expect(drafted.ids == model.continuation)
    #expect(drafted.accepted == drafted.drafted && drafted.accepted > 20)
  }
}
