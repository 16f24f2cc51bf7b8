/// The type of a metadata value, with the number that GGUF files store for it.
///
/// Source: the GGUF specification in ggml's `docs/gguf.md`.
package enum GGUFValueType: UInt32, Sendable, CaseIterable, CustomStringConvertible {
  case uint8 = 0
  case int8 = 1
  case uint16 = 2
  case int16 = 3
  case uint32 = 4
  case int32 = 5
  case float32 = 6
  case bool = 7
  case string = 8
  case array = 9
  case uint64 = 10
  case int64 = 11
  case float64 = 12

  package var description: String {
    switch self {
    case .uint8: "uint8"
    case .int8: "int8"
    case .uint16: "uint16"
    case .int16: "int16"
    case .uint32: "uint32"
    case .int32: "int32"
    case .float32: "float32"
    case .bool: "bool"
    case .string: "string"
    case .array: "array"
    case .uint64: "uint64"
    case .int64: "int64"
    case .float64: "float64"
    }
  }

  /// The bytes of one value; nil for strings and arrays, which say their own length.
  var byteCount: Int? {
    switch self {
    case .uint8, .int8, .bool: 1
    case .uint16, .int16: 2
    case .uint32, .int32, .float32: 4
    case .uint64, .int64, .float64: 8
    case .string, .array: nil
    }
  }

  var isInteger: Bool {
    switch self {
    case .uint8, .int8, .uint16, .int16, .uint32, .int32, .uint64, .int64: true
    case .float32, .bool, .string, .array, .float64: false
    }
  }
}

/// A Swift type that is stored in GGUF metadata as one fixed number of bytes.
package protocol GGUFScalar: BitwiseCopyable, Sendable {
  static var ggufType: GGUFValueType { get }
  /// The value's bytes, little endian.
  var ggufBits: UInt64 { get }
}

extension GGUFScalar where Self: FixedWidthInteger {
  package var ggufBits: UInt64 { UInt64(truncatingIfNeeded: self) }
}

extension UInt8: GGUFScalar { package static var ggufType: GGUFValueType { .uint8 } }
extension Int8: GGUFScalar { package static var ggufType: GGUFValueType { .int8 } }
extension UInt16: GGUFScalar { package static var ggufType: GGUFValueType { .uint16 } }
extension Int16: GGUFScalar { package static var ggufType: GGUFValueType { .int16 } }
extension UInt32: GGUFScalar { package static var ggufType: GGUFValueType { .uint32 } }
extension Int32: GGUFScalar { package static var ggufType: GGUFValueType { .int32 } }
extension UInt64: GGUFScalar { package static var ggufType: GGUFValueType { .uint64 } }
extension Int64: GGUFScalar { package static var ggufType: GGUFValueType { .int64 } }

extension Float: GGUFScalar {
  package static var ggufType: GGUFValueType { .float32 }
  package var ggufBits: UInt64 { UInt64(bitPattern) }
}

extension Double: GGUFScalar {
  package static var ggufType: GGUFValueType { .float64 }
  package var ggufBits: UInt64 { bitPattern }
}

extension Bool: GGUFScalar {
  package static var ggufType: GGUFValueType { .bool }
  package var ggufBits: UInt64 { self ? 1 : 0 }
}
