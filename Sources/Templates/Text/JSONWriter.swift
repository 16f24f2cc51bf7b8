/// `json.dumps` as the `tojson` of Hugging Face calls it: nothing is escaped for HTML.
struct JSONWriter {
  var ensuresASCII = false
  /// What one level is indented by; nil writes one line.
  var indent: Text?
  var itemSeparator: Text = ", "
  var keySeparator: Text = ": "
  var sortsKeys = false
  private let budget: Budget
  private var result = Text(units: [])

  init(_ budget: Budget) { self.budget = budget }

  mutating func text(of value: Value) throws(TemplateError) -> Text {
    try write(value, depth: 0)
    try budget.reserve(text: result.count)
    return result
  }

  private mutating func write(_ value: Value, depth: Int) throws(TemplateError) {
    guard depth <= Value.depthLimit, result.count <= budget.limits.textLength else {
      throw TemplateError(.limit, "expected a value with a shorter text")
    }
    try budget.spend(1)
    switch value {
    case .none: result.append("null")
    case .bool(let flag): result.append(flag ? "true" : "false")
    case .integer(let number): result.append(String(number))
    case .float(let number): result.append(Self.text(number))
    case .string(let text): write(text)
    case .list(let list), .tuple(let list): try write(list.items, depth)
    case .dict(let dict): try write(dict, depth)
    default:
      throw TemplateError(.type, "Object of type \(value.typeName) is not JSON serializable")
    }
  }

  private static func text(_ number: Double) -> String {
    if number.isNaN { return "NaN" }
    if number.isInfinite { return number < 0 ? "-Infinity" : "Infinity" }
    return FloatText.repr(number)
  }

  private mutating func lineBreak(_ depth: Int) {
    guard let indent else { return }
    result.append("\n")
    for _ in 0..<depth { result.append(indent) }
  }

  private mutating func write(_ items: [Value], _ depth: Int) throws(TemplateError) {
    guard !items.isEmpty else { return result.append("[]") }
    result.append("[")
    for (index, item) in items.enumerated() {
      if index > 0 { result.append(itemSeparator) }
      lineBreak(depth + 1)
      try write(item, depth: depth + 1)
    }
    lineBreak(depth)
    result.append("]")
  }

  private mutating func write(_ dict: DictValue, _ depth: Int) throws(TemplateError) {
    guard dict.count > 0 else { return result.append("{}") }
    var order = Array(dict.keys.indices)
    if sortsKeys {
      let places = try Comparisons.sorted(
        order.map { .integer($0) }, by: dict.keys, isReversed: false, budget)
      order = places.compactMap(\.integer)
    }
    result.append("{")
    for (index, place) in order.enumerated() {
      if index > 0 { result.append(itemSeparator) }
      lineBreak(depth + 1)
      write(try Self.key(dict.keys[place]))
      result.append(keySeparator)
      try write(dict.values[place], depth: depth + 1)
    }
    lineBreak(depth)
    result.append("}")
  }

  private static func key(_ key: Value) throws(TemplateError) -> Text {
    switch key {
    case .string(let text): text
    case .none: "null"
    case .bool(let flag): flag ? "true" : "false"
    case .integer(let number): Text(String(number))
    case .float(let number): Text(Self.text(number))
    default:
      throw TemplateError(
        .type, "keys must be str, int, float, bool or None, not \(key.typeName)")
    }
  }

  private mutating func write(_ text: Text) {
    result.append("\"")
    for unit in text.units {
      let point = unit & Text.mask
      switch point {
      case "\"": result.append("\\\"")
      case "\\": result.append("\\\\")
      case "\n": result.append("\\n")
      case "\r": result.append("\\r")
      case "\t": result.append("\\t")
      case 0x08: result.append("\\b")
      case 0x0C: result.append("\\f")
      case 0..<0x20: result.append("\\u" + Hexadecimal.text(point, digits: 4))
      case 0x7F... where ensuresASCII && point > 0x7F:
        let units = Unicode.Scalar(point).map { Array(String($0).utf16) } ?? []
        for code in units { result.append("\\u" + Hexadecimal.text(UInt32(code), digits: 4)) }
      default: result.units.append(unit)
      }
    }
    result.append("\"")
  }
}
