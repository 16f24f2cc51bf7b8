/// Reads JSON from left to right without making values of it; strict by RFC 8259.
///
/// For texts of many megabytes, whose reader wants a part of them or its own form of them. Nesting
/// is limited (``depthLimit``), so that no text can exhaust a stack. The bytes must stay valid as
/// long as the reader is used. A reader that has thrown is not to be used again.
///
/// ```swift
/// var reader = JSONReader(bytes)
/// try reader.beginObject()
/// while let key = try reader.nextKey() {
///   if key == "vocab" { … } else { try reader.skipValue() }
/// }
/// try reader.end()
/// ```
package struct JSONReader {
  /// What kind of value comes next.
  package enum Kind: Sendable, Hashable {
    case object, array, string, number, bool, null
  }

  /// Where a string's bytes are: in the text as they stand, or resolved in a buffer.
  package enum StringPlace: Sendable, Hashable {
    case plain(Range<Int>)
    case unescaped
  }

  /// Deeper nesting is refused; as many as there are bits in ``firsts``.
  package static let depthLimit = 128

  let bytes: UnsafeRawBufferPointer
  /// The byte that is read next.
  package internal(set) var offset = 0
  /// How many objects and arrays are open.
  private var depth = 0
  /// For each of them one bit, the innermost lowest: whether its first member is still to come.
  private var firsts: UInt128 = 0

  package init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
  }

  // MARK: - Structure

  /// The kind of the value that comes next.
  package mutating func kind() throws(JSONError) -> Kind {
    skipSpace()
    switch next {
    case UInt8(ascii: "{"): return .object
    case UInt8(ascii: "["): return .array
    case UInt8(ascii: "\""): return .string
    case UInt8(ascii: "t"), UInt8(ascii: "f"): return .bool
    case UInt8(ascii: "n"): return .null
    case UInt8(ascii: "-"): return .number
    case let byte? where UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte: return .number
    default: throw failure("a value")
    }
  }

  package mutating func beginObject() throws(JSONError) { try open("{", "an object") }

  package mutating func beginArray() throws(JSONError) { try open("[", "an array") }

  /// The next member's key, its value to be read next; nil behind the object's last member.
  package mutating func nextKey() throws(JSONError) -> String? {
    guard try hasMember(before: "}") else { return nil }
    guard next == UInt8(ascii: "\"") else { throw failure("a key") }
    let key = try readString()
    try takeColon()
    return key
  }

  /// Like ``nextKey()``, for readers of many keys: `key` is replaced by the key's bytes.
  package mutating func nextKey(into key: inout [UInt8]) throws(JSONError) -> Bool {
    guard try hasMember(before: "}") else { return false }
    guard next == UInt8(ascii: "\"") else { throw failure("a key") }
    try readString(into: &key)
    try takeColon()
    return true
  }

  /// Whether the array has one more element, to be read next.
  package mutating func nextElement() throws(JSONError) -> Bool { try hasMember(before: "]") }

  /// Like ``nextKey(into:)``, for keys that are mostly plain; see ``readString(unescaped:)``.
  package mutating func nextKey(unescaped: inout [UInt8]) throws(JSONError) -> StringPlace? {
    guard try hasMember(before: "}") else { return nil }
    guard next == UInt8(ascii: "\"") else { throw failure("a key") }
    let place = try readString(unescaped: &unescaped)
    try takeColon()
    return place
  }

  /// Checks that nothing follows the value.
  package mutating func end() throws(JSONError) {
    skipSpace()
    guard offset == bytes.count, depth == 0 else { throw failure("the end") }
  }

  /// Passes over a value, checking its form.
  package mutating func skipValue() throws(JSONError) {
    switch try kind() {
    case .object:
      try beginObject()
      while try hasMember(before: "}") {
        guard next == UInt8(ascii: "\"") else { throw failure("a key") }
        try skipString()
        try takeColon()
        try skipValue()
      }
    case .array:
      try beginArray()
      while try nextElement() { try skipValue() }
    case .string: try skipString()
    case .number: _ = try takeNumber()
    case .bool: _ = try readBool()
    case .null: try readNull()
    }
  }

  private mutating func open(
    _ bracket: Unicode.Scalar, _ name: StaticString
  ) throws(JSONError) {
    skipSpace()
    guard next == UInt8(ascii: bracket) else { throw failure("\(name)") }
    guard depth < Self.depthLimit else {
      throw failure("at most \(Self.depthLimit) levels", found: "more")
    }
    offset += 1
    depth += 1
    firsts = firsts << 1 | 1
  }

  private mutating func hasMember(before bracket: Unicode.Scalar) throws(JSONError) -> Bool {
    guard depth > 0 else { throw failure("an open object or array") }
    skipSpace()
    if next == UInt8(ascii: bracket) {
      offset += 1
      depth -= 1
      firsts >>= 1
      return false
    }
    if firsts & 1 == 1 {
      firsts &= ~1
    } else {
      guard next == UInt8(ascii: ",") else { throw failure("\",\" or \"\(bracket)\"") }
      offset += 1
      skipSpace()
    }
    return true
  }

  private mutating func takeColon() throws(JSONError) {
    skipSpace()
    guard next == UInt8(ascii: ":") else { throw failure("\":\"") }
    offset += 1
  }

  // MARK: - Scalars

  package mutating func readBool() throws(JSONError) -> Bool {
    skipSpace()
    if take("true") { return true }
    if take("false") { return false }
    throw failure("true or false")
  }

  package mutating func readNull() throws(JSONError) {
    skipSpace()
    guard take("null") else { throw failure("null") }
  }

  /// A whole number; one with a fraction or an exponent is refused, also `1.0`.
  package mutating func readInteger() throws(JSONError) -> Int {
    let start = offset
    let (range, isWhole) = try takeNumber()
    if isWhole, range.count <= 18 { return small(range) }
    guard isWhole, let value = Int(text(range)) else {
      throw JSONError(
        offset: start, expected: "a whole number of 64 bits", found: String(text(range).prefix(40)))
    }
    return value
  }

  /// A whole number that cannot overflow, without making a text of it.
  private func small(_ range: Range<Int>) -> Int {
    var value = 0
    for position in range where bytes[position] != UInt8(ascii: "-") {
      value = value * 10 + Int(bytes[position] - UInt8(ascii: "0"))
    }
    return bytes[range.lowerBound] == UInt8(ascii: "-") ? -value : value
  }

  package mutating func readNumber() throws(JSONError) -> Double {
    let (range, _) = try takeNumber()
    guard let value = Double(text(range)), value.isFinite else {
      throw JSONError(
        offset: range.lowerBound, expected: "a number in the range of a double",
        found: String(text(range).prefix(40)))
    }
    return value
  }

  /// Where a number stands, and whether it has neither fraction nor exponent.
  mutating func takeNumber() throws(JSONError) -> (range: Range<Int>, isWhole: Bool) {
    skipSpace()
    let start = offset
    if next == UInt8(ascii: "-") { offset += 1 }
    let first = next
    let digits = takeDigits()
    guard digits > 0, digits == 1 || first != UInt8(ascii: "0") else {
      throw failure("a number without leading zeros")
    }
    var isWhole = true
    if next == UInt8(ascii: ".") {
      isWhole = false
      offset += 1
      guard takeDigits() > 0 else { throw failure("a digit") }
    }
    if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
      isWhole = false
      offset += 1
      if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { offset += 1 }
      guard takeDigits() > 0 else { throw failure("a digit") }
    }
    return (start..<offset, isWhole)
  }

  private mutating func takeDigits() -> Int {
    let start = offset
    while let byte = next, UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte { offset += 1 }
    return offset - start
  }

  // MARK: - Bytes

  var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  mutating func skipSpace() {
    while offset < bytes.count {
      switch bytes[offset] {
      case 0x20, 0x09, 0x0A, 0x0D: offset += 1
      default: return
      }
    }
  }

  private mutating func take(_ word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    guard count <= bytes.count - offset else { return false }
    let matches = word.withUTF8Buffer { word in
      (0..<count).allSatisfy { bytes[offset + $0] == word[$0] }
    }
    if matches { offset += count }
    return matches
  }

  func text(_ range: Range<Int>) -> String {
    String(decoding: UnsafeRawBufferPointer(rebasing: bytes[range]), as: UTF8.self)
  }

  func failure(_ expected: String, found: String? = nil) -> JSONError {
    var seen = "the end"
    if let byte = next {
      let isVisible = (0x21...0x7E).contains(byte)
      seen = isVisible ? "\"\(Unicode.Scalar(byte))\"" : "byte 0x\(String(byte, radix: 16))"
    }
    return JSONError(offset: offset, expected: expected, found: found ?? seen)
  }
}
