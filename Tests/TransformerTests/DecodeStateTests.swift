import Foundation
import Tensor
import Testing
import Transformer

@Suite struct DecodeStateTests {
  @Test func truncatingForgetsOnlyTheTail() throws {
    let model = try TinyModel.named("llama-q8_0")
    let state = try model.state(.auto, cache: .float16)
    let expected = bits(try state.logits(model.prompt))
    state.truncate(to: 40)
    #expect(state.tokens == Array(model.prompt[..<40]))
    #expect(state.cache.count == 40)
    let logits = bits(try state.logits(Array(model.prompt[40...])))
    #expect(logits == Array(expected[40...]))
  }

  @Test func headsThatAreNoWholeBlocksRefuseACacheOfBlocks() throws {
    let model = try FamilyModel.named("qwen3")
    let width = try #require(
      try Families.plan(of: model.checkpoint()).layers.first?.attention?.headWidth)
    try #require(!width.isMultiple(of: 32))
    #expect(
      throws: TransformerError.invalidSetting(
        name: "cache type q8_0", expected: "heads of a multiple of 32 numbers",
        found: "\(width) in layer 0")
    ) {
      try model.state(.auto, cache: .quantized8)
    }
  }

  @Test func aFullContextIsAnErrorWithFiguresAndLeavesNoTrace() throws {
    let model = try TinyModel.named("llama-f16")
    let state = try model.state(contextLimit: 100)
    _ = try state.prefill(Array(model.prompt[..<90]))
    #expect(throws: TransformerError.contextFull(wanted: 101, limit: 100)) {
      try state.prefill(Array(model.prompt[..<11]))
    }
    #expect(state.tokens == Array(model.prompt[..<90]))
    #expect(state.cache.count == 90)
    let logits = try state.logits(Array(model.prompt[90...]), at: .last)
    #expect(bits(logits) == bits(try model.state().logits(model.prompt, at: .last)))
  }

  @Test func aCancelledCallLeavesNoTrace() throws {
    let model = try TinyModel.named("qwen3-q8_0")
    let state = try model.state(.auto, cache: .float16, threads: 2, chunk: 8)
    let expected = bits(try state.logits(model.prompt))
    state.truncate(to: 16)
    let flag = try CancellationFlag()

    // Set after two of ten chunks: the call has written to the cache by then.
    #expect(throws: TransformerError.cancelled) {
      try state.prefill(Array(model.prompt[16...]), cancellation: flag) { done in
        if done == 16 { flag.cancel() }
      }
    }

    #expect(state.tokens == Array(model.prompt[..<16]))
    #expect(state.cache.count == 16)
    #expect(throws: TransformerError.cancelled) { try state.step(5, cancellation: flag) }
    flag.reset()
    let logits = bits(try state.logits(Array(model.prompt[16...])))
    #expect(logits == Array(expected[16...]))
  }

  @Test func tokensAreCheckedBeforeAnythingIsDone() throws {
    let state = try TinyModel.named("llama-f16").state()
    #expect(throws: TransformerError.invalidToken(259, vocabularyCount: 259)) {
      try state.prefill([1, 2, 259])
    }
    #expect(throws: TransformerError.invalidToken(-1, vocabularyCount: 259)) {
      try state.step(-1)
    }
    #expect(throws: TransformerError.self) { try state.prefill([]) }
    #expect(throws: TransformerError.self) { try state.logits([1, 2], at: .at([1, 0])) }
    #expect(throws: TransformerError.self) { try state.logits([1, 2], at: .at([2])) }
    #expect(throws: TransformerError.self) { try state.logits([1], of: [4, 3]) }
    #expect(throws: TransformerError.self) { try state.logits([1], of: [300]) }
    #expect(state.tokens.isEmpty && state.cache.count == 0)
  }

  @Test func thePrefixThatIsKeptLeavesATokenToAdd() throws {
    let state = try TinyModel.named("llama-f16").state()
    _ = try state.prefill([1, 2, 3, 4])
    #expect(state.keepPrefix(of: [1, 2, 3, 4]) == 3)
    #expect(state.tokens == [1, 2, 3])
    #expect(state.keepPrefix(of: [1, 9, 3, 4]) == 1)
    #expect(state.keepPrefix(of: [7]) == 0)
    #expect(state.tokens.isEmpty)
  }

  @Test func aCacheGrowsInStepsAndKeepsWhatItHolds() throws {
    let model = try TinyModel.named("qwen3-f32")
    let long = (0..<400).map { model.prompt[$0 % 96] }
    let expected = bits(try model.state(cache: .float16).logits(long, at: .at([299, 399])))
    let state = try model.state(cache: .float16)
    #expect(state.cache.capacity == 0)
    _ = try state.prefill([long[0]])
    #expect(state.cache.capacity == 256)
    for id in long[1..<299] { _ = try state.prefill([id]) }
    let first = try state.logits([long[299]], at: .last)
    #expect(state.cache.capacity == 512)
    let second = try state.logits(Array(long[300...]), at: .last)
    #expect(bits(first + second) == expected)
  }

  @Test func aPromptReservesRoomForAnAnswerWithinTheLimit() throws {
    let model = try TinyModel.named("qwen3-f32")
    let state = try model.state(cache: .float16)
    _ = try state.prefill(Array(model.prompt[..<40]))
    #expect(state.cache.capacity == state.cache.limit && state.cache.limit < 40 + 512)
    let short = try model.state(cache: .float16, contextLimit: 100)
    _ = try short.prefill(Array(model.prompt[..<40]))
    #expect(short.cache.capacity == 100)
  }

  @Test func optionsThatDoNotFitAreRefused() throws {
    let model = try TinyModel.named("llama-f16")
    #expect(throws: TransformerError.self) { try model.state(chunk: 0) }
    #expect(throws: TransformerError.self) { try model.state(contextLimit: 513) }
    #expect(throws: TransformerError.self) { try model.state(contextLimit: 0) }
  }

  @Test func theMemoryOfACacheIsKnownBefore() throws {
    let plan = try TinyModel.named("llama-f16").weights().plan
    // 2 layers, keys and values, 2 heads of 24 numbers, 2 bytes each.
    #expect(KeyValueCache.byteCount(plan: plan, positions: 100) == 38_400)
    #expect(
      KeyValueCache.byteCount(
        plan: plan, options: DecodeOptions(cacheElement: .float32), positions: 100) == 76_800)
    let all = Decoder.byteCount(plan: plan, positions: 100)
    #expect(all > 38_400)
    #expect(
      KeyValueCache.byteCount(
        plan: plan, options: DecodeOptions(cacheElement: .float32), positions: .max) == .max)
  }
}
