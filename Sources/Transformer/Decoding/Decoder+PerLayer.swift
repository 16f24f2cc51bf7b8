import Tensor

/// Embeddings of a token for each layer by itself, beside the one that starts the stream (Gemma 3n
/// and 4).
extension Decoder {
  /// Leaves in `scratch.perLayer` what each layer will add: a token's own rows, and a projection of
  /// its embedding.
  func preparePerLayer(
    _ tokens: UnsafeBufferPointer<Int32>, _ stream: FloatRows, _ phase: Phase
  ) {
    guard let inputs = weights.perLayer else { return }
    let plan = constants
    let columns = plan.layerCount * plan.perLayerWidth
    let all = FloatRows(scratch.perLayer.base, rows: tokens.count, columns: columns)
    let projected = FloatRows(scratch.perLayerProjected.base, rows: tokens.count, columns: columns)
    for (row, token) in tokens.enumerated() {
      // Tokens without a row of their own share the first one's.
      var id = Int(token) < inputs.embedding.rows ? token : 0
      withUnsafePointer(to: &id) {
        compute.lookUp(
          UnsafeBufferPointer(start: $0, count: 1), in: inputs.embedding,
          into: all.rows(row..<row + 1))
      }
    }
    compute.scale(all, by: Float(plan.perLayerWidth).squareRoot())
    compute.multiply(inputs.projection, by: stream, into: projected, phase: phase)
    compute.scale(projected, by: 1 / Float(plan.width).squareRoot())
    compute.normalize(
      projected, weight: inputs.norm, epsilon: plan.epsilon, segments: plan.layerCount,
      into: projected)
    compute.add(projected, to: all)
    compute.scale(all, by: Float(0.5).squareRoot())
  }

  /// What a layer does to the stream behind its halves.
  func finishLayer(_ index: Int, _ layer: LayerWeights, _ stream: FloatRows, _ phase: Phase) {
    if layer.streams != nil { return correctStreams(index, layer, stream, phase) }
    if let weights = layer.perLayer {
      compute.add(perLayerOutput(index, weights, stream, phase), to: stream)
    }
    if let scale = layer.outputScale { compute.scale(stream, by: scale.pointee) }
  }

  /// What a layer's own embedding, gated by rows, adds.
  func perLayerOutput(
    _ index: Int, _ weights: PerLayerWeights, _ stream: FloatRows, _ phase: Phase
  ) -> FloatRows {
    let width = constants.perLayerWidth
    let columns = constants.layerCount * width
    let all = FloatRows(scratch.perLayer.base, rows: stream.rows, columns: columns)
    let gate = FloatRows(scratch.perLayerProjected.base, rows: stream.rows, columns: width)
    let added = FloatRows(scratch.added.base, rows: stream.rows, columns: stream.columns)
    compute.multiply(weights.gate, by: stream, into: gate, phase: phase)
    compute.gateMultiply(
      .geluTanh, gate: gate, up: all.columns(index * width..<(index + 1) * width), into: gate)
    compute.multiply(weights.projection, by: gate, into: added, phase: phase)
    compute.normalize(
      added, weight: weights.norm, epsilon: constants.epsilon, into: added)
    return added
  }
}
