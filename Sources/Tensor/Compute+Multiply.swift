internal import CKernels

/// Whether rows belong to a prompt or to generated text.
///
/// Only matters when ``Compute/blas`` is set: rows of one phase agree bit for bit however they
/// were batched, rows of different phases agree up to rounding.
package enum Phase: Sendable, Hashable {
  case prompt
  case decode
}

extension Compute {
  /// Multiplies each row: `out[j] = weight * x[j]`.
  ///
  /// `weight` is `[outputs, inputs]`, `x` `[rows, inputs]`, `out` `[rows, outputs]`.
  package func multiply(
    _ weight: WeightMatrix, by x: FloatRows, into out: FloatRows, phase: Phase = .decode
  ) {
    var product = checked(weight, x, out)
    defer { correct(weight, by: x, into: out, phase: phase) }
    if runsInBLAS(weight, phase) { return multiplyInBLAS(weight, by: x, into: out) }
    withUnsafePointer(to: &product) { run(UnsafeBufferPointer(start: $0, count: 1), by: x) }
  }

  /// Two weights with the same x: gate and up.
  package func multiply(
    _ first: WeightMatrix, _ second: WeightMatrix, by x: FloatRows, into firstOut: FloatRows,
    _ secondOut: FloatRows, phase: Phase = .decode
  ) {
    if runsInBLAS(first, phase) || runsInBLAS(second, phase) {
      multiply(first, by: x, into: firstOut, phase: phase)
      multiply(second, by: x, into: secondOut, phase: phase)
      return
    }
    var products = (checked(first, x, firstOut), checked(second, x, secondOut))
    withUnsafeBytes(of: &products) { run($0.assumingMemoryBound(to: od_product.self), by: x) }
    correct(first, by: x, into: firstOut, phase: phase)
    correct(second, by: x, into: secondOut, phase: phase)
  }

  /// Three weights with the same x: query, key and value.
  ///
  /// Activations are rounded once, and one parallel region computes all three.
  package func multiply(
    _ first: WeightMatrix, _ second: WeightMatrix, _ third: WeightMatrix, by x: FloatRows,
    into firstOut: FloatRows, _ secondOut: FloatRows, _ thirdOut: FloatRows,
    phase: Phase = .decode
  ) {
    if runsInBLAS(first, phase) || runsInBLAS(second, phase) || runsInBLAS(third, phase) {
      multiply(first, by: x, into: firstOut, phase: phase)
      multiply(second, by: x, into: secondOut, phase: phase)
      multiply(third, by: x, into: thirdOut, phase: phase)
      return
    }
    var products = (
      checked(first, x, firstOut), checked(second, x, secondOut), checked(third, x, thirdOut)
    )
    withUnsafeBytes(of: &products) { run($0.assumingMemoryBound(to: od_product.self), by: x) }
    correct(first, by: x, into: firstOut, phase: phase)
    correct(second, by: x, into: secondOut, phase: phase)
    correct(third, by: x, into: thirdOut, phase: phase)
  }

  /// Writes row `indices[j]` of the weight to row `j` of `out` as floats: the embedding of ids.
  ///
  /// - Precondition: every index is in `0..<weight.rows`.
  package func lookUp(
    _ indices: UnsafeBufferPointer<Int32>, in weight: WeightMatrix,
    into out: FloatRows
  ) {
    require(
      out.rows == indices.count && out.columns == weight.columns,
      "rows of [\(weight.rows), \(weight.columns)]: \(indices.count) indices into \(out.shape)")
    guard let toFloat = table.weightKernels(weight.type)?.to_float else {
      return require(false, "no kernels for \(weight.type)")
    }
    for (position, index) in indices.enumerated() {
      require(index >= 0 && Int(index) < weight.rows, "row \(index) of \(weight.rows)")
      toFloat(weight.base + Int(index) * weight.rowByteCount, weight.columns, out.row(position))
    }
  }

  func checked(_ weight: WeightMatrix, _ x: FloatRows, _ out: FloatRows) -> od_product {
    require(
      x.columns == weight.columns && out.columns == weight.rows && out.rows == x.rows,
      "[\(weight.rows), \(weight.columns)] times \(x.shape) into \(out.shape)")
    require(table.computes(weight.type), "no kernels for \(weight.type)")
    return od_product(
      base: weight.base, type: weight.type.rawValue, rows: weight.rows,
      row_bytes: weight.rowByteCount, out: out.base, out_stride: out.stride)
  }

  func runsInBLAS(_ weight: WeightMatrix, _ phase: Phase) -> Bool {
    blas != nil && phase == .prompt && !table.roundsActivations(for: weight.type)
  }
}
