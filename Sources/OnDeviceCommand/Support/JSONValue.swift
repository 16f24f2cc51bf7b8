import Foundation

/// A JSON document in which what is absent is `null` and not left out.
///
/// `Encodable` leaves absent optionals out by default, and the promise of the command line is the
/// opposite; the encoding itself is Foundation's.
enum JSONValue: Encodable {
  case null
  case bool(Bool)
  case integer(Int)
  case unsigned(UInt64)
  case number(Double)
  case float(Float)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])

  init(_ value: String?) { self = value.map { .string($0) } ?? .null }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .bool(let value): try container.encode(value)
    case .integer(let value): try container.encode(value)
    case .unsigned(let value): try container.encode(value)
    case .number(let value): try container.encode(value)
    case .float(let value): try container.encode(value)
    case .string(let value): try container.encode(value)
    case .array(let values): try container.encode(values)
    case .object(let values): try container.encode(values)
    }
  }

  /// Prints the document and a line end on standard output.
  func print() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    Output.write(try encoder.encode(self))
    Output.line()
  }
}
