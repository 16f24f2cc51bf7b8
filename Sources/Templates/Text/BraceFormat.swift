/// Python's `str.format`.
struct BraceFormat {
  private let interpreter: Interpreter
  private let arguments: Arguments
  private var automatic = 0

  init(_ arguments: Arguments, _ interpreter: Interpreter) {
    self.arguments = arguments
    self.interpreter = interpreter
  }

  /// `depth` keeps a field inside a field's layout from holding another.
  mutating func formatted(_ format: Text, depth: Int = 0) throws(TemplateError) -> Text {
    var result = Text(units: [], isMarkup: format.isMarkup)
    var index = 0
    while index < format.count {
      let point = format[index]
      let isDoubled = index + 1 < format.count && format[index + 1] == point
      if point == "}" {
        guard isDoubled else {
          throw TemplateError(.type, "Single '}' encountered in format string")
        }
        result.append("}")
        index += 2
      } else if point == "{" {
        if isDoubled {
          result.append("{")
          index += 2
          continue
        }
        guard let end = Self.end(of: index, in: format) else {
          throw TemplateError(.type, "expected '}' before end of string")
        }
        var piece = try field(format.slice((index + 1)..<end), depth)
        if format.isMarkup { piece = piece.escaped() }
        try interpreter.budget.reserve(text: result.count + piece.count)
        result.append(piece)
        index = end + 1
      } else {
        result.units.append(format.units[index])
        index += 1
      }
    }
    return result
  }

  private static func end(of start: Int, in format: Text) -> Int? {
    var open = 0
    for index in start..<format.count {
      if format[index] == "{" { open += 1 }
      if format[index] == "}" { open -= 1 }
      if open == 0 { return index }
    }
    return nil
  }

  /// A field: `name[.attribute|[index]]*[!conversion][:spec]`.
  private mutating func field(_ field: Text, _ depth: Int) throws(TemplateError) -> Text {
    guard depth < 2 else { throw TemplateError(.type, "Max string recursion exceeded") }
    var name = field
    var spec = Text(units: [])
    if let colon = field.firstIndex(of: ":") {
      spec = field.slice((colon + 1)..<field.count)
      name = field.slice(0..<colon)
    }
    var conversion: UInt32 = 0
    if let mark = name.firstIndex(of: "!") {
      guard mark == name.count - 2 else {
        throw TemplateError(.type, "expected one letter after '!' in a format field")
      }
      conversion = name[mark + 1]
      name = name.slice(0..<mark)
    }
    var value = try lookUp(name)
    switch conversion {
    case 0: break
    case "s": value = .string(try interpreter.text(of: value))
    case "r", "a": value = .string(try PercentFormat.representation(of: value, interpreter))
    default: throw TemplateError(.type, "expected a conversion of s, r or a")
    }
    let layout = try formatted(spec, depth: depth + 1)
    if case .undefined = value {
      guard layout.isEmpty else {
        throw TemplateError(.type, "unsupported format string passed to Undefined.__format__")
      }
    }
    return try FormatSpec(layout).formatted(value, interpreter)
  }

  private mutating func lookUp(_ name: Text) throws(TemplateError) -> Value {
    let base = name.units.prefix { !($0 & Text.mask == ".") && !($0 & Text.mask == "[") }
    let first = Text.string(base)
    var value: Value
    if first.isEmpty || Int(first) != nil {
      let place = Int(first) ?? automatic
      if first.isEmpty { automatic += 1 }
      guard arguments.positional.indices.contains(place) else {
        throw TemplateError(
          .type, "Replacement index \(place) out of range for positional args tuple")
      }
      value = arguments.positional[place]
    } else {
      guard let found = arguments.keyword(first) else {
        throw TemplateError(.type, "format misses the key '\(first)'")
      }
      value = found
    }
    var index = base.count
    while index < name.count {
      if name[index] == "." {
        let part = name.units[(index + 1)...].prefix {
          !($0 & Text.mask == ".") && !($0 & Text.mask == "[")
        }
        value = try interpreter.attribute(Text.string(part), of: value)
        index += part.count + 1
      } else {
        guard let end = name.firstIndex(of: "]", from: index) else {
          throw TemplateError(.type, "Missing ']' in format string")
        }
        let key = name.slice((index + 1)..<end)
        let number = Int(key.string)
        value = try interpreter.item(number.map { .integer($0) } ?? .string(key), of: value)
        index = end + 1
      }
    }
    return value
  }
}
