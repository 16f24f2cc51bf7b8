/// What stands after `is`.
enum Tests {
  typealias Test =
    @Sendable (Interpreter, Value, Arguments) throws(TemplateError) -> Bool

  static let table: [String: Test] = {
    var table: [String: Test] = [:]
    for (name, test) in simple { table[name] = unary(test) }
    for (names, comparison) in comparisons {
      for name in names { table[name] = compared(comparison) }
    }
    table["odd"] = remainder(1)
    table["even"] = remainder(0)
    table["divisibleby"] = divisible
    table["sameas"] = same
    table["lower"] = cased { $0.isLowercase }
    table["upper"] = cased { $0.isUppercase }
    table["filter"] = unary { $0.text.map { Filters.table[$0.string] != nil } ?? false }
    table["test"] = unary { $0.text.map { names.contains($0.string) } ?? false }
    return table
  }()

  private static func unary(_ test: @escaping @Sendable (Value) -> Bool) -> Test {
    { (_, value, arguments) throws(TemplateError) in
      try arguments.finish("the test")
      return test(value)
    }
  }

  private static func compared(_ comparison: Expression.Comparison) -> Test {
    { (interpreter, value, arguments) throws(TemplateError) in
      try Comparisons.holds(comparison, value, try only(arguments), interpreter.budget)
    }
  }

  private static func remainder(_ rest: Double) -> Test {
    { (interpreter, value, arguments) throws(TemplateError) in
      try arguments.finish("the test")
      return try modulo(value, .integer(2), interpreter) == rest
    }
  }

  private static let divisible: Test = { (interpreter, value, arguments) throws(TemplateError) in
    try modulo(value, try only(arguments), interpreter) == 0
  }

  private static let same: Test = { (_, value, arguments) throws(TemplateError) in
    isSame(value, try only(arguments))
  }

  private static func cased(
    _ test: @escaping @Sendable (Unicode.Scalar.Properties) -> Bool
  ) -> Test {
    { (interpreter, value, arguments) throws(TemplateError) in
      try arguments.finish("the test")
      return try interpreter.text(of: value).isAll(test)
    }
  }

  static let names: Set<String> = {
    var names = Set(simple.keys)
    for (others, _) in comparisons { names.formUnion(others) }
    return names.union(["odd", "even", "divisibleby", "sameas", "lower", "upper", "filter", "test"])
  }()

  private static let comparisons: [([String], Expression.Comparison)] = [
    (["==", "eq", "equalto"], .equal), (["!=", "ne"], .notEqual),
    (["<", "lt", "lessthan"], .less), (["<=", "le"], .lessOrEqual),
    ([">", "gt", "greaterthan"], .greater), ([">=", "ge"], .greaterOrEqual), (["in"], .isIn),
  ]

  private static let simple: [String: @Sendable (Value) -> Bool] = [
    "defined": { !$0.isUndefined },
    "undefined": { $0.isUndefined },
    "none": { if case .none = $0 { true } else { false } },
    "string": { $0.text != nil },
    "mapping": { if case .dict = $0 { true } else { false } },
    "boolean": { if case .bool = $0 { true } else { false } },
    "true": { if case .bool(true) = $0 { true } else { false } },
    "false": { if case .bool(false) = $0 { true } else { false } },
    "integer": { if case .integer = $0 { true } else { false } },
    "float": { if case .float = $0 { true } else { false } },
    "number": { $0.number != nil },
    "callable": { value in
      switch value {
      case .callable(.cycler): false
      case .callable, .loop: true
      // Jinja's Undefined has a `__call__`, if only to complain.
      case .undefined: true
      default: false
      }
    },
    "escaped": { $0.text?.isMarkup ?? false },
    "sequence": { value in
      switch value {
      case .undefined, .string, .list, .tuple, .dict, .range: true
      default: false
      }
    },
    "iterable": { value in
      switch value {
      case .undefined, .string, .list, .tuple, .dict, .range, .view, .iterator, .loop: true
      default: false
      }
    },
  ]

  private static func only(_ given: Arguments) throws(TemplateError) -> Value {
    guard given.positional.count == 1, given.keywords.isEmpty else {
      throw TemplateError(
        .type, "the test takes one argument, found \(given.positional.count)")
    }
    return given.positional[0]
  }

  private static func modulo(
    _ value: Value, _ divisor: Value, _ interpreter: Interpreter
  ) throws(TemplateError) -> Double? {
    try Operators.apply(.modulo, value, divisor, interpreter).number
  }

  /// Python's identity, as far as values here have one.
  private static func isSame(_ left: Value, _ right: Value) -> Bool {
    switch (left, right) {
    case (.bool(let first), .bool(let second)): first == second
    case (.bool, _), (_, .bool): false
    case (.list(let first), .list(let second)), (.tuple(let first), .tuple(let second)):
      first === second
    case (.dict(let first), .dict(let second)): first === second
    case (.integer, .float), (.float, .integer): false
    default: Comparisons.areEqual(left, right)
    }
  }
}
