package import Tensor

/// Passes rows of tokens through a model's layers.
///
/// It owns scratch, planned once for ``DecodeOptions/chunk`` rows, and no sequence: rows of a pass
/// belong to the caches that they are given with. It is used by one task at a time. A row's results
/// have the same bits whatever rows are computed beside it.
package final class Decoder {
  package let weights: ModelWeights
  package let compute: Compute
  package let options: DecodeOptions
  let scratch: Scratch
  let expertScratch: ExpertScratch
  let constants: Constants
  /// The layers' plans, beside their weights.
  let layerPlans: UnsafeBufferPointer<LayerPlan>
  let turnings: AlignedBuffer<Turning>
  /// Radians per position and pair, for each rotation of the plan.
  let frequencies: AlignedBuffer<Double>
  let dependsOnLength: Bool
  // The pass that is running: its spans, and the offsets of the tokens whose logits are wanted.
  private let spanRoom: AlignedBuffer<Span>
  @exclusivity(unchecked) private var spanCount = 0
  private let wantedRoom: AlignedBuffer<Int>
  @exclusivity(unchecked) private var wantedCount = 0

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
    constants = Constants(plan)
    let plans = UnsafeMutableBufferPointer<LayerPlan>.allocate(capacity: plan.layers.count)
    _ = plans.initialize(from: plan.layers)
    layerPlans = UnsafeBufferPointer(plans)
    turnings = Decoder.turnings(plan, rows: rows)
    frequencies = AlignedBuffer(count: plan.rotations.reduce(0) { $0 + $1.dimensions / 2 })
    dependsOnLength = plan.rotations.contains { $0.dependsOnLength }
    spanRoom = AlignedBuffer(count: rows)
    wantedRoom = AlignedBuffer(count: rows)
    setFrequencies(length: 0, onlyDependent: false)
    for layer in plan.layers {
      let inputs = max(plan.width, layer.mixer.queryWidth, layer.feedForward.innerWidth)
      compute.reserve(rows: rows, columns: inputs)
      ExpertScratch.reserve(layer.feedForward, width: plan.width, rows: rows, in: compute)
    }
  }

  deinit { layerPlans.deallocate() }

  /// The parts of the pass that is running.
  var spans: UnsafeBufferPointer<Span> {
    UnsafeBufferPointer(rebasing: spanRoom.elements[..<spanCount])
  }

  /// Offsets of the tokens of the pass whose logits are wanted, rising.
  var wanted: UnsafeBufferPointer<Int> {
    UnsafeBufferPointer(rebasing: wantedRoom.elements[..<wantedCount])
  }

  func beginPass() {
    spanCount = 0
    compute.mayRoundToBFloat16 = constants.mayRoundToBFloat16
  }

  func append(_ span: Span) {
    spanRoom.base[spanCount] = span
    spanCount += 1
  }

  /// Bytes that a sequence of so many positions needs besides the weights, before it is started.
  package static func byteCount(
    plan: DecoderPlan, options: DecodeOptions = DecodeOptions(), positions: Int
  ) -> Int {
    let cache = KeyValueCache.byteCount(
      plan: plan, options: options, positions: positions)
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
    do {
      try compute.withCancellation(cancellation) { () throws(TransformerError) in
        try cache.reserve(tokens.count, ahead: tokens.count > 1 ? KeyValueCache.answer : 0)
        if dependsOnLength {
          setFrequencies(length: length ?? before + tokens.count, onlyDependent: true)
        }
        var start = 0
        while start < tokens.count {
          let end = min(start + scratch.rows, tokens.count)
          want(positions, in: start..<end, of: tokens.count)
          try pass(
            UnsafeBufferPointer(rebasing: tokens[start..<end]), cache, phase,
            needsStream: wantedCount > 0)
          if givesStates {
            try giveStates(start: start, receive)
          } else {
            try giveLogits(start: start, ids, phase, receive)
          }
          start = end
          progress?(end)
          keepCheckpoint(cache, of: tokens.count, isLast: end == tokens.count)
        }
      }
    } catch {
      cache.truncate(to: before)
      throw error
    }
  }

  /// Lists the wanted offsets of a pass.
  func want(_ positions: LogitPositions, in range: Range<Int>, of count: Int) {
    wantedCount = 0
    positions.forEach(in: range, of: count) {
      wantedRoom.base[wantedCount] = $0
      wantedCount += 1
    }
  }

  func check(
    _ tokens: UnsafeBufferPointer<Int32>, _ positions: LogitPositions, _ ids: [Int32]?
  ) throws(TransformerError) {
    let vocabularyCount = constants.vocabularyCount
    func check(_ id: Int32) throws(TransformerError) {
      guard id >= 0, Int(id) < vocabularyCount else {
        throw .invalidToken(id, vocabularyCount: vocabularyCount)
      }
    }
    for id in tokens { try check(id) }
    if case .last = positions, ids == nil, !tokens.isEmpty { return }
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
    !dependsOnLength
      || weights.plan.rotations.allSatisfy { $0.scaling.agrees(length, other) }
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
    beginPass()
    cache.slide(for: tokens.count)
    append(Span(cache: cache.view(), first: cache.count, rows: 0..<tokens.count))
    try forward(tokens, phase, needsStream: needsStream)
    cache.advance(by: tokens.count)
  }

  func throwIfCancelled() throws(TransformerError) {
    if compute.isCancelled { throw .cancelled }
  }
}
