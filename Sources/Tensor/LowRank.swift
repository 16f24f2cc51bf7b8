/// A correction of a weight: `up * (down * x)` is added to the weight's product with x.
///
/// Source: Hu and others, "LoRA: low-rank adaptation of large language models" (2021). The paper's
/// scale is a part of `up`. Somebody else keeps what it points to.
package struct LowRank: BitwiseCopyable {
  package let down: WeightMatrix  // [rank, inputs]
  package let up: WeightMatrix  // [outputs, rank]

  package init(down: WeightMatrix, up: WeightMatrix) {
    require(down.rows == up.columns, "ranks \(down.rows) and \(up.columns)")
    self.down = down
    self.up = up
  }
}

extension Compute {
  /// Adds a weight's correction, where it has one, to its product with x.
  @inline(__always)
  func correct(_ weight: WeightMatrix, by x: FloatRows, into out: FloatRows, phase: Phase) {
    if let correction = weight.correction {
      correct(weight, correction.pointee, by: x, into: out, phase: phase)
    }
  }

  @inline(never)
  private func correct(
    _ weight: WeightMatrix, _ correction: LowRank, by x: FloatRows, into out: FloatRows,
    phase: Phase
  ) {
    let rank = correction.down.rows
    reserveCorrections(states: x.rows * rank, outputs: x.rows * weight.rows)
    let states = FloatRows(corrections.states, rows: x.rows, columns: rank)
    let added = FloatRows(corrections.outputs, rows: x.rows, columns: weight.rows)
    let rows = weight.firstRow..<weight.firstRow + weight.rows
    multiply(correction.down, by: x, into: states, phase: phase)
    multiply(correction.up.rows(rows), by: states, into: added, phase: phase)
    add(added, to: out)
  }
}
