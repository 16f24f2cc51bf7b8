import Tensor

/// The layers: what happens to the rows of the current pass, whichever sequences they belong to.
extension Decoder {
  /// Leaves the rows' stream behind the last layer in `scratch.stream`.
  ///
  /// Where nobody needs it, the last layer ends with its keys and values.
  func forward(
    _ tokens: UnsafeBufferPointer<Int32>, _ phase: Phase, needsStream: Bool
  ) throws(TransformerError) {
    let plan = weights.plan
    let count = tokens.count
    let stream = FloatRows(scratch.stream.base, rows: count, columns: plan.width)
    compute.lookUp(tokens, in: weights.embedding, into: stream)
    if plan.multipliers.embedding != 1 { compute.scale(stream, by: plan.multipliers.embedding) }
    preparePerLayer(tokens, stream, phase)
    spreadStreams(stream, phase)
    fillRotations(rows: count)
    for index in plan.layers.indices {
      let layer = plan.layers[index]
      let weights = weights.layers[index]
      if let streams = weights.streams { predictStreams(streams, stream, phase) }
      let isLast = index == plan.layers.count - 1
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
    gatherStreams(stream, phase)
  }

  /// The input of a half: the stream behind its norm, or the stream itself where there is none.
  private func normalized(_ stream: FloatRows, _ norm: UnsafePointer<Float>?) -> FloatRows {
    guard let norm else { return stream }
    let normed = FloatRows(scratch.normed.base, rows: stream.rows, columns: stream.columns)
    compute.normalize(stream, weight: norm, epsilon: weights.plan.epsilon, into: normed)
    return normed
  }

  /// Adds what a half has left in `scratch.added` to the stream.
  private func addToStream(_ stream: FloatRows, _ norm: UnsafePointer<Float>?) {
    let added = FloatRows(scratch.added.base, rows: stream.rows, columns: stream.columns)
    if let norm {
      compute.normalize(added, weight: norm, epsilon: weights.plan.epsilon, into: added)
    }
    let factor = weights.plan.multipliers.residual
    if factor != 1 { compute.scale(added, by: factor) }
    compute.add(added, to: stream)
  }

  /// Rotation tables of the pass: each row's angle is its absolute position times a frequency.
  private func fillRotations(rows: Int) {
    var offset = 0
    for (index, frequencies) in frequencies.enumerated() {
      let magnitude = weights.plan.rotations[index].magnitude
      for span in spans {
        for row in span.rows {
          let position = Double(span.first + row - span.rows.lowerBound)
          let start = offset + row * frequencies.count
          for pair in 0..<frequencies.count {
            let (cosine, sine) = turn(
              position * frequencies[pair], magnitude: magnitude)
            scratch.cosines.base[start + pair] = cosine
            scratch.sines.base[start + pair] = sine
          }
        }
      }
      offset += scratch.rows * frequencies.count
    }
  }

  func rotation(_ index: Int, rows: Int) -> (cosines: FloatRows, sines: FloatRows) {
    var offset = 0
    for earlier in 0..<index { offset += scratch.rows * frequencies[earlier].count }
    let pairs = frequencies[index].count
    return (
      FloatRows(scratch.cosines.base + offset, rows: rows, columns: pairs),
      FloatRows(scratch.sines.base + offset, rows: rows, columns: pairs)
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
      let pairing = self.weights.plan.rotations[rotation].pairing
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
        values, weight: scratch.ones.base, epsilon: self.weights.plan.epsilon,
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
        queries, weight: norm, epsilon: self.weights.plan.epsilon, segments: plan.heads,
        into: queries)
    }
    guard let rotation = plan.rotation else { return }
    let (cosines, sines) = self.rotation(rotation, rows: input.rows)
    compute.rotate(
      queries, heads: plan.heads, pairing: self.weights.plan.rotations[rotation].pairing,
      cosines: cosines, sines: sines)
  }

  private func normalizeHeads(
    _ plan: AttentionPlan, _ weights: AttentionWeights, _ queries: FloatRows, _ keys: FloatRows
  ) {
    guard let queryNorm = weights.queryNorm, let keyNorm = weights.keyNorm else { return }
    let epsilon = self.weights.plan.epsilon
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
    let added = FloatRows(scratch.added.base, rows: count, columns: self.weights.plan.width)
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
