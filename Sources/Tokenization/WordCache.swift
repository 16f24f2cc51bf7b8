/// The ids of words met before: two tables in which a newer word displaces an older one.
///
/// Words of up to 15 bytes that made up to 4 tokens are kept whole in 32 bytes, so that a hit needs
/// neither a comparison elsewhere nor a merge; those of up to 31 bytes and 8 tokens, as Korean words
/// of five to ten syllables are, in 64. The size is fixed: 8,192 and 4,096 words, 512 KB.
struct WordCache {
  static let longestWord = 31
  private static let longestShort = 15

  /// The bytes of a word, and their number in the last one.
  ///
  /// A short word's are in `low` and `high` alone; keys of the two kinds are never compared.
  struct Key {
    fileprivate var low: UInt64 = 0
    fileprivate var high: UInt64 = 0
    fileprivate var third: UInt64 = 0
    fileprivate var fourth: UInt64 = 0
    fileprivate let isShort: Bool
  }

  private struct ShortSlot {
    var low: UInt64 = 0
    var high: UInt64 = 0
    var ids = SIMD4<Int32>(repeating: -1)
  }

  private struct LongSlot {
    var low: UInt64 = 0
    var high: UInt64 = 0
    var third: UInt64 = 0
    var fourth: UInt64 = 0
    var ids = SIMD8<Int32>(repeating: -1)
  }

  private var short = [ShortSlot](repeating: ShortSlot(), count: 8_192)
  private var long = [LongSlot](repeating: LongSlot(), count: 4_096)

  /// - Precondition: the word has 1 to ``longestWord`` bytes.
  static func key(of text: Span<UInt8>, _ word: Range<Int>) -> Key {
    var key = Key(isShort: word.count <= longestShort)
    let start = word.lowerBound
    key.low = bytes(text, start, min(word.count, 8))
    if word.count > 8 { key.high = bytes(text, start + 8, min(word.count - 8, 8)) }
    if key.isShort {
      key.high |= UInt64(word.count) << 56
      return key
    }
    if word.count > 16 { key.third = bytes(text, start + 16, min(word.count - 16, 8)) }
    if word.count > 24 { key.fourth = bytes(text, start + 24, word.count - 24) }
    key.fourth |= UInt64(word.count) << 56
    return key
  }

  /// One to eight bytes of a text as a number, the first one lowest.
  private static func bytes(_ text: Span<UInt8>, _ start: Int, _ count: Int) -> UInt64 {
    if start + 8 <= text.count {
      // The load checks its bounds, and any eight bytes are a number.
      let all = unsafe text.bytes.unsafeLoadUnaligned(fromByteOffset: start, as: UInt64.self)
      return UInt64(littleEndian: all) & (UInt64.max >> UInt64(64 - 8 * count))
    }
    var result: UInt64 = 0
    for offset in 0..<count { result |= UInt64(text[start + offset]) << UInt64(8 * offset) }
    return result
  }

  /// Appends the ids of a word, if it is here.
  func append(_ key: Key, to ids: inout [Int32]) -> Bool {
    if key.isShort {
      let slot = short[Self.number(of: key) & (short.count - 1)]
      guard slot.high == key.high, slot.low == key.low else { return false }
      Self.append(slot.ids, to: &ids)
    } else {
      let slot = long[Self.number(of: key) & (long.count - 1)]
      guard
        slot.fourth == key.fourth, slot.third == key.third, slot.high == key.high,
        slot.low == key.low
      else { return false }
      Self.append(slot.ids, to: &ids)
    }
    return true
  }

  mutating func insert(_ key: Key, _ ids: ArraySlice<Int32>) {
    guard !ids.isEmpty else { return }
    if key.isShort {
      var slot = ShortSlot(low: key.low, high: key.high)
      guard Self.fill(&slot.ids, ids) else { return }
      short[Self.number(of: key) & (short.count - 1)] = slot
    } else {
      var slot = LongSlot(low: key.low, high: key.high, third: key.third, fourth: key.fourth)
      guard Self.fill(&slot.ids, ids) else { return }
      long[Self.number(of: key) & (long.count - 1)] = slot
    }
  }

  private static func append<Ids: SIMD<Int32>>(_ kept: Ids, to ids: inout [Int32]) {
    for place in 0..<Ids.scalarCount {
      if kept[place] < 0 { return }
      ids.append(kept[place])
    }
  }

  private static func fill<Ids: SIMD<Int32>>(_ kept: inout Ids, _ ids: ArraySlice<Int32>) -> Bool {
    guard ids.count <= Ids.scalarCount else { return false }
    for (place, id) in ids.enumerated() { kept[place] = id }
    return true
  }

  private static func number(of key: Key) -> Int {
    let outer = key.high ^ key.third &* 0xFF51_AFD7_ED55_8CCD ^ key.fourth
    let mixed = (key.low ^ (outer &* 0xC2B2_AE3D_27D4_EB4F)) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: mixed >> 40)
  }
}
