import Tensor

#if canImport(Glibc)
private import Glibc
#elseif canImport(Musl)
private import Musl
#else
private import Darwin
#endif

/// What the layers of one sequence carry from position to position, with copies from earlier on.
///
/// A state cannot be rewound: it is that behind ``KeyValueCache/count`` positions and no other. So a
/// pass reads one buffer and writes a second, and when it has succeeded they change places; the old
/// one is the state before the pass. Copies beside them (``checkpoint(at:)``) stand the closer the
/// nearer they are to the end, in bounded memory. A text is cut at the latest state that is not
/// behind the cut, and what lies between must be computed again.
final class RecurrentState {
  private struct Checkpoint {
    var position: Int
    var floats: UnsafeMutablePointer<Float>
  }

  /// Positions between two checkpoints of a long text.
  static let interval = 256
  /// The state behind so many tokens that are added at once is copied; a copy costs less than they.
  static let shortestPrompt = 16
  /// Copies, and the bytes of them, that are kept; at least two copies are.
  static let most = 16
  static let mostBytes = 128 << 20

  /// Floats of all layers.
  let count: Int
  /// Where each layer's window begins, and its state behind it.
  private let offsets: AlignedBuffer<(window: Int, state: Int)>
  /// The state that holds, and the one that the next pass writes; empty before the first pass.
  private var buffers: [UnsafeMutablePointer<Float>] = []
  private var current = 0
  /// The position of the buffer that does not hold; nil while it is no state.
  private var previous: Int?
  /// In rising order of positions.
  private var checkpoints: [Checkpoint] = []
  private var spare: [UnsafeMutablePointer<Float>] = []

  /// Nil for a plan whose layers carry nothing.
  init?(plan: DecoderPlan) {
    offsets = AlignedBuffer(count: plan.layers.count)
    var offset = 0
    for (index, layer) in plan.layers.enumerated() {
      let shape = layer.mixer.recurrent
      offsets.base[index] = (offset, offset + (shape?.windowCount ?? 0))
      offset += shape?.count ?? 0
    }
    count = offset
    guard count > 0 else { return nil }
  }

  deinit {
    for buffer in buffers + checkpoints.map(\.floats) + spare { free(buffer) }
  }

  /// Floats of all layers of a plan.
  static func count(of plan: DecoderPlan) -> Int {
    plan.layers.reduce(0) { $0 + ($1.mixer.recurrent?.count ?? 0) }
  }

  /// Bytes that a sequence of so many positions may come to need.
  static func byteCount(plan: DecoderPlan, positions: Int) -> Int {
    let bytes = count(of: plan) * MemoryLayout<Float>.stride
    guard bytes > 0 else { return 0 }
    let copies = min(mostCopies(bytes), positions / interval + 1)
    let (product, overflow) = bytes.multipliedReportingOverflow(by: 2 + copies)
    return overflow ? Int.max : product
  }

  private static func mostCopies(_ bytes: Int) -> Int { max(2, min(most, mostBytes / bytes)) }

  private var byteCount: Int { count * MemoryLayout<Float>.stride }

  /// Makes room for the two states.
  func reserve() throws(TransformerError) {
    while buffers.count < 2 {
      guard let buffer = allocate() else {
        throw .memoryLacks(needed: byteCount, available: 0)
      }
      buffer.update(repeating: 0, count: count)
      buffers.append(buffer)
    }
  }

  private func allocate() -> UnsafeMutablePointer<Float>? {
    if let buffer = spare.popLast() { return buffer }
    return aligned_alloc(64, byteCount)?.bindMemory(to: Float.self, capacity: count)
  }

  // MARK: - Passes

  /// Both buffers, as a pass sees them: plain pointers.
  struct View: BitwiseCopyable {
    fileprivate let old: UnsafeMutablePointer<Float>
    fileprivate let new: UnsafeMutablePointer<Float>
    fileprivate let offsets: UnsafePointer<(window: Int, state: Int)>

    /// - Precondition: the layer carries something.
    func layer(_ index: Int) -> Layer {
      let place = offsets[index]
      return Layer(
        windowBefore: UnsafePointer(old + place.window), windowAfter: new + place.window,
        before: UnsafePointer(old + place.state), after: new + place.state)
    }
  }

  /// One layer's part of both buffers; a pass reads `before` and writes all of `after`.
  struct Layer: BitwiseCopyable {
    var windowBefore: UnsafePointer<Float>
    var windowAfter: UnsafeMutablePointer<Float>
    var before: UnsafePointer<Float>
    var after: UnsafeMutablePointer<Float>
  }

  /// Begins a pass, whose results are not the state before ``advance(from:)``.
  ///
  /// - Precondition: ``reserve()`` was called.
  func view() -> View {
    previous = nil  // is written from now on
    return View(
      old: buffers[current], new: buffers[1 - current], offsets: UnsafePointer(offsets.base))
  }

  /// Takes what a pass has written as the state; `position` is where the pass began.
  func advance(from position: Int) {
    current = 1 - current
    previous = position
  }

  // MARK: - Going back

  /// Keeps a copy of the state, which is that at `position`.
  ///
  /// Nothing happens where memory lacks: then more must be computed again.
  func checkpoint(at position: Int) {
    guard checkpoints.last.map({ $0.position < position }) ?? true else { return }
    if checkpoints.count >= RecurrentState.mostCopies(byteCount) { dropOne(end: position) }
    guard let floats = allocate() else { return }
    floats.update(from: buffers[current], count: count)
    checkpoints.append(Checkpoint(position: position, floats: floats))
  }

  /// The position of the last copy; 0 without one, where the state is all zeros.
  var lastCheckpoint: Int { checkpoints.last?.position ?? 0 }

  /// Gives up the copy that leaves the smallest gap, as a share of its distance from the end.
  private func dropOne(end: Int) {
    func gap(_ index: Int) -> Double {
      let below = index == 0 ? 0 : checkpoints[index - 1].position
      let above = index + 1 < checkpoints.count ? checkpoints[index + 1].position : end
      return Double(above - below) / Double(end - below)
    }
    guard let index = checkpoints.indices.min(by: { gap($0) < gap($1) }) else { return }
    spare.append(checkpoints.remove(at: index).floats)
  }

  /// Goes from the state at `position` to the latest one at or below `target`.
  ///
  /// - Returns: the position of the state that holds now.
  func rewind(from position: Int, to target: Int) -> Int {
    guard target < position else { return position }
    while let last = checkpoints.last, last.position > target {
      spare.append(last.floats)
      checkpoints.removeLast()
    }
    defer { previous = nil }
    if let previous, previous <= target, previous >= lastCheckpoint {
      current = 1 - current
      return previous
    }
    guard buffers.count == 2 else { return 0 }
    if let last = checkpoints.last {
      buffers[current].update(from: last.floats, count: count)
      return last.position
    }
    buffers[current].update(repeating: 0, count: count)
    return 0
  }

  // MARK: - Keeping and restoring

  /// The state that holds and the copies of earlier ones, each with its position, in rising order.
  ///
  /// - Precondition: something was computed.
  func forEachState(
    behind position: Int, _ body: (Int, UnsafeRawBufferPointer) throws -> Void
  ) rethrows {
    func bytes(_ floats: UnsafeMutablePointer<Float>) -> UnsafeRawBufferPointer {
      UnsafeRawBufferPointer(start: floats, count: byteCount)
    }
    for checkpoint in checkpoints { try body(checkpoint.position, bytes(checkpoint.floats)) }
    try body(position, bytes(buffers[current]))
  }

  /// States that ``forEachState(behind:_:)`` gives.
  var stateCount: Int { checkpoints.count + 1 }

  /// Takes over the state at a position: the last one given is the one that holds.
  ///
  /// - Precondition: ``reserve()`` was called; positions come in rising order, `bytes` is one state.
  func adopt(_ bytes: UnsafeRawBufferPointer, at position: Int, isLast: Bool) {
    precondition(bytes.count == byteCount, "\(bytes.count) of \(byteCount) bytes")
    previous = nil
    UnsafeMutableRawBufferPointer(start: buffers[current], count: byteCount).copyMemory(from: bytes)
    if !isLast { checkpoint(at: position) }
  }
}
