/// UTF-8 scalar by scalar; the texts are valid.
enum ScalarText {
  static func append(_ scalar: UInt32, to text: inout [UInt8]) {
    switch scalar {
    case ..<0x80: text.append(UInt8(scalar))
    case ..<0x800:
      text.append(0xC0 | UInt8(scalar >> 6))
      text.append(0x80 | UInt8(scalar & 0x3F))
    case ..<0x10000:
      text.append(0xE0 | UInt8(scalar >> 12))
      text.append(0x80 | UInt8(scalar >> 6 & 0x3F))
      text.append(0x80 | UInt8(scalar & 0x3F))
    default:
      text.append(0xF0 | UInt8(truncatingIfNeeded: scalar >> 18 & 7))
      text.append(0x80 | UInt8(scalar >> 12 & 0x3F))
      text.append(0x80 | UInt8(scalar >> 6 & 0x3F))
      text.append(0x80 | UInt8(scalar & 0x3F))
    }
  }

  /// The scalar at a position, and its length in bytes.
  static func scalar(_ text: [UInt8], _ position: Int) -> (UInt32, length: Int) {
    let lead = UInt32(text[position])
    func next(_ offset: Int) -> UInt32 { UInt32(text[position + offset] & 0x3F) }
    if lead < 0x80 { return (lead, 1) }
    if lead < 0xE0 { return ((lead & 0x1F) << 6 | next(1), 2) }
    if lead < 0xF0 { return ((lead & 0xF) << 12 | next(1) << 6 | next(2), 3) }
    return ((lead & 7) << 18 | next(1) << 12 | next(2) << 6 | next(3), 4)
  }

  static func map(_ text: inout [UInt8], _ body: (UInt32, inout [UInt8]) -> Void) {
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    var position = 0
    while position < text.count {
      let (scalar, length) = scalar(text, position)
      body(scalar, &result)
      position += length
    }
    text = result
  }

  static func lowercase(_ text: inout [UInt8]) {
    map(&text) { scalar, result in
      if scalar < 0x80 {
        result.append(UInt8((0x41...0x5A).contains(scalar) ? scalar | 0x20 : scalar))
      } else if let scalar = Unicode.Scalar(scalar) {
        result += scalar.properties.lowercaseMapping.utf8
      }
    }
  }

  static func isSpace(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F,
      0x3000:
      true
    default: false
    }
  }

  static func strip(_ text: inout [UInt8], left: Bool, right: Bool) {
    var start = 0
    var end = text.count
    while left, start < end {
      let (scalar, length) = scalar(text, start)
      guard isSpace(scalar) else { break }
      start += length
    }
    while right, end > start {
      var last = end - 1
      while last > start, text[last] & 0xC0 == 0x80 { last -= 1 }
      guard isSpace(scalar(text, last).0) else { break }
      end = last
    }
    text = Array(text[start..<end])
  }
}
