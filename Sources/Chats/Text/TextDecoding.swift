import Glibc

/// Turns the bytes of a file into UTF-8: byte order marks, strict UTF-8, then CP949.
enum TextDecoding {
  struct Result {
    var bytes: [UInt8]
    var warnings: [ImportWarning] = []
  }

  static func decode(_ bytes: [UInt8], lossy: Bool) throws(ChatImportError) -> Result {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      return try decodeUTF16(bytes, lossy: lossy)
    }
    try refuseBinary(bytes)
    let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    let body = hasMark ? Array(bytes.dropFirst(3)) : bytes
    guard let fault = firstFault(body) else { return Result(bytes: body) }

    // A file that was cut inside its last character is still UTF-8.
    if fault > 0, body.count - fault < 4, isBeginning(body[fault...]) {
      let warning = ImportWarning(line: nil, message: "the file ends inside a character")
      return Result(bytes: Array(body[..<fault]), warnings: [warning])
    }
    if !hasMark, let converted = fromCP949(body) { return Result(bytes: converted) }
    guard lossy else {
      let line = body[..<fault].count { $0 == UInt8(ascii: "\n") } + 1
      throw ChatImportError(
        .invalidUTF8,
        "line \(line): expected text in UTF-8 or CP949, found byte \(hex(body[fault])) at offset "
          + "\(fault + (hasMark ? 3 : 0))",
        hint: "--lossy reads what is no text as U+FFFD")
    }
    let repaired = Array(String(decoding: body, as: UTF8.self).utf8)
    let warning = ImportWarning(line: nil, message: "bytes that are no text were read as U+FFFD")
    return Result(bytes: repaired, warnings: [warning])
  }

  private static func refuseBinary(_ bytes: [UInt8]) throws(ChatImportError) {
    if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
      throw ChatImportError(
        .binary, "expected a text file, found a zip archive",
        hint: "unpack it and give the .txt, .csv or .json file inside")
    }
    guard let zero = bytes.prefix(65_536).firstIndex(of: 0) else { return }
    throw ChatImportError(
      .binary, "expected a text file, found a zero byte at offset \(zero)",
      hint: "give the exported chat itself, not a database or a picture")
  }

  /// The offset of the first byte that is not UTF-8.
  static func firstFault(_ bytes: [UInt8]) -> Int? {
    var index = 0
    let count = bytes.count
    while index < count {
      let lead = bytes[index]
      if lead < 0x80 {
        index += 1
        continue
      }
      // The second byte decides about overlong forms, surrogates and the end of the code space.
      let length: Int
      let second: ClosedRange<UInt8>
      switch lead {
      case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
      case 0xE0: (length, second) = (3, 0xA0...0xBF)
      case 0xED: (length, second) = (3, 0x80...0x9F)
      case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
      case 0xF0: (length, second) = (4, 0x90...0xBF)
      case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
      case 0xF4: (length, second) = (4, 0x80...0x8F)
      default: return index
      }
      guard index + length <= count, second.contains(bytes[index + 1]) else { return index }
      for offset in 2..<max(length, 2) where bytes[index + offset] & 0xC0 != 0x80 { return index }
      index += length
    }
    return nil
  }

  /// Whether bytes are the beginning of one character of UTF-8.
  private static func isBeginning(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let lead = bytes.first, bytes.dropFirst().allSatisfy({ $0 & 0xC0 == 0x80 }) else {
      return false
    }
    switch lead {
    case 0xC2...0xDF: return bytes.count < 2
    case 0xE0...0xEF: return bytes.count < 3
    case 0xF0...0xF4: return bytes.count < 4
    default: return false
    }
  }

  private static func decodeUTF16(
    _ bytes: [UInt8], lossy: Bool
  ) throws(ChatImportError) -> Result {
    let isBig = bytes[0] == 0xFE
    var units: [UInt16] = []
    units.reserveCapacity(bytes.count / 2)
    for index in stride(from: 2, to: bytes.count - 1, by: 2) {
      let (a, b) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
      units.append(isBig ? a << 8 | b : b << 8 | a)
    }
    var result = Result(bytes: [])
    var isRepaired = !bytes.count.isMultiple(of: 2)
    result.bytes.reserveCapacity(units.count * 3)
    _ = transcode(
      units.makeIterator(), from: UTF16.self, to: UTF8.self, stoppingOnError: false
    ) { result.bytes.append($0) }
    isRepaired = isRepaired || hasLoneSurrogate(units)
    if isRepaired {
      guard lossy || !hasLoneSurrogate(units) else {
        throw ChatImportError(
          .invalidUTF8, "expected text in UTF-16, found half of a surrogate pair",
          hint: "--lossy reads what is no text as U+FFFD")
      }
      result.warnings.append(
        ImportWarning(line: nil, message: "parts that are no UTF-16 were read as U+FFFD"))
    }
    return result
  }

  private static func hasLoneSurrogate(_ units: [UInt16]) -> Bool {
    var index = 0
    while index < units.count {
      if UTF16.isLeadSurrogate(units[index]) {
        guard index + 1 < units.count, UTF16.isTrailSurrogate(units[index + 1]) else { return true }
        index += 1
      } else if UTF16.isTrailSurrogate(units[index]) {
        return true
      }
      index += 1
    }
    return false
  }

  private static func hex(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return "0x" + (digits.count == 1 ? "0" : "") + digits
  }
}

extension TextDecoding {
  /// CP949 (Windows-949, a superset of EUC-KR) by the tables of the C library; `nil` where the
  /// bytes are not that or the library has no such table.
  static func fromCP949(_ bytes: [UInt8]) -> [UInt8]? {
    for name in ["UHC", "CP949"] {
      guard let converter = iconv_open("UTF-8", name), converter != iconv_t(bitPattern: -1) else {
        continue
      }
      defer { iconv_close(converter) }
      var input = bytes.map { CChar(bitPattern: $0) }
      // Two bytes become at most three, one byte of ASCII stays one.
      var output = [CChar](repeating: 0, count: bytes.count * 2 + 16)
      let written = input.withUnsafeMutableBufferPointer { source in
        output.withUnsafeMutableBufferPointer { target -> Int? in
          var from = source.baseAddress
          var to = target.baseAddress
          var unread = source.count
          var room = target.count
          guard iconv(converter, &from, &unread, &to, &room) != Int(bitPattern: UInt.max),
            unread == 0
          else { return nil }
          return target.count - room
        }
      }
      return written.map { output.prefix($0).map { UInt8(bitPattern: $0) } }
    }
    return nil
  }
}
