import ModelFiles
import Tensor

/// What a gated DeltaNet computes with.
struct DeltaNetWeights: BitwiseCopyable {
  var mixed: WeightMatrix  // [2 * keyHeads * keyWidth + heads * valueWidth, width]
  var gate: WeightMatrix  // [heads * valueWidth, width]
  var gates: Gates
  var kernel: UnsafePointer<Float>  // [kernel, channels], the last row the position's own
  var rates: UnsafePointer<Float>  // [heads], below 0
  var biases: UnsafePointer<Float>  // [heads]
  var norm: UnsafePointer<Float>  // [valueWidth]
  var output: WeightMatrix  // [width, heads * valueWidth]

  /// What decays and betas come from.
  enum Gates: BitwiseCopyable {
    /// Each of [heads, width].
    case apart(decay: WeightMatrix, beta: WeightMatrix)
    /// [2 * heads, width]: for each key head the betas of its value heads, then their decays.
    case together(WeightMatrix)

    var byteCount: Int {
      switch self {
      case .apart(let decay, let beta): decay.byteCount + beta.byteCount
      case .together(let matrix): matrix.byteCount
      }
    }
  }

  var byteCountPerStep: Int {
    mixed.byteCount + gate.byteCount + gates.byteCount + output.byteCount
  }
}

extension WeightReader {
  mutating func deltaNet(
    _ block: String, _ plan: DeltaNetPlan, width: Int
  ) throws(ModelFileError) -> DeltaNetWeights {
    let shape = plan.shape
    return DeltaNetWeights(
      mixed: try matrix(block + "attn_qkv.weight", rows: plan.channels, columns: width),
      gate: try matrix(block + "attn_gate.weight", rows: shape.valuesCount, columns: width),
      gates: try deltaGates(block, shape, width: width),
      kernel: try convolution(
        block + "ssm_conv1d.weight", channels: plan.channels, kernel: plan.kernel),
      rates: try vector(block + "ssm_a", count: shape.heads),
      biases: try vector(block + "ssm_dt.bias", count: shape.heads),
      norm: try vector(block + "ssm_norm.weight", count: shape.valueWidth),
      output: try matrix(block + "ssm_out.weight", rows: width, columns: shape.valuesCount))
  }

  private mutating func deltaGates(
    _ block: String, _ shape: DeltaShape, width: Int
  ) throws(ModelFileError) -> DeltaNetWeights.Gates {
    let both = block + "ssm_ba.weight"
    if file.entryIfPresent(named: both) != nil {
      // They are made where the heads' values come later.
      guard shape.valueWidth >= 2 else {
        throw ModelFileError(
          .unsupportedType, file: file.name, place: .tensor(both),
          expected: "values of at least 2 numbers", found: "\(shape.valueWidth)")
      }
      return .together(try matrix(both, rows: 2 * shape.heads, columns: width))
    }
    return .apart(
      decay: try matrix(block + "ssm_alpha.weight", rows: shape.heads, columns: width),
      beta: try matrix(block + "ssm_beta.weight", rows: shape.heads, columns: width))
  }
}

extension Decoder {
  /// Leaves the mixer's output in `scratch.added`, and the layer's new states in the caches.
  func deltaNet(
    _ index: Int, _ plan: DeltaNetPlan, _ weights: DeltaNetWeights, _ input: FloatRows,
    _ phase: Phase
  ) {
    let (count, shape) = (input.rows, plan.shape)
    let raw = FloatRows(scratch.gate.base, rows: count, columns: plan.channels)
    let mixed = FloatRows(scratch.up.base, rows: count, columns: plan.channels)
    let gate = FloatRows(scratch.queries.base, rows: count, columns: shape.valuesCount)
    let decays = FloatRows(scratch.keys.base, rows: count, columns: shape.heads)
    let betas = FloatRows(scratch.values.base, rows: count, columns: shape.heads)
    let read = FloatRows(scratch.attended.base, rows: count, columns: shape.valuesCount)
    let added = FloatRows(scratch.added.base, rows: count, columns: constants.width)
    compute.multiply(weights.mixed, weights.gate, by: input, into: raw, gate, phase: phase)
    switch weights.gates {
    case .apart(let decay, let beta):
      compute.multiply(decay, beta, by: input, into: decays, betas, phase: phase)
    case .together(let matrix):
      let both = FloatRows(scratch.attended.base, rows: count, columns: 2 * shape.heads)
      compute.multiply(matrix, by: input, into: both, phase: phase)
      deal(both, shape, decays: decays, betas: betas)
    }
    compute.deltaGates(
      decays: decays, betas: betas, rates: weights.rates, biases: weights.biases)
    for span in spans {
      guard let state = span.cache.states?.layer(index) else { continue }
      let rows = mixed.rows(span.rows)
      compute.convolve(
        raw.rows(span.rows), window: state.windowBefore, weight: weights.kernel,
        kernel: plan.kernel, into: rows, windowAfter: state.windowAfter)
      compute.sigmoidMultiply(gate: rows, rows, into: rows)
      let queries = rows.columns(0..<shape.keysCount)
      let keys = rows.columns(shape.keysCount..<2 * shape.keysCount)
      compute.normalizeLength(
        queries, segments: shape.keyHeads, epsilon: DeltaNetPlan.lengthEpsilon,
        factor: Float(1 / Double(shape.keyWidth).squareRoot()))
      compute.normalizeLength(
        keys, segments: shape.keyHeads, epsilon: DeltaNetPlan.lengthEpsilon)
      compute.deltaRule(
        shape, queries: queries, keys: keys,
        values: rows.columns(2 * shape.keysCount..<plan.channels),
        decays: decays.rows(span.rows), betas: betas.rows(span.rows), before: state.before,
        after: state.after, into: read.rows(span.rows))
    }
    compute.normalize(
      read, weight: weights.norm, epsilon: constants.epsilon, segments: shape.heads,
      into: read)
    compute.gateMultiply(.silu, gate: gate, up: read, into: read)
    compute.multiply(weights.output, by: read, into: added, phase: phase)
  }

  private func deal(
    _ both: FloatRows, _ shape: DeltaShape, decays: FloatRows, betas: FloatRows
  ) {
    let each = shape.heads / shape.keyHeads
    for row in 0..<both.rows {
      for group in 0..<shape.keyHeads {
        let source = both.row(row) + 2 * group * each
        (betas.row(row) + group * each).update(from: source, count: each)
        (decays.row(row) + group * each).update(from: source + each, count: each)
      }
    }
  }
}
