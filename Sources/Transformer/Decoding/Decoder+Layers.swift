import Tensor

/// The layers: what happens to the rows of the current pass, whichever sequences they belong to.
extension Decoder {
  /// Leaves the rows' stream behind the last layer in `scratch.stream`.
  ///
  /// Where nobody needs it, the last layer ends with its keys and values.
  func forward(
    _ tokens: UnsafeBufferPointer<Int32>, _ phase: Phase, needsStream: Bool
  ) throws(TransformerError) {
    let count = tokens.count
    let stream = FloatRows(scratch.stream.base, rows: count, columns: constants.width)
    compute.lookUp(tokens, in: weights.embedding, into: stream)
    let factor = constants.multipliers.embedding
    if factor != 1 { compute.scale(stream, by: factor) }
    if constants.perLayerWidth > 0 { preparePerLayer(tokens, stream, phase) }
    if constants.streams > 1 { spreadStreams(stream, phase) }
    fillRotations()
    for index in layerPlans.indices {
      let layer = layerPlans[index]
      let weights = weights.layers[index]
      if let streams = weights.streams { predictStreams(streams, stream, phase) }
      let isLast = index == layerPlans.count - 1
      switch (layer.mixer, weights.mixer) {
      case (.attention(let plan), .attention(let attention)):
        let input = normalized(stream, weights.norms.beforeMixer)
        storeKeysAndValues(index, plan, attention, input, phase)
        try throwIfCancelled()
        if isLast, !needsStream { return }
        attend(index, plan, attention, stream.rows, phase)
      case (.shortConvolution(let plan), .shortConvolution(let convolution)):
        let input = normalized(stream, weights.norms.beforeMixer)
        shortConvolution(index, plan, convolution, input, phase)
        try throwIfCancelled()
        if isLast, !needsStream { return }
      case (.deltaNet(let plan), .deltaNet(let net)):
        let input = normalized(stream, weights.norms.beforeMixer)
        deltaNet(index, plan, net, input, phase)
        try throwIfCancelled()
        if isLast, !needsStream { return }
      case (.latentAttention(let plan), .latentAttention(let attention)):
        let input = normalized(stream, weights.norms.beforeMixer)
        storeLatent(index, plan, attention, input, phase)
        try throwIfCancelled()
        if isLast, !needsStream { return }
        attendLatent(index, plan, attention, stream.rows, phase)
      default:
        // Weights are read by the plan that they are run with.
        preconditionFailure("layer \(index): weights of another plan")  // SAFETY: never by input
      }
      addToStream(stream, weights.norms.afterMixer)
      if let streams = weights.streams { addLaurel(streams, stream, phase) }
      try throwIfCancelled()
      let input = normalized(stream, weights.norms.beforeFeedForward)
      switch (layer.feedForward, weights.feedForward) {
      case (.dense(let plan), .dense(let dense)): feedForward(plan, dense, input, phase)
      case (.experts(let plan), .experts(let experts)):
        if let beside = experts.beside, let dense = plan.beside {
          feedForward(plan, experts, beside: beside, dense, input, stream, phase)
        } else {
          feedForward(plan, experts, input, phase)
        }
      default:
        preconditionFailure("layer \(index): weights of another plan")  // SAFETY: never by input
      }
      addToStream(stream, weights.norms.afterFeedForward)
      finishLayer(index, weights, stream, phase)
      try throwIfCancelled()
    }
    if constants.streams > 1 { gatherStreams(stream, phase) }
  }

  /// The input of a half: the stream behind its norm, or the stream itself where there is none.
  private func normalized(_ stream: FloatRows, _ norm: UnsafePointer<Float>?) -> FloatRows {
    guard let norm else { return stream }
    let normed = FloatRows(scratch.normed.base, rows: stream.rows, columns: stream.columns)
    compute.normalize(stream, weight: norm, epsilon: constants.epsilon, into: normed)
    return normed
  }

  /// Adds what a half has left in `scratch.added` to the stream.
  private func addToStream(_ stream: FloatRows, _ norm: UnsafePointer<Float>?) {
    let added = FloatRows(scratch.added.base, rows: stream.rows, columns: stream.columns)
    if let norm {
      compute.normalize(added, weight: norm, epsilon: constants.epsilon, into: added)
    }
    let factor = constants.multipliers.residual
    if factor != 1 { compute.scale(added, by: factor) }
    compute.add(added, to: stream)
  }

  /// Rotation tables of the pass: each row's angle is its absolute position times a frequency.
  private func fillRotations() {
    for turning in turnings.elements {
      let frequencies = frequencies.base + turning.firstFrequency
      for span in spans {
        for row in span.rows {
          let position = Double(span.first + row - span.rows.lowerBound)
          let start = turning.firstTurn + row * turning.pairs
          for pair in 0..<turning.pairs {
            let (cosine, sine) = turn(position * frequencies[pair], magnitude: turning.magnitude)
            scratch.cosines.base[start + pair] = cosine
            scratch.sines.base[start + pair] = sine
          }
        }
      }
    }
  }

  func rotation(_ index: Int, rows: Int) -> (cosines: FloatRows, sines: FloatRows) {
    let turning = turnings.base[index]
    return (
      FloatRows(scratch.cosines.base + turning.firstTurn, rows: rows, columns: turning.pairs),
      FloatRows(scratch.sines.base + turning.firstTurn, rows: rows, columns: turning.pairs)
    )
  }

  /// Queries stay in scratch; keys and values go to the caches.
  private func storeKeysAndValues(
    _ index: Int, _ plan: AttentionPlan, _ weights: AttentionWeights, _ input: FloatRows,
    _ phase: Phase
  ) {
    let count = input.rows
    let queries = FloatRows(scratch.queries.base, rows: count, columns: plan.queryWidth)
    if plan.keysOf != nil { return turnQueries(plan, weights, input, queries, phase) }
    let keys = FloatRows(scratch.keys.base, rows: count, columns: plan.keyValueWidth)
    let values = FloatRows(scratch.values.base, rows: count, columns: plan.keyValueWidth)
    let product =
      plan.hasOutputGate
      ? FloatRows(scratch.gate.base, rows: count, columns: 2 * plan.queryWidth) : queries
    compute.multiply(
      weights.query, weights.key, weights.value, by: input, into: product, keys, values,
      phase: phase)
    add(weights.queryBias, to: product)
    if plan.hasOutputGate { splitGates(plan, product, queries) }
    add(weights.keyBias, to: keys)
    add(weights.valueBias, to: values)
    if plan.headNorm != .afterRotation { normalizeHeads(plan, weights, queries, keys) }
    if let rotation = plan.rotation {
      let pairing = turnings.base[rotation].pairing
      let (cosines, sines) = self.rotation(rotation, rows: count)
      compute.rotate(
        queries, heads: plan.heads, pairing: pairing, cosines: cosines, sines: sines)
      compute.rotate(
        keys, heads: plan.keyValueHeads, pairing: pairing, cosines: cosines, sines: sines)
    }
    if plan.headNorm == .afterRotation { normalizeHeads(plan, weights, queries, keys) }
    if let growth = plan.growth { grow(queries, growth) }
    if plan.normalizesValues {
      compute.normalize(
        values, weight: scratch.ones.base, epsilon: constants.epsilon,
        segments: plan.keyValueHeads, into: values)
    }
    for span in spans {
      let cached = span.cache.rows(of: index, plan)
      compute.store(keys.rows(span.rows), in: cached.keys, at: span.first)
      compute.store(values.rows(span.rows), in: cached.values, at: span.first)
    }
  }

  private func grow(_ queries: FloatRows, _ growth: QueryGrowth) {
    for span in spans {
      for row in span.rows {
        let factor = growth.factor(at: span.first + row - span.rows.lowerBound)
        if factor != 1 { compute.scale(queries.rows(row..<row + 1), by: factor) }
      }
    }
  }

  /// Each head's queries and gates, which the product has side by side, go to places of their own.
  private func splitGates(_ plan: AttentionPlan, _ product: FloatRows, _ queries: FloatRows) {
    let width = plan.headWidth
    let gates = FloatRows(scratch.up.base, rows: queries.rows, columns: queries.columns)
    for row in 0..<queries.rows {
      let source = product.row(row)
      for head in 0..<plan.heads {
        (queries.row(row) + head * width).update(from: source + 2 * head * width, count: width)
        (gates.row(row) + head * width).update(from: source + (2 * head + 1) * width, count: width)
      }
    }
  }

  /// The queries of a layer that reads another one's keys and values.
  private func turnQueries(
    _ plan: AttentionPlan, _ weights: AttentionWeights, _ input: FloatRows, _ queries: FloatRows,
    _ phase: Phase
  ) {
    compute.multiply(weights.query, by: input, into: queries, phase: phase)
    if let norm = weights.queryNorm {
      compute.normalize(
        queries, weight: norm, epsilon: constants.epsilon, segments: plan.heads,
        into: queries)
    }
    guard let rotation = plan.rotation else { return }
    let (cosines, sines) = self.rotation(rotation, rows: input.rows)
    compute.rotate(
      queries, heads: plan.heads, pairing: turnings.base[rotation].pairing,
      cosines: cosines, sines: sines)
  }

  private func normalizeHeads(
    _ plan: AttentionPlan, _ weights: AttentionWeights, _ queries: FloatRows, _ keys: FloatRows
  ) {
    guard let queryNorm = weights.queryNorm, let keyNorm = weights.keyNorm else { return }
    let epsilon = constants.epsilon
    let isWhole = plan.headNorm == .wholeBeforeRotation
    compute.normalize(
      queries, weight: queryNorm, epsilon: epsilon, segments: isWhole ? 1 : plan.heads,
      into: queries)
    compute.normalize(
      keys, weight: keyNorm, epsilon: epsilon, segments: isWhole ? 1 : plan.keyValueHeads,
      into: keys)
  }

  private func attend(
    _ index: Int, _ plan: AttentionPlan, _ weights: AttentionWeights, _ count: Int, _ phase: Phase
  ) {
    let queries = FloatRows(scratch.queries.base, rows: count, columns: plan.queryWidth)
    let attended = FloatRows(scratch.attended.base, rows: count, columns: plan.queryWidth)
    let added = FloatRows(scratch.added.base, rows: count, columns: constants.width)
    for span in spans {
      let cached = span.cache.rows(of: plan.keysOf ?? index, plan)
      compute.attend(
        queries.rows(span.rows), heads: plan.heads, keys: cached.keys, values: cached.values,
        first: span.first, window: plan.window, scale: plan.scale, softcap: plan.scoreCap,
        sinks: weights.sinks, into: attended.rows(span.rows))
    }
    if plan.hasOutputGate {
      let gates = FloatRows(scratch.up.base, rows: count, columns: plan.queryWidth)
      compute.sigmoidMultiply(gate: gates, attended, into: attended)
    }
    compute.multiply(weights.output, by: attended, into: added, phase: phase)
    add(weights.outputBias, to: added)
  }

  func feedForward(
    _ plan: DensePlan, _ weights: DenseWeights, _ input: FloatRows, _ phase: Phase
  ) {
    let count = input.rows
    let gate = FloatRows(scratch.gate.base, rows: count, columns: plan.innerWidth)
    let up = FloatRows(scratch.up.base, rows: count, columns: plan.innerWidth)
    let added = FloatRows(scratch.added.base, rows: count, columns: input.columns)
    compute.multiply(weights.gate, weights.up, by: input, into: gate, up, phase: phase)
    add(weights.gateBias, to: gate)
    add(weights.upBias, to: up)
    if let deviations = plan.cutoff { cutOff(gate, deviations: deviations) }
    compute.gateMultiply(plan.activation, gate: gate, up: up, into: gate)
    compute.multiply(weights.down, by: gate, into: added, phase: phase)
    add(weights.downBias, to: added)
  }

  func add(_ bias: UnsafePointer<Float>?, to rows: FloatRows) {
    guard let bias else { return }
    // SAFETY: the kernels read from the first operand only. Stride 0: every row is the same one.
    let same = FloatRows(
      UnsafeMutablePointer(mutating: bias), rows: rows.rows, columns: rows.columns, stride: 0)
    compute.add(same, to: rows)
  }
}
