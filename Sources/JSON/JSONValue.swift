/// A value of JSON; objects keep the order of their members.
///
/// `1` is an integer and `1.0` a number, as templates print them; a whole number of more than 64
/// bits is a number. A second member of one name is refused where the text is read: programs
/// differ in which of the two they take.
package indirect enum JSONValue: Sendable, Hashable {
  case null
  case bool(Bool)
  case integer(Int)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object(JSONObject)

  /// Reads a whole text.
  ///
  /// - Throws: ``JSONError`` with the place where the text is no JSON.
  package init(parsing bytes: UnsafeRawBufferPointer) throws(JSONError) {
    var reader = JSONReader(bytes)
    self = try JSONValue(reading: &reader)
    try reader.end()
  }

  package init(parsing bytes: [UInt8]) throws(JSONError) {
    self = try bytes.withUnsafeBufferPointer { bytes throws(JSONError) in
      try JSONValue(parsing: UnsafeRawBufferPointer(bytes))
    }
  }

  /// Reads one value and stays behind it.
  package init(reading reader: inout JSONReader) throws(JSONError) {
    let kind = try reader.kind()
    switch kind {
    case .null:
      try reader.readNull()
      self = .null
    case .bool: self = .bool(try reader.readBool())
    case .string: self = .string(try reader.readString())
    case .number: self = try Self.number(&reader)
    case .array: self = .array(try Self.elements(&reader))
    case .object: self = .object(try Self.members(&reader))
    }
  }

  private static func elements(_ reader: inout JSONReader) throws(JSONError) -> [JSONValue] {
    var elements: [JSONValue] = []
    try reader.beginArray()
    while try reader.nextElement() { elements.append(try JSONValue(reading: &reader)) }
    return elements
  }

  private static func members(_ reader: inout JSONReader) throws(JSONError) -> JSONObject {
    var object = JSONObject()
    try reader.beginObject()
    while let key = try reader.nextKey() {
      let place = reader.offset
      let value = try JSONValue(reading: &reader)
      guard object.updateValue(value, forKey: key) == nil else {
        throw JSONError(offset: place, expected: "each key once", found: "one a second time")
      }
    }
    return object
  }

  private static func number(_ reader: inout JSONReader) throws(JSONError) -> JSONValue {
    let (range, isWhole) = try reader.takeNumber()
    let text = reader.text(range)
    if isWhole, let value = Int(text) { return .integer(value) }
    guard let value = Double(text), value.isFinite else {
      throw JSONError(
        offset: range.lowerBound, expected: "a number in the range of a double",
        found: String(text.prefix(40)))
    }
    return .number(value)
  }
}

extension JSONValue {
  /// A member of an object; nil for other values and missing members.
  package subscript(_ key: String) -> JSONValue? { object?[key] }

  package var isNull: Bool { self == .null }

  package var bool: Bool? { if case .bool(let value) = self { value } else { nil } }

  package var integer: Int? { if case .integer(let value) = self { value } else { nil } }

  /// An integer or a number.
  package var number: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }

  package var string: String? { if case .string(let value) = self { value } else { nil } }

  package var array: [JSONValue]? { if case .array(let value) = self { value } else { nil } }

  package var object: JSONObject? { if case .object(let value) = self { value } else { nil } }

  /// What a message calls a value of this kind.
  package var kindName: String {
    switch self {
    case .null: "null"
    case .bool: "a bool"
    case .integer: "an integer"
    case .number: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }
}
