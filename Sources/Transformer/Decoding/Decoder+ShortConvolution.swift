import ModelFiles
import Tensor

/// What a short convolution computes with.
struct ShortConvolutionWeights: BitwiseCopyable {
  var input: WeightMatrix  // [3 * channels, width]
  var kernel: UnsafePointer<Float>  // [kernel, channels], the last row the position's own
  var output: WeightMatrix  // [width, channels]
  var inputBias: UnsafePointer<Float>?  // [3 * channels]
  var kernelBias: UnsafePointer<Float>?  // [channels]
  var outputBias: UnsafePointer<Float>?  // [width]

  var byteCountPerStep: Int { input.byteCount + output.byteCount }
}

extension WeightReader {
  mutating func shortConvolution(
    _ block: String, _ plan: ShortConvolutionPlan, width: Int
  ) throws(ModelFileError) -> ShortConvolutionWeights {
    let name = block + "shortconv."
    return ShortConvolutionWeights(
      input: try matrix(name + "in_proj.weight", rows: 3 * plan.channels, columns: width),
      kernel: try convolution(
        name + "conv.weight", channels: plan.channels, kernel: plan.kernel),
      output: try matrix(name + "out_proj.weight", rows: width, columns: plan.channels),
      inputBias: plan.hasBias ? try vector(name + "in_proj.bias", count: 3 * plan.channels) : nil,
      kernelBias: plan.hasBias ? try vector(name + "conv.bias", count: plan.channels) : nil,
      outputBias: plan.hasBias ? try vector(name + "out_proj.bias", count: width) : nil)
  }
}

extension Decoder {
  /// Leaves the mixer's output in `scratch.added`, and the layer's new windows in the caches.
  func shortConvolution(
    _ index: Int, _ plan: ShortConvolutionPlan, _ weights: ShortConvolutionWeights,
    _ input: FloatRows, _ phase: Phase
  ) {
    let (count, channels) = (input.rows, plan.channels)
    let thirds = FloatRows(scratch.gate.base, rows: count, columns: 3 * channels)
    let gated = FloatRows(scratch.up.base, rows: count, columns: channels)
    let mixed = FloatRows(scratch.attended.base, rows: count, columns: channels)
    let added = FloatRows(scratch.added.base, rows: count, columns: constants.width)
    compute.multiply(weights.input, by: input, into: thirds, phase: phase)
    add(weights.inputBias, to: thirds)
    compute.multiplyElements(
      thirds.columns(0..<channels), by: thirds.columns(2 * channels..<3 * channels), into: gated)
    for span in spans {
      guard let state = span.cache.states?.layer(index) else { continue }
      compute.convolve(
        gated.rows(span.rows), window: state.windowBefore, weight: weights.kernel,
        kernel: plan.kernel, bias: weights.kernelBias, into: mixed.rows(span.rows),
        windowAfter: state.windowAfter)
    }
    compute.multiplyElements(
      mixed, by: thirds.columns(channels..<2 * channels), into: mixed)
    compute.multiply(weights.output, by: mixed, into: added, phase: phase)
    add(weights.outputBias, to: added)
  }
}
