import ModelFiles
import Tensor

/// The tensors of a layer, by the names that GGUF gives them.
extension WeightReader {
  mutating func layer(
    _ index: Int, _ plan: LayerPlan, width: Int
  ) throws(ModelFileError) -> LayerWeights {
    let block = "blk.\(index)."
    let mixer: MixerWeights =
      switch plan.mixer {
      case .attention(let plan): .attention(try attention(block, plan, width: width))
      case .shortConvolution(let plan):
        .shortConvolution(try shortConvolution(block, plan, width: width))
      case .deltaNet(let plan): .deltaNet(try deltaNet(block, plan, width: width))
      case .latentAttention(let plan):
        .latentAttention(try latentAttention(block, plan, width: width))
      }
    let feedForward: FeedForwardWeights =
      switch plan.feedForward {
      case .dense(let plan): .dense(try dense(block, plan, width: width))
      case .experts(let plan): .experts(try experts(block, plan, width: width))
      }
    return LayerWeights(
      mixer: mixer, feedForward: feedForward, norms: try norms(block, plan.norms, width: width))
  }

  private mutating func norms(
    _ block: String, _ placement: NormPlacement, width: Int
  ) throws(ModelFileError) -> LayerNorms {
    var norms = LayerNorms()
    if placement.isBefore {
      norms.beforeMixer = try vector(block + "attn_norm.weight", count: width)
      // gpt-oss and Qwen 3.5 name the second norm after where it stands.
      let second = ["ffn_norm.weight", "post_attention_norm.weight"].first {
        file.entryIfPresent(named: block + $0) != nil
          && !(placement.isAfter && $0 != "ffn_norm.weight")
      }
      norms.beforeFeedForward = try vector(block + (second ?? "ffn_norm.weight"), count: width)
    }
    if placement.isAfter {
      norms.afterMixer = try vector(block + "post_attention_norm.weight", count: width)
      norms.afterFeedForward = try vector(block + "post_ffw_norm.weight", count: width)
    }
    return norms
  }

  mutating func attention(
    _ block: String, _ plan: AttentionPlan, width: Int
  ) throws(ModelFileError) -> AttentionWeights {
    let keys = plan.keyValueWidth
    let queries = plan.queryWidth * (plan.hasOutputGate ? 2 : 1)
    let norm: (query: Int, key: Int)? =
      switch plan.headNorm {
      case .none: nil
      case .beforeRotation, .afterRotation: (plan.headWidth, plan.headWidth)
      case .wholeBeforeRotation: (plan.queryWidth, keys)
      }
    if plan.keysOf != nil { return try queriesOnly(block, plan, width: width) }
    let fused = block + "attn_qkv"
    let whole = try matrixIfPresent(fused + ".weight", rows: queries + 2 * keys, columns: width)
    let bias = try vectorIfPresent(fused + ".bias", count: queries + 2 * keys)
    let parts = [0..<queries, queries..<queries + keys, queries + keys..<queries + 2 * keys]
    // Gemma 4 has layers whose values are the keys, before their norm and rotation.
    let keysAreValues =
      plan.normalizesValues && file.entryIfPresent(named: block + "attn_v.weight") == nil
    let names = ["attn_q", "attn_k", keysAreValues ? "attn_k" : "attn_v"].map { block + $0 }
    return AttentionWeights(
      query: try part(parts[0], of: whole, or: names[0], columns: width),
      key: try part(parts[1], of: whole, or: names[1], columns: width),
      value: try part(parts[2], of: whole, or: names[2], columns: width),
      queryBias: try part(parts[0], of: bias, or: names[0]),
      keyBias: try part(parts[1], of: bias, or: names[1]),
      valueBias: try part(parts[2], of: bias, or: names[2]),
      queryNorm: try headNorm(block + "attn_q_norm.weight", norm?.query),
      keyNorm: try headNorm(block + "attn_k_norm.weight", norm?.key),
      sinks: plan.hasSinks ? try vector(block + "attn_sinks.weight", count: plan.heads) : nil,
      output: try matrix(block + "attn_output.weight", rows: width, columns: plan.queryWidth),
      outputBias: try vectorIfPresent(block + "attn_output.bias", count: width))
  }

  /// A layer that reads another one's keys and values has empty matrices for its own.
  private mutating func queriesOnly(
    _ block: String, _ plan: AttentionPlan, width: Int
  ) throws(ModelFileError) -> AttentionWeights {
    let query = try matrix(block + "attn_q.weight", rows: plan.queryWidth, columns: width)
    for name in ["attn_k.weight", "attn_v.weight", "attn_k_norm.weight"] { pass(block + name) }
    return AttentionWeights(
      query: query, key: query.rows(0..<0), value: query.rows(0..<0),
      queryNorm: try headNorm(
        block + "attn_q_norm.weight", plan.headNorm == .none ? nil : plan.headWidth),
      output: try matrix(block + "attn_output.weight", rows: width, columns: plan.queryWidth))
  }

  private mutating func headNorm(
    _ name: String, _ count: Int?
  ) throws(ModelFileError) -> UnsafePointer<Float>? {
    guard let count else { return nil }
    return try vector(name, count: count)
  }

  /// Some rows of a fused matrix, or a matrix of its own with as many.
  private mutating func part(
    _ rows: Range<Int>, of whole: WeightMatrix?, or name: String, columns: Int
  ) throws(ModelFileError) -> WeightMatrix {
    if let whole { return whole.rows(rows) }
    return try matrix(name + ".weight", rows: rows.count, columns: columns)
  }

  private mutating func part(
    _ range: Range<Int>, of whole: UnsafePointer<Float>?, or name: String
  ) throws(ModelFileError) -> UnsafePointer<Float>? {
    if let whole { return whole + range.lowerBound }
    return try vectorIfPresent(name + ".bias", count: range.count)
  }

  mutating func dense(
    _ block: String, _ plan: DensePlan, width: Int
  ) throws(ModelFileError) -> DenseWeights {
    let inner = plan.innerWidth
    let names = ["gate", "up", "down"].map { block + "ffn_\($0)" }
    // Where a family fuses the two, the file calls both of them "up", the gate's rows first.
    let fused =
      file.entryIfPresent(named: names[0] + ".weight") == nil
      ? try matrixIfPresent(names[1] + ".weight", rows: 2 * inner, columns: width) : nil
    return DenseWeights(
      gate: try part(0..<inner, of: fused, or: names[0], columns: width),
      up: try part(inner..<2 * inner, of: fused, or: names[1], columns: width),
      down: try matrix(names[2] + ".weight", rows: width, columns: inner),
      gateBias: try vectorIfPresent(names[0] + ".bias", count: inner),
      upBias: try vectorIfPresent(names[1] + ".bias", count: inner),
      downBias: try vectorIfPresent(names[2] + ".bias", count: width))
  }
}
