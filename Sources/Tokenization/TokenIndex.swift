/// From a token's bytes to its id: an open-addressing hash table over strings kept elsewhere.
///
/// Looking up a piece of a text allocates nothing and copies nothing. The invariant: at least a
/// third of the slots is empty, so that every search ends.
struct TokenIndex: Sendable {
  /// The hash's upper half and, above an empty slot's 0, the id plus one.
  var slots: [UInt64]
  let mask: Int
  let pieces: PackedStrings
  /// For each token whether it is in the index.
  private(set) var members: [Bool]
  /// Longer texts are not hashed: they cannot be tokens.
  private(set) var longest = 0

  /// Makes an index of the tokens with these ids; their pieces must differ.
  init(_ pieces: PackedStrings, ids: some RandomAccessCollection<Int>) throws(TokenizationError) {
    self.pieces = pieces
    var capacity = 16
    while capacity < ids.count + ids.count / 2 + 1 { capacity *= 2 }
    mask = capacity - 1
    self.slots = []
    members = []
    let bytes = pieces.bytes.span
    var slots = [UInt64](repeating: 0, count: capacity)
    var members = [Bool](repeating: false, count: pieces.count)
    for id in ids {
      let range = pieces.range(of: id)
      if range.isEmpty { continue }
      let hash = Self.hash(bytes, range)
      var slot = Int(truncatingIfNeeded: hash) & mask
      while slots[slot] != 0 {
        if let other = match(slots[slot], hash, bytes, range) {
          throw .malformed(
            expected: "tokens that differ",
            found: "\(TokenizationError.quoted(pieces[id])) as \(other) and \(id)")
        }
        slot = (slot + 1) & mask
      }
      slots[slot] = hash & 0xFFFF_FFFF_0000_0000 | UInt64(id + 1)
      members[id] = true
      longest = max(longest, range.count)
    }
    self.slots = slots
    self.members = members
  }

  /// The id of the token with these bytes.
  func id(of text: Span<UInt8>, _ range: Range<Int>) -> Int32? {
    if range.count > longest || range.isEmpty { return nil }
    let hash = Self.hash(text, range)
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 {
      if let id = match(slots[slot], hash, text, range) { return id }
      slot = (slot + 1) & mask
    }
    return nil
  }

  /// The id of the token whose bytes are those of two ranges after each other.
  func id(of text: Span<UInt8>, _ first: Range<Int>, then second: Range<Int>) -> Int32? {
    let count = first.count + second.count
    if count > longest || count == 0 { return nil }
    let hash = Self.finished(Self.hash(Self.hash(Self.seed, text, first), text, second))
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 {
      if (slots[slot] ^ hash) >> 32 == 0 {
        let id = Int(slots[slot] & 0xFFFF_FFFF) - 1
        let piece = pieces.range(of: id)
        if piece.count == count, isEqual(piece.lowerBound, text, first),
          isEqual(piece.lowerBound + first.count, text, second)
        {
          return Int32(truncatingIfNeeded: id)
        }
      }
      slot = (slot + 1) & mask
    }
    return nil
  }

  func id(of bytes: [UInt8]) -> Int32? { id(of: bytes.span, 0..<bytes.count) }

  private func match(
    _ slot: UInt64, _ hash: UInt64, _ text: Span<UInt8>, _ range: Range<Int>
  ) -> Int32? {
    guard (slot ^ hash) >> 32 == 0 else { return nil }
    let id = Int(slot & 0xFFFF_FFFF) - 1
    let piece = pieces.range(of: id)
    guard piece.count == range.count, isEqual(piece.lowerBound, text, range) else { return nil }
    return Int32(truncatingIfNeeded: id)
  }

  private func isEqual(_ start: Int, _ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    let bytes = pieces.bytes.span
    var position = start
    for other in range {
      if bytes[position] != text[other] { return false }
      position += 1
    }
    return true
  }

  static let seed: UInt64 = 0xCBF2_9CE4_8422_2325

  static func hash(_ text: Span<UInt8>, _ range: Range<Int>) -> UInt64 {
    finished(hash(seed, text, range))
  }

  /// FNV-1a.
  static func hash(_ start: UInt64, _ text: Span<UInt8>, _ range: Range<Int>) -> UInt64 {
    var hash = start
    for position in range { hash = (hash ^ UInt64(text[position])) &* 0x100_0000_01B3 }
    return hash
  }

  static func hash(
    _ start: UInt64, _ text: UnsafeRawBufferPointer, _ range: Range<Int>
  ) -> UInt64 {
    var hash = start
    for position in range { hash = (hash ^ UInt64(text[position])) &* 0x100_0000_01B3 }
    return hash
  }

  /// A last mix, because the table takes the lowest bits.
  static func finished(_ hash: UInt64) -> UInt64 {
    let mixed = (hash ^ hash >> 32) &* 0x9E37_79B9_7F4A_7C15
    return mixed ^ mixed >> 29
  }
}
