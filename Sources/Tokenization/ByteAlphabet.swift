/// The printable characters by which byte-level vocabularies spell bytes.
///
/// GPT-2's convention: bytes that are printable in Latin-1 stand for themselves, the other 68, in
/// order, are written U+0100 to U+0143. A space is thus spelled `Ġ` (U+0120).
enum ByteAlphabet {
  private static func isItself(_ byte: UInt8) -> Bool {
    (0x21...0x7E).contains(byte) || (0xA1...0xAC).contains(byte) || byte >= 0xAE
  }

  /// The bytes that are not themselves, in order.
  private static let others: [UInt8] = (UInt8.min...UInt8.max).filter { !isItself($0) }

  /// For each byte the first and, above it, the second byte of its character's UTF-8.
  private static let characters: [UInt16] = {
    var next: UInt16 = 0x100
    return (UInt8.min...UInt8.max).map { byte in
      var scalar = UInt16(byte)
      if !isItself(byte) {
        scalar = next
        next += 1
      }
      return scalar < 0x80 ? scalar : (0xC0 | scalar >> 6) | (0x80 | scalar & 0x3F) << 8
    }
  }()

  /// How some bytes are spelled.
  static func spelled(_ bytes: Span<UInt8>, _ range: Range<Int>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(2 * range.count)
    for position in range {
      let character = characters[Int(bytes[position])]
      result.append(UInt8(truncatingIfNeeded: character))
      if character > 0xFF { result.append(UInt8(character >> 8)) }
    }
    return result
  }

  /// Appends the bytes that a spelling stands for, or answers false when a character is none of the
  /// alphabet's; `bytes` is then as it was.
  static func append(_ spelling: ArraySlice<UInt8>, to bytes: inout [UInt8]) -> Bool {
    let before = bytes.count
    var index = spelling.startIndex
    while index < spelling.endIndex {
      guard let (byte, length) = byte(spelling, index) else {
        bytes.removeSubrange(before...)
        return false
      }
      bytes.append(byte)
      index += length
    }
    return true
  }

  private static func byte(_ spelling: ArraySlice<UInt8>, _ index: Int) -> (UInt8, length: Int)? {
    let lead = spelling[index]
    if lead < 0x80 { return isItself(lead) ? (lead, 1) : nil }
    // All other characters of the alphabet take two bytes: U+00A1 to U+0143.
    guard (0xC2...0xC5).contains(lead), index + 1 < spelling.endIndex,
      spelling[index + 1] & 0xC0 == 0x80
    else { return nil }
    let scalar = Int(lead & 0x1F) << 6 | Int(spelling[index + 1] & 0x3F)
    if scalar < 0x100 { return isItself(UInt8(scalar)) ? (UInt8(scalar), 2) : nil }
    return scalar - 0x100 < others.count ? (others[scalar - 0x100], 2) : nil
  }
}
