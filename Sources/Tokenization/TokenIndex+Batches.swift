/// The steps of a look-up apart, so that ``PairLookup`` can do each for many texts.
extension TokenIndex {
  /// The first token whose hash has the same upper half, or -1: most likely the one that is meant.
  func candidate(_ hash: UInt64) -> Int32 {
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 {
      if (slots[slot] ^ hash) >> 32 == 0 {
        return Int32(truncatingIfNeeded: slots[slot] & 0xFFFF_FFFF) - 1
      }
      slot = (slot + 1) & mask
    }
    return -1
  }

  /// Whether a token, whose bytes begin at `start`, is spelled as two parts of a text together.
  func isSpelled(
    _ id: Int32, at start: UInt32, _ text: UnsafeRawBufferPointer, _ first: Range<Int>,
    then second: Range<Int> = 0..<0
  ) -> Bool {
    guard
      Int(pieces.offsets[Int(id) + 1]) - Int(start) == first.count + second.count
    else { return false }
    let bytes = pieces.bytes.span
    var position = Int(start)
    for other in first {
      if bytes[position] != text[other] { return false }
      position += 1
    }
    for other in second {
      if bytes[position] != text[other] { return false }
      position += 1
    }
    return true
  }

  /// A token of the index or the one after it, if it is spelled as two parts of a text; else -1.
  func token(
    beside id: Int32, _ text: UnsafeRawBufferPointer, _ first: Range<Int>, then second: Range<Int>
  ) -> Int32 {
    isMember(id + 1, text, first, second) ? id + 1 : isMember(id, text, first, second) ? id : -1
  }

  private func isMember(
    _ id: Int32, _ text: UnsafeRawBufferPointer, _ first: Range<Int>, _ second: Range<Int>
  ) -> Bool {
    id >= 0 && Int(id) < members.count && members[Int(id)]
      && isSpelled(id, at: pieces.offsets[Int(id)], text, first, then: second)
  }
}
