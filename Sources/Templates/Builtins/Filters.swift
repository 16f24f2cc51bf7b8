/// What stands after `|`.
enum Filters {
  typealias Filter =
    @Sendable (Interpreter, Value, Arguments) throws(TemplateError) -> Value

  static let table: [String: Filter] =
    texts.merging(numbers) { $1 }.merging(sequences) { $1 }.merging(choices) { $1 }
    .merging(orders) { $1 }.merging(general) { $1 }

  private static let general: [String: Filter] = [
    "default": standard, "d": standard,
    "tojson": { (interpreter, value, given) throws(TemplateError) in
      var arguments = given
      var writer = JSONWriter(interpreter.budget)
      writer.ensuresASCII = try arguments.bool("ensure_ascii", or: false)
      let indent = try arguments.take("indent") ?? .none
      let separators = try arguments.take("separators") ?? .none
      writer.sortsKeys = try arguments.bool("sort_keys", or: false)
      try arguments.finish("tojson")
      switch indent {
      case .none: break
      case .string(let text): writer.indent = text
      default:
        guard let count = indent.integer, count <= 1_000 else {
          throw TemplateError(.type, "expected an indent of at most 1000 spaces")
        }
        writer.indent = Text(String(repeating: " ", count: max(count, 0)))
      }
      if case .none = separators {
        if writer.indent != nil { writer.itemSeparator = "," }
      } else {
        let pair = try interpreter.items(of: separators).compactMap(\.text)
        guard pair.count == 2 else {
          throw TemplateError(.type, "expected two strings as 'separators'")
        }
        writer.itemSeparator = pair[0]
        writer.keySeparator = pair[1]
      }
      return try interpreter.string(try writer.text(of: value))
    },
    "attr": { (interpreter, value, given) throws(TemplateError) in
      var arguments = given
      let name = try arguments.text("name", or: Text(units: [])).string
      try arguments.finish("attr")
      if case .dict = value, !Methods.names(value).contains(name) {
        return .undefined("'dict object' has no attribute '\(name)'")
      }
      if case .undefined(let message) = value { throw TemplateError(.undefined, message) }
      return try interpreter.attribute(name, of: value)
    },
    "items": { (interpreter, value, arguments) throws(TemplateError) in
      try arguments.finish("items")
      if value.isUndefined { return try interpreter.iterator([]) }
      guard case .dict(let dict) = value else {
        throw TemplateError(.type, "Can only get item pairs from a mapping.")
      }
      return try interpreter.iterator(try dict.items())
    },
  ]

  private static let standard: Filter = { (interpreter, value, given) throws(TemplateError) in
    var arguments = given
    let other = try arguments.take("default_value") ?? .string("")
    let isForFalse = try arguments.bool("boolean", or: false)
    try arguments.finish("default")
    return value.isUndefined || (isForFalse && !value.isTrue) ? other : value
  }

  // MARK: Attributes of items

  /// How items are looked into: `name`, `name.other`, `0`, or not at all.
  struct Getter {
    private var path: [Value]
    private let standard: Value?
    private let ignoresCase: Bool
    private let interpreter: Interpreter

    init(
      _ attribute: Value?, standard: Value? = nil, ignoresCase: Bool = false,
      _ interpreter: Interpreter
    ) throws(TemplateError) {
      path = []
      self.standard = standard
      self.ignoresCase = ignoresCase
      self.interpreter = interpreter
      switch attribute {
      case nil, .some(.none): break
      case .some(.string(let text)):
        for part in text.split(by: ".", limit: -1) {
          let isNumber = !part.isEmpty && part.units.allSatisfy(CodePoints.isDigit)
          path.append((isNumber ? Int(part.string) : nil).map { .integer($0) } ?? .string(part))
        }
      case .some(let key): path = [key]
      }
    }

    func callAsFunction(_ item: Value) throws(TemplateError) -> Value {
      var item = item
      for key in path {
        item = try interpreter.item(key, of: item)
        if item.isUndefined, let standard { item = standard }
      }
      if ignoresCase, case .string(let text) = item { return .string(text.lowercased()) }
      return item
    }
  }
}
