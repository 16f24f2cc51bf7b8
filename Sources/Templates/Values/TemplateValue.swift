package import JSON

/// A value that is given to a template from outside.
package indirect enum TemplateValue: Sendable, Hashable {
  case null
  case bool(Bool)
  case integer(Int)
  case number(Double)
  case string(String)
  case array([TemplateValue])
  /// Keys in their order.
  case object([Member])
  /// The same value, with every text inside it marked as data.
  case data(TemplateValue)
  /// The same value, not data though it stands inside some.
  case plain(TemplateValue)

  package struct Member: Sendable, Hashable {
    package var key: String
    package var value: TemplateValue

    package init(_ key: String, _ value: TemplateValue) {
      self.key = key
      self.value = value
    }
  }
}

extension Value {
  init(_ given: TemplateValue, isData: Bool, depth: Int = 0) throws(TemplateError) {
    guard depth < Value.depthLimit else {
      throw TemplateError(
        .limit, "expected values nested at most \(Value.depthLimit) deep, found more")
    }
    switch given {
    case .null: self = .none
    case .bool(let flag): self = .bool(flag)
    case .integer(let number): self = .integer(number)
    case .number(let number): self = .float(number)
    case .string(let string): self = .string(Text(string, isData: isData))
    case .array(let items):
      var values: [Value] = []
      for item in items { values.append(try Value(item, isData: isData, depth: depth + 1)) }
      self = try .list(values)
    case .object(let members):
      var pairs: [(Value, Value)] = []
      for member in members {
        pairs.append(
          (
            .string(Text(member.key, isData: isData)),
            try Value(member.value, isData: isData, depth: depth + 1)
          ))
      }
      self = .dict(try DictValue(pairs))
    case .data(let inner): self = try Value(inner, isData: true, depth: depth)
    case .plain(let inner): self = try Value(inner, isData: false, depth: depth)
    }
  }
}

extension TemplateValue {
  package init(_ json: JSONValue) {
    switch json {
    case .null: self = .null
    case .bool(let flag): self = .bool(flag)
    case .integer(let number): self = .integer(number)
    case .number(let number): self = .number(number)
    case .string(let string): self = .string(string)
    case .array(let items): self = .array(items.map { TemplateValue($0) })
    case .object(let object):
      self = .object(object.members.map { Member($0.key, TemplateValue($0.value)) })
    }
  }
}
