internal import CKernels

extension Compute {
  /// Writes rows into a cache at `position` and after, rounded to its element type.
  ///
  /// `rows` is `[tokens, heads * headWidth]`.
  package func store(_ rows: FloatRows, in cache: CacheRows, at position: Int) {
    require(
      rows.columns == cache.heads * cache.headWidth && position >= cache.first
        && cache.first >= 0 && rows.rows <= cache.capacity - position,
      "\(rows.shape) stored at \(position) of \(cache.capacity) x \(cache.heads) heads of"
        + " \(cache.headWidth) from \(cache.first) on")
    require(cache.isCacheable, "a cache of \(cache.elementType), \(cache.headWidth) wide")
    if cache.headStride == cache.headWidth {
      let offset = (position - cache.first) * cache.positionStride
      return store(rows, in: cache, at: offset, stride: cache.positionStride)
    }
    for head in 0..<cache.heads {
      let part = rows.columns(head * cache.headWidth..<(head + 1) * cache.headWidth)
      let offset = (position - cache.first) * cache.positionStride + head * cache.headStride
      store(part, in: cache, at: offset, stride: cache.positionStride)
    }
  }

  private func store(_ rows: FloatRows, in cache: CacheRows, at offset: Int, stride: Int) {
    od_store(
      pool.pool, kernels, rows.base, rows.stride, rows.rows, rows.columns,
      cache.elementType.rawValue,
      cache.base + cache.byteCount(of: offset),
      stride)
  }

  /// Causal attention of tokens that stand at absolute positions `first`, `first + 1`, ….
  ///
  /// `queries` and `out` are `[tokens, heads * headWidth]`, in different memory. The cache must
  /// already hold the tokens' own keys and values. Query head `h` reads key-value head
  /// `h / (heads / keys.heads)`. `window` is how many positions a token sees, itself included; nil
  /// for all. Scores are multiplied by `scale`, mostly `1 / sqrt(headWidth)`, and then bounded by
  /// `softcap * tanh(score / softcap)` where there is one. `sinks`, one for each of `heads`, are
  /// scores that weigh in the sum and bring no value.
  package func attend(
    _ queries: FloatRows, heads: Int, keys: CacheRows, values: CacheRows, first: Int,
    window: Int? = nil, scale: Float, softcap: Float? = nil,
    sinks: UnsafePointer<Float>? = nil, into out: FloatRows
  ) {
    require(
      queries.columns == heads * keys.headWidth && out.columns == queries.columns
        && out.rows == queries.rows && keys.heads > 0 && heads % max(keys.heads, 1) == 0,
      "attention of \(queries.shape), \(heads) heads, over \(keys.heads) heads of"
        + " \(keys.headWidth) into \(out.shape)")
    require(
      values.heads == keys.heads && values.headWidth == keys.headWidth
        && values.elementType == keys.elementType && values.positionStride == keys.positionStride
        && values.headStride == keys.headStride, "keys and values have different shapes")
    require(
      first >= 0 && queries.rows <= keys.capacity - first
        && queries.rows <= values.capacity - first && (window ?? 1) > 0,
      "positions \(first)..<\(first + queries.rows) of \(keys.capacity)")
    let seen = window.map { max(0, first - $0 + 1) } ?? 0
    require(
      keys.first >= 0 && keys.first <= seen && values.first >= 0 && values.first <= seen,
      "positions from \(seen) on where those from \(keys.first) on are kept")
    require(keys.isCacheable, "a cache of \(keys.elementType), \(keys.headWidth) wide")
    reserveScratch(od_attention_scratch(heads / keys.heads, keys.headWidth))
    var attention = od_attention(
      queries: queries.base, query_stride: queries.stride, keys: keys.origin,
      values: values.origin,
      cache_type: keys.elementType.rawValue, position_stride: keys.positionStride,
      head_stride: keys.headStride, heads: heads, kv_heads: keys.heads,
      head_width: keys.headWidth, m: queries.rows, first: first, window: window ?? 0,
      scale: scale, softcap: softcap ?? 0, sinks: sinks, out: out.base, out_stride: out.stride)
    od_attend(
      pool.pool, kernels, &attention, threadScratch.base, threadScratch.stride,
      cancel)
  }
}
