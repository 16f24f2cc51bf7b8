/// The ids of words met before: a table in which a newer word displaces an older one.
///
/// Words of up to 15 bytes that made up to 4 tokens are kept whole in 32 bytes, so that a hit needs
/// neither a comparison elsewhere nor a merge. The size is fixed: 8,192 words, 256 KB.
struct WordCache {
  static let longestWord = 15
  private static let slotCount = 8_192

  /// The bytes of a word and, in the last one, their number.
  struct Key: Equatable {
    var low: UInt64 = 0
    var high: UInt64 = 0
  }

  private struct Slot {
    var key = Key()
    var first: Int32 = -1
    var second: Int32 = -1
    var third: Int32 = -1
    var fourth: Int32 = -1
  }

  private var slots = [Slot](repeating: Slot(), count: slotCount)

  /// - Precondition: the word has 1 to ``longestWord`` bytes.
  static func key(of text: Span<UInt8>, _ word: Range<Int>) -> Key {
    var key = Key()
    for (shift, position) in word.prefix(8).enumerated() {
      key.low |= UInt64(text[position]) << (8 * UInt64(shift))
    }
    for (shift, position) in word.dropFirst(8).enumerated() {
      key.high |= UInt64(text[position]) << (8 * UInt64(shift))
    }
    key.high |= UInt64(word.count) << 56
    return key
  }

  /// Appends the ids of a word, if it is here.
  func append(_ key: Key, to ids: inout [Int32]) -> Bool {
    let slot = slots[Self.slot(of: key)]
    guard slot.key == key else { return false }
    ids.append(slot.first)
    if slot.second >= 0 { ids.append(slot.second) }
    if slot.third >= 0 { ids.append(slot.third) }
    if slot.fourth >= 0 { ids.append(slot.fourth) }
    return true
  }

  mutating func insert(_ key: Key, _ ids: ArraySlice<Int32>) {
    guard let first = ids.first, ids.count <= 4 else { return }
    var slot = Slot(key: key, first: first)
    let start = ids.startIndex
    if ids.count > 1 { slot.second = ids[start + 1] }
    if ids.count > 2 { slot.third = ids[start + 2] }
    if ids.count > 3 { slot.fourth = ids[start + 3] }
    slots[Self.slot(of: key)] = slot
  }

  private static func slot(of key: Key) -> Int {
    let mixed = (key.low ^ (key.high &* 0xC2B2_AE3D_27D4_EB4F)) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: mixed >> 40) & (slotCount - 1)
  }
}
