import Tensor
import TestSupport
import Testing
import Transformer

/// A sequence that was kept as bytes goes on as if it had never stopped.
@Suite struct SnapshotTests {
  private func bytes(of state: DecodeState) -> [UInt8] {
    var bytes: [UInt8] = []
    Snapshot.write(state) { bytes.append(contentsOf: $0) }
    return bytes
  }

  private func read(_ bytes: [UInt8], into state: DecodeState) throws {
    try bytes.withUnsafeBytes { try Snapshot.read($0, into: state, name: "kept") }
  }

  @Test("what follows has the same bits", arguments: ["llama-f16", "llama-q8_0", "qwen3-q8_0"])
  func attention(name: String) throws {
    let model = try TinyModel.named(name)
    for cache in [CacheElement.float16, .float32] {
      let state = try model.state(.auto, cache: cache)
      let expected = bits(try state.logits(model.prompt))
      state.truncate(to: 37)
      let restored = try model.state(.auto, cache: cache)
      try read(bytes(of: state), into: restored)
      #expect(restored.tokens == Array(model.prompt[..<37]))
      #expect(bits(try restored.logits(Array(model.prompt[37...]))) == Array(expected[37...]))
    }
  }

  @Test("carried states and their copies are kept", arguments: RecurrentStateTests.families)
  func recurrent(family: String) throws {
    let model = try FamilyModel.named(family)
    let state = try model.state(.auto, cache: .float16)
    let expected = bits(
      try state.logits(Array(model.prompt[..<64])) + state.logits(Array(model.prompt[64...])))
    let restored = try model.state(.auto, cache: .float16)
    try read(bytes(of: state), into: restored)
    // Back to a position of which only a copy knows, and on from there.
    let kept = restored.keepPrefix(of: Array(model.prompt[..<70]))
    #expect(kept == state.keepPrefix(of: Array(model.prompt[..<70])))
    #expect(kept > 0)
    #expect(bits(try restored.logits(Array(model.prompt[kept...]))) == Array(expected[kept...]))
  }

  @Test func anEmptySequenceIsKeptToo() throws {
    let model = try FamilyModel.named("lfm2")
    let restored = try model.state(.auto, cache: .float16)
    try read(bytes(of: try model.state(.auto, cache: .float16)), into: restored)
    #expect(restored.tokens.isEmpty)
  }

  @Test("a byte too few or too many is an error and leaves the sequence empty")
  func cuts() throws {
    for model in [try FamilyModel.named("lfm2"), try FamilyModel.named("qwen3")] {
      let state = try model.state(.auto, cache: .float16)
      _ = try state.prefill(Array(model.prompt[..<20]))
      let whole = bytes(of: state)
      for count in Array(stride(from: 0, to: whole.count, by: 97)) + [whole.count - 1] {
        let restored = try model.state(.auto, cache: .float16)
        #expect(throws: TransformerError.self) { try read(Array(whole[..<count]), into: restored) }
        #expect(restored.tokens.isEmpty && restored.cache.count == 0)
      }
      let restored = try model.state(.auto, cache: .float16)
      #expect(throws: TransformerError.self) { try read(whole + [0], into: restored) }
    }
  }

  @Test("a header that lies is an error", arguments: 0..<40)
  func headers(word: Int) throws {
    let model = try FamilyModel.named("lfm2")
    let state = try model.state(.auto, cache: .float16)
    _ = try state.prefill(Array(model.prompt[..<20]))
    let whole = bytes(of: state)
    guard word * 8 + 8 <= whole.count else { return }
    for value: UInt8 in [0x01, 0x80, 0xFF] {
      var broken = whole
      broken[word * 8 + 7] ^= value
      let restored = try model.state(.auto, cache: .float16)
      // Numbers of the cache may be anything; all that stands before them may not.
      do {
        try read(broken, into: restored)
        #expect(restored.tokens.count == 20)
      } catch {
        #expect(error is TransformerError)
        #expect(restored.tokens.isEmpty && restored.cache.count == 0)
      }
    }
  }

  @Test func anotherShapeIsRefusedByName() throws {
    let state = try TinyModel.named("llama-f16").state(.auto, cache: .float16)
    _ = try state.prefill([1, 2, 3])
    let other = try TinyModel.named("qwen3-q8_0").state(.auto, cache: .float32)
    #expect {
      try read(bytes(of: state), into: other)
    } throws: { "\($0)".contains("bytes of a position's keys") || "\($0)".contains("layers") }
  }
}
