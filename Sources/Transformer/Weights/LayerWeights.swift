import Tensor

/// What one layer computes with, as plain pointers that ``ModelWeights`` keeps alive.
struct LayerWeights: BitwiseCopyable {
  var mixer: MixerWeights
  var feedForward: FeedForwardWeights
  var norms: LayerNorms
  var perLayer: PerLayerWeights?
  var outputScale: UnsafePointer<Float>?  // [1]
  var streams: StreamWeights?
}

/// What a layer's ``MixerPlan`` needs.
enum MixerWeights: BitwiseCopyable {
  case attention(AttentionWeights)
  case shortConvolution(ShortConvolutionWeights)
  case deltaNet(DeltaNetWeights)
  case latentAttention(LatentAttentionWeights)
}

/// What a layer's ``FeedForwardPlan`` needs.
enum FeedForwardWeights: BitwiseCopyable {
  case dense(DenseWeights)
  case experts(ExpertsWeights)
}

/// A layer's norms, all `[width]`; nil where its ``NormPlacement`` has none.
struct LayerNorms: BitwiseCopyable {
  var beforeMixer: UnsafePointer<Float>?
  var afterMixer: UnsafePointer<Float>?
  var beforeFeedForward: UnsafePointer<Float>?
  var afterFeedForward: UnsafePointer<Float>?
}

/// Attention; absent biases and norms are nil.
struct AttentionWeights: BitwiseCopyable {
  // With an output gate there are twice the rows, each head's and then its gate's.
  var query: WeightMatrix  // [heads * headWidth, width]
  var key: WeightMatrix  // [keyValueHeads * headWidth, width]
  var value: WeightMatrix  // [keyValueHeads * headWidth, width]
  var queryBias: UnsafePointer<Float>?  // [heads * headWidth]
  var keyBias: UnsafePointer<Float>?  // [keyValueHeads * headWidth]
  var valueBias: UnsafePointer<Float>?  // [keyValueHeads * headWidth]
  var queryNorm: UnsafePointer<Float>?  // [headWidth], or of all heads
  var keyNorm: UnsafePointer<Float>?  // [headWidth], or of all heads
  var sinks: UnsafePointer<Float>?  // [heads]
  var output: WeightMatrix  // [width, heads * headWidth]
  var outputBias: UnsafePointer<Float>?  // [width]
}

/// A gated feed-forward part; absent biases are nil.
struct DenseWeights: BitwiseCopyable {
  var gate: WeightMatrix  // [innerWidth, width]
  var up: WeightMatrix  // [innerWidth, width]
  var down: WeightMatrix  // [width, innerWidth]
  var gateBias: UnsafePointer<Float>?  // [innerWidth]
  var upBias: UnsafePointer<Float>?  // [innerWidth]
  var downBias: UnsafePointer<Float>?  // [width]

  var byteCount: Int { gate.byteCount + up.byteCount + down.byteCount }
}

extension LayerWeights {
  /// Bytes that one token reads of the layer's matrices.
  var byteCountPerStep: Int {
    let mixer =
      switch mixer {
      case .attention(let weights):
        weights.query.byteCount + weights.key.byteCount + weights.value.byteCount
          + weights.output.byteCount
      case .shortConvolution(let weights): weights.byteCountPerStep
      case .deltaNet(let weights): weights.byteCountPerStep
      case .latentAttention(let weights): weights.byteCountPerStep
      }
    let feedForward =
      switch feedForward {
      case .dense(let weights): weights.byteCount
      case .experts(let weights): weights.byteCountPerStep
      }
    return mixer + feedForward
  }
}
