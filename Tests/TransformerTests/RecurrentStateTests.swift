import Tensor
import TestSupport
import Testing
import Transformer

/// Models whose layers carry a state: it cannot be rewound, and nobody may notice.
@Suite struct RecurrentStateTests {
  static let families = ["lfm2", "qwen3_5_text"]

  @Test("cuts and threads change no bit", arguments: families, KernelTable.supported)
  func cuts(family: String, table: KernelTable) throws {
    let model = try FamilyModel.named(family)
    let expected = bits(
      try model.state(.auto, cache: .float16, table: table).logits(model.prompt))
    for (threads, chunk) in [(2, 256), (1, 1), (2, 7), (1, 64)] {
      let other = try model.state(
        .auto, cache: .float16, threads: threads, chunk: chunk, table: table)
      #expect(bits(try other.logits(model.prompt)) == expected)
    }
    let stepped = try model.state(.auto, cache: .float16, table: table)
    for (offset, token) in model.prompt.enumerated() {
      #expect(try stepped.step(token).map(\.bitPattern) == expected[offset])
    }
  }

  @Test("whatever is forgotten, what follows has the same bits", arguments: families)
  func truncating(family: String) throws {
    let model = try FamilyModel.named(family)
    let prompt = model.prompt
    let state = try model.state(.auto, cache: .float16, threads: 2)
    let expected = bits(try state.logits(prompt))
    var random = SplitMix64(seed: 7)
    for _ in 0..<40 {
      let count = Int.random(in: 0...state.tokens.count, using: &random)
      state.truncate(to: count)
      #expect(state.tokens == Array(prompt[..<count]))
      // Another text on top, to be forgotten again.
      if Bool.random(using: &random) {
        _ = try state.prefill((0..<Int32.random(in: 1...30, using: &random)).map { $0 + 5 })
        state.truncate(to: count)
      }
      let end = Int.random(in: min(count, 95)...95, using: &random) + 1
      guard count < end else { continue }
      let logits = bits(try state.logits(Array(prompt[count..<end])))
      #expect(logits == Array(expected[count..<end]))
      #expect(state.tokens == Array(prompt[..<end]) && state.cache.count == end)
    }
  }

  @Test("a kept prefix tells what is really there", arguments: families)
  func prefixes(family: String) throws {
    let model = try FamilyModel.named(family)
    let prompt = model.prompt
    let state = try model.state(.auto, cache: .float16)
    let expected = bits(try state.logits(prompt))
    // The end of a prompt is kept; positions within it are not.
    _ = try state.prefill([5, 6, 7])
    #expect(state.keepPrefix(of: prompt + [9]) == 96)
    _ = try state.prefill([9])
    let changed = Array(prompt[..<50]) + [3, 4]
    #expect(state.keepPrefix(of: changed) == 0)
    #expect(state.tokens.isEmpty && state.cache.count == 0)
    _ = try state.prefill(Array(prompt[..<40]))
    _ = try state.prefill(Array(prompt[40...]))
    #expect(state.keepPrefix(of: changed) == 40)
    #expect(state.tokens == Array(prompt[..<40]) && state.cache.count == 40)
    #expect(bits(try state.logits(Array(prompt[40...]))) == Array(expected[40...]))
  }

  @Test("a cancelled call leaves no trace", arguments: families)
  func cancellation(family: String) throws {
    let model = try FamilyModel.named(family)
    let prompt = model.prompt
    let state = try model.state(.auto, cache: .float16, threads: 2, chunk: 8)
    let expected = bits(try state.logits(prompt))
    state.truncate(to: 0)
    _ = try state.prefill(Array(prompt[..<16]))
    for token in prompt[16..<21] { _ = try state.step(token) }
    let flag = try CancellationFlag()
    // Set after two of ten chunks: states have been written by then.
    #expect(throws: TransformerError.cancelled) {
      try state.prefill(Array(prompt[21...]), cancellation: flag) { done in
        if done == 16 { flag.cancel() }
      }
    }
    #expect(state.tokens == Array(prompt[..<21]))
    #expect(throws: TransformerError.cancelled) { try state.step(5, cancellation: flag) }
    #expect(state.tokens == Array(prompt[..<21]))
    flag.reset()
    #expect(bits(try state.logits(Array(prompt[21...]))) == Array(expected[21...]))
  }

  @Test("copies are bounded, and stand closer near the end", arguments: families)
  func copies(family: String) throws {
    let model = try FamilyModel.named(family)
    let state = try model.state(.auto, cache: .float16)
    let plan = state.decoder.weights.plan
    let text = (0..<480).map { Int32($0 * 7 % 131) }
    for start in stride(from: 0, to: 480, by: 16) {
      _ = try state.prefill(Array(text[start..<start + 16]))
    }
    // Two states and at most 16 copies, however long the text.
    let carried = { (positions: Int) in
      KeyValueCache.byteCount(plan: plan, positions: positions)
        - positions * KeyValueCache.byteCount(plan: plan, positions: 1)
    }
    #expect(carried(1 << 20) < carried(1) * 18)
    var kept: [Int] = []
    for target in stride(from: 479, through: 1, by: -1) where target < (kept.last ?? 480) {
      kept.append(state.keepPrefix(of: Array(text[..<target]) + [130, 130]))
    }
    #expect(kept.first == 464 && kept.last == 0 && kept.count <= 17 && kept.count > 8)
    #expect(kept.allSatisfy { $0 % 16 == 0 })
    let gaps = zip(kept, kept.dropFirst()).map { $0 - $1 }
    #expect(zip(gaps, kept).allSatisfy { $0 <= max(16, 480 - $1) })
  }
}
