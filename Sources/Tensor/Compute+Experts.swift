extension Compute {
  /// Bounds a gate and its values, and turns them so that `silu(gate) * up` becomes gpt-oss's unit
  /// `(up + 1) * gate * sigmoid(alpha * gate)`, as `gate * sigmoid(alpha * gate)` is
  /// `silu(alpha * gate) / alpha`.
  ///
  /// The gate is bounded from above only. Both are `[rows, width]`, changed in place.
  package func boundGates(_ gate: FloatRows, _ up: FloatRows, alpha: Float, limit: Float) {
    require(
      gate.rows == up.rows && gate.columns == up.columns,
      "bounds of \(gate.shape) and \(up.shape)")
    for row in 0..<gate.rows {
      let (gates, ups) = (gate.row(row), up.row(row))
      for column in 0..<gate.columns {
        let value = Swift.max(-limit, Swift.min(limit, ups[column]))
        gates[column] = Swift.min(limit, gates[column]) * alpha
        ups[column] = (value + 1) / alpha
      }
    }
  }
}
