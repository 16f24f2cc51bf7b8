import Tensor
import TestSupport
import Testing
import Transformer

/// Layers with a window keep the latest positions only, and nobody can tell from the results.
@Suite struct WindowRoomTests {
  static let windows: [[Int?]] = [[5, nil], [5, 5], [nil, 11]]

  private func plan(_ windows: [Int?]) throws -> DecoderPlan {
    var plan = try Families.plan(of: TinyModel.named("qwen3-q8_0").file())
    for layer in plan.layers.indices { plan.layers[layer].attention?.window = windows[layer] }
    return plan
  }

  /// With room for as little as possible: twice the window and the rows of a pass.
  private func decoder(
    _ windows: [Int?], room: Int = 0, chunk: Int = 8, cache: CacheElement = .float16
  ) throws -> Decoder {
    let weights = try ModelWeights(TinyModel.named("qwen3-q8_0").file(), plan: plan(windows))
    return try Decoder(
      weights: weights, compute: Compute(threads: 2),
      options: DecodeOptions(cacheElement: cache, chunk: chunk, windowRoom: room))
  }

  private var prompt: [Int32] { get throws { try TinyModel.named("qwen3-q8_0").prompt } }

  @Test("little room changes no bit", arguments: windows, [CacheElement.float16, .float32])
  func littleRoom(windows: [Int?], cache: CacheElement) throws {
    let prompt = try prompt
    let wide = DecodeState(try decoder(windows, room: 4096, chunk: 256, cache: cache))
    let expected = bits(try wide.logits(prompt))

    let narrow = DecodeState(try decoder(windows, cache: cache))
    #expect(bits(try narrow.logits(prompt)) == expected)

    let stepped = DecodeState(try decoder(windows, chunk: 1, cache: cache))
    for (offset, token) in prompt.enumerated() {
      let logits = try stepped.step(token)
      #expect(logits.map(\.bitPattern) == expected[offset], "position \(offset)")
    }
  }

  @Test("a text that is cut goes on as one that was not", arguments: windows)
  func cuts(windows: [Int?]) throws {
    let prompt = try prompt
    let expected = bits(try DecodeState(decoder(windows, room: 4096)).logits(prompt))
    for kept in [0, 1, 4, 5, 40, 70, 80, 90, 95] {
      let state = DecodeState(try decoder(windows))
      _ = try state.prefill(Array(prompt[..<kept]) + [17, 18, 19, 20, 21])
      let shared = state.keepPrefix(of: prompt)
      #expect(shared == kept || shared == 0)
      #expect(bits(try state.logits(Array(prompt[shared...]))) == Array(expected[shared...]))
    }
  }

  @Test("far back nothing is left, and the text is computed anew", arguments: windows)
  func farBack(windows: [Int?]) throws {
    let prompt = try prompt
    let state = DecodeState(try decoder(windows))
    let expected = bits(try state.logits(prompt))
    state.truncate(to: 20)
    #expect(state.cache.count == 0)
    #expect(state.tokens == Array(prompt[..<20]))
    #expect(bits(try state.logits(Array(prompt[20...]))) == Array(expected[20...]))
  }

  @Test("a pass that is cancelled leaves a text that goes on", arguments: windows)
  func cancelled(windows: [Int?]) throws {
    let prompt = try prompt
    let expected = bits(try DecodeState(decoder(windows, room: 4096)).logits(prompt))
    let state = DecodeState(try decoder(windows))
    _ = try state.prefill(Array(prompt[..<30]))
    let flag = try CancellationFlag()
    #expect(throws: TransformerError.cancelled) {
      _ = try state.prefill(Array(prompt[30...]), cancellation: flag) { done in
        if done >= 48 { flag.cancel() }
      }
    }
    #expect(state.tokens == Array(prompt[..<30]))
    #expect(bits(try state.logits(Array(prompt[30...]))) == Array(expected[30...]))
  }

  @Test("guesses and neighbours change no token", arguments: windows)
  func tokens(windows: [Int?]) throws {
    let prompt = try prompt
    func tokens(_ state: DecodeState, _ drafter: (any Drafter)?) throws -> [Int32] {
      var generator = try Generator(state: state, prompt: prompt, limit: 60, drafter: drafter)
      var ids: [Int32] = []
      while let id = try generator.next() { ids.append(id) }
      return ids
    }
    let expected = try tokens(DecodeState(decoder(windows, room: 4096)), nil)
    #expect(try tokens(DecodeState(decoder(windows)), PromptLookup()) == expected)

    let decoder = try decoder(windows)
    let states = (0..<3).map { _ in DecodeState(decoder) }
    for state in states { _ = try state.prefill(prompt) }
    var last = states.map { _ in expected[0] }
    var found = states.map { _ in [expected[0]] }
    for _ in 1..<60 {
      try DecodeState.step(last, of: states) { index, logits in
        let best = logits.indices.max { (logits[$0], -$0) < (logits[$1], -$1) } ?? 0
        found[index].append(Int32(best))
      }
      last = found.map { $0[$0.count - 1] }
    }
    for ids in found { #expect(ids == expected) }
  }

  @Test("what was kept on disk goes on, with as much room or less", arguments: windows)
  func snapshots(windows: [Int?]) throws {
    let prompt = try prompt
    let expected = bits(try DecodeState(decoder(windows, room: 4096)).logits(prompt))
    for (from, to) in [(0, 0), (4096, 0), (0, 4096)] {
      let state = DecodeState(try decoder(windows, room: from))
      _ = try state.prefill(Array(prompt[..<77]))
      var bytes: [UInt8] = []
      Snapshot.write(state) { bytes.append(contentsOf: $0) }
      let restored = DecodeState(try decoder(windows, room: to))
      try bytes.withUnsafeBytes { try Snapshot.read($0, into: restored, name: "kept") }
      #expect(bits(try restored.logits(Array(prompt[77...]))) == Array(expected[77...]))
    }
  }

  @Test("a window's memory stops growing")
  func memory() throws {
    let options = DecodeOptions(chunk: 8, windowRoom: 0)
    func bytes(_ windows: [Int?], _ positions: Int) throws -> Int {
      try KeyValueCache.byteCount(plan: plan(windows), options: options, positions: positions)
    }
    let whole = try bytes([nil, nil], 400)
    // 2 * (5 + 8) slots.
    #expect(try bytes([5, 5], 400) == whole * 26 / 400)
    #expect(try bytes([nil, 5], 400) == whole / 2 + whole * 26 / 800)
    #expect(try bytes([5, 5], 10) == bytes([nil, nil], 10))
  }
}
