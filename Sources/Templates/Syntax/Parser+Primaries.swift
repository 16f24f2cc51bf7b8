/// Names, literals, and what may follow them: attributes, subscripts, calls, filters and tests.
extension Parser {
  mutating func noteName(_ name: String) {
    guard !namesOfMacros.isEmpty else { return }
    namesOfMacros[namesOfMacros.count - 1].insert(name)
  }

  mutating func primary() throws(TemplateError) -> Expression {
    let token = current
    func leaf(_ kind: Expression.Kind) -> Expression {
      Expression(kind: kind, place: token.place, depth: 1)
    }
    switch token.kind {
    case .name(let name):
      advance()
      switch name {
      case "true", "True": return leaf(.constant(.bool(true)))
      case "false", "False": return leaf(.constant(.bool(false)))
      case "none", "None": return leaf(.constant(.none))
      default:
        noteName(name)
        return leaf(.name(name))
      }
    case .string(var text):
      advance()
      // Neighbouring literals are one.
      while case .string(let more) = current.kind {
        text.append(more)
        advance()
      }
      return leaf(.constant(.string(text)))
    case .integer(let value):
      advance()
      return leaf(.constant(.integer(value)))
    case .float(let value):
      advance()
      return leaf(.constant(.float(value)))
    case .symbol("("):
      advance()
      if skip(symbol: ")") { return leaf(.tuple([])) }
      let inner = try tupleOrExpression()
      try expect(symbol: ")")
      return inner
    case .symbol("["):
      advance()
      let items = try items(upTo: "]")
      return try made(.list(items), at: token.place, over: items.map(\.depth).max() ?? 0)
    case .symbol("{"):
      advance()
      return try dict(at: token.place)
    default: throw failure("an expression")
    }
  }

  private mutating func items(upTo end: String) throws(TemplateError) -> [Expression] {
    var items: [Expression] = []
    while !isSymbol(end) {
      if !items.isEmpty {
        try expect(symbol: ",")
        if isSymbol(end) { break }
      }
      items.append(try expression())
    }
    advance()
    return items
  }

  private mutating func dict(at place: Position) throws(TemplateError) -> Expression {
    var pairs: [(Expression, Expression)] = []
    var depth = 0
    while !isSymbol("}") {
      if !pairs.isEmpty {
        try expect(symbol: ",")
        if isSymbol("}") { break }
      }
      let key = try expression()
      try expect(symbol: ":")
      let value = try expression()
      depth = max(depth, key.depth, value.depth)
      pairs.append((key, value))
    }
    advance()
    return try made(.dict(pairs), at: place, over: depth)
  }

  // MARK: What follows

  mutating func postfixed(_ base: Expression) throws(TemplateError) -> Expression {
    var result = base
    while true {
      if isSymbol(".") || isSymbol("[") {
        result = try subscripted(result)
      } else if isSymbol("(") {
        result = try called(result)
      } else {
        return result
      }
    }
  }

  mutating func filtered(_ base: Expression) throws(TemplateError) -> Expression {
    var result = base
    while true {
      if skip(symbol: "|") {
        let call = try filterCall()
        result = try made(
          .filter(result, call.name, call.arguments), at: call.place,
          over: max(result.depth, call.arguments.depth))
      } else if isName("is") {
        result = try tested(result)
      } else if isSymbol("(") {
        result = try called(result)
      } else {
        return result
      }
    }
  }

  private mutating func called(_ base: Expression) throws(TemplateError) -> Expression {
    let place = current.place
    let arguments = try arguments()
    return try made(
      .call(base, arguments), at: place, over: max(base.depth, arguments.depth))
  }

  private mutating func subscripted(_ base: Expression) throws(TemplateError) -> Expression {
    let place = current.place
    if skip(symbol: ".") {
      switch current.kind {
      case .name(let name):
        advance()
        return try made(.attribute(base, name), at: place, over: base.depth)
      case .integer(let number):
        let key = Expression(kind: .constant(.integer(number)), place: current.place, depth: 1)
        advance()
        return try made(.item(base, key), at: place, over: base.depth)
      default: throw failure("a name or a number")
      }
    }
    advance()
    var keys: [Expression] = []
    while !isSymbol("]") {
      if !keys.isEmpty { try expect(symbol: ",") }
      if let slice = try sliceOrKey(of: base, at: place, into: &keys) {
        guard keys.isEmpty, isSymbol("]") else { throw failure("']'") }
        advance()
        return slice
      }
    }
    advance()
    let depth = max(base.depth, keys.map(\.depth).max() ?? 0)
    if keys.count == 1 { return try made(.item(base, keys[0]), at: place, over: depth) }
    let tuple = try made(.tuple(keys), at: place, over: depth)
    return try made(.item(base, tuple), at: place, over: tuple.depth)
  }

  /// A whole slice expression, or nil after a plain key was added.
  private mutating func sliceOrKey(
    of base: Expression, at place: Position, into keys: inout [Expression]
  ) throws(TemplateError) -> Expression? {
    var start: Expression?
    if !isSymbol(":") {
      let key = try expression()
      guard isSymbol(":") else {
        keys.append(key)
        return nil
      }
      start = key
    }
    advance()
    var stop: Expression?
    var step: Expression?
    if !isSymbol(":"), !isSymbol("]"), !isSymbol(",") { stop = try expression() }
    if skip(symbol: ":"), !isSymbol("]"), !isSymbol(",") { step = try expression() }
    let depth = [base, start, stop, step].compactMap { $0?.depth }.max() ?? 0
    return try made(.slice(base, start: start, stop: stop, step: step), at: place, over: depth)
  }

  // MARK: Calls

  mutating func arguments() throws(TemplateError) -> CallArguments {
    let place = current.place
    try expect(symbol: "(")
    var result = CallArguments()
    var isFirst = true
    func check(_ isAllowed: Bool) throws(TemplateError) {
      guard isAllowed else {
        throw TemplateError(.syntax, "invalid syntax for function call expression", at: place)
      }
    }
    while !isSymbol(")") {
      if !isFirst {
        try expect(symbol: ",")
        if isSymbol(")") { break }
      }
      isFirst = false
      if skip(symbol: "*") {
        try check(result.starred == nil && result.doubleStarred == nil)
        result.starred = try expression()
      } else if skip(symbol: "**") {
        try check(result.doubleStarred == nil)
        result.doubleStarred = try expression()
      } else if case .name(let name) = current.kind, next.kind == .symbol("=") {
        try check(result.doubleStarred == nil)
        advance()
        advance()
        try check(!result.keywords.contains { $0.name == name })
        result.keywords.append((name, try expression()))
      } else {
        try check(
          result.starred == nil && result.doubleStarred == nil && result.keywords.isEmpty)
        result.positional.append(try expression())
      }
    }
    advance()
    return result
  }

  private mutating func dottedName() throws(TemplateError) -> String {
    var name = try expectName()
    while skip(symbol: ".") { name += "." + (try expectName()) }
    return name
  }

  mutating func filterCall() throws(TemplateError) -> Statement.FilterCall {
    let place = current.place
    let name = try dottedName()
    if Filters.table[name] == nil, !isInConditional {
      unknown.append(TemplateError(.syntax, "no filter named '\(name)'", at: place))
    }
    let arguments = isSymbol("(") ? try arguments() : CallArguments()
    return Statement.FilterCall(name: name, arguments: arguments, place: place)
  }

  private mutating func tested(_ base: Expression) throws(TemplateError) -> Expression {
    advance()
    let isNegated = skip(name: "not")
    let place = current.place
    let name = try dottedName()
    if Tests.table[name] == nil, !isInConditional {
      unknown.append(TemplateError(.syntax, "no test named '\(name)'", at: place))
    }
    var arguments = CallArguments()
    if isSymbol("(") {
      arguments = try self.arguments()
    } else if isArgumentOfTest {
      guard !isName("is") else { throw failure("'and' between two tests") }
      arguments.positional = [try postfixed(try primary())]
    }
    let test = try made(
      .test(base, name, arguments), at: place, over: max(base.depth, arguments.depth))
    return isNegated ? try made(.unary(.not, test), at: place, over: test.depth) : test
  }

  /// `x is divisibleby 3` needs no parentheses.
  private var isArgumentOfTest: Bool {
    switch current.kind {
    case .name(let name): !["else", "or", "and"].contains(name)
    case .string, .integer, .float, .symbol("["), .symbol("{"): true
    default: false
    }
  }
}
