/// Python's `str` and `repr` of a value.
struct Printer {
  private let budget: Budget
  private var result = Text(units: [])

  init(_ budget: Budget) { self.budget = budget }

  mutating func text(of value: Value) throws(TemplateError) -> Text {
    switch value {
    case .undefined: break
    case .string(let text): result.append(text)
    default: try represent(value, depth: 0)
    }
    try budget.reserve(text: result.count)
    return result
  }

  mutating func representation(of value: Value) throws(TemplateError) -> Text {
    try represent(value, depth: 0)
    try budget.reserve(text: result.count)
    return result
  }

  private mutating func represent(_ value: Value, depth: Int) throws(TemplateError) {
    guard depth <= Value.depthLimit, result.count <= budget.limits.textLength else {
      throw TemplateError(.limit, "expected a value with a shorter text")
    }
    try budget.spend(1)
    switch value {
    case .undefined: result.append("Undefined")
    case .none: result.append("None")
    case .bool(let flag): result.append(flag ? "True" : "False")
    case .integer(let number): result.append(String(number))
    case .float(let number): result.append(FloatText.repr(number))
    case .string(let text): represent(text)
    case .list(let list): try represent(list.items, "[", "]", depth)
    case .tuple(let list):
      try represent(list.items, "(", list.items.count == 1 ? ",)" : ")", depth)
    case .view(let list, let kind):
      try represent(list.items, "dict_\(kind.rawValue)([", "])", depth)
    case .dict(let dict): try represent(Array(zip(dict.keys, dict.values)), depth)
    case .range(let range):
      result.append("range(\(range.start), \(range.stop)")
      result.append(range.step == 1 ? ")" : ", \(range.step))")
    case .iterator: result.append("<generator object>")
    case .namespace(let namespace):
      result.append("<Namespace ")
      let pairs = namespace.names.map { (Value.string($0), namespace.attributes[$0] ?? .none) }
      try represent(pairs, depth)
      result.append(">")
    case .loop(let loop):
      result.append("<LoopContext \(loop.index + 1)/\(loop.items.count)>")
    case .callable(.macro(let macro)):
      result.append("<Macro ")
      if let name = macro.definition.name {
        represent(Text(name))
      } else {
        result.append("anonymous")
      }
      result.append(">")
    case .callable(let callable): result.append("<\(callable.typeName)>")
    }
  }

  private mutating func represent(
    _ items: [Value], _ open: String, _ close: String, _ depth: Int
  ) throws(TemplateError) {
    result.append(open)
    for (index, item) in items.enumerated() {
      if index > 0 { result.append(", ") }
      try represent(item, depth: depth + 1)
    }
    result.append(close)
  }

  private mutating func represent(
    _ pairs: [(Value, Value)], _ depth: Int
  ) throws(TemplateError) {
    result.append("{")
    for (index, (key, value)) in pairs.enumerated() {
      if index > 0 { result.append(", ") }
      try represent(key, depth: depth + 1)
      result.append(": ")
      try represent(value, depth: depth + 1)
    }
    result.append("}")
  }

  private mutating func represent(_ text: Text) {
    if text.isMarkup { result.append("Markup(") }
    let hasSingle = text.units.contains { $0 & Text.mask == "'" }
    let hasDouble = text.units.contains { $0 & Text.mask == "\"" }
    let quote: Unicode.Scalar = hasSingle && !hasDouble ? "\"" : "'"
    result.units.append(quote.value)
    for unit in text.units {
      let point = unit & Text.mask
      switch point {
      case "\\": result.append("\\\\")
      case quote:
        result.append("\\")
        result.units.append(unit)
      case "\n": result.append("\\n")
      case "\r": result.append("\\r")
      case "\t": result.append("\\t")
      default:
        if CodePoints.isPrintable(point) {
          result.units.append(unit)
        } else if point < 0x100 {
          result.append("\\x" + Hexadecimal.text(point, digits: 2))
        } else if point < 0x10000 {
          result.append("\\u" + Hexadecimal.text(point, digits: 4))
        } else {
          result.append("\\U" + Hexadecimal.text(point, digits: 8))
        }
      }
    }
    result.units.append(quote.value)
    if text.isMarkup { result.append(")") }
  }
}

enum Hexadecimal {
  static func text(_ value: UInt32, digits: Int) -> String {
    let text = String(value, radix: 16)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }
}
