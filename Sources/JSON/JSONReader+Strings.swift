/// Strings: most have no escape and are taken as they lie.
extension JSONReader {
  /// A string, which must be valid UTF-8; half of a surrogate pair becomes U+FFFD.
  package mutating func readString() throws(JSONError) -> String {
    let start = try beginString()
    if try skipPlain() {
      defer { offset += 1 }
      return try validated(start..<offset, at: start)
    }
    var text = Array(bytes[start..<offset])
    try takeEscaped(into: &text)
    guard let string = String(validating: text, as: UTF8.self) else {
      throw JSONError(offset: start, expected: "a string in UTF-8", found: "other bytes")
    }
    return string
  }

  /// Replaces `text` by a string's bytes with its escapes resolved; they are not checked for UTF-8.
  package mutating func readString(into text: inout [UInt8]) throws(JSONError) {
    text.removeAll(keepingCapacity: true)
    let start = try beginString()
    let isPlain = try skipPlain()
    text.append(contentsOf: bytes[start..<offset])
    if isPlain { offset += 1 } else { try takeEscaped(into: &text) }
  }

  /// A string without a copy of it where it has no escape: then its place is answered.
  ///
  /// Else `unescaped` is replaced by its bytes. Neither is checked for UTF-8.
  package mutating func readString(unescaped: inout [UInt8]) throws(JSONError) -> StringPlace {
    let start = try beginString()
    if try skipPlain() {
      defer { offset += 1 }
      return .plain(start..<offset)
    }
    unescaped.removeAll(keepingCapacity: true)
    unescaped.append(contentsOf: bytes[start..<offset])
    try takeEscaped(into: &unescaped)
    return .unescaped
  }

  mutating func skipString() throws(JSONError) {
    _ = try beginString()
    while true {
      if try skipPlain() {
        offset += 1
        return
      }
      var ignored: [UInt8] = []
      try takeEscape(into: &ignored)
    }
  }

  private mutating func beginString() throws(JSONError) -> Int {
    skipSpace()
    guard next == UInt8(ascii: "\"") else { throw failure("a string") }
    offset += 1
    return offset
  }

  /// Moves to the closing quote (true) or to the first escape (false).
  private mutating func skipPlain() throws(JSONError) -> Bool {
    // Eight bytes at a time up to a quote, a backslash or a control: a byte minus n has its high
    // bit set where it was below n (Mycroft's test), bytes above 0x7F not counted. A borrow can
    // only raise an alarm above a true one, so the lowest is right.
    while bytes.count - offset >= 8 {
      let word = UInt64(
        littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      let quotes = (word ^ 0x2222_2222_2222_2222) &- 0x0101_0101_0101_0101
      let slashes = (word ^ 0x5C5C_5C5C_5C5C_5C5C) &- 0x0101_0101_0101_0101
      let controls = word &- 0x2020_2020_2020_2020
      let alarms = (quotes | slashes | controls) & ~word & 0x8080_8080_8080_8080
      offset += alarms.trailingZeroBitCount / 8
      if alarms != 0 { break }
    }
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte == UInt8(ascii: "\"") { return true }
      if byte == UInt8(ascii: "\\") { return false }
      guard byte >= 0x20 else { throw failure("no control character in a string") }
      offset += 1
    }
    throw failure("a closing quote")
  }

  private func validated(_ range: Range<Int>, at start: Int) throws(JSONError) -> String {
    guard
      let string = String(
        validating: UnsafeRawBufferPointer(rebasing: bytes[range]), as: UTF8.self)
    else { throw JSONError(offset: start, expected: "a string in UTF-8", found: "other bytes") }
    return string
  }

  /// From the first escape to behind the closing quote.
  private mutating func takeEscaped(into text: inout [UInt8]) throws(JSONError) {
    while true {
      let start = offset
      if try skipPlain() {
        text.append(contentsOf: bytes[start..<offset])
        offset += 1
        return
      }
      text.append(contentsOf: bytes[start..<offset])
      try takeEscape(into: &text)
    }
  }

  private mutating func takeEscape(into text: inout [UInt8]) throws(JSONError) {
    offset += 1
    guard let byte = next else { throw failure("an escape") }
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"):
      offset += 1
      let scalar = try takeScalar()
      UTF8.encode(scalar)?.forEach { text.append($0) }
      return
    default: throw failure("an escape")
    }
    offset += 1
  }

  private mutating func takeScalar() throws(JSONError) -> Unicode.Scalar {
    var code = try takeHex()
    if 0xD800...0xDBFF ~= code {
      let place = offset
      if offset + 6 <= bytes.count, bytes[offset] == UInt8(ascii: "\\"),
        bytes[offset + 1] == UInt8(ascii: "u")
      {
        offset += 2
        let low = try takeHex()
        if 0xDC00...0xDFFF ~= low {
          code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
        } else {
          offset = place
        }
      }
    }
    return Unicode.Scalar(code) ?? "\u{FFFD}"
  }

  private mutating func takeHex() throws(JSONError) -> UInt32 {
    var code: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = next, let digit = Self.hexadecimal(byte) else {
        throw failure("four hexadecimal digits")
      }
      code = code << 4 | UInt32(digit)
      offset += 1
    }
    return code
  }

  private static func hexadecimal(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
