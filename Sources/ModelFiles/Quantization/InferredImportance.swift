import Tensor

#if canImport(Glibc)
private import Glibc
#elseif canImport(Musl)
private import Musl
#else
private import Darwin
#endif

/// How much the columns of a matrix matter as far as a model says so itself, where nobody measured
/// it (``ImportanceMatrix``): by what its inputs are made of.
///
/// What comes out of a norm has the size of the norm's weights; what comes out of a gated part the
/// size of the rows that it was made with. On the default model the latter goes with what was
/// measured by a correlation of 0.7 in logarithms. Only ratios within a block count. A tensor of
/// whose input nothing is known gets nil.
struct InferredImportance {
  let file: any Checkpoint
  let pool: ThreadPool

  /// The numbers for a tensor, `columns` times its experts.
  func values(of tensor: CheckpointTensor) -> [Float]? {
    guard let (block, part) = Self.split(tensor.name) else { return nil }
    let values: [Float]?
    if Self.ofMixer.contains(part) {
      values = vector(block + "attn_norm.weight")
    } else if Self.ofFeedForward.contains(part) {
      values = feedForwardNorm(block, part)
    } else if part.hasPrefix("ffn_down") {
      values = innerSizes(block, part, tensor)
    } else {
      values = nil
    }
    guard let values, values.allSatisfy({ $0.isFinite && $0 >= 0 }) else { return nil }
    let experts = tensor.dimensions.count > 2 ? tensor.dimensions[0] : 1
    if values.count == tensor.columns * experts { return values }
    guard values.count == tensor.columns else { return nil }
    return (0..<experts).flatMap { _ in values }
  }

  // MARK: - Behind a norm

  /// The sizes of a norm's weights; their squares would be right if no channel stood out before it,
  /// but where one does, training makes its weight small.
  private func vector(_ name: String) -> [Float]? {
    guard let norm = file.entryIfPresent(named: name), norm.dimensions.count == 1,
      norm.parts.count == 1, norm.elementType.isComputable
    else { return nil }
    return row(norm, norm.parts[0], count: norm.columns).map { abs($0 + norm.offset) }
  }

  /// Some families name it after where it stands; where there is one behind the half as well, the
  /// same name is that of a norm behind the mixer.
  private func feedForwardNorm(_ block: String, _ part: String) -> [Float]? {
    if part.hasSuffix("_exps"), let own = vector(block + "pre_ffw_norm_2.weight") { return own }
    if let usual = vector(block + "ffn_norm.weight") { return usual }
    guard file.entryIfPresent(named: block + "post_ffw_norm.weight") == nil else { return nil }
    return vector(block + "post_attention_norm.weight")
  }

  // MARK: - Behind a gated part

  /// The mean squares of `activation(gate) * up`, if the inputs of both were independent.
  private func innerSizes(
    _ block: String, _ part: String, _ down: CheckpointTensor
  ) -> [Float]? {
    let suffix = part.dropFirst("ffn_down".count)
    guard let up = file.entryIfPresent(named: block + "ffn_up\(suffix).weight"),
      let gate = file.entryIfPresent(named: block + "ffn_gate\(suffix).weight"),
      up.dimensions == gate.dimensions, up.elementType.isComputable,
      gate.elementType.isComputable,
      up.dimensions.count == down.dimensions.count,
      up.rows == down.columns * (down.dimensions.count > 2 ? down.dimensions[0] : 1)
    else { return nil }
    let norm = feedForwardNorm(block, "ffn_up\(suffix)") ?? [Float](repeating: 1, count: up.columns)
    guard norm.count == up.columns else { return nil }
    let ups = variances(up, norm)
    let gates = variances(gate, norm)
    return zip(ups, gates).map { $0 * Self.activated(variance: $1) }
  }

  /// Of each row's product with independent inputs of these sizes.
  private func variances(_ tensor: CheckpointTensor, _ sizes: [Float]) -> [Float] {
    let rowsPerPart = tensor.rows / tensor.parts.count
    let rowBytes = tensor.byteCount / tensor.rows
    let sums = AlignedBuffer<Float>(count: tensor.rows)
    let floats = AlignedBuffer<Float>(count: tensor.columns * pool.threads)
    pool.run(tiles: tensor.rows) { thread, index in
      let numbers = UnsafeMutableBufferPointer(
        start: floats.base + thread * tensor.columns, count: tensor.columns)
      let start = index % rowsPerPart * rowBytes
      RowCoding.decode(
        UnsafeRawBufferPointer(
          rebasing: tensor.parts[index / rowsPerPart][start..<start + rowBytes]),
        as: tensor.elementType, into: numbers)
      var sum: Float = 0
      for column in numbers.indices {
        let product = numbers[column] * sizes[column]
        sum += product * product
      }
      sums.base[index] = sum
    }
    return Array(sums.elements)
  }

  /// The mean of `silu(x)²` for a normal `x`; other activations differ little from it.
  private static func activated(variance: Float) -> Float {
    let deviation = Double(variance).squareRoot()
    var sum = 0.0
    var weights = 0.0
    for step in -32...32 {
      let normal = Double(step) / 8
      let weight = exp(-normal * normal / 2)
      let x = deviation * normal
      let value = x / (1 + exp(-x))
      sum += weight * value * value
      weights += weight
    }
    return Float(sum / weights)
  }

  private func row(
    _ tensor: CheckpointTensor, _ bytes: UnsafeRawBufferPointer, count: Int
  ) -> [Float] {
    [Float](unsafeUninitializedCapacity: count) { numbers, written in
      RowCoding.decode(
        bytes, as: tensor.elementType,
        into: UnsafeMutableBufferPointer(rebasing: numbers[..<count]))
      written = count
    }
  }

  // MARK: - Names

  /// Matrices whose input is behind the norm before the mixer.
  private static let ofMixer: Set<String> = ["attn_q", "attn_k", "attn_v", "attn_qkv", "attn_gate"]
  /// Matrices whose input is behind the norm before the feed-forward part.
  private static let ofFeedForward: Set<String> = [
    "ffn_gate", "ffn_up", "ffn_gate_exps", "ffn_up_exps", "ffn_gate_up_exps", "ffn_gate_shexp",
    "ffn_up_shexp",
  ]

  /// `blk.7.` and `attn_q` of `blk.7.attn_q.weight`.
  private static func split(_ name: String) -> (block: String, part: String)? {
    guard name.hasPrefix("blk."), name.hasSuffix(".weight") else { return nil }
    let parts = name.split(separator: ".")
    guard parts.count == 4 else { return nil }
    return ("blk.\(parts[1]).", String(parts[2]))
  }
}
