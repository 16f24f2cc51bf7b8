import Tensor

/// One kind of weights, multiplied by one token and by a prompt.
///
/// For one token the weight is larger than any cache, for a prompt it is a layer's.
final class WeightRun {
  static let names = [
    "f32", "f16", "bf16", "q8_0", "q4_0", "q4_1", "q5_0", "q5_1", "q2_K", "q3_K", "q4_K", "q5_K",
    "q6_K", "iq4_nl", "iq4_xs", "mxfp4",
  ]
  /// Bytes of the weight for one token, about.
  private static let largeByteCount = 256 << 20

  private let compute: Compute
  private let bytes: AlignedBuffer<UInt8>
  private let large: WeightMatrix
  private let layer: WeightMatrix
  private let x: AlignedBuffer<Float>
  private let out: AlignedBuffer<Float>
  private let tokens: Int

  init(_ type: ElementType, inputs: Int, tokens: Int, in compute: Compute) throws {
    let rowByteCount = type.byteCount(of: inputs) ?? 0
    let rows = max(inputs, WeightRun.largeByteCount / max(rowByteCount, 1))
    bytes = AlignedBuffer(count: rows * rowByteCount)
    // Small bytes are small numbers and finite scales, but for mxfp4, whose scales would be subnormal:
    // those take a processor hundreds of cycles.
    let least: UInt64 = type == .mxfp4 ? 104 : 0
    var seed: UInt64 = 1
    for index in 0..<bytes.count {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      bytes.base[index] = UInt8(truncatingIfNeeded: (seed >> 59) + least)
    }
    let all = UnsafeRawBufferPointer(bytes.elements)
    large = try WeightMatrix(all, type: type, rows: rows, columns: inputs)
    layer = large.rows(0..<inputs)
    x = AlignedBuffer(count: tokens * inputs)
    for index in 0..<x.count { x.base[index] = Float(index % 61) / 61 - 0.5 }
    out = AlignedBuffer(count: max(rows, tokens * inputs))
    self.tokens = tokens
    self.compute = compute
  }

  /// Bytes of weights per second with one token.
  func readsPerSecond(runs: Int) -> Double {
    let (x, out) = (rows(x, 1, large.columns), rows(out, 1, large.rows))
    let seconds = fastest(runs) { compute.multiply(large, by: x, into: out, phase: .decode) }
    return Double(large.byteCount) / seconds
  }

  /// Operations per second with a prompt; a product and its addition are two.
  func operationsPerSecond(runs: Int) -> Double {
    let (x, out) = (rows(x, tokens, layer.columns), rows(out, tokens, layer.rows))
    let seconds = fastest(runs) { compute.multiply(layer, by: x, into: out, phase: .prompt) }
    return 2 * Double(tokens) * Double(layer.rows) * Double(layer.columns) / seconds
  }

  private func rows(_ buffer: borrowing AlignedBuffer<Float>, _ count: Int, _ width: Int)
    -> FloatRows
  {
    FloatRows(buffer.base, rows: count, columns: width)
  }

  private func fastest(_ runs: Int, _ work: () -> Void) -> Double {
    work()
    var best = Double.infinity
    for _ in 0..<runs {
      let start = ContinuousClock.now
      work()
      best = min(best, (ContinuousClock.now - start) / .seconds(1))
    }
    return best
  }
}
