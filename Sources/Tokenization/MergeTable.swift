/// From two adjacent tokens to their merge: its rank and the token it makes.
///
/// Pairs of ids are looked up, not strings: a merge costs one probe of 16 bytes. The invariant: at
/// least a third of the slots is empty.
struct MergeTable: Sendable {
  private struct Slot {
    var left: Int32 = -1
    var right: Int32 = -1
    var rank: UInt32 = 0
    var merged: Int32 = -1
  }

  private var slots: [Slot]
  private let mask: Int

  /// Whether of equal pairs the last one counts, or the first.
  private let lastCounts: Bool

  init(capacity count: Int, lastCounts: Bool = false) {
    var capacity = 16
    while capacity < count + count / 2 + 1 { capacity *= 2 }
    mask = capacity - 1
    slots = [Slot](repeating: Slot(), count: capacity)
    self.lastCounts = lastCounts
  }

  /// Adds a merge.
  ///
  /// - Precondition: called at most as often as the capacity said.
  mutating func insert(left: Int32, right: Int32, rank: UInt32, merged: Int32) {
    var slot = start(left, right)
    while slots[slot].left >= 0 {
      if slots[slot].left == left, slots[slot].right == right {
        guard (rank > slots[slot].rank) == lastCounts else { return }
        break
      }
      slot = (slot + 1) & mask
    }
    slots[slot] = Slot(left: left, right: right, rank: rank, merged: merged)
  }

  func merge(_ left: Int32, _ right: Int32) -> PairMerge? {
    var slot = start(left, right)
    while true {
      let found = slots[slot]
      if found.left < 0 { return nil }
      if found.left == left, found.right == right {
        return PairMerge(priority: found.rank, token: found.merged)
      }
      slot = (slot + 1) & mask
    }
  }

  private func start(_ left: Int32, _ right: Int32) -> Int {
    let key = UInt64(UInt32(bitPattern: left)) << 32 | UInt64(UInt32(bitPattern: right))
    return Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
  }
}

/// What two neighbours can become, and how soon: the lowest priority number goes first.
struct PairMerge {
  let priority: UInt32
  let token: Int32
}
