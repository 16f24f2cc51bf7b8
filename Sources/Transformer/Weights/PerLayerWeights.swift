import ModelFiles
import Tensor

/// Where the embeddings of each layer come from.
struct PerLayerInputs: BitwiseCopyable {
  var embedding: WeightMatrix  // [up to vocabularyCount, layers * perLayerWidth]
  var projection: WeightMatrix  // [layers * perLayerWidth, width]
  var norm: UnsafePointer<Float>  // [perLayerWidth]
}

/// What one layer does with its own embedding.
struct PerLayerWeights: BitwiseCopyable {
  var gate: WeightMatrix  // [perLayerWidth, width]
  var projection: WeightMatrix  // [width, perLayerWidth]
  var norm: UnsafePointer<Float>  // [width]
}

extension WeightReader {
  mutating func perLayerInputs(_ plan: DecoderPlan) throws(ModelFileError) -> PerLayerInputs? {
    guard plan.perLayerWidth > 0 else { return nil }
    let columns = plan.layers.count * plan.perLayerWidth
    let name = "per_layer_token_embd.weight"
    // Fewer than the vocabulary in Gemma 3n: what stands for pictures and sound has none.
    let rows = min(try file.entry(named: name).rows, plan.vocabularyCount)
    return PerLayerInputs(
      embedding: try matrix(name, rows: max(rows, 1), columns: columns),
      projection: try matrix("per_layer_model_proj.weight", rows: columns, columns: plan.width),
      norm: try vector("per_layer_proj_norm.weight", count: plan.perLayerWidth))
  }

  /// Adds to a layer what only families with embeddings per layer have.
  mutating func perLayer(
    _ index: Int, _ plan: DecoderPlan, to layer: inout LayerWeights
  ) throws(ModelFileError) {
    let block = "blk.\(index)."
    if plan.perLayerWidth > 0 {
      layer.perLayer = PerLayerWeights(
        gate: try matrix(block + "inp_gate.weight", rows: plan.perLayerWidth, columns: plan.width),
        projection: try matrix(
          block + "proj.weight", rows: plan.width, columns: plan.perLayerWidth),
        norm: try vector(block + "post_norm.weight", count: plan.width))
    }
    layer.streams = try streams(index, plan)
    if plan.layers[index].hasOutputScale {
      layer.outputScale = try vectorIfPresent(block + "layer_output_scale.weight", count: 1)
    }
  }
}
