internal import CKernels

extension Compute {
  /// Multiplies by many weights of one shape in few parallel regions: `out(i) = weight(i) * x(i)`.
  ///
  /// `x(i)` are the columns of `x` from `i * step` on, as many as the weights have; with step 0 all
  /// weights read the same. `out(i)` is `[rows, outputs]`, in memory of its own.
  package func multiply(
    count: Int, by x: FloatRows, step: Int, phase: Phase,
    weight: (Int) -> WeightMatrix, into out: (Int) -> FloatRows
  ) {
    var listed = 0
    var first = 0
    for index in 0..<count {
      let matrix = weight(index)
      let own = FloatRows(
        x.base + index * step, rows: x.rows, columns: matrix.columns, stride: x.stride)
      require(
        step == 0 ? matrix.columns == x.columns : index * step + matrix.columns <= x.columns,
        "columns from \(index * step) on, \(matrix.columns) of them, of \(x.shape)")
      if runsInBLAS(matrix, phase) {
        // Another order of sums, which depends on the phase alone.
        multiply(matrix, by: own, into: out(index), phase: phase)
        continue
      }
      if listed == 0 { first = index }
      require(index == first + listed, "weights of different types among \(count)")
      products.base[listed] = checked(matrix, own, out(index))
      listed += 1
      guard listed == products.count || index == count - 1 else { continue }
      let start = FloatRows(
        x.base + first * step, rows: x.rows, columns: matrix.columns, stride: x.stride)
      run(UnsafeBufferPointer(start: products.base, count: listed), by: start, step: step)
      listed = 0
    }
    for index in 0..<count {
      let matrix = weight(index)
      guard matrix.correction != nil, !runsInBLAS(matrix, phase) else { continue }
      let own = FloatRows(
        x.base + index * step, rows: x.rows, columns: matrix.columns, stride: x.stride)
      correct(matrix, by: own, into: out(index), phase: phase)
    }
  }

  /// Multiplies without rounding an activation, whatever the precision and the phase: what chooses
  /// among experts must not jump.
  package func multiplyExactly(_ weight: WeightMatrix, by x: FloatRows, into out: FloatRows) {
    var product = checked(weight, x, out)
    withUnsafePointer(to: &product) {
      run(UnsafeBufferPointer(start: $0, count: 1), by: x, isExact: true)
    }
    correct(weight, by: x, into: out, phase: .decode)
  }
}
