#if canImport(Glibc)
private import Glibc
#elseif canImport(Musl)
private import Musl
#else
private import Darwin
#endif

/// What encoders of BERT's kind need beside the operations of decoders.
///
/// Encoders are small and see a text once: these are plain loops around the kernels.
extension Compute {
  /// Ba and others, "Layer normalization" (2016), in place: `(x - mean) / sqrt(variance + epsilon)`
  /// times the weight, plus the bias.
  ///
  /// Behind the subtraction the variance is the mean square, and the rest is the other norm.
  package func normalizeLayer(
    _ x: FloatRows, weight: UnsafePointer<Float>, bias: UnsafePointer<Float>, epsilon: Float
  ) {
    for index in 0..<x.rows {
      let row = x.row(index)
      var sum = 0.0
      for column in 0..<x.columns { sum += Double(row[column]) }
      let mean = Float(sum / Double(max(x.columns, 1)))
      for column in 0..<x.columns { row[column] -= mean }
    }
    normalize(x, weight: weight, epsilon: epsilon, into: x)
    add(bias, to: x)
  }

  /// Adds one row of `columns` numbers to every row.
  package func add(_ bias: UnsafePointer<Float>, to y: FloatRows) {
    // SAFETY: the kernels read from the first operand only. Stride 0: every row is the same one.
    let same = FloatRows(
      UnsafeMutablePointer(mutating: bias), rows: y.rows, columns: y.columns, stride: 0)
    add(same, to: y)
  }

  /// Hendrycks and Gimpel, "Gaussian error linear units" (2016), exact and in place:
  /// `x / 2 * (1 + erf(x / sqrt(2)))`.
  package func gelu(_ x: FloatRows) {
    for index in 0..<x.rows {
      let row = x.row(index)
      for column in 0..<x.columns {
        let value = Double(row[column])
        row[column] = Float(0.5 * value * (1 + erf(value * 0.5.squareRoot())))
      }
    }
  }

  /// Attention in which every row sees all rows.
  ///
  /// `queries` and `out` are `[tokens, heads * headWidth]`; the caches hold as many positions. Each
  /// row is asked as if it stood at the end, where causal attention sees everything.
  package func attendToAll(
    _ queries: FloatRows, heads: Int, keys: CacheRows, values: CacheRows, scale: Float,
    into out: FloatRows
  ) {
    for row in 0..<queries.rows {
      if isCancelled { return }
      attend(
        queries.rows(row..<row + 1), heads: heads, keys: keys, values: values,
        first: queries.rows - 1, scale: scale, into: out.rows(row..<row + 1))
    }
  }
}
