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
    fillRotations(rows: count)
    for index in plan.layers.indices {
      let layer = plan.layers[index]
      let weights = weights.layers[index]
      storeKeysAndValues(index, layer.attention, weights, stream, phase)
      try throwIfCancelled()
      if index == plan.layers.count - 1, !needsStream { return }
      attend(index, layer.attention, weights, stream, phase)
      try throwIfCancelled()
      feedForward(layer, weights, stream, phase)
      try throwIfCancelled()
    }
  }

  /// Rotation tables of the pass: each row's angle is its absolute position times a frequency.
  private func fillRotations(rows: Int) {
    var offset = 0
    for frequencies in frequencies {
      for span in spans {
        for row in span.rows {
          let position = Double(span.first + row - span.rows.lowerBound)
          let start = offset + row * frequencies.count
          for pair in 0..<frequencies.count {
            let (cosine, sine) = turn(position * frequencies[pair])
            scratch.cosines.base[start + pair] = cosine
            scratch.sines.base[start + pair] = sine
          }
        }
      }
      offset += scratch.rows * frequencies.count
    }
  }

  private func rotation(_ index: Int, rows: Int) -> (cosines: FloatRows, sines: FloatRows) {
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
    _ index: Int, _ plan: AttentionPlan, _ weights: LayerWeights, _ stream: FloatRows,
    _ phase: Phase
  ) {
    let count = stream.rows
    let normed = FloatRows(scratch.normed.base, rows: count, columns: stream.columns)
    let queries = FloatRows(scratch.queries.base, rows: count, columns: plan.queryWidth)
    let keys = FloatRows(scratch.keys.base, rows: count, columns: plan.keyValueWidth)
    let values = FloatRows(scratch.values.base, rows: count, columns: plan.keyValueWidth)
    let epsilon = self.weights.plan.epsilon
    compute.normalize(
      stream, weight: weights.attentionNorm, epsilon: epsilon, into: normed)
    compute.multiply(
      weights.query, weights.key, weights.value, by: normed, into: queries, keys, values,
      phase: phase)
    add(weights.queryBias, to: queries)
    add(weights.keyBias, to: keys)
    add(weights.valueBias, to: values)
    if let norm = weights.queryNorm {
      compute.normalize(
        queries, weight: norm, epsilon: epsilon, segments: plan.heads, into: queries)
    }
    if let norm = weights.keyNorm {
      compute.normalize(
        keys, weight: norm, epsilon: epsilon, segments: plan.keyValueHeads, into: keys)
    }
    if let rotation = plan.rotation {
      let pairing = self.weights.plan.rotations[rotation].pairing
      let (cosines, sines) = self.rotation(rotation, rows: count)
      compute.rotate(
        queries, heads: plan.heads, pairing: pairing, cosines: cosines, sines: sines)
      compute.rotate(
        keys, heads: plan.keyValueHeads, pairing: pairing, cosines: cosines, sines: sines)
    }
    for span in spans {
      let cached = span.cache.rows(of: index, plan)
      compute.store(keys.rows(span.rows), in: cached.keys, at: span.first)
      compute.store(values.rows(span.rows), in: cached.values, at: span.first)
    }
  }

  private func attend(
    _ index: Int, _ plan: AttentionPlan, _ weights: LayerWeights, _ stream: FloatRows,
    _ phase: Phase
  ) {
    let count = stream.rows
    let queries = FloatRows(scratch.queries.base, rows: count, columns: plan.queryWidth)
    let attended = FloatRows(scratch.attended.base, rows: count, columns: plan.queryWidth)
    let added = FloatRows(scratch.normed.base, rows: count, columns: stream.columns)
    for span in spans {
      let cached = span.cache.rows(of: index, plan)
      compute.attend(
        queries.rows(span.rows), heads: plan.heads, keys: cached.keys, values: cached.values,
        first: span.first, window: plan.window, scale: plan.scale,
        into: attended.rows(span.rows))
    }
    compute.multiply(weights.output, by: attended, into: added, phase: phase)
    add(weights.outputBias, to: added)
    addToStream(added, stream)
  }

  private func feedForward(
    _ plan: LayerPlan, _ weights: LayerWeights, _ stream: FloatRows, _ phase: Phase
  ) {
    let count = stream.rows
    let normed = FloatRows(scratch.normed.base, rows: count, columns: stream.columns)
    let gate = FloatRows(scratch.gate.base, rows: count, columns: plan.innerWidth)
    let up = FloatRows(scratch.up.base, rows: count, columns: plan.innerWidth)
    compute.normalize(
      stream, weight: weights.innerNorm, epsilon: self.weights.plan.epsilon, into: normed)
    compute.multiply(weights.gate, weights.up, by: normed, into: gate, up, phase: phase)
    add(weights.gateBias, to: gate)
    add(weights.upBias, to: up)
    compute.siluMultiply(gate: gate, up: up, into: gate)
    compute.multiply(weights.down, by: gate, into: normed, phase: phase)
    add(weights.downBias, to: normed)
    addToStream(normed, stream)
  }

  private func addToStream(_ added: FloatRows, _ stream: FloatRows) {
    let factor = weights.plan.multipliers.residual
    if factor != 1 { compute.scale(added, by: factor) }
    compute.add(added, to: stream)
  }

  private func add(_ bias: UnsafePointer<Float>?, to rows: FloatRows) {
    guard let bias else { return }
    // SAFETY: the kernels read from the first operand only. Stride 0: every row is the same one.
    let same = FloatRows(
      UnsafeMutablePointer(mutating: bias), rows: rows.rows, columns: rows.columns, stride: 0)
    compute.add(same, to: rows)
  }
}
