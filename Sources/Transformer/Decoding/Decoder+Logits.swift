import Tensor

/// The output head: logits of the wanted rows of the current pass.
extension Decoder {
  /// Gives the logits at the offsets of ``wanted``, as many positions at once as scratch holds.
  func giveLogits(
    start: Int, _ ids: [Int32]?, _ phase: Phase,
    _ receive: (_ offset: Int, _ logits: UnsafeMutableBufferPointer<Float>) -> Void
  ) throws(TransformerError) {
    let plan = constants
    var done = 0
    while done < wanted.count {
      let count = min(scratch.logitRows, wanted.count - done)
      let normed = FloatRows(scratch.normed.base, rows: count, columns: plan.width)
      for row in 0..<count {
        let stream = FloatRows(
          scratch.stream.base + (wanted[done + row] - start) * plan.width, rows: 1,
          columns: plan.width)
        compute.normalize(
          stream, weight: weights.outputNorm, epsilon: plan.epsilon,
          into: normed.rows(row..<row + 1))
      }
      let columns = ids?.count ?? plan.vocabularyCount
      let logits = FloatRows(scratch.logits.base, rows: count, columns: columns)
      if let ids {
        multiplyHead(ids, by: normed, into: logits, phase)
      } else {
        compute.multiply(weights.head, by: normed, into: logits, phase: phase)
      }
      if plan.multipliers.logits != 1 { compute.scale(logits, by: plan.multipliers.logits) }
      if let cap = plan.multipliers.logitCap { compute.softcap(logits, at: cap) }
      try throwIfCancelled()
      for row in 0..<count {
        receive(
          wanted[done + row], UnsafeMutableBufferPointer(start: logits.row(row), count: columns))
      }
      done += count
    }
  }

  /// Rows of the head that follow each other are multiplied together.
  private func multiplyHead(
    _ ids: [Int32], by normed: FloatRows, into logits: FloatRows, _ phase: Phase
  ) {
    var start = 0
    while start < ids.count {
      var end = start + 1
      while end < ids.count, ids[end] == ids[end - 1] + 1 { end += 1 }
      let first = Int(ids[start])
      compute.multiply(
        weights.head.rows(first..<first + end - start), by: normed,
        into: logits.columns(start..<end), phase: phase)
      start = end
    }
  }
}
