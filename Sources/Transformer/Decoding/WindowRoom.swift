/// How many positions the layers of a cache keep.
///
/// A layer with a window needs those in it and no older ones. It keeps more of them, so that a text
/// can be cut a good deal before its end and go on: ``DecodeOptions/windowRoom`` positions, and at
/// least twice the window and the rows of a pass. Whatever is kept, results have the same bits, as
/// attention never looks before the window.
struct WindowRoom {
  /// Per layer: the widest window of those that read its keys, and the most slots; nil without bound.
  private let bounds: [(window: Int, slots: Int)?]

  init(plan: DecoderPlan, options: DecodeOptions) {
    var windows = plan.layers.map { $0.attention?.window }
    for layer in plan.layers {
      guard let attention = layer.attention, let source = attention.keysOf,
        windows.indices.contains(source)
      else { continue }
      if let window = attention.window {
        windows[source] = windows[source].map { max($0, window) }
      } else {
        windows[source] = nil
      }
    }
    let rows = min(options.chunk, plan.contextLimit)
    bounds = windows.map { window in
      guard let window else { return nil }
      let (least, overflow) = (window + rows).multipliedReportingOverflow(by: 2)
      return overflow ? nil : (window, max(options.windowRoom, least))
    }
  }

  func isBounded(_ layer: Int) -> Bool { bounds[layer] != nil }

  /// Slots of a layer in a cache of so many positions.
  func slots(_ layer: Int, positions: Int) -> Int {
    bounds[layer].map { min($0.slots, positions) } ?? positions
  }

  /// The first position that a token at `position` sees in a layer.
  func firstSeen(_ layer: Int, from position: Int) -> Int {
    bounds[layer].map { max(0, position - $0.window + 1) } ?? 0
  }
}
