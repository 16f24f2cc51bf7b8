import CAllocations
import Tensor
import TestSupport
import Testing
import Transformer

/// A token costs no allocation: memory is planned when a sequence is made, and grows in steps.
///
/// Only optimised code is held to it; without optimisation Swift boxes what it later removes.
@Suite struct AllocationTests {
  static let isOptimised: Bool = {
    var isDebug = false
    // `assert` evaluates its argument in builds without optimisation only.
    assert(
      {
        isDebug = true; return true
      }())
    return !isDebug
  }()

  private func counted(_ body: () throws -> Void) rethrows -> Int {
    allocations_begin()
    defer { _ = allocations_end() }
    try body()
    return allocations_end()
  }

  @Test func theCounterCounts() throws {
    var kept: [[Int]] = []
    let count = counted {
      for size in 1...5 { kept.append(Array(repeating: size, count: size * 9)) }
    }
    #expect(kept.count == 5)
    #expect(count == -1 || count >= 5)
  }

  @Test(
    "a decoded token allocates nothing", .enabled(if: isOptimised),
    arguments: ["llama", "qwen3", "gemma3", "phi3", "lfm2", "qwen3_moe", "deepseek_v3"])
  func steps(family: String) throws {
    let model = try FamilyModel.named(family)
    let state = try model.state(.auto, cache: .float16, threads: 2)
    _ = try state.prefill(Array(model.prompt[..<20]))
    for token in model.prompt[20..<30] { _ = try state.step(token) }
    let count = try counted { for token in model.prompt[30..<60] { _ = try state.step(token) } }
    #expect(count <= 0)
  }

  @Test("a sampled token allocates nothing", .enabled(if: isOptimised), arguments: [Float(0), 0.8])
  func sampling(temperature: Float) throws {
    let model = try TinyModel.named("qwen3-q8_0")
    let state = try model.state(.auto, cache: .float16)
    var generator = try Generator(
      state: state, prompt: model.prompt,
      sampling: SamplerSettings(temperature: temperature, topK: 40, topP: 0.9, minP: 0.02, seed: 5))
    for _ in 0..<40 { _ = try generator.next() }
    let count = try counted { for _ in 0..<30 { _ = try generator.next() } }
    #expect(count <= 0)
  }
}
