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

  /// The bytes that a spelling stands for, or nil when a character is none of the alphabet's.
  static func bytes(spelled spelling: ArraySlice<UInt8>) -> [UInt8]? {
    var result: [UInt8] = []
    result.reserveCapacity(spelling.count)
    var index = spelling.startIndex
    while index < spelling.endIndex {
      let lead = spelling[index]
      index += 1
      if isItself(lead), lead < 0x80 {
        result.append(lead)
        continue
      }
      // All other characters of the alphabet take two bytes: U+00A1 to U+0143.
      guard (0xC2...0xC5).contains(lead), index < spelling.endIndex else { return nil }
      let scalar = Int(lead & 0x1F) << 6 | Int(spelling[index] & 0x3F)
      guard spelling[index] & 0xC0 == 0x80 else { return nil }
      index += 1
      if scalar < 0x100, isItself(UInt8(scalar)) {
        result.append(UInt8(scalar))
      } else if scalar >= 0x100, scalar - 0x100 < others.count {
        result.append(others[scalar - 0x100])
      } else {
        return nil
      }
    }
    return result
  }
}
