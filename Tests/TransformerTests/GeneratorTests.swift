import Tensor
import Testing
import Transformer

@Suite struct GeneratorTests {
  private func all(_ generator: inout Generator) throws -> [Int32] {
    var ids: [Int32] = []
    while let id = try generator.next() { ids.append(id) }
    return ids
  }

  @Test func aStopTokenEndsTheTextAndIsNotGiven() throws {
    let model = try TinyModel.named("llama-f16")
    let stop = model.continuation[5]
    let end = model.continuation.prefix { $0 != stop }
    var generator = try Generator(
      state: model.state(), prompt: model.prompt, stops: [stop], limit: 100)

    #expect(try all(&generator) == Array(end))
    #expect(generator.finish == .stop)
    #expect(try generator.next() == nil)
  }

  @Test func aFullContextEndsTheText() throws {
    let model = try TinyModel.named("llama-f16")
    let state = try model.state(contextLimit: 100)
    var generator = try Generator(state: state, prompt: model.prompt)
    // The prompt takes 96 positions; the token behind the last position is still known.
    #expect(try all(&generator) == Array(model.continuation[..<5]))
    #expect(generator.finish == .context)
    #expect(state.cache.count == 100)
  }

  @Test func aPromptThatDoesNotFitIsAnError() throws {
    let model = try TinyModel.named("llama-f16")
    let state = try model.state(contextLimit: 50)
    #expect(throws: TransformerError.contextFull(wanted: 96, limit: 50)) {
      _ = try Generator(state: state, prompt: model.prompt)
    }
    #expect(throws: TransformerError.self) { _ = try Generator(state: state, prompt: []) }
  }

  @Test func aCancelledTextEndsAndCanBeContinued() throws {
    let model = try TinyModel.named("llama-q8_0")
    let state = try model.state()
    let flag = try CancellationFlag()
    var generator = try Generator(state: state, prompt: model.prompt, cancellation: flag)
    var ids: [Int32] = []
    while let id = try generator.next() {
      ids.append(id)
      if ids.count == 3 { flag.cancel() }
    }
    #expect(generator.finish == .cancelled)
    #expect(ids == Array(model.continuation[..<3]))

    var next = try Generator(state: state, prompt: model.prompt + ids, limit: 29)
    #expect(next.cachedCount == 98)
    #expect(try all(&next) == Array(model.continuation[3...]))
  }

  @Test func nothingIsComputedForNoTokens() throws {
    let model = try TinyModel.named("llama-f16")
    let state = try model.state()
    var generator = try Generator(state: state, prompt: model.prompt, limit: 0)
    #expect(try generator.next() == nil)
    #expect(generator.finish == .length)
    #expect(state.cache.count == 0)
  }

  @Test func paddingIsNeverChosen() throws {
    let model = try TinyModel.named("qwen3-f16")
    var plain = try Generator(state: model.state(), prompt: model.prompt, limit: 32)
    let ids = try all(&plain)
    let limit = 100
    #expect(ids.contains { $0 >= limit })
    var generator = try Generator(
      state: model.state(), prompt: model.prompt, limit: 32, vocabularyCount: limit)
    #expect(try all(&generator).allSatisfy { $0 < limit })
  }

  @Test func whatMayBeChosenCanBeSaidAfterThePrompt() throws {
    let model = try TinyModel.named("qwen3-f16")
    var before = try Generator(
      state: model.state(), prompt: model.prompt, limit: 32, vocabularyCount: 100)
    let ids = try all(&before)
    let state = try model.state()
    var after = try Generator(state: state, prompt: model.prompt, limit: 32)
    try after.computePrompt()
    #expect(state.cache.count == model.prompt.count)
    after.choose(among: 100, stops: [])
    #expect(try all(&after) == ids)
    let stop = try #require(ids.last)
    var stopping = try Generator(state: model.state(), prompt: model.prompt, limit: 32)
    try stopping.computePrompt()
    stopping.choose(among: 100, stops: [stop])
    #expect(try all(&stopping) == Array(ids.prefix { $0 != stop }))
    #expect(stopping.finish == .stop)
    let flag = try CancellationFlag()
    flag.cancel()
    var cancelled = try Generator(state: model.state(), prompt: model.prompt, cancellation: flag)
    try cancelled.computePrompt()
    #expect(try cancelled.next() == nil)
    #expect(cancelled.finish == .cancelled)
  }

  @Test("few allowed tokens and many are chosen alike", arguments: [0, 1] as [Float])
  func fewAllowedTokensAndManyAreChosenAlike(temperature: Float) throws {
    let model = try TinyModel.named("qwen3-q8_0")
    let ids: [Int32] = [3, 4, 5, 90, 200, 258]
    let sampling = SamplerSettings(temperature: temperature, seed: 3)
    let allowed = TokenSet(ids, capacity: 259)
    // A bias forbids the others one by one: the whole head is computed then.
    var biased = sampling
    for id in 0..<Int32(259) where !allowed.contains(id) { biased.logitBias[id] = -.infinity }
    var few = try Generator(
      state: model.state(), prompt: model.prompt, sampling: sampling, limit: 20)
    var many = try Generator(
      state: model.state(), prompt: model.prompt, sampling: biased, limit: 20)
    for _ in 0..<20 {
      let id = try #require(try few.next(allowing: allowed))
      #expect(ids.contains(id))
      #expect(try many.next() == id)
    }
    var none = try Generator(state: model.state(), prompt: [1])
    #expect(throws: TransformerError.noCandidate) {
      try none.next(allowing: TokenSet(capacity: 259))
    }
  }

  @Test func penaltiesSeeThePromptUnlessToldNotTo() throws {
    let model = try TinyModel.named("llama-f16")
    let first = model.continuation[0]
    // As if the best token had just been said.
    let prompt = model.prompt
    var settings = SamplerSettings(presencePenalty: 1_000, penaltyWindow: 1_000)
    var without = settings
    without.penalizesPrompt = false
    settings.logitBias = [first: 0]
    var seeing = try Generator(
      state: model.state(), prompt: prompt, sampling: settings, limit: 1)
    var blind = try Generator(state: model.state(), prompt: prompt, sampling: without, limit: 1)
    #expect(try blind.next() == first)
    let id = try #require(try seeing.next())
    #expect(!prompt.contains(id))
  }

  @Test func progressOfThePromptIsTold() throws {
    let model = try TinyModel.named("llama-f16")
    var told: [Int] = []
    try withoutActuallyEscaping({ (done: Int) in told.append(done) }) { progress in
      var generator = try Generator(
        state: model.state(chunk: 40), prompt: model.prompt, limit: 3)
      generator.progress = progress
      _ = try all(&generator)
    }
    #expect(told == [40, 80, 96])
  }
}
