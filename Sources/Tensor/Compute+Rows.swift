internal import CKernels

/// Which elements of a head are rotated together.
package enum RotaryPairing: Sendable, Hashable, BitwiseCopyable {
  /// `(x[2i], x[2i + 1])`, what GGUF tools call "norm".
  case adjacent
  /// `(x[i], x[i + half])`, what they call "neox".
  case halves
}

/// The function of a gated unit's gate.
package enum Activation: Sendable, Hashable {
  /// `x / (1 + exp(-x))`. Elfwing and others, "Sigmoid-weighted linear units" (2017).
  case silu
  /// `x / 2 * (1 + tanh(√(2/π) * (x + 0.044715 x³)))`. Hendrycks and Gimpel, "Gaussian error linear
  /// units" (2016), in its approximation by tanh.
  case geluTanh
}

extension Compute {
  /// Divides rows by their root mean square: `out = x / sqrt(mean(x^2) + epsilon) * weight`.
  ///
  /// `x` is `[rows, segments * width]`; each segment (a head) is normalised for itself. `weight` is
  /// `[width]`. `out` may be `x`.
  package func normalize(
    _ x: FloatRows, weight: UnsafePointer<Float>, epsilon: Float, segments: Int = 1,
    into out: FloatRows
  ) {
    require(
      out.rows == x.rows && out.columns == x.columns && segments > 0
        && x.columns % segments == 0, "norm of \(x.shape) in \(segments) into \(out.shape)")
    od_rms_norm(
      pool.pool, kernels, x.base, x.stride, weight, epsilon, x.rows, segments,
      x.columns / segments, out.base, out.stride)
  }

  /// Rotates the first `2 * cosines.columns` elements of each head in place.
  ///
  /// `x` is `[tokens, heads * headWidth]`, `cosines` and `sines` are `[tokens, rotated / 2]`: their
  /// row `j` belongs to the position of row `j` of `x`. What is not rotated stays.
  package func rotate(
    _ x: FloatRows, heads: Int, pairing: RotaryPairing, cosines: FloatRows, sines: FloatRows
  ) {
    require(
      heads > 0 && x.columns % heads == 0 && cosines.columns * 2 <= x.columns / max(heads, 1),
      "rotation of \(x.shape), \(heads) heads, by \(cosines.shape)")
    require(
      cosines.rows >= x.rows && sines.rows >= x.rows && sines.columns == cosines.columns
        && sines.stride == cosines.stride,
      "rotation of \(x.shape) by \(cosines.shape) and \(sines.shape)")
    od_rope(
      pool.pool, kernels, x.base, x.stride, x.rows, heads, x.columns / heads, cosines.columns,
      cosines.base, sines.base, cosines.stride, pairing == .halves ? 1 : 0)
  }

  /// Computes the gated unit `out = activation(gate) * up`.
  ///
  /// All are `[rows, width]`; `out` may be `gate` or `up`.
  package func gateMultiply(
    _ activation: Activation, gate: FloatRows, up: FloatRows, into out: FloatRows
  ) {
    require(
      gate.rows == up.rows && gate.rows == out.rows && gate.columns == up.columns
        && gate.columns == out.columns,
      "\(activation) of \(gate.shape) by \(up.shape) into \(out.shape)")
    let multiply =
      switch activation {
      case .silu: kernels.pointee.silu_multiply
      case .geluTanh: kernels.pointee.gelu_multiply
      }
    od_gate_multiply(
      pool.pool, multiply, gate.base, gate.stride, up.base, up.stride, gate.rows, gate.columns,
      out.base, out.stride)
  }

  /// Bounds every element softly: `y = cap * tanh(y / cap)`, `cap` above 0.
  package func softcap(_ y: FloatRows, at cap: Float) {
    od_softcap(pool.pool, kernels, cap, y.rows, y.columns, y.base, y.stride)
  }

  /// Adds `x` to `y`, both `[rows, width]`.
  package func add(_ x: FloatRows, to y: FloatRows) {
    require(x.rows == y.rows && x.columns == y.columns, "\(x.shape) added to \(y.shape)")
    od_add(pool.pool, kernels, x.base, x.stride, x.rows, x.columns, y.base, y.stride)
  }

  /// Multiplies `y` by a number.
  package func scale(_ y: FloatRows, by factor: Float) {
    for row in 0..<y.rows { kernels.pointee.scale(factor, y.columns, y.row(row)) }
  }

  /// The index of the largest value, the first of equal ones; a NaN never wins.
  package func argmax(_ values: UnsafeBufferPointer<Float>) -> Int {
    guard let base = values.baseAddress else { return 0 }
    return kernels.pointee.argmax(base, values.count)
  }

  /// The logarithm of `sum(exp(values))`; -infinity when there are no values.
  package func logSumExp(_ values: UnsafeBufferPointer<Float>) -> Float {
    guard let base = values.baseAddress else { return -.infinity }
    return kernels.pointee.log_sum_exp(base, values.count)
  }
}
