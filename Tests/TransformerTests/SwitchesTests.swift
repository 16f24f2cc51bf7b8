import Tensor
import Testing
import Transformer

/// The switches of a plan that neither family of the fixtures turns.
@Suite struct SwitchesTests {
  private func state(_ plan: DecoderPlan) throws -> DecodeState {
    let weights = try ModelWeights(TinyModel.named("qwen3-f32").file(), plan: plan)
    return try DecodeState(
      weights: weights, compute: Compute(threads: 1, precision: .float32),
      options: DecodeOptions(cacheElement: .float32))
  }

  private func plan() throws -> DecoderPlan {
    try Families.plan(of: TinyModel.named("qwen3-f32").file())
  }

  @Test func twiceTheStreamIsTheSameModel() throws {
    let prompt = try TinyModel.named("qwen3-f32").prompt
    var plan = try plan()
    let expected = try state(plan).logits(prompt)

    // Every norm divides the factor out again, but for epsilon.
    plan.multipliers.embedding = 2
    plan.multipliers.residual = 2
    let doubled = try state(plan).logits(prompt)
    #expect(Logits.largestDifference(doubled, expected) < 1e-3)

    // Without the other half of it, it is another model.
    plan.multipliers.residual = 1
    #expect(Logits.largestDifference(try state(plan).logits(prompt), expected) > 0.1)
  }

  @Test func theMultiplierOfLogitsMultipliesThem() throws {
    let prompt = try TinyModel.named("qwen3-f32").prompt
    var plan = try plan()
    let expected = try state(plan).logits(prompt)
    plan.multipliers.logits = 0.25
    #expect(try state(plan).logits(prompt) == expected.map { $0.map { $0 / 4 } })
  }

  @Test func aWindowAsLongAsTheTextChangesNothing() throws {
    let prompt = try TinyModel.named("qwen3-f32").prompt
    var plan = try plan()
    let expected = try state(plan).logits(prompt)
    for layer in plan.layers.indices { plan.layers[layer].attention?.window = prompt.count }
    #expect(bits(try state(plan).logits(prompt)) == bits(expected))
  }

  /// Two layers with windows of 5 see 9 tokens, and rotations depend on distances alone: so a text
  /// of just those tokens ends with the same logits.
  @Test func aWindowSeesNoFurther() throws {
    let prompt = try TinyModel.named("qwen3-f32").prompt
    var plan = try plan()
    for layer in plan.layers.indices { plan.layers[layer].attention?.window = 5 }
    let expected = try state(plan).logits(prompt, at: .last)

    let nine = try state(plan).logits(Array(prompt.suffix(9)), at: .last)
    let eight = try state(plan).logits(Array(prompt.suffix(8)), at: .last)

    #expect(Logits.largestDifference(nine, expected) < 1e-3)
    #expect(Logits.largestDifference(eight, expected) > 1e-2)
  }

  @Test func withoutRotationTheOrderOfEarlierTokensIsLost() throws {
    var plan = try plan()
    let turned = try state(plan).logits([5, 6, 7], at: .last)
    let swapped = try state(plan).logits([6, 5, 7], at: .last)
    #expect(Logits.largestDifference(turned, swapped) > 1e-2)
    // In the first layer only: in the second one keys depend on what stood before.
    plan.layers.removeLast()
    plan.layers[0].attention?.rotation = nil
    let plain = try state(plan).logits([5, 6, 7], at: .last)
    let exchanged = try state(plan).logits([6, 5, 7], at: .last)
    #expect(Logits.largestDifference(plain, exchanged) < 1e-4)
  }
}
