import Tensor
import TestSupport
import Testing
import Transformer

/// Guesses what it was told beforehand, always so many tokens.
private final class Told: Drafter {
  private let text: [Int32]
  private let length: Int
  private var heard = 0

  init(_ text: [Int32], length: Int) {
    self.text = text
    self.length = length
  }

  func hear(_ tokens: [Int32]) { heard += tokens.count }

  func propose(limit: Int, into draft: inout [Int32]) {
    draft = Array(text.dropFirst(heard).prefix(min(limit, length)))
    // Every fifth guess is wrong, so that texts are also taken back.
    for index in draft.indices where (heard + index) % 5 == 4 { draft[index] ^= 1 }
  }

  func learn(accepted: Int, of drafted: Int) {}
}

/// The same greedy ids on every way to them: the whole matrix of threads, chunks, caches, drafts and
/// batches on one prompt, which takes one chunk of 512, two of 256 and eight of 64.
@Suite struct SameIdsTests {
  private static let count = 20

  private struct Setting: CustomTestStringConvertible {
    var threads: Int
    var chunk: Int
    var testDescription: String { "\(threads) threads, chunks of \(chunk)" }
  }

  private static let settings = [1, 2, 3, 4].flatMap { threads in
    [64, 256, 512].map { Setting(threads: threads, chunk: $0) }
  }

  private func ids(
    _ state: DecodeState, _ prompt: [Int32], drafter: (any Drafter)? = nil
  ) throws -> [Int32] {
    var generator = try Generator(
      state: state, prompt: prompt, limit: Self.count, drafter: drafter)
    var ids: [Int32] = []
    while let id = try generator.next() { ids.append(id) }
    return ids
  }

  private func batched(
    _ state: DecodeState, _ prompt: [Int32], width: Int
  ) throws -> [Int32] {
    let batch = try BatchGenerator(state.decoder, width: width)
    // The long prompt stands last; the others are short and differ.
    let requests = (0..<width).map { index in
      BatchGenerator.Request(
        prompt: index == width - 1 ? prompt : Array(prompt.dropFirst(index).prefix(index + 2)),
        limit: Self.count)
    }
    var ids: [Int32] = []
    try batch.run(requests) { index, event in
      if index == width - 1, case .token(let id) = event { ids.append(id) }
      return true
    }
    return ids
  }

  @Test(arguments: ["llama-q8_0", "qwen3-q4_0", "llama-bf16"])
  func onEveryWay(name: String) throws {
    let model = try TinyModel.named(name)
    var random = SplitMix64(seed: 5)
    let prompt = (0..<480).map { _ in Int32.random(in: 3..<255, using: &random) }
    let expected = try ids(
      try model.state(.auto, cache: .float16), prompt)
    #expect(expected.count == Self.count)
    for setting in Self.settings {
      func state() throws -> DecodeState {
        try model.state(
          .auto, cache: .float16, threads: setting.threads, chunk: setting.chunk)
      }
      let comment = Comment(rawValue: setting.testDescription)
      let cold = try state()
      #expect(try ids(cold, prompt) == expected, "cold, \(comment)")
      #expect(try ids(cold, prompt) == expected, "from cache, \(comment)")

      var bytes: [UInt8] = []
      cold.truncate(to: 300)
      Snapshot.write(cold) { bytes.append(contentsOf: $0) }
      let restored = try state()
      try bytes.withUnsafeBytes { try Snapshot.read($0, into: restored, name: "kept") }
      #expect(try ids(restored, prompt) == expected, "restored, \(comment)")

      let isWhole = setting.threads == 2 && setting.chunk == 256
      for width in isWhole ? Array(1...16) : [4] {
        let told = Told(prompt + expected, length: width)
        #expect(
          try ids(restored, prompt, drafter: told) == expected, "\(width) drafted, \(comment)")
        #expect(
          try batched(cold, prompt, width: width) == expected, "\(width) batched, \(comment)")
      }
    }
  }
}
