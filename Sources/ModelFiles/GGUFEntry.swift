/// Where one metadata value lies in the file.
///
/// Its bytes have been checked when one of these exists.
struct GGUFEntry: Sendable {
  /// A list of values: their type, their number, and, for strings, where some of them begin.
  struct Elements: Sendable {
    let type: GGUFValueType
    let count: Int
    /// The offset in the file of every ``GGUFStrings/stride``th string; empty for other types.
    let checkpoints: [Int]
  }

  let key: String
  let type: GGUFValueType
  /// The value's bytes in the file: for strings and arrays they start with the header.
  let range: Range<Int>
  /// Of arrays only.
  let elements: Elements?
}

extension GGUFEntry {
  /// Reads a key and its value, and steps over the value after a check of every length in it.
  init(from cursor: inout ByteCursor) throws(ModelFileError) {
    cursor.place = .header
    key = try cursor.readName("a key's name")
    cursor.place = .key(key)
    type = try GGUFEntry.readType(from: &cursor, of: "a value")
    let start = cursor.offset
    if type == .array {
      elements = try Elements(from: &cursor)
    } else {
      elements = nil
      try GGUFEntry.skipValue(type, from: &cursor)
    }
    range = start..<cursor.offset
  }

  fileprivate static func readType(
    from cursor: inout ByteCursor, of what: String
  ) throws(ModelFileError) -> GGUFValueType {
    let start = cursor.offset
    let raw = try cursor.read(UInt32.self, "\(what)'s type")
    guard let type = GGUFValueType(rawValue: raw) else {
      throw cursor.failure(
        .unsupportedType, at: start, expected: "\(what)'s type from 0 to 12", found: "\(raw)")
    }
    return type
  }

  private static func skipValue(
    _ type: GGUFValueType, from cursor: inout ByteCursor
  ) throws(ModelFileError) {
    if type == .bool {
      try skipBools(1, from: &cursor)
    } else if let byteCount = type.byteCount {
      try cursor.skip(byteCount, "the value")
    } else {
      _ = try cursor.readBytes("a string")
    }
  }

  /// Any byte but 0 and 1 is refused: a reader that takes it for true and one that compares with 1
  /// would disagree about the same file.
  fileprivate static func skipBools(
    _ count: Int, from cursor: inout ByteCursor
  ) throws(ModelFileError) {
    let start = cursor.offset
    try cursor.skip(count, "the values")
    let bytes = cursor.storage.bytes[start..<start + count]
    if let bad = bytes.firstIndex(where: { $0 > 1 }) {
      throw cursor.failure(
        .invalid, at: bad, expected: "0 or 1 for a bool", found: "\(bytes[bad])")
    }
  }
}

extension GGUFEntry.Elements {
  init(from cursor: inout ByteCursor) throws(ModelFileError) {
    let start = cursor.offset
    type = try GGUFEntry.readType(from: &cursor, of: "an element")
    switch type {
    case .array:
      throw cursor.failure(
        .unsupportedType, at: start, expected: "an array of numbers or strings",
        found: "an array of arrays")
    case .string:
      count = try cursor.readCount(of: "strings", bytesEach: 8)
      checkpoints = try cursor.skipStrings(count, stride: GGUFStrings.stride)
    case .bool:
      count = try cursor.readCount(of: "values", bytesEach: 1)
      checkpoints = []
      try GGUFEntry.skipBools(count, from: &cursor)
    default:
      let byteCount = type.byteCount ?? 1
      count = try cursor.readCount(of: "\(type) values", bytesEach: byteCount)
      checkpoints = []
      try cursor.skip(count * byteCount, "the values")  // fits: `readCount` divided by it
    }
  }
}
