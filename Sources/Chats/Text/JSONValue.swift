/// A value of JSON, read strictly by RFC 8259.
///
/// Numbers keep their spelling: the times of exports have more digits than a `Double` holds.
enum JSONValue {
  case null
  case bool(Bool)
  case number(String)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])

  subscript(_ key: String) -> JSONValue? {
    if case .object(let fields) = self { fields[key] } else { nil }
  }

  var string: String? {
    if case .string(let text) = self { text } else { nil }
  }

  var isNull: Bool {
    if case .null = self { true } else { false }
  }

  /// Reads a whole text; `nil` where it is no JSON.
  static func read(_ bytes: [UInt8], from start: Int, to end: Int) -> JSONValue? {
    var reader = JSONReader(bytes, from: start, to: end)
    guard let value = reader.takeValue(depth: 0) else { return nil }
    reader.skipSpace()
    return reader.isAtEnd ? value : nil
  }
}

/// Reads JSON from left to right.
private struct JSONReader {
  /// Deeper nesting is refused, so that a file cannot exhaust the stack.
  static let maxDepth = 128

  let bytes: [UInt8]
  var position: Int
  let end: Int

  init(_ bytes: [UInt8], from start: Int, to end: Int) {
    self.bytes = bytes
    position = start
    self.end = end
  }

  var isAtEnd: Bool { position >= end }

  private var next: UInt8? { position < end ? bytes[position] : nil }

  mutating func skipSpace() {
    while let byte = next, byte.isBlank { position += 1 }
  }

  private mutating func take(_ byte: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: byte) else { return false }
    position += 1
    return true
  }

  private mutating func take(word: StaticString) -> Bool {
    guard bytes[position..<end].hasPrefix(word) else { return false }
    position += word.utf8CodeUnitCount
    return true
  }

  mutating func takeValue(depth: Int) -> JSONValue? {
    guard depth < Self.maxDepth else { return nil }
    skipSpace()
    switch next {
    case UInt8(ascii: "{"): return takeObject(depth)
    case UInt8(ascii: "["): return takeArray(depth)
    case UInt8(ascii: "\""): return takeString().map { .string($0) }
    case UInt8(ascii: "t"): return take(word: "true") ? .bool(true) : nil
    case UInt8(ascii: "f"): return take(word: "false") ? .bool(false) : nil
    case UInt8(ascii: "n"): return take(word: "null") ? .null : nil
    default: return takeNumber()
    }
  }

  private mutating func takeObject(_ depth: Int) -> JSONValue? {
    position += 1
    var fields: [String: JSONValue] = [:]
    skipSpace()
    if take("}") { return .object(fields) }
    while true {
      skipSpace()
      guard next == UInt8(ascii: "\""), let key = takeString() else { return nil }
      skipSpace()
      guard take(":"), let value = takeValue(depth: depth + 1) else { return nil }
      fields[key] = value
      skipSpace()
      if take("}") { return .object(fields) }
      guard take(",") else { return nil }
    }
  }

  private mutating func takeArray(_ depth: Int) -> JSONValue? {
    position += 1
    var elements: [JSONValue] = []
    skipSpace()
    if take("]") { return .array(elements) }
    while true {
      guard let value = takeValue(depth: depth + 1) else { return nil }
      elements.append(value)
      skipSpace()
      if take("]") { return .array(elements) }
      guard take(",") else { return nil }
    }
  }

  private mutating func takeNumber() -> JSONValue? {
    let start = position
    _ = take("-")
    let whole = takeDigits()
    guard whole > 0, whole == 1 || bytes[position - whole] != UInt8(ascii: "0") else { return nil }
    if take("."), takeDigits() == 0 { return nil }
    if take("e") || take("E") {
      if !take("+") { _ = take("-") }
      guard takeDigits() > 0 else { return nil }
    }
    return .number(bytes[start..<position].string)
  }

  private mutating func takeDigits() -> Int {
    let start = position
    while let byte = next, byte.isDigit { position += 1 }
    return position - start
  }

  private mutating func takeString() -> String? {
    position += 1
    let start = position
    while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 {
      position += 1
    }
    if next == UInt8(ascii: "\"") {
      position += 1
      return bytes[start..<position - 1].string
    }
    var text = Array(bytes[start..<position])
    while let byte = next {
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return text[...].string
      case UInt8(ascii: "\\"): guard takeEscape(into: &text) else { return nil }
      case 0..<0x20: return nil
      default: text.append(byte)
      }
    }
    return nil
  }

  private mutating func takeEscape(into text: inout [UInt8]) -> Bool {
    guard let byte = next else { return false }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"):
      guard var code = takeHex() else { return false }
      if 0xD800...0xDBFF ~= code {
        let place = position
        if take("\\"), take("u"), let low = takeHex(), 0xDC00...0xDFFF ~= low {
          code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
        } else {
          position = place
        }
      }
      // Half of a pair is no character.
      let scalar = Unicode.Scalar(code) ?? "\u{FFFD}"
      text.append(contentsOf: Array(String(Character(scalar)).utf8))
    default: return false
    }
    return true
  }

  private mutating func takeHex() -> UInt32? {
    guard position + 4 <= end else { return nil }
    var code: UInt32 = 0
    for byte in bytes[position..<position + 4] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
      code = code << 4 | UInt32(digit)
    }
    position += 4
    return code
  }
}
