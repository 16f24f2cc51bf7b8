internal import CKernels

/// The shape of a gated delta rule's state: one matrix of `keyWidth` by `valueWidth` for each head.
package struct DeltaShape: Sendable, Hashable {
  /// Heads of values, each with a state of its own.
  package var heads: Int
  /// Heads of queries and keys; divides ``heads``.
  package var keyHeads: Int
  package var keyWidth: Int
  package var valueWidth: Int
  /// Whether value head `h` goes with key head `h % keyHeads`; otherwise neighbours share one.
  package var isTiled: Bool

  package init(heads: Int, keyHeads: Int, keyWidth: Int, valueWidth: Int, isTiled: Bool = false) {
    self.heads = heads
    self.keyHeads = keyHeads
    self.keyWidth = keyWidth
    self.valueWidth = valueWidth
    self.isTiled = isTiled
  }

  /// Floats of the state of all heads, in the order that kernels keep it in.
  package var stateCount: Int {
    let block = Int(OD_DELTA_BLOCK)
    return heads * keyWidth * ((valueWidth + block - 1) / block * block)
  }

  package var keysCount: Int { keyHeads * keyWidth }
  package var valuesCount: Int { heads * valueWidth }
}

extension Compute {
  /// Positions whose sum a convolution may take at once.
  package static let convolutionLimit = Int(OD_CONVOLUTION_LIMIT)

  /// Convolves each channel over positions, looking back only.
  ///
  /// `x` is `[tokens, channels]`, `weight` `[kernel, channels]`, its last row that of the position
  /// itself. `window` holds the `kernel - 1` positions before the first, and `windowAfter` gets
  /// those before the next. `out` is contiguous; it and `windowAfter` are no memory that is read.
  package func convolve(
    _ x: FloatRows, window: UnsafePointer<Float>, weight: UnsafePointer<Float>, kernel: Int,
    bias: UnsafePointer<Float>? = nil, into out: FloatRows,
    windowAfter: UnsafeMutablePointer<Float>
  ) {
    require(
      out.rows == x.rows && out.columns == x.columns && out.stride == out.columns
        && out.base != x.base && (1...Compute.convolutionLimit).contains(kernel),
      "convolution of \(x.shape) by \(kernel) into \(out.shape)")
    var convolution = od_convolution(
      window: window, x: x.base, stride: x.stride, weight: weight, bias: bias, m: x.rows,
      channels: x.columns, kernel: kernel, out: out.base, window_after: windowAfter)
    od_convolve(pool.pool, &convolution)
  }

  /// Runs the gated delta rule over tokens that follow one another.
  ///
  /// `queries` and `keys` are `[tokens, keyHeads * keyWidth]`, `values` `[tokens, heads *
  /// valueWidth]`, parts of the same rows; `decays` and `betas` `[tokens, heads]`. The state before
  /// the first token is read from `before`, the one behind the last goes to `after`, which may be
  /// the same memory. `out` is `[tokens, heads * valueWidth]`. All but the parts are contiguous.
  package func deltaRule(
    _ shape: DeltaShape, queries: FloatRows, keys: FloatRows, values: FloatRows,
    decays: FloatRows, betas: FloatRows, before: UnsafePointer<Float>,
    after: UnsafeMutablePointer<Float>, into out: FloatRows
  ) {
    require(
      shape.keyHeads > 0 && shape.heads % max(shape.keyHeads, 1) == 0
        && queries.columns == shape.keysCount && keys.columns == shape.keysCount
        && values.columns == shape.valuesCount && out.columns == shape.valuesCount
        && out.stride == out.columns,
      "delta rule of \(queries.shape), \(keys.shape), \(values.shape) into \(out.shape)")
    require(
      keys.stride == queries.stride && values.stride == queries.stride
        && keys.rows == queries.rows && values.rows == queries.rows && out.rows == queries.rows
        && decays.rows == queries.rows && betas.rows == queries.rows
        && decays.columns == shape.heads && betas.columns == shape.heads
        && decays.stride == shape.heads && betas.stride == shape.heads,
      "delta rule of \(queries.rows) rows by \(decays.shape) and \(betas.shape)")
    var rule = od_delta_rule(
      queries: queries.base, keys: keys.base, values: values.base, stride: queries.stride,
      decays: decays.base, betas: betas.base, before: before == after ? nil : before,
      after: after, out: out.base, m: queries.rows, heads: shape.heads,
      key_heads: shape.keyHeads, key_width: shape.keyWidth, value_width: shape.valueWidth,
      tiled: shape.isTiled ? 1 : 0)
    od_delta(pool.pool, kernels, &rule, cancel)
  }

  /// Makes decays and betas of what the matrices gave, both `[tokens, heads]` and contiguous.
  ///
  /// `decay = exp(rate * log(1 + exp(decay + bias)))`, `beta = 1 / (1 + exp(-beta))`; `rates` are
  /// below 0.
  package func deltaGates(
    decays: FloatRows, betas: FloatRows, rates: UnsafePointer<Float>,
    biases: UnsafePointer<Float>
  ) {
    require(
      decays.rows == betas.rows && decays.columns == betas.columns
        && decays.stride == decays.columns && betas.stride == betas.columns,
      "gates of \(decays.shape) and \(betas.shape)")
    od_delta_gates(decays.base, betas.base, decays.rows, decays.columns, rates, biases)
  }

  /// Divides each of `segments` parts of a row by its length: `x *= factor / sqrt(sum(x^2) +
  /// epsilon)`.
  package func normalizeLength(_ x: FloatRows, segments: Int, epsilon: Float, factor: Float = 1) {
    require(segments > 0 && x.columns % max(segments, 1) == 0, "\(x.shape) in \(segments)")
    od_l2_norm(x.base, x.stride, x.rows, segments, x.columns / segments, epsilon, factor)
  }

  /// Multiplies by the sigmoid of a gate: `out = x / (1 + exp(-gate))`.
  ///
  /// All are `[rows, width]`; `out` may be `gate` or `x`, and `gate` may be `x`.
  package func sigmoidMultiply(gate: FloatRows, _ x: FloatRows, into out: FloatRows) {
    require(
      gate.rows == x.rows && gate.rows == out.rows && gate.columns == x.columns
        && gate.columns == out.columns, "\(x.shape) gated by \(gate.shape) into \(out.shape)")
    od_gate_multiply(
      pool.pool, kernels.pointee.sigmoid_multiply, gate.base, gate.stride, x.base, x.stride,
      gate.rows, gate.columns, out.base, out.stride)
  }

  /// Multiplies element by element; `out` may be one of the factors.
  package func multiplyElements(_ x: FloatRows, by y: FloatRows, into out: FloatRows) {
    require(
      x.rows == y.rows && x.rows == out.rows && x.columns == y.columns
        && x.columns == out.columns, "\(x.shape) times \(y.shape) into \(out.shape)")
    od_multiply_elements(
      x.base, x.stride, y.base, y.stride, x.rows, x.columns, out.base, out.stride)
  }
}
