internal import CKernels

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Darwin)
internal import Darwin
#endif

/// OpenBLAS, opened at run time: one more way to multiply float weights in prompts.
///
/// It is never linked and never needed. OpenBLAS reads its core type and its number of threads
/// once, when it is loaded, so whoever opens it first decides: an executable may set both
/// (`mayConfigureProcess`), a library inside somebody's process never does. An OpenBLAS that does
/// not fit (wrong core, several threads, results that depend on a row's place) is refused.
package final class BLAS: Sendable {
  typealias Product =
    @convention(c) (
      Int32, Int32, Int32, Int32, Int32, Int32, Float, UnsafePointer<Float>, Int32,
      UnsafePointer<Float>, Int32, Float, UnsafeMutablePointer<Float>, Int32
    ) -> Void

  /// The path or name that it was opened under.
  package let path: String
  /// The processor that it computes for: "Zen", "SkylakeX".
  package let coreName: String
  package let threads: Int
  let product: Product

  /// Rows of activations in one call, always: fewer are padded with zeros, so that a row's result
  /// does not depend on how many came with it.
  static let tokensAtOnce = 32
  /// Outputs in one call, always, for the same reason.
  static let outputsAtOnce = 256

  /// Names that distributions give it, the most specific first.
  private static let names = ["libopenblas.so.0", "libopenblas.so", "libopenblas.dylib"]

  /// Opens the library at `path`, or the system's when it is nil.
  ///
  /// `serving` false takes one that does not fit as well, for tests of the arithmetic.
  package static func open(
    path: String?, mayConfigureProcess: Bool, serving: Bool = true
  ) throws(BLASError) -> BLAS {
    let candidates = path.map { [$0] } ?? names
    if mayConfigureProcess { configureProcess(candidates) }
    var reason = "\(names[0]) was not found"
    for candidate in candidates {
      if let handle = dlopen(candidate, RTLD_NOW | RTLD_LOCAL) {
        return try BLAS(handle: handle, path: candidate, serving: serving)
      }
      if path != nil, let message = dlerror() { reason = String(cString: message) }
    }
    throw BLASError(code: .notFound, reason: reason)
  }

  /// Sets what OpenBLAS reads when it is loaded, unless it is loaded or the user has set it.
  private static func configureProcess(_ candidates: [String]) {
    if candidates.contains(where: { dlopen($0, RTLD_NOW | RTLD_NOLOAD) != nil }) { return }
    if let core = od_openblas_core_type() { setenv("OPENBLAS_CORETYPE", core, 0) }
    setenv("OPENBLAS_NUM_THREADS", "1", 0)
  }

  private init(
    handle: UnsafeMutableRawPointer, path: String, serving: Bool
  ) throws(BLASError) {
    // The handle stays open: code of the library may run until the process ends.
    guard let product = dlsym(handle, "cblas_sgemm"),
      let corename = dlsym(handle, "openblas_get_corename"),
      let threadCount = dlsym(handle, "openblas_get_num_threads")
    else {
      throw BLASError(code: .refused, reason: "\(path) is no OpenBLAS: it lacks its functions")
    }
    typealias Name = @convention(c) () -> UnsafePointer<CChar>?
    typealias Count = @convention(c) () -> Int32
    self.path = path
    self.product = unsafeBitCast(product, to: Product.self)
    coreName = unsafeBitCast(corename, to: Name.self)().map { String(cString: $0) } ?? "unknown"
    threads = Int(unsafeBitCast(threadCount, to: Count.self)())
    guard serving else { return }
    guard threads == 1 else {
      throw refusal("it uses \(threads) threads, expected OPENBLAS_NUM_THREADS=1")
    }
    guard Self.fits(coreName) else {
      let wanted = od_openblas_core_type().map { String(cString: $0) } ?? "unset"
      throw refusal("expected OPENBLAS_CORETYPE=\(wanted)")
    }
    guard keepsBits() else {
      throw refusal("its kernels round a row differently at different places of a batch")
    }
  }

  private func refusal(_ reason: String) -> BLASError {
    BLASError(
      code: .refused, reason: "\(path), core \(coreName), does not serve: \(reason)",
      coreName: coreName)
  }

  /// Whether a core type uses what this processor has.
  private static func fits(_ name: String) -> Bool {
    guard let wanted = od_openblas_core_type().map({ String(cString: $0).lowercased() }) else {
      return true
    }
    let wide = ["skylakex", "cooperlake", "sapphirerapids"]
    let fitting = wanted == "skylakex" ? wide : wide + ["zen", "haswell"]
    return fitting.contains(name.lowercased())
  }

  /// `out[32][n] = x[32][k] * weight[n][k]`, all float32.
  func multiply(
    weight: UnsafePointer<Float>, weightStride: Int, outputs: Int, inputs: Int,
    x: UnsafePointer<Float>, xStride: Int, out: UnsafeMutablePointer<Float>, outStride: Int
  ) {
    let (rowMajor, plain, transposed): (Int32, Int32, Int32) = (101, 111, 112)
    product(
      rowMajor, plain, transposed, Int32(Self.tokensAtOnce), Int32(outputs), Int32(inputs), 1, x,
      Int32(xStride), weight, Int32(weightStride), 0, out, Int32(outStride))
  }

  /// Multiplies one row at every place among others, and compares the bits.
  private func keepsBits() -> Bool {
    let tokens = Self.tokensAtOnce
    for (inputs, outputs) in [(64, 48), (1_000, Self.outputsAtOnce), (1_536, 17)] {
      let weight = AlignedBuffer<Float>(count: outputs * inputs)
      let x = AlignedBuffer<Float>(count: tokens * inputs)
      let out = AlignedBuffer<Float>(count: tokens * outputs)
      for i in 0..<weight.count { weight.base[i] = Float(i % 1_013) / 507 - 1 }
      var expected: [Float] = []
      for place in 0..<tokens {
        // The same row, neighbours that differ from round to round.
        for i in 0..<x.count { x.base[i] = Float((i + place * 31) % 89) / 44 }
        for i in 0..<inputs { x.base[place * inputs + i] = Float(i * 7 % 61) / 31 - 1 }
        multiply(
          weight: weight.base, weightStride: inputs, outputs: outputs, inputs: inputs, x: x.base,
          xStride: inputs, out: out.base, outStride: outputs)
        let row = (0..<outputs).map { out.base[place * outputs + $0] }
        if place == 0 { expected = row }
        guard row.map(\.bitPattern) == expected.map(\.bitPattern) else { return false }
      }
    }
    return true
  }
}

/// Why there is no OpenBLAS: never fatal, our own kernels do what it would have done.
package struct BLASError: Error, Equatable, CustomStringConvertible {
  package enum Code: Sendable { case notFound, refused }
  package var code: Code
  package var reason: String
  /// The core type of a library that was found and refused.
  package var coreName: String?
  package var description: String { reason }
}
