import Tensor

/// Attention over narrow vectors: see ``LatentAttentionPlan``.
extension Decoder {
  /// Queries stay in scratch, in the form that meets cached keys; those go to the caches.
  func storeLatent(
    _ index: Int, _ plan: LatentAttentionPlan, _ weights: LatentAttentionWeights,
    _ input: FloatRows, _ phase: Phase
  ) {
    let count = input.rows
    let keys = FloatRows(scratch.keys.base, rows: count, columns: plan.keyWidth)
    // Where attention leaves its result later, plain queries are for now.
    let plain = FloatRows(scratch.attended.base, rows: count, columns: plan.heads * plan.headWidth)
    if let down = weights.queryDown, let norm = weights.queryNorm {
      let narrow = FloatRows(scratch.values.base, rows: count, columns: down.rows)
      compute.multiply(down, weights.latent, by: input, into: narrow, keys, phase: phase)
      normalize(narrow, by: norm)
      compute.multiply(weights.query, by: narrow, into: plain, phase: phase)
    } else {
      compute.multiply(weights.query, weights.latent, by: input, into: plain, keys, phase: phase)
    }
    normalize(keys.columns(0..<plan.latentWidth), by: weights.latentNorm)
    turn(plan, plain, keys)
    absorb(plan, weights, plain, phase)
    for span in spans {
      compute.store(keys.rows(span.rows), in: span.cache.latent(of: index, plan), at: span.first)
    }
  }

  private func normalize(_ rows: FloatRows, by norm: UnsafePointer<Float>) {
    compute.normalize(rows, weight: norm, epsilon: LatentAttentionPlan.epsilon, into: rows)
  }

  /// Turns the last elements of each head's query and of the key.
  private func turn(_ plan: LatentAttentionPlan, _ queries: FloatRows, _ keys: FloatRows) {
    let pairing = turnings.base[plan.rotation].pairing
    let (cosines, sines) = rotation(plan.rotation, rows: queries.rows)
    // A head's first elements turn: seen from there, those of the last head end with the row.
    var shifted = queries
    shifted.base += plan.stillWidth
    compute.rotate(
      shifted, heads: plan.heads, pairing: pairing, cosines: cosines, sines: sines)
    compute.rotate(
      keys.columns(plan.latentWidth..<plan.keyWidth), heads: 1, pairing: pairing,
      cosines: cosines, sines: sines)
  }

  /// Makes queries that meet the cached vectors: each head's first part times its matrix, then the
  /// part that turns.
  private func absorb(
    _ plan: LatentAttentionPlan, _ weights: LatentAttentionWeights, _ plain: FloatRows,
    _ phase: Phase
  ) {
    let queries = FloatRows(
      scratch.queries.base, rows: plain.rows, columns: plan.heads * plan.keyWidth)
    compute.multiply(count: plan.heads, by: plain, step: plan.headWidth, phase: phase) { head in
      weights.keys[head]
    } into: { head in
      queries.columns(head * plan.keyWidth..<head * plan.keyWidth + plan.latentWidth)
    }
    for row in 0..<plain.rows {
      for head in 0..<plan.heads {
        let source = plain.row(row) + head * plan.headWidth + plan.stillWidth
        let target = queries.row(row) + head * plan.keyWidth + plan.latentWidth
        target.update(from: source, count: plan.turningWidth)
      }
    }
  }

  /// Leaves what the output matrix makes of the attention in `scratch.added`.
  func attendLatent(
    _ index: Int, _ plan: LatentAttentionPlan, _ weights: LatentAttentionWeights, _ count: Int,
    _ phase: Phase
  ) {
    let queries = FloatRows(scratch.queries.base, rows: count, columns: plan.heads * plan.keyWidth)
    let attended = FloatRows(
      scratch.attended.base, rows: count, columns: plan.heads * plan.keyWidth)
    let added = FloatRows(scratch.added.base, rows: count, columns: constants.width)
    for span in spans {
      let cached = span.cache.latent(of: index, plan, groups: plan.groups)
      // The vectors are keys and values at once; what comes of the part that turned is not read.
      compute.attend(
        queries.rows(span.rows), heads: plan.heads, keys: cached, values: cached,
        first: span.first, scale: plan.scale, into: attended.rows(span.rows))
    }
    let values = FloatRows(
      scratch.queries.base, rows: count, columns: plan.heads * plan.valueWidth)
    compute.multiply(count: plan.heads, by: attended, step: plan.keyWidth, phase: phase) { head in
      weights.values[head]
    } into: { head in
      values.columns(head * plan.valueWidth..<(head + 1) * plan.valueWidth)
    }
    compute.multiply(weights.output, by: values, into: added, phase: phase)
  }
}

extension KeyValueCache.View {
  /// A layer's narrow vectors as kernels see them: one head, or the same vectors for each of some
  /// groups of heads.
  func latent(of index: Int, _ plan: LatentAttentionPlan, groups: Int = 1) -> CacheRows {
    var rows = CacheRows(
      layers[index].keys, elementType: element, capacity: layers[index].slots,
      heads: groups,
      headWidth: plan.keyWidth)
    rows.positionStride = plan.keyWidth
    rows.headStride = groups == 1 ? plan.keyWidth : 0
    return rows
  }
}
