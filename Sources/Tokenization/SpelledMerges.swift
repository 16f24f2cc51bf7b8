/// The merges of a file, found by how their two tokens are spelled.
///
/// A table of ids would need three tokens found and compared for each of 150,000 merges before the
/// first text is read, a third of the time to open such a vocabulary. Here opening only asks whether
/// the hashes of the tokens are known; the merges that a text meets are compared byte by byte when it
/// meets them. Of equal merges the first counts. The invariant: each merge has a space between two
/// spellings, and at least a third of the slots is empty.
struct SpelledMerges: Sendable {
  /// The key's upper half and, above an empty slot's 0, the rank plus one.
  private var slots: [UInt64]
  private let mask: Int
  private let merges: PackedStrings
  private let index: TokenIndex

  /// Checks that all merges are of tokens into tokens: those of special tokens, which text does not
  /// become, are never found.
  init(_ merges: PackedStrings, _ vocabulary: Vocabulary) throws(TokenizationError) {
    self.merges = merges
    index = vocabulary.index
    guard merges.count < Int32.max else {
      throw .malformed(expected: "fewer than 2^31 merges", found: "\(merges.count)")
    }
    var capacity = 16
    while capacity < merges.count + merges.count / 2 + 1 { capacity *= 2 }
    mask = capacity - 1
    slots = [UInt64](repeating: 0, count: capacity)
    try merges.bytes.withUnsafeBufferPointer { bytes throws(TokenizationError) in
      let text = UnsafeRawBufferPointer(bytes)
      var next = 0
      var batch = Batch()
      while next < merges.count {
        let ranks = next..<min(next + Batch.size, merges.count)
        try batch.read(ranks, merges, text)
        for rank in batch.unknown(in: index) {
          try Self.checkSetApart(rank, merges, vocabulary)
        }
        add(batch)
        next = ranks.upperBound
      }
    }
  }

  /// What two neighbours become, if both are tokens that the index finds.
  ///
  /// - Precondition: both are ids of the vocabulary.
  func merge(_ left: Int32, _ right: Int32) -> PairMerge? {
    guard index.members[Int(left)], index.members[Int(right)] else { return nil }
    let bytes = index.pieces.bytes.span
    let first = index.pieces.range(of: Int(left))
    let second = index.pieces.range(of: Int(right))
    let key = Self.key(
      TokenIndex.hash(TokenIndex.seed, bytes, first),
      TokenIndex.hash(TokenIndex.seed, bytes, second))
    var slot = Int(truncatingIfNeeded: key) & mask
    while slots[slot] != 0 {
      if (slots[slot] ^ key) >> 32 == 0 {
        let rank = Int(slots[slot] & 0xFFFF_FFFF) - 1
        if isSpelled(rank, bytes, first, second) {
          return index.id(of: bytes, first, then: second).map {
            PairMerge(priority: UInt32(truncatingIfNeeded: rank), token: $0)
          }
        }
      }
      slot = (slot + 1) & mask
    }
    return nil
  }

  private func isSpelled(
    _ rank: Int, _ bytes: Span<UInt8>, _ first: Range<Int>, _ second: Range<Int>
  ) -> Bool {
    let range = merges.range(of: rank)
    guard range.count == first.count + 1 + second.count else { return false }
    let text = merges.bytes.span
    var position = range.lowerBound
    for other in first {
      // The first space behind the first byte ends the first token, see `space`.
      if text[position] != bytes[other] || position > range.lowerBound && text[position] == 0x20 {
        return false
      }
      position += 1
    }
    guard position > range.lowerBound, text[position] == 0x20 else { return false }
    position += 1
    for other in second {
      if text[position] != bytes[other] { return false }
      position += 1
    }
    return true
  }

  private mutating func add(_ batch: Batch) {
    let mask = mask
    var slots = slots.mutableSpan
    var rank = batch.first
    for key in batch.keys {
      var slot = Int(truncatingIfNeeded: key) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      rank += 1
      slots[slot] = key & 0xFFFF_FFFF_0000_0000 | UInt64(rank)
    }
  }

  private static func checkSetApart(
    _ rank: Int, _ merges: PackedStrings, _ vocabulary: Vocabulary
  ) throws(TokenizationError) {
    let text = merges[rank]
    guard
      let space = merges.bytes.withUnsafeBytes({ space($0, merges.range(of: rank)) })
    else { return }
    let left = Array(text[..<space])
    let right = Array(text[(space + 1)...])
    let isSetApart = [left, right, left + right].contains {
      vocabulary.specialIndex.id(of: $0) != nil || Vocabulary.byte(spelled: $0[...]) != nil
    }
    guard isSetApart else {
      throw .malformed(
        expected: "merge \(rank) of known tokens into a known token",
        found: TokenizationError.quoted(text))
    }
  }

  /// The space between the two; the first may itself begin with one.
  fileprivate static func space(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> Int? {
    var position = range.lowerBound + 1
    while position + 1 < range.upperBound {
      if bytes[position] == 0x20 { return position }
      position += 1
    }
    return nil
  }

  fileprivate static func key(_ left: UInt64, _ right: UInt64) -> UInt64 {
    TokenIndex.finished(left ^ (right << 31 | right >> 33))
  }
}

/// Some merges at a time, each step done for all of them, so that their waits for memory overlap.
private struct Batch {
  static let size = 64

  /// The rank of the first one.
  private(set) var first = 0
  private(set) var keys: [UInt64] = []
  /// For each merge the hashes of its left and right token and of what they make.
  private var hashes: [UInt64] = []

  mutating func read(
    _ ranks: Range<Int>, _ merges: PackedStrings, _ text: UnsafeRawBufferPointer
  ) throws(TokenizationError) {
    first = ranks.lowerBound
    keys.removeAll(keepingCapacity: true)
    hashes.removeAll(keepingCapacity: true)
    for rank in ranks {
      let range = merges.range(of: rank)
      guard let space = SpelledMerges.space(text, range) else {
        throw .malformed(
          expected: "merge \(rank) as two tokens with a space between them",
          found: TokenizationError.quoted(merges[rank]))
      }
      let second = space + 1..<range.upperBound
      let left = TokenIndex.hash(TokenIndex.seed, text, range.lowerBound..<space)
      let right = TokenIndex.hash(TokenIndex.seed, text, second)
      keys.append(SpelledMerges.key(left, right))
      hashes.append(TokenIndex.finished(left))
      hashes.append(TokenIndex.finished(right))
      hashes.append(TokenIndex.finished(TokenIndex.hash(left, text, second)))
    }
  }

  /// The merges one of whose hashes the index lacks.
  func unknown(in index: TokenIndex) -> [Int] {
    var ranks: [Int] = []
    for place in hashes.indices where index.candidate(hashes[place]) < 0 {
      let rank = first + place / 3
      if ranks.last != rank { ranks.append(rank) }
    }
    return ranks
  }
}
