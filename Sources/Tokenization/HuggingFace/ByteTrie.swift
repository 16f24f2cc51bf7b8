/// From byte strings to tokens, walked byte by byte: children in one open-addressing table.
///
/// The invariant: at least a third of the slots is empty.
struct ByteTrie: Sendable {
  let root: Int32 = 0
  /// Below the node's number and the byte in 40 bits, above the child's number; 0 is empty, since
  /// no child is the root.
  private var slots: [UInt64]
  private var mask: Int
  private var tokens: [Int32] = [-1]

  init(capacity bytes: Int) {
    var capacity = 64
    while capacity < bytes + bytes / 2 { capacity *= 2 }
    slots = [UInt64](repeating: 0, count: capacity)
    mask = capacity - 1
  }

  /// Adds a string; of equal ones the last counts.
  ///
  /// - Precondition: all strings together have no more bytes than the capacity said.
  mutating func insert(_ string: ArraySlice<UInt8>, _ token: Int32) {
    var node = root
    for byte in string {
      let key = UInt64(UInt32(bitPattern: node)) << 8 | UInt64(byte)
      var slot = start(key)
      while slots[slot] != 0, slots[slot] & 0xFF_FFFF_FFFF != key {
        slot = (slot + 1) & mask
      }
      if slots[slot] == 0 {
        slots[slot] = key | UInt64(tokens.count) << 40
        tokens.append(-1)
      }
      node = Int32(truncatingIfNeeded: slots[slot] >> 40)
    }
    tokens[Int(node)] = token
  }

  /// Moves to the child by a byte, or answers false where there is none.
  func advance(_ node: inout Int32, _ byte: UInt8) -> Bool {
    let key = UInt64(UInt32(bitPattern: node)) << 8 | UInt64(byte)
    var slot = start(key)
    while slots[slot] != 0 {
      if slots[slot] & 0xFF_FFFF_FFFF == key {
        node = Int32(truncatingIfNeeded: slots[slot] >> 40)
        return true
      }
      slot = (slot + 1) & mask
    }
    return false
  }

  func token(_ node: Int32) -> Int32 { tokens[Int(node)] }

  private func start(_ key: UInt64) -> Int {
    Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
  }
}
