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
    func columns(_ index: Int, _ matrix: WeightMatrix) -> FloatRows {
      require(
        step == 0 ? matrix.columns == x.columns : index * step + matrix.columns <= x.columns,
        "columns from \(index * step) on, \(matrix.columns) of them, of \(x.shape)")
      return FloatRows(
        x.base + index * step, rows: x.rows, columns: matrix.columns, stride: x.stride)
    }
    if (0..<count).contains(where: { runsInBLAS(weight($0), phase) }) {
      for index in 0..<count {
        let matrix = weight(index)
        multiply(matrix, by: columns(index, matrix), into: out(index), phase: phase)
      }
      return
    }
    for first in stride(from: 0, to: count, by: products.count) {
      let past = min(first + products.count, count)
      for index in first..<past {
        let matrix = weight(index)
        products.base[index - first] = checked(matrix, columns(index, matrix), out(index))
      }
      run(
        UnsafeBufferPointer(start: products.base, count: past - first),
        by: columns(first, weight(first)), step: step)
    }
    for index in 0..<count {
      let matrix = weight(index)
      guard matrix.correction != nil else { continue }
      correct(matrix, by: columns(index, matrix), into: out(index), phase: phase)
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
