/// A gated convolution over the last few positions (LFM 2).
///
/// `out(c * convolution(b * x))`, where b, c and x are thirds of one product with the input.
package struct ShortConvolutionPlan: Sendable, Hashable {
  /// The model's width; each channel is convolved for itself.
  package var channels: Int
  /// Positions that are summed, the own one counted.
  package var kernel: Int
  package var hasBias: Bool

  package init(channels: Int, kernel: Int, hasBias: Bool = false) {
    self.channels = channels
    self.kernel = kernel
    self.hasBias = hasBias
  }
}
