import ModelFiles
import Tensor

/// Attention over a narrow vector; what queries are narrowed by is nil where they are not.
struct LatentAttentionWeights: BitwiseCopyable {
  /// A matrix for each head, equally far apart among the rows of one.
  struct Heads: BitwiseCopyable {
    var whole: WeightMatrix
    var first: Int
    var step: Int
    var rows: Int

    subscript(head: Int) -> WeightMatrix {
      let start = first + head * step
      return whole.rows(start..<start + rows)
    }
  }

  var queryDown: WeightMatrix?  // [queryRank, width]
  var queryNorm: UnsafePointer<Float>?  // [queryRank]
  var query: WeightMatrix  // [heads * (stillWidth + turningWidth), queryRank or width]
  var latent: WeightMatrix  // [latentWidth + turningWidth, width]
  var latentNorm: UnsafePointer<Float>  // [latentWidth]
  var keys: Heads  // of [latentWidth, stillWidth]
  var values: Heads  // of [valueWidth, latentWidth]
  var output: WeightMatrix  // [width, heads * valueWidth]

  var byteCountPerStep: Int {
    (queryDown?.byteCount ?? 0) + query.byteCount + latent.byteCount + output.byteCount
      + keys.whole.byteCount
      + (values.whole.base == keys.whole.base ? 0 : values.whole.byteCount)
  }
}

extension WeightReader {
  mutating func latentAttention(
    _ block: String, _ plan: LatentAttentionPlan, width: Int
  ) throws(ModelFileError) -> LatentAttentionWeights {
    let name = block + "attn_"
    let (keys, values) = try latentHeads(name, plan)
    var queryDown: WeightMatrix?
    var queryNorm: UnsafePointer<Float>?
    if let rank = plan.queryRank {
      queryDown = try matrix(name + "q_a.weight", rows: rank, columns: width)
      queryNorm = try vector(name + "q_a_norm.weight", count: rank)
    }
    return LatentAttentionWeights(
      queryDown: queryDown, queryNorm: queryNorm,
      query: try matrix(
        name + (plan.queryRank == nil ? "q.weight" : "q_b.weight"),
        rows: plan.heads * plan.headWidth, columns: plan.queryRank ?? width),
      latent: try matrix(name + "kv_a_mqa.weight", rows: plan.keyWidth, columns: width),
      latentNorm: try vector(name + "kv_a_norm.weight", count: plan.latentWidth),
      keys: keys, values: values,
      output: try matrix(
        name + "output.weight", rows: width, columns: plan.heads * plan.valueWidth))
  }

  /// The matrices of keys and values: apart, or as one in older files.
  private mutating func latentHeads(
    _ name: String, _ plan: LatentAttentionPlan
  ) throws(ModelFileError) -> (LatentAttentionWeights.Heads, LatentAttentionWeights.Heads) {
    let (heads, latent) = (plan.heads, plan.latentWidth)
    let (still, value) = (plan.stillWidth, plan.valueWidth)
    if file.entryIfPresent(named: name + "k_b.weight") != nil {
      let keys = try matrix(
        name + "k_b.weight", dimensions: [heads, latent, still], rows: heads * latent)
      let values = try matrix(
        name + "v_b.weight", dimensions: [heads, value, latent], rows: heads * value)
      return (
        LatentAttentionWeights.Heads(whole: keys, first: 0, step: latent, rows: latent),
        LatentAttentionWeights.Heads(whole: values, first: 0, step: value, rows: value)
      )
    }
    let both = try matrix(name + "kv_b.weight", rows: heads * (still + value), columns: latent)
    let keys = try transposed(both, name + "kv_b.weight", plan)
    return (
      LatentAttentionWeights.Heads(whole: keys, first: 0, step: latent, rows: latent),
      LatentAttentionWeights.Heads(
        whole: both, first: still, step: still + value, rows: value)
    )
  }

  private mutating func matrix(
    _ name: String, dimensions: [Int], rows: Int
  ) throws(ModelFileError) -> WeightMatrix {
    let tensor = try file.entry(named: name)
    guard tensor.dimensions == dimensions, tensor.parts.count == 1, tensor.offset == 0 else {
      throw mismatch(name, expected: "\(dimensions)", found: "\(tensor.dimensions)")
    }
    return try matrix(
      name, tensor.elementType, tensor.parts[0], rows: rows, columns: tensor.columns)
  }

  /// The matrices that make keys of the narrow vector, turned around to be applied to queries.
  ///
  /// In float32, as blocks of quantised rows do not turn: 4 bytes for each number of a tensor that
  /// only files from before 2025 have.
  private mutating func transposed(
    _ both: WeightMatrix, _ name: String, _ plan: LatentAttentionPlan
  ) throws(ModelFileError) -> WeightMatrix {
    let (latent, still) = (plan.latentWidth, plan.stillWidth)
    let count = plan.heads * latent * still
    let memory = allocate(Float.self, count: count)
    let row = UnsafeMutablePointer<Float>.allocate(capacity: latent)
    defer { row.deallocate() }
    for head in 0..<plan.heads {
      let keys = memory + head * latent * still
      for input in 0..<still {
        let index = head * (still + plan.valueWidth) + input
        both.rows(index..<index + 1).copyFloats(to: row)
        for output in 0..<latent { keys[output * still + input] = row[output] }
      }
    }
    let bytes = UnsafeRawBufferPointer(start: memory, count: count * MemoryLayout<Float>.stride)
    return try matrix(name, .float32, bytes, rows: plan.heads * latent, columns: still)
  }
}
