package import ModelFiles
import Tensor

/// A model ready to run: its plan and its weights, which stay where they lie in the file.
///
/// Shared by all sequences and threads; nothing in it changes. It keeps the file's mapping alive.
/// Opening costs the directory's validation and a copy of the norms, whatever the model's size.
package final class ModelWeights: Sendable {
  package let plan: DecoderPlan
  /// What looks wrong but can be run.
  package let warnings: [String]
  private let file: GGUFFile

  // SAFETY (all four): written in the initialiser only, and freed in deinit; what matrices point to
  // lies in `file`.
  nonisolated(unsafe) let layers: UnsafeBufferPointer<LayerWeights>
  nonisolated(unsafe) let embedding: WeightMatrix  // [vocabularyCount, width]
  nonisolated(unsafe) let outputNorm: UnsafePointer<Float>  // [width]
  /// The embedding itself where the file has no `output.weight`.
  nonisolated(unsafe) let head: WeightMatrix  // [vocabularyCount, width]
  nonisolated(unsafe) private let vectors: UnsafeMutableBufferPointer<Float>

  /// Reads the plan of a file and checks that every tensor fits to it.
  package convenience init(_ file: GGUFFile) throws(TransformerError) {
    try self.init(file, plan: Families.plan(of: file))
  }

  /// Takes a plan that was made elsewhere, for a file that says too little or wrong.
  package init(_ file: GGUFFile, plan: DecoderPlan) throws(TransformerError) {
    let vectors = UnsafeMutableBufferPointer<Float>.allocate(
      capacity: WeightReader.vectorElements(of: file))
    let table = UnsafeMutableBufferPointer<LayerWeights>.allocate(capacity: plan.layers.count)
    do {
      var reader = WeightReader(file: file, vectors: vectors)
      let shape = (rows: plan.vocabularyCount, columns: plan.width)
      embedding = try reader.matrix(
        "token_embd.weight", rows: shape.rows, columns: shape.columns)
      outputNorm = try reader.vector("output_norm.weight", count: plan.width)
      head =
        try reader.matrixIfPresent("output.weight", rows: shape.rows, columns: shape.columns)
        ?? embedding
      for (index, layer) in plan.layers.enumerated() {
        table.initializeElement(
          at: index, to: try reader.layer(index, layer, width: plan.width))
      }
      warnings = plan.warnings + [reader.warningOfUnusedTensors()].compactMap { $0 }
    } catch {
      vectors.deallocate()
      table.deallocate()
      throw .file(error)
    }
    self.file = file
    self.plan = plan
    self.vectors = vectors
    layers = UnsafeBufferPointer(table)
  }

  deinit {
    layers.deallocate()
    vectors.deallocate()
  }

  /// Whether the output head is the embedding.
  package var isTied: Bool { head.base == embedding.base }

  /// Bytes of weights that one step reads: all matrices once, of an own embedding one row only.
  package var byteCountPerStep: Int {
    layers.reduce(head.byteCount) { sum, layer in
      [layer.query, layer.key, layer.value, layer.output, layer.gate, layer.up, layer.down]
        .reduce(sum) { $0 + $1.byteCount }
    }
  }
}

extension WeightReader {
  fileprivate mutating func layer(
    _ index: Int, _ plan: LayerPlan, width: Int
  ) throws(ModelFileError) -> LayerWeights {
    let block = "blk.\(index)."
    let attention = plan.attention
    let queries = attention.queryWidth
    let keys = attention.keyValueWidth
    let inner = plan.innerWidth
    let normalises = attention.headNorm != .none
    return LayerWeights(
      attentionNorm: try vector(block + "attn_norm.weight", count: width),
      query: try matrix(block + "attn_q.weight", rows: queries, columns: width),
      key: try matrix(block + "attn_k.weight", rows: keys, columns: width),
      value: try matrix(block + "attn_v.weight", rows: keys, columns: width),
      queryBias: try vectorIfPresent(block + "attn_q.bias", count: queries),
      keyBias: try vectorIfPresent(block + "attn_k.bias", count: keys),
      valueBias: try vectorIfPresent(block + "attn_v.bias", count: keys),
      queryNorm: normalises
        ? try vector(block + "attn_q_norm.weight", count: attention.headWidth) : nil,
      keyNorm: normalises
        ? try vector(block + "attn_k_norm.weight", count: attention.headWidth) : nil,
      output: try matrix(block + "attn_output.weight", rows: width, columns: queries),
      outputBias: try vectorIfPresent(block + "attn_output.bias", count: width),
      innerNorm: try vector(block + "ffn_norm.weight", count: width),
      gate: try matrix(block + "ffn_gate.weight", rows: inner, columns: width),
      up: try matrix(block + "ffn_up.weight", rows: inner, columns: width),
      down: try matrix(block + "ffn_down.weight", rows: width, columns: inner),
      gateBias: try vectorIfPresent(block + "ffn_gate.bias", count: inner),
      upBias: try vectorIfPresent(block + "ffn_up.bias", count: inner),
      downBias: try vectorIfPresent(block + "ffn_down.bias", count: width))
  }
}
