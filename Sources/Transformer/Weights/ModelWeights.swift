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
  private let file: any Checkpoint
  /// What adapters add; the matrices point to it.
  private let corrections: Corrections?

  // SAFETY (all of these): written in the initialiser only, and freed in deinit; what matrices
  // point to lies in `file`.
  nonisolated(unsafe) let layers: UnsafeBufferPointer<LayerWeights>
  nonisolated(unsafe) let embedding: WeightMatrix  // [vocabularyCount, width]
  nonisolated(unsafe) let outputNorm: UnsafePointer<Float>  // [width]
  /// The embedding itself where the file has no `output.weight`.
  nonisolated(unsafe) let head: WeightMatrix  // [vocabularyCount, width]
  nonisolated(unsafe) let perLayer: PerLayerInputs?
  nonisolated(unsafe) let streams: StreamProjections?
  // SAFETY (both): as above.
  nonisolated(unsafe) private let vectors: UnsafeMutableBufferPointer<Float>
  nonisolated(unsafe) private let owned: [UnsafeMutableRawPointer]

  /// Reads the plan of a file and checks that every tensor fits to it, and every adapter.
  package convenience init(
    _ file: any Checkpoint, adapters: [AppliedAdapter] = []
  ) throws(TransformerError) {
    try self.init(file, plan: Families.plan(of: file), adapters: adapters)
  }

  /// Takes a plan that was made elsewhere, for a file that says too little or wrong.
  package init(
    _ file: any Checkpoint, plan: DecoderPlan, adapters: [AppliedAdapter] = []
  ) throws(TransformerError) {
    let corrections = try TransformerError.wrapping { () throws(ModelFileError) in
      adapters.isEmpty ? nil : try Corrections(adapters, plan: plan, of: file)
    }
    self.corrections = corrections
    let vectors = UnsafeMutableBufferPointer<Float>.allocate(
      capacity: WeightReader.vectorElements(of: file))
    let table = UnsafeMutableBufferPointer<LayerWeights>.allocate(capacity: plan.layers.count)
    var reader = WeightReader(file: file, vectors: vectors, corrections: corrections)
    do {
      let shape = (rows: plan.vocabularyCount, columns: plan.width)
      embedding = try reader.matrix(
        "token_embd.weight", rows: shape.rows, columns: shape.columns)
      // LFM 2 has it under the name of a norm of the embedding.
      let norms = ["token_embd_norm.weight", "output_norm.weight"]
      let norm = norms.first { file.entryIfPresent(named: $0) != nil } ?? norms[1]
      outputNorm = try reader.vector(norm, count: plan.width)
      head =
        try reader.matrixIfPresent("output.weight", rows: shape.rows, columns: shape.columns)
        ?? embedding
      perLayer = try reader.perLayerInputs(plan)
      streams = try reader.streamProjections(plan)
      for (index, layer) in plan.layers.enumerated() {
        var weights = try reader.layer(index, layer, width: plan.width)
        try reader.perLayer(index, plan, to: &weights)
        table.initializeElement(at: index, to: weights)
      }
      try corrections?.requireAllUsed(reader.corrected)
      warnings = plan.warnings + [reader.warningOfUnusedTensors()].compactMap { $0 }
    } catch {
      for memory in reader.owned { memory.deallocate() }
      vectors.deallocate()
      table.deallocate()
      throw .file(error)
    }
    self.file = file
    self.plan = plan
    self.vectors = vectors
    owned = reader.owned
    layers = UnsafeBufferPointer(table)
  }

  deinit {
    for memory in owned { memory.deallocate() }
    layers.deallocate()
    vectors.deallocate()
  }

  /// What the file says of itself.
  package var metadata: GGUFMetadata { file.metadata }

  /// Whether the output head is the embedding.
  package var isTied: Bool { head.base == embedding.base }

  /// Bytes of weights that one step reads: all matrices once, of an own embedding one row only.
  package var byteCountPerStep: Int {
    layers.reduce(head.byteCount) { $0 + $1.byteCountPerStep }
  }
}
