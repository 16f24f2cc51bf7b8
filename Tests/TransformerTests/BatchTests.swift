import Tensor
import Testing
import Transformer

/// Texts that go on together are those that each would be alone.
@Suite struct BatchTests {
  /// What came of each request of a batch.
  private struct Outcome: Equatable {
    var ids: [Int32] = []
    var finish: FinishReason?
    var failure: TransformerError?
  }

  private func together(
    _ requests: [BatchGenerator.Request], _ decoder: Decoder, width: Int, stops: Set<Int32> = [],
    cancellation: CancellationFlag? = nil, isDone: (Int, [Int32]) -> Bool = { _, _ in false }
  ) throws -> [Outcome] {
    let batch = try BatchGenerator(
      decoder, width: width, stops: stops, cancellation: cancellation)
    var outcomes = requests.map { _ in Outcome() }
    try batch.run(requests) { index, event in
      switch event {
      case .token(let id):
        outcomes[index].ids.append(id)
        return !isDone(index, outcomes[index].ids)
      case .end(let reason): outcomes[index].finish = reason
      case .failure(let error): outcomes[index].failure = error
      }
      return true
    }
    return outcomes
  }

  private func alone(
    _ request: BatchGenerator.Request, _ state: DecodeState, stops: Set<Int32> = []
  ) throws -> Outcome {
    var generator = try Generator(
      state: state, prompt: request.prompt, sampling: request.sampling, stops: stops,
      limit: request.limit)
    var outcome = Outcome()
    while let id = try generator.next() { outcome.ids.append(id) }
    outcome.finish = generator.finish
    return outcome
  }

  /// Prompts of several lengths, greedy and drawn, short and long.
  private func requests(_ prompt: [Int32]) -> [BatchGenerator.Request] {
    [96, 3, 40, 17, 64, 1, 31].enumerated().map { index, length in
      BatchGenerator.Request(
        prompt: Array(prompt[..<length]),
        sampling: index % 3 == 2
          ? SamplerSettings(temperature: 1, repeatPenalty: 1.1, seed: UInt64(index))
          : SamplerSettings(),
        limit: [12, 1, 20, 7, 12, 9, 0][index])
    }
  }

  @Test(
    "a batch changes no token", arguments: ["llama-f16", "llama-q8_0", "qwen3-q4_0", "qwen3-bf16"])
  func aBatchChangesNoToken(name: String) throws {
    let model = try TinyModel.named(name)
    let requests = requests(model.prompt)
    let stops: Set<Int32> = [try alone(requests[0], model.state(.auto)).ids[9]]
    let expected = try requests.map { try alone($0, model.state(.auto), stops: stops) }
    #expect(Set(expected.map(\.finish)).count > 1)

    for (width, threads) in [(1, 1), (2, 2), (3, 1), (7, 3), (16, 2)] {
      let decoder = try model.state(.auto, threads: threads).decoder
      let outcomes = try together(requests, decoder, width: width, stops: stops)
      #expect(outcomes == expected, "\(width) at once, \(threads) threads")
    }
  }

  /// States, latent caches, windows, experts, and rotations that follow a text's length.
  static let families = FamilyModel.all.filter {
    [
      "qwen3_5_text", "deepseek_v3", "lfm2", "gemma3", "gpt_oss-mxfp4", "qwen3_moe", "gemma3n_text",
      "llama-dynamic",
    ].contains($0.name)
  }

  @Test("sequences of every kind go on together", arguments: families)
  func sequencesOfEveryKindGoOnTogether(model: FamilyModel) throws {
    let requests = requests(model.prompt)
    let expected = try requests.map { try alone($0, model.state()) }

    let outcomes = try together(requests, model.state().decoder, width: 4)

    #expect(Self.families.count == 8)
    #expect(outcomes == expected)
  }

  @Test func aStepOfSeveralHasTheBitsOfEach() throws {
    let model = try TinyModel.named("llama-q8_0")
    let alone = try model.state(.auto)
    _ = try alone.prefill(Array(model.prompt[..<50]))
    let expected = try alone.step(7).map(\.bitPattern)
    let decoder = try model.state(.auto).decoder
    let batch = (0..<3).map { _ in DecodeState(decoder) }
    for (index, state) in batch.enumerated() {
      _ = try state.prefill(Array(model.prompt[..<(index == 1 ? 50 : 20 + index)]))
    }

    var rows: [[UInt32]] = []
    try DecodeState.step([3, 7, 9], of: batch) { rows.append($1.map(\.bitPattern)) }

    #expect(rows.count == 3)
    #expect(rows[1] == expected)
    #expect(rows[0] != rows[2])
    #expect(batch.map(\.tokens.count) == [21, 51, 23])
  }

  @Test func aCancelledStepLeavesAllSequencesAsTheyWere() throws {
    let model = try TinyModel.named("llama-f16")
    let decoder = try model.state().decoder
    let states = (0..<2).map { _ in DecodeState(decoder) }
    for state in states { _ = try state.prefill(model.prompt) }
    let flag = try CancellationFlag()
    flag.cancel()

    #expect(throws: TransformerError.cancelled) {
      try DecodeState.step([1, 2], of: states, cancellation: flag) { _, _ in }
    }

    #expect(states.map(\.tokens) == [model.prompt, model.prompt])
    #expect(states.map(\.cache.count) == [96, 96])
  }

  @Test func sequencesOfOneStepAreDifferentOnesOfOneDecoder() throws {
    let model = try TinyModel.named("llama-f16")
    let (state, other) = (try model.state(), try model.state())
    for states in [[state, state], [state, other]] {
      #expect(throws: TransformerError.self) {
        try DecodeState.step([1, 2], of: states) { _, _ in }
      }
    }
    #expect(throws: TransformerError.self) {
      try DecodeState.step([1], of: [state, other]) { _, _ in }
    }
    let small = try model.state(chunk: 2).decoder
    #expect(throws: TransformerError.self) { _ = try BatchGenerator(small, width: 3) }
  }

  @Test func aRequestThatCannotBeDoneLeavesTheOthers() throws {
    let model = try TinyModel.named("llama-f16")
    let decoder = try model.state(contextLimit: 100).decoder
    let prompts = [model.prompt, [], Array(model.prompt[..<20]), model.prompt + model.prompt]
    let requests = prompts.map { BatchGenerator.Request(prompt: $0, limit: 30) }

    let outcomes = try together(requests, decoder, width: 2)

    // Behind a prompt of 96 positions there is room for four, and one token more is known.
    #expect(outcomes[0].ids == Array(model.continuation[..<5]))
    #expect(outcomes[0].finish == .context)
    #expect(outcomes[1].failure != nil)
    #expect(outcomes[2].ids.count == 30)
    #expect(outcomes[3].failure == .contextFull(wanted: 192, limit: 100))
  }

  @Test func aTextEndsWhenItsReaderHasEnough() throws {
    let model = try TinyModel.named("llama-f16")
    let requests = (0..<4).map { _ in
      BatchGenerator.Request(prompt: model.prompt, limit: 10)
    }

    let outcomes = try together(
      requests, model.state().decoder, width: 3, isDone: { $0 == 1 && $1.count == 2 })

    #expect(outcomes.map(\.ids.count) == [10, 2, 10, 10])
  }
}
