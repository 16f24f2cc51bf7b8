/// SentencePiece's compiled table of replacements: a double array (Aoe 1989; Yata's darts-clone)
/// from spellings to places in a block of zero-ended texts.
///
/// Every index is checked where it is used, since the table comes from a file.
struct CharacterMap: Sendable {
  private let units: [UInt32]
  private let replacements: [UInt8]

  init(_ blob: [UInt8]) throws(TokenizationError) {
    func word(_ offset: Int) -> UInt32 {
      (0..<4).reduce(0) { $0 | UInt32(blob[offset + $1]) << (8 * UInt32($1)) }
    }
    guard blob.count >= 4, case let size = Int(word(0)), size % 4 == 0, size <= blob.count - 4
    else {
      throw .malformed(
        expected: "a character map whose first word is its table's size",
        found: "\(blob.count) bytes")
    }
    units = stride(from: 4, to: 4 + size, by: 4).map(word)
    replacements = Array(blob[(4 + size)...])
  }

  /// The replacement of the longest spelling that begins at a position.
  func longestMatch(
    _ text: [UInt8], _ start: Int, _ end: Int
  ) -> (replacement: ArraySlice<UInt8>, length: Int)? {
    var found: (value: Int, length: Int)?
    guard let root = units.first else { return nil }
    var node = Int(Self.offset(root))
    var position = start
    while position < end, text[position] != 0 {
      node ^= Int(text[position])
      guard node < units.count, units[node] & 0x8000_00FF == UInt32(text[position]) else { break }
      let unit = units[node]
      position += 1
      node ^= Int(Self.offset(unit))
      guard node < units.count else { break }
      if unit >> 8 & 1 == 1 { found = (Int(units[node] & 0x7FFF_FFFF), position - start) }
    }
    guard let found, found.value < replacements.count else { return nil }
    let rest = replacements[found.value...]
    return (rest[..<(rest.firstIndex(of: 0) ?? rest.endIndex)], found.length)
  }

  private static func offset(_ unit: UInt32) -> UInt32 {
    (unit >> 10) << ((unit & 1 << 9) >> 6)
  }

  /// Hugging Face's way: a grapheme cluster of under six bytes as a whole, else scalar by scalar.
  func apply(_ text: inout [UInt8]) {
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    // Clusters matter only where something combines: plain stretches go scalar by scalar.
    for cluster in String(decoding: text, as: UTF8.self) {
      let bytes = Array(cluster.utf8)
      if bytes.count < 6, let (replacement, _) = firstMatch(bytes, 0, bytes.count) {
        result += replacement
        continue
      }
      var position = 0
      while position < bytes.count {
        let end = position + Cut.characterLength(bytes[position])
        if let (replacement, _) = firstMatch(bytes, position, end) {
          result += replacement
        } else {
          result += bytes[position..<end]
        }
        position = end
      }
    }
    text = result
  }

  /// The library takes the first of all common prefixes: the shortest.
  private func firstMatch(
    _ text: [UInt8], _ start: Int, _ end: Int
  ) -> (replacement: ArraySlice<UInt8>, length: Int)? {
    for length in 1...max(end - start, 1) where start + length <= end {
      if let found = longestMatch(text, start, start + length), found.length == length {
        return found
      }
    }
    return nil
  }
}
