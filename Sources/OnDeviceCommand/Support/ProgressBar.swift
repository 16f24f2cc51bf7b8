import Synchronization

/// A bar on standard error while it is a terminal; nothing otherwise.
final class ProgressBar: Sendable {
  private let label: String
  private let shown = Mutex(-1)

  init(label: String) { self.label = label }

  func show(_ fraction: Double) {
    guard Notice.isTerminal else { return }
    let step = Int(min(max(fraction, 0), 1) * 24)
    let changed = shown.withLock { last in
      defer { last = step }
      return last != step
    }
    guard changed else { return }
    let bar = String(repeating: "█", count: step) + String(repeating: "░", count: 24 - step)
    Notice.write("\r\(label) \(bar)")
  }

  /// Takes the bar away, so that a result starts on an empty line.
  func clear() {
    let wasShown = shown.withLock { last in
      defer { last = -1 }
      return last >= 0
    }
    if wasShown { Notice.write("\r\u{1B}[K") }
  }
}
