/// The key-value pairs of a GGUF file, read where they lie.
///
/// Each getter exists twice: `string(_:)` throws when the key is missing, `stringIfPresent(_:)`
/// gives nil then. Both throw when the value is of another type, and name the key, what was
/// expected and what was found. Integer getters take any integer type whose value fits.
package struct GGUFMetadata: Sendable {
  let storage: ModelBytes
  let entries: [GGUFEntry]
  private let indices: [String: Int]

  /// - Precondition: no two entries share a key.
  init(storage: ModelBytes, entries: [GGUFEntry], indices: [String: Int]) {
    self.storage = storage
    self.entries = entries
    self.indices = indices
  }

  /// The keys in file order.
  package var keys: [String] { entries.map(\.key) }

  package func contains(_ key: String) -> Bool { indices[key] != nil }

  /// The type of a value; for arrays ``GGUFValueType/array``, see ``elementType(of:)``.
  package func type(of key: String) -> GGUFValueType? { entry(key)?.type }

  /// The type of an array's elements; nil for other values and missing keys.
  package func elementType(of key: String) -> GGUFValueType? { entry(key)?.elements?.type }

  /// The number of an array's elements; nil for other values and missing keys.
  package func elementCount(of key: String) -> Int? { entry(key)?.elements?.count }

  /// A value in a few words, on one line: `uint32 28`, `array of 151936 string`.
  package func summary(of key: String) -> String? { entry(key).map(summary) }

  func entry(_ key: String) -> GGUFEntry? { indices[key].map { entries[$0] } }

  func summary(of entry: GGUFEntry) -> String {
    if let elements = entry.elements { return "array of \(elements.count) \(elements.type)" }
    switch entry.type {
    case .string:
      return "string " + Printable.quoted(String(decoding: stringBytes(entry), as: UTF8.self))
    case .bool: return "bool \(storage.bytes[entry.range.lowerBound] != 0)"
    case .float32, .float64:
      return "\(entry.type) \(double(entry.type, at: entry.range.lowerBound))"
    default: return "\(entry.type) \(integer(entry.type, at: entry.range.lowerBound))"
    }
  }

  func failure(
    _ code: ModelFileError.Code, _ entry: GGUFEntry, expected: String, found: String? = nil
  ) -> ModelFileError {
    ModelFileError(
      code, file: storage.name, place: .key(entry.key), offset: entry.range.lowerBound,
      expected: expected, found: found ?? summary(of: entry))
  }

  /// Turns a getter that may find nothing into one that must find something.
  func require<Value>(
    _ key: String, _ expected: String, _ value: Value?
  ) throws(ModelFileError) -> Value {
    guard let value else {
      throw ModelFileError(
        .missing, file: storage.name, place: .key(key), expected: expected, found: "no such key")
    }
    return value
  }

  // MARK: - Values in the file, their place and type already checked

  /// The bytes of a string value, without its length.
  func stringBytes(_ entry: GGUFEntry) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(
      rebasing: storage.bytes[entry.range.lowerBound + 8..<entry.range.upperBound])
  }

  private func load<Number: FixedWidthInteger & BitwiseCopyable>(
    _ type: Number.Type, at offset: Int
  ) -> Number {
    Number(littleEndian: storage.bytes.loadUnaligned(fromByteOffset: offset, as: Number.self))
  }

  /// An integer of any type; wide enough for all of them.
  func integer(_ type: GGUFValueType, at offset: Int) -> Int128 {
    switch type {
    case .uint8, .bool: Int128(load(UInt8.self, at: offset))
    case .int8: Int128(load(Int8.self, at: offset))
    case .uint16: Int128(load(UInt16.self, at: offset))
    case .int16: Int128(load(Int16.self, at: offset))
    case .uint32, .float32: Int128(load(UInt32.self, at: offset))
    case .int32: Int128(load(Int32.self, at: offset))
    case .int64: Int128(load(Int64.self, at: offset))
    case .uint64, .float64, .string, .array: Int128(load(UInt64.self, at: offset))
    }
  }

  func double(_ type: GGUFValueType, at offset: Int) -> Double {
    type == .float32
      ? Double(Float(bitPattern: load(UInt32.self, at: offset)))
      : Double(bitPattern: load(UInt64.self, at: offset))
  }
}
