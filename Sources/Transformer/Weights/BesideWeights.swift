import ModelFiles
import Tensor

/// The dense part beside a layer's experts, and the norms that stand before and behind the two, all
/// `[width]`; the dense part's input has the layer's own norm (Gemma 4).
struct BesideWeights: BitwiseCopyable {
  var dense: DenseWeights
  var afterDense: UnsafePointer<Float>
  /// Of the router's input, which is the stream; with the factor that it is multiplied by.
  var beforeRouter: UnsafePointer<Float>
  var beforeExperts: UnsafePointer<Float>
  var afterExperts: UnsafePointer<Float>
  /// What each expert's weight is multiplied by.
  var scales: UnsafePointer<Float>?  // [count]
}

extension WeightReader {
  mutating func beside(
    _ block: String, _ plan: ExpertsPlan, width: Int
  ) throws(ModelFileError) -> BesideWeights? {
    guard let densePlan = plan.beside else { return nil }
    let scale = try vector(block + "ffn_gate_inp.scale", count: width)
    let beforeRouter = allocate(Float.self, count: width)
    let factor = 1 / Float(width).squareRoot()
    for index in 0..<width { beforeRouter[index] = scale[index] * factor }
    return BesideWeights(
      dense: try dense(block, densePlan, width: width),
      afterDense: try vector(block + "post_ffw_norm_1.weight", count: width),
      beforeRouter: UnsafePointer(beforeRouter),
      beforeExperts: try vector(block + "pre_ffw_norm_2.weight", count: width),
      afterExperts: try vector(block + "post_ffw_norm_2.weight", count: width),
      scales: try vectorIfPresent(block + "ffn_down_exps.scale", count: plan.count))
  }
}
