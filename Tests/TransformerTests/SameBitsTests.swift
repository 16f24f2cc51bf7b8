import Tensor
import Testing
import Transformer

/// A row's result has the same bits however it was reached.
@Suite struct SameBitsTests {
  /// One model per element type, and both ways of keeping a cache.
  static let cases: [(name: String, precision: Precision, cache: CacheElement)] = [
    ("llama-f32", .auto, .float16), ("llama-f16", .auto, .float16),
    ("llama-bf16", .auto, .float16), ("llama-q8_0", .auto, .float16),
    ("llama-q4_0", .auto, .float32), ("qwen3-q8_0", .auto, .float16),
    ("qwen3-q4_0", .float32, .float32), ("qwen3-bf16", .float32, .float16),
    ("llama-bias-linear-f16", .auto, .float16),
  ]
  static let tables = KernelTable.supported

  private func state(
    _ index: Int, threads: Int = 1, chunk: Int = 256, table: KernelTable
  ) throws -> (DecodeState, [Int32]) {
    let (name, precision, cache) = Self.cases[index]
    let model = try TinyModel.named(name)
    let state = try model.state(
      precision, cache: cache, threads: threads, chunk: chunk, table: table)
    return (state, model.prompt)
  }

  @Test("threads and chunks change no bit", arguments: cases.indices, tables)
  func threadsAndChunksChangeNoBit(index: Int, table: KernelTable) throws {
    let (state, prompt) = try state(index, table: table)
    let expected = bits(try state.logits(prompt))
    for (threads, chunk) in [(2, 256), (3, 256), (1, 1), (2, 7), (1, 64), (3, 37)] {
      let (other, _) = try self.state(index, threads: threads, chunk: chunk, table: table)
      let logits = bits(try other.logits(prompt))
      #expect(logits == expected, "\(threads) threads, chunks of \(chunk)")
    }
  }

  @Test("a cached prefix changes no bit", arguments: cases.indices, tables)
  func aCachedPrefixChangesNoBit(index: Int, table: KernelTable) throws {
    let (state, prompt) = try state(index, threads: 2, table: table)
    let expected = bits(try state.logits(prompt))
    for shared in [1, 31, 32, 50, 95] {
      let (other, _) = try self.state(index, table: table)
      // What follows the prefix is another text first, and then forgotten.
      let first = Array(prompt[..<shared]) + [17, 18, 19, 20, 21]
      _ = try other.prefill(first)
      #expect(other.keepPrefix(of: prompt) == shared)
      let logits = bits(try other.logits(Array(prompt[shared...])))
      #expect(logits == Array(expected[shared...]), "\(shared) cached positions")
    }
  }

  @Test("step by step gives what one pass gives", arguments: cases.indices, tables)
  func stepByStepGivesWhatOnePassGives(index: Int, table: KernelTable) throws {
    let (state, prompt) = try state(index, threads: 2, table: table)
    let expected = bits(try state.logits(prompt))
    let (other, _) = try self.state(index, table: table)
    for (offset, token) in prompt.enumerated() {
      let logits = try other.step(token)
      #expect(logits.map(\.bitPattern) == expected[offset], "position \(offset)")
    }
  }

  @Test("some rows of the head are rows of the whole head", arguments: cases.indices, tables)
  func someRowsOfTheHeadAreRowsOfTheWholeHead(index: Int, table: KernelTable) throws {
    let ids: [Int32] = [0, 1, 2, 15, 16, 40, 41, 100, 258]
    let (state, prompt) = try state(index, threads: 2, table: table)
    let whole = bits(try state.logits(prompt))
    state.truncate(to: 0)

    let some = bits(try state.logits(prompt, of: ids))

    #expect(some == whole.map { row in ids.map { row[Int($0)] } })
  }

  @Test("chosen positions are those of all positions", arguments: tables)
  func chosenPositionsAreThoseOfAllPositions(table: KernelTable) throws {
    let (state, prompt) = try state(3, chunk: 10, table: table)
    let all = bits(try state.logits(prompt))
    state.truncate(to: 0)
    let some = bits(try state.logits(prompt, at: .at([0, 9, 10, 11, 95])))
    #expect(some == [0, 9, 10, 11, 95].map { all[$0] })
    state.truncate(to: 0)
    #expect(bits(try state.logits(prompt, at: .last)) == [all[95]])
    state.truncate(to: 0)
    #expect(try state.logits(prompt, at: .none).isEmpty)
    #expect(state.cache.count == 96)
  }

  @Test func twoSequencesThatShareADecoderDoNotMeet() throws {
    let model = try TinyModel.named("qwen3-q8_0")
    let other = try TinyModel.named("qwen3-f16").prompt
    let first = try model.state(.auto, cache: .float16)
    let second = DecodeState(first.decoder)
    let expected = bits(try model.state(.auto, cache: .float16).logits(model.prompt))
    var logits: [[Float]] = []
    for (mine, theirs) in zip(model.prompt, other) {
      logits += try first.logits([mine])
      _ = try second.step(theirs)
    }
    #expect(bits(logits) == expected)
  }
}
