/// Python's operators on numbers, strings and lists.
///
/// Integers have 64 bits; what leaves them is an error and not a wrong number.
enum Operators {
  static func apply(
    _ sign: Expression.UnaryOperator, _ value: Value
  ) throws(TemplateError) -> Value {
    switch sign {
    case .not: return .bool(!value.isTrue)
    case .plus, .minus:
      if case .undefined(let message) = value { throw TemplateError(.undefined, message) }
      if case .float(let number) = value { return .float(sign == .minus ? -number : number) }
      guard let number = value.integer else {
        throw TemplateError(.type, "bad operand type for a sign: '\(value.typeName)'")
      }
      return sign == .plus ? .integer(number) : try checked(0.subtractingReportingOverflow(number))
    }
  }

  static func apply(
    _ sign: Expression.BinaryOperator, _ left: Value, _ right: Value, _ interpreter: Interpreter
  ) throws(TemplateError) -> Value {
    for side in [left, right] {
      if case .undefined(let message) = side { throw TemplateError(.undefined, message) }
    }
    if let first = left.integer, let second = right.integer {
      return try integers(sign, first, second)
    }
    if let first = left.number, let second = right.number {
      return try floats(sign, first, second)
    }
    switch (sign, left, right) {
    case (.add, .string(let first), .string(let second)):
      return .string(try sum(first, second, interpreter))
    case (.add, .list(let first), .list(let second)):
      return try interpreter.list(first.items + second.items)
    case (.add, .tuple(let first), .tuple(let second)):
      try interpreter.budget.reserve(elements: first.items.count + second.items.count)
      return try .tuple(first.items + second.items)
    case (.modulo, .string(let format), _):
      return .string(try PercentFormat(format, interpreter).formatted(with: right))
    case (.multiply, _, _):
      if let count = right.integer, let result = try repeated(left, count, interpreter) {
        return result
      }
      if let count = left.integer, let result = try repeated(right, count, interpreter) {
        return result
      }
    default: break
    }
    throw TemplateError(
      .type,
      "unsupported operand types for \(sign.rawValue): '\(left.typeName)' and '\(right.typeName)'")
  }

  /// Text that is marked safe makes the sum safe: the other side is escaped.
  static func sum(
    _ left: Text, _ right: Text, _ interpreter: Interpreter
  ) throws(TemplateError) -> Text {
    var (first, second) = (left, right)
    if left.isMarkup != right.isMarkup {
      if left.isMarkup { second = right.escaped() } else { first = left.escaped() }
    }
    try interpreter.budget.reserve(text: first.count + second.count)
    first.append(second)
    return first
  }

  private static func repeated(
    _ value: Value, _ count: Int, _ interpreter: Interpreter
  ) throws(TemplateError) -> Value? {
    let count = max(count, 0)
    switch value {
    case .string(let text):
      try interpreter.budget.reserve(text: try size(text.count, count))
      var units: [UInt32] = []
      units.reserveCapacity(text.count * count)
      for _ in 0..<(text.isEmpty ? 0 : count) { units.append(contentsOf: text.units) }
      return .string(Text(units: units, isMarkup: text.isMarkup))
    case .list(let list), .tuple(let list):
      try interpreter.budget.reserve(elements: try size(list.items.count, count))
      var items: [Value] = []
      for _ in 0..<(list.items.isEmpty ? 0 : count) { items.append(contentsOf: list.items) }
      if case .tuple = value { return try .tuple(items) }
      return try .list(items)
    default: return nil
    }
  }

  private static func size(_ count: Int, _ times: Int) throws(TemplateError) -> Int {
    let (size, overflow) = count.multipliedReportingOverflow(by: times)
    guard !overflow else { throw TemplateError(.limit, "expected a shorter repetition") }
    return size
  }

  // MARK: Numbers

  static func checked(_ result: (partialValue: Int, overflow: Bool)) throws(TemplateError) -> Value
  {
    guard !result.overflow else {
      throw TemplateError(.limit, "expected integers of 64 bits, found a larger result")
    }
    return .integer(result.partialValue)
  }

  private static func integers(
    _ sign: Expression.BinaryOperator, _ left: Int, _ right: Int
  ) throws(TemplateError) -> Value {
    switch sign {
    case .add: return try checked(left.addingReportingOverflow(right))
    case .subtract: return try checked(left.subtractingReportingOverflow(right))
    case .multiply: return try checked(left.multipliedReportingOverflow(by: right))
    case .divide: return try floats(.divide, Double(left), Double(right))
    case .floorDivide:
      guard right != 0 else { throw divisionByZero }
      let result = left.dividedReportingOverflow(by: right)
      // Swift cuts towards zero, Python rounds down.
      let isBelow = !result.overflow && left % right != 0 && (left < 0) != (right < 0)
      return isBelow ? .integer(result.partialValue - 1) : try checked(result)
    case .modulo:
      guard right != 0 else { throw divisionByZero }
      let rest = left.remainderReportingOverflow(dividingBy: right).partialValue
      return .integer(rest != 0 && (rest < 0) != (right < 0) ? rest + right : rest)
    case .power:
      guard right >= 0 else { return try floats(.power, Double(left), Double(right)) }
      return try power(left, right)
    }
  }

  private static func power(_ base: Int, _ exponent: Int) throws(TemplateError) -> Value {
    if base == 0 || base == 1 { return .integer(exponent == 0 ? 1 : base) }
    if base == -1 { return .integer(exponent % 2 == 0 ? 1 : -1) }
    var result = (partialValue: 1, overflow: exponent > 64)
    for _ in 0..<min(exponent, 64) where !result.overflow {
      result = result.partialValue.multipliedReportingOverflow(by: base)
    }
    return try checked(result)
  }

  private static let divisionByZero = TemplateError(.type, "division by zero")

  private static func floats(
    _ sign: Expression.BinaryOperator, _ left: Double, _ right: Double
  ) throws(TemplateError) -> Value {
    switch sign {
    case .add: return .float(left + right)
    case .subtract: return .float(left - right)
    case .multiply: return .float(left * right)
    case .divide:
      guard right != 0 else { throw divisionByZero }
      return .float(left / right)
    case .floorDivide:
      guard right != 0 else { throw divisionByZero }
      return .float(((left - modulo(left, right)) / right).rounded())
    case .modulo:
      guard right != 0 else { throw divisionByZero }
      return .float(modulo(left, right))
    case .power:
      guard !(left == 0 && right < 0) else { throw divisionByZero }
      guard left >= 0 || right == right.rounded() else {
        throw TemplateError(.type, "expected a real power, found a complex one")
      }
      return .float(Mathematics.power(left, right))
    }
  }

  private static func modulo(_ left: Double, _ right: Double) -> Double {
    let rest = left.truncatingRemainder(dividingBy: right)
    return rest != 0 && (rest < 0) != (right < 0) ? rest + right : rest
  }
}
