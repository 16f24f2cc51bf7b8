/// The last tokens of a sequence and how often each occurs among them, for the penalties.
///
/// Never holds more than `window` tokens, and allocates nothing once it has held that many.
struct TokenHistory: Sendable {
  struct Entry: Sendable {
    let id: Int32
    var count: Int
  }

  private let window: Int
  private var recent: [Int32] = []
  private var oldest = 0
  /// The distinct tokens; a window is short, so a search through it beats a table.
  private(set) var entries: [Entry] = []

  init(window: Int) {
    precondition(window >= 0, "a window of \(window) tokens")
    self.window = window
    // A huge window is a limit, not a plan: it grows as tokens come.
    recent.reserveCapacity(min(window, 4096))
    entries.reserveCapacity(min(window, 4096))
  }

  mutating func append(_ id: Int32) {
    guard window > 0 else { return }
    if recent.count < window {
      recent.append(id)
    } else {
      forget(recent[oldest])
      recent[oldest] = id
      oldest = oldest + 1 == window ? 0 : oldest + 1
    }
    if let index = entries.firstIndex(where: { $0.id == id }) {
      entries[index].count += 1
    } else {
      entries.append(Entry(id: id, count: 1))
    }
  }

  mutating func removeAll() {
    recent.removeAll(keepingCapacity: true)
    entries.removeAll(keepingCapacity: true)
    oldest = 0
  }

  private mutating func forget(_ id: Int32) {
    guard let index = entries.firstIndex(where: { $0.id == id }) else { return }
    entries[index].count -= 1
    if entries[index].count == 0 {
      entries[index] = entries[entries.count - 1]
      entries.removeLast()
    }
  }
}
