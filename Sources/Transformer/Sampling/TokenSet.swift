/// A set of token ids, one bit each: what a grammar or a copy constraint allows next.
///
/// Ids from ``capacity`` on are never in it. Changing a set allocates nothing.
package struct TokenSet: Sendable, Hashable {
  private var words: [UInt64]
  /// The ids that can be in the set are `0..<capacity`.
  package let capacity: Int
  package private(set) var count = 0

  /// An empty set.
  package init(capacity: Int) {
    precondition(capacity >= 0, "a set of \(capacity) tokens")
    self.capacity = capacity
    words = [UInt64](repeating: 0, count: (capacity + 63) / 64)
  }

  package init(_ ids: some Sequence<Int32>, capacity: Int) {
    self.init(capacity: capacity)
    for id in ids { insert(id) }
  }

  package func contains(_ id: Int32) -> Bool {
    guard id >= 0, Int(id) < capacity else { return false }
    return words[Int(id) / 64] >> UInt64(id % 64) & 1 == 1
  }

  /// Adds an id; one outside the capacity is left out.
  package mutating func insert(_ id: Int32) {
    guard id >= 0, Int(id) < capacity, !contains(id) else { return }
    words[Int(id) / 64] |= 1 << UInt64(id % 64)
    count += 1
  }

  package mutating func remove(_ id: Int32) {
    guard contains(id) else { return }
    words[Int(id) / 64] &= ~(1 << UInt64(id % 64))
    count -= 1
  }

  package mutating func removeAll() {
    for index in words.indices { words[index] = 0 }
    count = 0
  }

  /// Appends the ids in rising order.
  package func append(to ids: inout [Int32]) {
    for (index, word) in words.enumerated() {
      var rest = word
      while rest != 0 {
        ids.append(Int32(index * 64 + rest.trailingZeroBitCount))
        rest &= rest - 1
      }
    }
  }
}
