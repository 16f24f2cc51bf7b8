/// Expressions by falling precedence: conditions, `or`, `and`, `not`, comparisons, `+ -`, `~`,
/// `* / // %`, `**`, signs.
extension Parser {
  mutating func expression(withConditional: Bool = true) throws(TemplateError) -> Expression {
    try nested { (parser) throws(TemplateError) in
      withConditional ? try parser.conditionalExpression() : try parser.or()
    }
  }

  /// An expression, or several with commas between, which are a tuple.
  mutating func tupleOrExpression(withConditional: Bool = true) throws(TemplateError) -> Expression
  {
    let place = current.place
    var items: [Expression] = []
    var isTuple = false
    while !isTupleEnd {
      items.append(try expression(withConditional: withConditional))
      guard skip(symbol: ",") else { break }
      isTuple = true
    }
    if !isTuple {
      guard let only = items.first else { throw failure("an expression") }
      return only
    }
    return try made(.tuple(items), at: place, over: items.map(\.depth).max() ?? 0)
  }

  var isTupleEnd: Bool {
    switch current.kind {
    case .variableEnd, .blockEnd, .symbol(")"): true
    default: false
    }
  }

  private mutating func conditionalExpression() throws(TemplateError) -> Expression {
    let place = current.place
    let unknownBefore = unknown.count
    var result = try or()
    while skip(name: "if") {
      let test = try or()
      let otherwise = skip(name: "else") ? try expression() : nil
      unknown.removeSubrange(unknownBefore...)
      let depth = max(result.depth, test.depth, otherwise?.depth ?? 0)
      result = try made(
        .conditional(test: test, then: result, otherwise: otherwise), at: place, over: depth)
    }
    return result
  }

  private mutating func or() throws(TemplateError) -> Expression {
    var left = try and()
    while isName("or") {
      let place = advance().place
      let right = try and()
      left = try made(.or(left, right), at: place, over: max(left.depth, right.depth))
    }
    return left
  }

  private mutating func and() throws(TemplateError) -> Expression {
    var left = try not()
    while isName("and") {
      let place = advance().place
      let right = try not()
      left = try made(.and(left, right), at: place, over: max(left.depth, right.depth))
    }
    return left
  }

  private mutating func not() throws(TemplateError) -> Expression {
    guard isName("not") else { return try comparison() }
    let place = advance().place
    let inner = try nested { (parser) throws(TemplateError) in try parser.not() }
    return try made(.unary(.not, inner), at: place, over: inner.depth)
  }

  private mutating func comparison() throws(TemplateError) -> Expression {
    let place = current.place
    let first = try sum()
    var rest: [(Expression.Comparison, Expression)] = []
    while let comparison = comparisonSign() { rest.append((comparison, try sum())) }
    guard !rest.isEmpty else { return first }
    let depth = max(first.depth, rest.map { $0.1.depth }.max() ?? 0)
    return try made(.comparison(first, rest), at: place, over: depth)
  }

  private mutating func comparisonSign() -> Expression.Comparison? {
    switch current.kind {
    case .symbol(let symbol):
      guard let comparison = Expression.Comparison(rawValue: symbol) else { return nil }
      advance()
      return comparison
    case .name("in"):
      advance()
      return .isIn
    case .name("not") where next.kind == .name("in"):
      advance()
      advance()
      return .isNotIn
    default: return nil
    }
  }

  private mutating func sum() throws(TemplateError) -> Expression {
    var left = try concatenation()
    while let sign = binary("+", "-") {
      let place = advance().place
      let right = try concatenation()
      left = try made(.binary(sign, left, right), at: place, over: max(left.depth, right.depth))
    }
    return left
  }

  private mutating func concatenation() throws(TemplateError) -> Expression {
    let place = current.place
    var parts = [try product()]
    while skip(symbol: "~") { parts.append(try product()) }
    if parts.count == 1 { return parts[0] }
    return try made(.concatenation(parts), at: place, over: parts.map(\.depth).max() ?? 0)
  }

  private mutating func product() throws(TemplateError) -> Expression {
    var left = try power()
    while let sign = binary("*", "/", "//", "%") {
      let place = advance().place
      let right = try power()
      left = try made(.binary(sign, left, right), at: place, over: max(left.depth, right.depth))
    }
    return left
  }

  private mutating func power() throws(TemplateError) -> Expression {
    var left = try signed(withFilters: true)
    while isSymbol("**") {
      let place = advance().place
      let right = try signed(withFilters: true)
      left = try made(.binary(.power, left, right), at: place, over: max(left.depth, right.depth))
    }
    return left
  }

  private mutating func signed(withFilters: Bool) throws(TemplateError) -> Expression {
    let place = current.place
    var result: Expression
    if isSymbol("-") || isSymbol("+") {
      let sign: Expression.UnaryOperator = isSymbol("-") ? .minus : .plus
      advance()
      let inner = try nested { (parser) throws(TemplateError) in
        try parser.signed(withFilters: false)
      }
      result = try made(.unary(sign, inner), at: place, over: inner.depth)
    } else {
      result = try primary()
    }
    result = try postfixed(result)
    return withFilters ? try filtered(result) : result
  }

  private func binary(_ symbols: String...) -> Expression.BinaryOperator? {
    guard case .symbol(let symbol) = current.kind, symbols.contains(symbol) else { return nil }
    return Expression.BinaryOperator(rawValue: symbol)
  }
}
