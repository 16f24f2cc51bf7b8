internal import CKernels

extension Compute {
  /// The same as ``multiply(_:by:into:phase:)`` through OpenBLAS.
  ///
  /// Calls of one fixed shape, last rows padded with zeros: so a row's bits do not depend on the
  /// rows that it came with, nor on the number of threads.
  @inline(never)
  func multiplyInBLAS(_ weight: WeightMatrix, by x: FloatRows, into out: FloatRows) {
    guard let blas else { return }
    let tokens = BLAS.tokensAtOnce
    let width = BLAS.outputsAtOnce
    let inputs = weight.columns
    guard x.rows > 0, let toFloat = table.weightKernels(weight.type)?.to_float else { return }
    let whole = x.rows / tokens * tokens
    let padded = paddedRows(x.rows(whole..<x.rows), count: tokens)

    // Scratch of a thread: a panel of the weight as floats, results of the padded rows.
    let panelBytes = width * inputs * MemoryLayout<Float>.stride
    reserveScratch(panelBytes + tokens * width * MemoryLayout<Float>.stride)
    let scratch = threadScratch
    let tiles = (weight.rows + width - 1) / width
    pool.run(tiles: tiles, cancel: cancel) { thread, tile in
      let base = UnsafeMutableRawPointer(scratch.base + thread * scratch.stride)
      let panel = base.assumingMemoryBound(to: Float.self)
      let partial = (base + panelBytes).assumingMemoryBound(to: Float.self)
      let first = tile * width
      let outputs = min(width, weight.rows - first)
      for i in 0..<outputs {
        toFloat(weight.base + (first + i) * weight.rowByteCount, inputs, panel + i * inputs)
      }
      for row in stride(from: 0, to: whole, by: tokens) {
        blas.multiply(
          weight: panel, weightStride: inputs, outputs: outputs, inputs: inputs, x: x.row(row),
          xStride: x.stride, out: out.row(row) + first, outStride: out.stride)
      }
      guard whole < x.rows else { return }
      blas.multiply(
        weight: panel, weightStride: inputs, outputs: outputs, inputs: inputs, x: padded,
        xStride: inputs, out: partial, outStride: width)
      for row in whole..<x.rows {
        (out.row(row) + first).update(from: partial + (row - whole) * width, count: outputs)
      }
    }
  }
}
