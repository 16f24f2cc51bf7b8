/// What a layer carries from position to position, whatever the length of the text.
package struct RecurrentShape: Sendable, Hashable {
  /// The convolution's window: positions before the next one.
  package var windowRows: Int
  package var channels: Int
  /// Floats of the state beside the window.
  package var stateCount: Int

  package init(windowRows: Int, channels: Int, stateCount: Int = 0) {
    self.windowRows = windowRows
    self.channels = channels
    self.stateCount = stateCount
  }

  /// Floats of both, each begun at a multiple of a cache line.
  var count: Int { windowCount + (stateCount + 15) & ~15 }
  /// Floats from the window's start to the state's.
  var windowCount: Int { (windowRows * channels + 15) & ~15 }
}

extension MixerPlan {
  /// Nil for a layer that keeps nothing but keys and values.
  var recurrent: RecurrentShape? {
    switch self {
    case .shortConvolution(let plan):
      RecurrentShape(windowRows: plan.kernel - 1, channels: plan.channels)
    case .deltaNet(let plan):
      RecurrentShape(
        windowRows: plan.kernel - 1, channels: plan.channels, stateCount: plan.shape.stateCount)
    default: nil
    }
  }
}
