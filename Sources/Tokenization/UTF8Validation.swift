/// Well-formed UTF-8 after table 3-7 of the Unicode Standard.
package enum UTF8Validation {
  /// What stands at a position of a byte string.
  private enum Step {
    /// A whole character of so many bytes.
    case character(Int)
    /// A character's beginning that the end of the bytes cuts off.
    case cut(Int)
    /// Bytes that begin no character, as many as one U+FFFD replaces: a maximal subpart.
    case broken(Int)
  }

  /// The offset of the first byte that is not part of a whole character, or nil for valid UTF-8.
  package static func firstInvalidOffset(in bytes: Span<UInt8>) -> Int? {
    var position = 0
    let count = bytes.count
    while position < count {
      if bytes[position] < 0x80 {
        position += 1
        continue
      }
      guard case .character(let length) = step(bytes, position) else { return position }
      position += length
    }
    return nil
  }

  /// How many bytes at the end begin a character that later bytes may complete; at most 3.
  package static func incompleteSuffixLength(of bytes: Span<UInt8>) -> Int {
    let count = bytes.count
    for length in 1...3 where length <= count {
      let position = count - length
      if bytes[position] & 0xC0 == 0x80 { continue }
      guard case .cut(length) = step(bytes, position) else { return 0 }
      return length
    }
    return 0
  }

  /// The text with one U+FFFD for each maximal subpart that is not UTF-8.
  package static func lossy(_ bytes: Span<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var position = 0
    while position < bytes.count {
      switch step(bytes, position) {
      case .character(let length):
        for offset in 0..<length { result.append(bytes[position + offset]) }
        position += length
      case .cut(let length), .broken(let length):
        result += [0xEF, 0xBF, 0xBD]
        position += length
      }
    }
    return result
  }

  private static func step(_ bytes: Span<UInt8>, _ position: Int) -> Step {
    let lead = bytes[position]
    if lead < 0x80 { return .character(1) }
    guard lead >= 0xC2, lead <= 0xF4 else { return .broken(1) }
    let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    // The second byte's range excludes overlong forms, surrogates and what lies past U+10FFFF.
    let lowest: UInt8 = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80
    let highest: UInt8 = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF
    for offset in 1..<length {
      guard position + offset < bytes.count else { return .cut(offset) }
      let byte = bytes[position + offset]
      let isContinuation =
        offset == 1 ? byte >= lowest && byte <= highest : byte & 0xC0 == 0x80
      if !isContinuation { return .broken(offset) }
    }
    return .character(length)
  }
}
