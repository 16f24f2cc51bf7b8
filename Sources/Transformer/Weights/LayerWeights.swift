import Tensor

/// What one layer multiplies with, as plain pointers that ``ModelWeights`` keeps alive.
///
/// Absent biases and norms are nil.
struct LayerWeights: BitwiseCopyable {
  var attentionNorm: UnsafePointer<Float>  // [width]
  var query: WeightMatrix  // [heads * headWidth, width]
  var key: WeightMatrix  // [keyValueHeads * headWidth, width]
  var value: WeightMatrix  // [keyValueHeads * headWidth, width]
  var queryBias: UnsafePointer<Float>?  // [heads * headWidth]
  var keyBias: UnsafePointer<Float>?  // [keyValueHeads * headWidth]
  var valueBias: UnsafePointer<Float>?  // [keyValueHeads * headWidth]
  var queryNorm: UnsafePointer<Float>?  // [headWidth]
  var keyNorm: UnsafePointer<Float>?  // [headWidth]
  var output: WeightMatrix  // [width, heads * headWidth]
  var outputBias: UnsafePointer<Float>?  // [width]
  var innerNorm: UnsafePointer<Float>  // [width]
  var gate: WeightMatrix  // [innerWidth, width]
  var up: WeightMatrix  // [innerWidth, width]
  var down: WeightMatrix  // [width, innerWidth]
  var gateBias: UnsafePointer<Float>?  // [innerWidth]
  var upBias: UnsafePointer<Float>?  // [innerWidth]
  var downBias: UnsafePointer<Float>?  // [width]
}
