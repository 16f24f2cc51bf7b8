internal import CKernels

/// How exact products with quantised weights are.
package enum Precision: Sendable, Hashable {
  /// Activations are rounded to int8 in blocks of 32 where the weight's type has integer kernels.
  case auto
  /// No activation is rounded; weights are multiplied as floats.
  case float32
}

/// The doors to the kernels: a table, a pool of threads and scratch memory.
///
/// One per engine. Not for concurrent use: calls share scratch. Operations check shapes and end
/// the process with a legible message when they disagree, since shapes that come from a file are
/// validated before. No operation allocates once it has seen its largest shape (``reserve``).
///
/// A row's result has the same bits whatever the number of threads, the number of rows computed
/// with it, and how a prompt was cut: every output is one sum in one order (`ckernels.h`). With
/// ``blas`` set, float weights of a prompt (``Phase/prompt``) go through OpenBLAS, which sums in
/// another order: then rows agree bit for bit within each phase.
package final class Compute {
  package let table: KernelTable
  package let pool: ThreadPool
  package let precision: Precision
  /// OpenBLAS for float weights in prompts; nil, the default, when our kernels do everything.
  package let blas: BLAS?
  /// Read between tiles of matrices and of attention.
  ///
  /// What a cancelled operation should have written is undefined afterwards: see ``isCancelled``.
  package var cancellation: CancellationFlag? {
    didSet { cancel = cancellation?.flag }
  }

  // The state below is read in every operation. Calls never overlap (see above), so accesses are
  // not checked at run time: a check costs two calls, some hundred times a token.

  /// The flag of ``cancellation``, or of who runs at the moment (``withCancellation(_:_:)``).
  @exclusivity(unchecked) private(set) var cancel: OpaquePointer?

  /// Whether activations may be rounded to bfloat16 where weights are bfloat16 and the table has
  /// instructions for that.
  @exclusivity(unchecked) package var mayRoundToBFloat16 = true

  // Activations as bytes: [rows, columns], their scales and sums [rows, columns / 32].
  @exclusivity(unchecked) private var quants = AlignedBuffer<Int8>(count: 0)
  @exclusivity(unchecked) private var wide = AlignedBuffer<Int16>(count: 0)
  @exclusivity(unchecked) private var scales = AlignedBuffer<Float>(count: 0)
  @exclusivity(unchecked) private var sums = AlignedBuffer<Int32>(count: 0)
  // [threads, scratchStride]
  @exclusivity(unchecked) private var scratch = AlignedBuffer<UInt8>(count: 0)
  @exclusivity(unchecked) private var scratchStride = 0
  @exclusivity(unchecked)
  private var correctionStates = AlignedBuffer<Float>(count: 0)  // [rows, rank]
  @exclusivity(unchecked)
  private var correctionOutputs = AlignedBuffer<Float>(count: 0)  // [rows, outputs]
  private var padding = AlignedBuffer<Float>(count: 0)  // [count, columns], for BLAS
  /// Room to list the products of one job.
  let products = AlignedBuffer<od_product>(count: Int(OD_PRODUCTS_LIMIT))

  /// Doors to `table` (nil: the best, or what `ONDEVICE_ISA` names), with a pool of `threads` (nil:
  /// as many as ``CPUBudget/current`` allows).
  ///
  /// Throws ``KernelTableError`` or ``OutOfMemory``.
  package init(
    threads: Int? = nil, precision: Precision = .auto, table: KernelTable? = nil, blas: BLAS? = nil
  ) throws {
    let budget = CPUBudget.current
    let threads = threads ?? budget.threads
    self.table = try table ?? KernelTable.chosen()
    // More threads than processors, or a quota, make waiting threads take time from working ones.
    let maySpin = !budget.hasQuota && threads <= budget.processors
    pool = try ThreadPool(threads: threads, maySpin: maySpin)
    self.precision = precision
    self.blas = blas
  }

  /// Whether the current request was cancelled.
  package var isCancelled: Bool {
    guard let cancel else { return false }
    return od_cancel_get(cancel) != 0
  }

  /// Runs work that `flag` cancels, where there is one, instead of ``cancellation``.
  package func withCancellation<Failure: Error>(
    _ flag: CancellationFlag?, _ work: () throws(Failure) -> Void
  ) throws(Failure) {
    let outer = cancel
    if let flag { cancel = flag.flag }
    defer { cancel = outer }
    try work()
  }

  var kernels: UnsafePointer<od_kernels> { table.kernels }

  /// Makes room, so that later operations of these shapes do not allocate.
  ///
  /// - Parameters:
  ///   - rows: most rows of activations in one call.
  ///   - columns: most inputs of a weight.
  package func reserve(rows: Int, columns: Int) {
    reserveActivations(rows: rows, columns: columns)
    reserveScratch(od_multiply_scratch(rows, columns))
  }

  func reserveActivations(rows: Int, columns: Int) {
    let (count, overflow) = rows.multipliedReportingOverflow(by: columns)
    require(!overflow, "activations [\(rows), \(columns)] overflow")
    if count > quants.count { growActivations(count) }
  }

  @inline(never)
  private func growActivations(_ count: Int) {
    quants = AlignedBuffer(count: count)
    wide = AlignedBuffer(count: count)
    scales = AlignedBuffer(count: count / 32 + 1)
    sums = AlignedBuffer(count: count / 32 + 1)
  }

  /// What corrections work in: their inner states, and their products.
  var corrections: (states: UnsafeMutablePointer<Float>, outputs: UnsafeMutablePointer<Float>) {
    (correctionStates.base, correctionOutputs.base)
  }

  /// Makes room for the corrections of weights.
  func reserveCorrections(states: Int, outputs: Int) {
    if states > correctionStates.count || outputs > correctionOutputs.count {
      growCorrections(states: states, outputs: outputs)
    }
  }

  @inline(never)
  private func growCorrections(states: Int, outputs: Int) {
    if states > correctionStates.count { correctionStates = AlignedBuffer(count: states) }
    if outputs > correctionOutputs.count { correctionOutputs = AlignedBuffer(count: outputs) }
  }

  /// Makes room for `bytes` of scratch for each thread.
  func reserveScratch(_ bytes: Int) {
    if bytes > scratchStride { growScratch(bytes) }
  }

  @inline(never)
  private func growScratch(_ bytes: Int) {
    scratch = AlignedBuffer(count: bytes * pool.threads)
    scratchStride = bytes
  }

  /// A copy of `x` with rows of zeros after it.
  func paddedRows(_ x: FloatRows, count: Int) -> UnsafeMutablePointer<Float> {
    if padding.count < count * x.columns { padding = AlignedBuffer(count: count * x.columns) }
    padding.base.update(repeating: 0, count: count * x.columns)
    for row in 0..<x.rows {
      (padding.base + row * x.columns).update(from: x.row(row), count: x.columns)
    }
    return padding.base
  }

  /// Scratch of all threads; thread `i` owns `stride` bytes from `i * stride`.
  var threadScratch: (base: UnsafeMutablePointer<UInt8>, stride: Int) {
    (scratch.base, scratchStride)
  }

  /// Runs one C job over products that share `x`.
  ///
  /// With a step, product `i` reads `x` from column `i * step` on. `isExact`: no activation is
  /// rounded, whatever the precision.
  func run(
    _ products: UnsafeBufferPointer<od_product>, by x: FloatRows, step: Int = 0,
    isExact: Bool = false
  ) {
    guard let first = products.baseAddress else { return }
    var sets = step == 0 ? 1 : products.count
    for product in products where od_rounds_twice(product.type) != 0 {
      sets *= 2
      break
    }
    reserveActivations(rows: x.rows * sets, columns: x.columns)
    reserveScratch(od_multiply_scratch(x.rows, x.columns))
    var job = od_multiply_job(
      table: kernels, products: first, product_count: products.count, x: x.base,
      x_stride: x.stride, m: x.rows, k: x.columns, x_step: step,
      float32: precision == .float32 || isExact ? 1 : 0,
      exact_bfloat: mayRoundToBFloat16 ? 0 : 1,
      quants: quants.base, wide: wide.base, scales: scales.base, sums: sums.base,
      scratch: scratch.base, scratch_stride: scratchStride, cancel: cancel)
    od_multiply(pool.pool, &job)
  }
}
