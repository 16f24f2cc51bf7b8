package import ModelFiles
import Tensor

/// An encoder ready to run: its plan and its weights, which stay where they lie in the file.
package final class EncoderWeights: Sendable {
  /// A norm with a bias, both `[width]`.
  struct Norm: BitwiseCopyable {
    var weight: UnsafePointer<Float>
    var bias: UnsafePointer<Float>
  }

  /// A matrix with a bias of its rows.
  struct Linear: BitwiseCopyable {
    var weight: WeightMatrix
    var bias: UnsafePointer<Float>
  }

  struct Layer: BitwiseCopyable {
    var query, key, value, output: Linear  // [width, width]
    var afterAttention: Norm
    var up: Linear  // [innerWidth, width]
    var down: Linear  // [width, innerWidth]
    var afterFeedForward: Norm
  }

  package let plan: EncoderPlan
  /// What looks wrong but can be run.
  package let warnings: [String]
  private let file: any Checkpoint

  // SAFETY (all six): written in the initialiser only, and freed in deinit; what matrices point to
  // lies in `file`.
  nonisolated(unsafe) let tokens: WeightMatrix  // [vocabularyCount, width]
  nonisolated(unsafe) let positions: WeightMatrix  // [positions, width]
  nonisolated(unsafe) let segments: WeightMatrix  // [segments, width]
  nonisolated(unsafe) let norm: Norm
  nonisolated(unsafe) let layers: [Layer]
  nonisolated(unsafe) private let vectors: UnsafeMutableBufferPointer<Float>

  /// Reads the plan of a file and checks that every tensor fits to it.
  package init(_ file: any Checkpoint) throws(TransformerError) {
    let plan = try EncoderPlan(file)
    let vectors = UnsafeMutableBufferPointer<Float>.allocate(
      capacity: WeightReader.vectorElements(of: file))
    do {
      var reader = WeightReader(file: file, vectors: vectors)
      let width = plan.width
      tokens = try reader.matrix("token_embd.weight", rows: plan.vocabularyCount, columns: width)
      positions = try reader.matrix(
        "position_embd.weight", rows: file.entry(named: "position_embd.weight").rows,
        columns: width)
      segments = try reader.matrix(
        "token_types.weight", rows: file.entry(named: "token_types.weight").rows, columns: width)
      norm = try reader.norm("token_embd_norm", width: width)
      var layers: [Layer] = []
      for index in 0..<plan.layers { layers.append(try reader.layer(index, plan)) }
      self.layers = layers
      warnings = [reader.warningOfUnusedTensors()].compactMap { $0 }
    } catch {
      vectors.deallocate()
      throw .file(error)
    }
    self.file = file
    self.plan = plan
    self.vectors = vectors
  }

  deinit { vectors.deallocate() }

  /// What the file says of itself.
  package var metadata: GGUFMetadata { file.metadata }
}

extension WeightReader {
  fileprivate mutating func norm(
    _ name: String, width: Int
  ) throws(ModelFileError) -> EncoderWeights.Norm {
    EncoderWeights.Norm(
      weight: try vector(name + ".weight", count: width),
      bias: try vector(name + ".bias", count: width))
  }

  private mutating func linear(
    _ name: String, rows: Int, columns: Int
  ) throws(ModelFileError) -> EncoderWeights.Linear {
    EncoderWeights.Linear(
      weight: try matrix(name + ".weight", rows: rows, columns: columns),
      bias: try vector(name + ".bias", count: rows))
  }

  fileprivate mutating func layer(
    _ index: Int, _ plan: EncoderPlan
  ) throws(ModelFileError) -> EncoderWeights.Layer {
    let block = "blk.\(index)."
    let (width, inner) = (plan.width, plan.innerWidth)
    return EncoderWeights.Layer(
      query: try linear(block + "attn_q", rows: width, columns: width),
      key: try linear(block + "attn_k", rows: width, columns: width),
      value: try linear(block + "attn_v", rows: width, columns: width),
      output: try linear(block + "attn_output", rows: width, columns: width),
      afterAttention: try norm(block + "attn_output_norm", width: width),
      up: try linear(block + "ffn_up", rows: inner, columns: width),
      down: try linear(block + "ffn_down", rows: width, columns: inner),
      afterFeedForward: try norm(block + "layer_output_norm", width: width))
  }
}
