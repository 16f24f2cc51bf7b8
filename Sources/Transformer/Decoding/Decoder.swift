package import Tensor

/// Passes rows of tokens through a model's layers.
///
/// It owns scratch, planned once for ``DecodeOptions/chunk`` rows, and no sequence: rows of a pass
/// belong to the caches that they are given with. It is used by one task at a time. A row's results
/// have the same bits whatever rows are computed beside it.
package final class Decoder {
  /// Rows of a pass that follow each other in one sequence.
  struct Span {
    let cache: KeyValueCache
    /// The absolute position of the first row.
    let first: Int
    /// Which rows of the pass they are.
    let rows: Range<Int>
  }

  package let weights: ModelWeights
  package let compute: Compute
  package let options: DecodeOptions
  let scratch: Scratch
  let expertScratch: ExpertScratch
  /// Radians per position and pair, for each rotation of the plan.
  private(set) var frequencies: [[Double]]
  /// The pass that is running; kept to allocate nothing per token.
  var spans: [Span] = []
  var wanted: [Int] = []

  package init(
    weights: ModelWeights, compute: Compute, options: DecodeOptions = DecodeOptions()
  ) throws(TransformerError) {
    let plan = weights.plan
    try options.validate(for: plan)
    let rows = Scratch.rows(
      plan: plan, wanted: min(options.chunk, options.contextLimit ?? plan.contextLimit))
    let needed =
      Scratch.byteCount(plan: plan, rows: rows) + ExpertScratch.byteCount(plan: plan, rows: rows)
    if let available = AvailableMemory().bytes(), needed > available {
      throw .memoryLacks(needed: needed, available: available)
    }
    self.weights = weights
    self.compute = compute
    self.options = options
    scratch = Scratch(plan: plan, rows: rows)
    expertScratch = ExpertScratch(plan: plan, rows: rows)
    frequencies = plan.rotations.map { $0.frequencies() }
    spans.reserveCapacity(1)
    wanted.reserveCapacity(rows)
    for layer in plan.layers {
      let inputs = max(plan.width, layer.mixer.queryWidth, layer.feedForward.innerWidth)
      compute.reserve(rows: rows, columns: inputs)
      ExpertScratch.reserve(layer.feedForward, width: plan.width, rows: rows, in: compute)
    }
  }

  /// Bytes that a sequence of so many positions needs besides the weights, before it is started.
  package static func byteCount(
    plan: DecoderPlan, options: DecodeOptions = DecodeOptions(), positions: Int
  ) -> Int {
    let cache = KeyValueCache.byteCount(
      plan: plan, element: options.cacheElement, positions: positions)
    let rows = Scratch.rows(plan: plan, wanted: max(1, min(options.chunk, positions)))
    // ``Compute`` keeps activations rounded to int8 beside, with scales: less than 4 bytes each.
    let inputs = plan.layers.reduce(plan.width) {
      max($0, $1.mixer.queryWidth, $1.feedForward.innerWidth)
    }
    let scratch =
      Scratch.byteCount(plan: plan, rows: rows) + ExpertScratch.byteCount(plan: plan, rows: rows)
      + 4 * rows * inputs
    let (sum, overflow) = cache.addingReportingOverflow(scratch)
    return overflow ? Int.max : sum
  }

  /// Adds tokens to one sequence in chunks, and gives the logits at chosen positions, or the states
  /// that the head would make logits of.
  ///
  /// A call that throws leaves the cache as it was. See
  /// ``DecodeState/evaluate(_:logitsAt:of:phase:cancellation:progress:receive:)``.
  func evaluate(
    _ tokens: UnsafeBufferPointer<Int32>, into cache: KeyValueCache,
    logitsAt positions: LogitPositions, of ids: [Int32]? = nil, phase: Phase,
    cancellation: CancellationFlag? = nil, length: Int? = nil, progress: ((Int) -> Void)? = nil,
    givesStates: Bool = false,
    receive: (_ offset: Int, _ logits: UnsafeMutableBufferPointer<Float>) -> Void
  ) throws(TransformerError) {
    try check(tokens, positions, ids)
    let before = cache.count
    let outer = compute.cancellation
    if let cancellation { compute.cancellation = cancellation }
    defer { compute.cancellation = outer }
    do {
      try cache.reserve(tokens.count)
      setLength(length ?? before + tokens.count)
      var start = 0
      while start < tokens.count {
        let end = min(start + scratch.rows, tokens.count)
        wanted.removeAll(keepingCapacity: true)
        positions.append(in: start..<end, of: tokens.count, to: &wanted)
        try pass(
          UnsafeBufferPointer(rebasing: tokens[start..<end]), cache, phase,
          needsStream: !wanted.isEmpty)
        if givesStates {
          try giveStates(start: start, receive)
        } else {
          try giveLogits(start: start, ids, phase, receive)
        }
        start = end
        progress?(end)
        keepCheckpoint(cache, of: tokens.count, isLast: end == tokens.count)
      }
    } catch {
      cache.truncate(to: before)
      throw error
    }
  }

  func check(
    _ tokens: UnsafeBufferPointer<Int32>, _ positions: LogitPositions, _ ids: [Int32]?
  ) throws(TransformerError) {
    let vocabularyCount = weights.plan.vocabularyCount
    func check(_ id: Int32) throws(TransformerError) {
      guard id >= 0, Int(id) < vocabularyCount else {
        throw .invalidToken(id, vocabularyCount: vocabularyCount)
      }
    }
    for id in tokens { try check(id) }
    guard !tokens.isEmpty else {
      throw .invalidSetting(name: "tokens", expected: "at least one", found: "none")
    }
    guard positions.fit(tokens.count) else {
      throw .invalidSetting(
        name: "positions", expected: "rising offsets below \(tokens.count)", found: "\(positions)")
    }
    guard let ids else { return }
    for id in ids { try check(id) }
    guard !ids.isEmpty, zip(ids, ids.dropFirst()).allSatisfy({ $0 < $1 }) else {
      throw .invalidSetting(
        name: "rows of the head", expected: "at least one id, in rising order", found: "others")
    }
  }

  /// Whether keys of a text of one length serve in a text of another.
  func agrees(_ length: Int, _ other: Int) -> Bool {
    weights.plan.rotations.allSatisfy { $0.scaling.agrees(length, other) }
  }

  /// Fits the rotations that depend on it to the length that the text will have.
  private func setLength(_ length: Int) {
    for (index, rotation) in weights.plan.rotations.enumerated() where rotation.dependsOnLength {
      frequencies[index] = rotation.frequencies(length: length)
    }
  }

  /// Copies what layers carry, now and then: at the end of a prompt, and within long texts.
  private func keepCheckpoint(_ cache: KeyValueCache, of added: Int, isLast: Bool) {
    guard let recurrent = cache.recurrent else { return }
    let since = cache.count - recurrent.lastCheckpoint
    if since >= RecurrentState.interval || (isLast && added >= RecurrentState.shortestPrompt) {
      recurrent.checkpoint(at: cache.count)
    }
  }

  /// Computes some rows and counts them as written.
  private func pass(
    _ tokens: UnsafeBufferPointer<Int32>, _ cache: KeyValueCache, _ phase: Phase, needsStream: Bool
  ) throws(TransformerError) {
    spans.removeAll(keepingCapacity: true)
    spans.append(Span(cache: cache, first: cache.count, rows: 0..<tokens.count))
    defer { spans.removeAll(keepingCapacity: true) }
    try forward(tokens, phase, needsStream: needsStream)
    cache.advance(by: tokens.count)
  }

  func throwIfCancelled() throws(TransformerError) {
    if compute.isCancelled { throw .cancelled }
  }
}
