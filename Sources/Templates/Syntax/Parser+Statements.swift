/// `{% … %}` and the text around it.
extension Parser {
  /// Statements up to a block that begins with one of the names, whose name is then current; up to
  /// the end of the template when there are no names.
  mutating func body(until names: Set<String>) throws(TemplateError) -> [Statement] {
    try nested { (parser) throws(TemplateError) in try parser.statements(until: names) }
  }

  private mutating func statements(until names: Set<String>) throws(TemplateError) -> [Statement] {
    var statements: [Statement] = []
    let start = current.place
    while true {
      let place = current.place
      switch current.kind {
      case .data(let text):
        advance()
        statements.append(Statement(kind: .text(text), place: place))
      case .variableBegin:
        advance()
        let value = try tupleOrExpression()
        guard current.kind == .variableEnd else { throw failure("'}}'") }
        advance()
        statements.append(Statement(kind: .output(value), place: place))
      case .blockBegin:
        advance()
        guard case .name(let name) = current.kind else { throw failure("the name of a statement") }
        if names.contains(name) { return statements }
        let kind = try statement(name, at: current.place)
        statements.append(Statement(kind: kind, place: place))
      default:
        guard names.isEmpty else {
          let expected = names.sorted().map { "'{% \($0) %}'" }.joined(separator: " or ")
          throw TemplateError(
            .syntax, "expected \(expected), found the end of the template", at: start)
        }
        return statements
      }
    }
  }

  private mutating func statement(
    _ name: String, at place: Position
  ) throws(TemplateError) -> Statement.Kind {
    advance()
    switch name {
    case "if": return try conditional()
    case "for": return .loop(try loop(at: place))
    case "set": return try set()
    case "macro": return .macro(try macro())
    case "call": return try callBlock()
    case "filter": return try filterBlock()
    case "with": return try with()
    case "generation": return try scoped(until: "endgeneration")
    case "autoescape":
      _ = try expression()
      try expectBlockEnd()
      return try scopedBody(until: "endautoescape")
    case "block":
      let blockName = try expectName()
      while skip(name: "scoped") || skip(name: "required") {}
      try expectBlockEnd()
      let kind = try scopedBody(until: "endblock", ends: false)
      _ = skip(name: blockName)
      try expectBlockEnd()
      return kind
    case "print":
      var values = [try expression()]
      while skip(symbol: ",") { values.append(try expression()) }
      try expectBlockEnd()
      let whole = try made(
        .concatenation(values), at: place, over: values.map(\.depth).max() ?? 0)
      return .output(whole)
    case "break", "continue":
      guard isInLoop else {
        throw TemplateError(.syntax, "'\(name)' outside of a loop", at: place)
      }
      try expectBlockEnd()
      return name == "break" ? .breakLoop : .continueLoop
    case "include", "import", "from", "extends":
      while current.kind != .blockEnd, current.kind != .end { advance() }
      try expectBlockEnd()
      return .otherFile(name)
    default:
      throw TemplateError(.syntax, "expected a statement that is known, found '\(name)'", at: place)
    }
  }

  // MARK: Conditions and loops

  private mutating func conditional() throws(TemplateError) -> Statement.Kind {
    var branches: [(test: Expression, body: [Statement])] = []
    var otherwise: [Statement] = []
    let wasInConditional = isInConditional
    isInConditional = true
    defer { isInConditional = wasInConditional }
    while true {
      let test = try tupleOrExpression(withConditional: false)
      try expectBlockEnd()
      branches.append((test, try body(until: ["elif", "else", "endif"])))
      if skip(name: "elif") { continue }
      if skip(name: "else") {
        try expectBlockEnd()
        otherwise = try body(until: ["endif"])
      }
      try expect(name: "endif")
      try expectBlockEnd()
      return .conditional(branches, otherwise: otherwise)
    }
  }

  private mutating func loop(at place: Position) throws(TemplateError) -> ForStatement {
    let target = try target(allowsNamespace: false)
    try expect(name: "in")
    let iterable = try tupleOrExpression(withConditional: false)
    let test = skip(name: "if") ? try expression() : nil
    let isRecursive = skip(name: "recursive")
    try expectBlockEnd()
    let body = try ownBody(until: ["endfor", "else"], isLoop: true)
    var otherwise: [Statement] = []
    if skip(name: "else") {
      try expectBlockEnd()
      otherwise = try ownBody(until: ["endfor"], isLoop: isInLoop)
    }
    try expect(name: "endfor")
    try expectBlockEnd()
    return ForStatement(
      target: target, iterable: iterable, test: test, body: body, otherwise: otherwise,
      isRecursive: isRecursive, place: place)
  }

  /// A body with names of its own, in which nothing can be skipped by an `if` around it.
  private mutating func ownBody(
    until names: Set<String>, isLoop: Bool
  ) throws(TemplateError) -> [Statement] {
    let (wasInLoop, wasInConditional) = (isInLoop, isInConditional)
    isInLoop = isLoop
    isInConditional = false
    defer {
      isInLoop = wasInLoop
      isInConditional = wasInConditional
    }
    return try body(until: names)
  }

  // MARK: Assignments

  private mutating func set() throws(TemplateError) -> Statement.Kind {
    let target = try target(allowsNamespace: true)
    if skip(symbol: "=") {
      let value = try tupleOrExpression()
      try expectBlockEnd()
      return .set(target, value)
    }
    var filters: [Statement.FilterCall] = []
    while skip(symbol: "|") { filters.append(try filterCall()) }
    try expectBlockEnd()
    let body = try ownBody(until: ["endset"], isLoop: isInLoop)
    try expect(name: "endset")
    try expectBlockEnd()
    return .setBlock(target, filters, body)
  }

  /// `a`, `a, b`, `(a, b)` or `namespace.a`.
  mutating func target(allowsNamespace: Bool) throws(TemplateError) -> Statement.Target {
    let first = try singleTarget(allowsNamespace)
    guard isSymbol(",") else { return first }
    var parts = [first]
    while skip(symbol: ",") {
      guard isTargetStart else { break }
      parts.append(try singleTarget(allowsNamespace))
    }
    return .tuple(parts)
  }

  private var isTargetStart: Bool {
    if case .name = current.kind { return true }
    return isSymbol("(")
  }

  private mutating func singleTarget(_ allowsNamespace: Bool) throws(TemplateError)
    -> Statement.Target
  {
    if skip(symbol: "(") {
      let inner = try nested { (parser) throws(TemplateError) in
        try parser.target(allowsNamespace: allowsNamespace)
      }
      try expect(symbol: ")")
      return inner
    }
    let place = current.place
    let name = try expectName()
    guard !["true", "false", "none", "True", "False", "None"].contains(name) else {
      throw TemplateError(.syntax, "expected a name to set, found '\(name)'", at: place)
    }
    guard allowsNamespace, skip(symbol: ".") else { return .name(name) }
    noteName(name)
    return .attribute(namespace: name, name: try expectName())
  }

  // MARK: Macros and blocks

  private mutating func macro() throws(TemplateError) -> MacroDefinition {
    let name = try expectName()
    let parameters = try parameters()
    try expectBlockEnd()
    return try macroBody(name, parameters, until: "endmacro")
  }

  private mutating func macroBody(
    _ name: String?, _ parameters: [(name: String, standard: Expression?)], until end: String
  ) throws(TemplateError) -> MacroDefinition {
    namesOfMacros.append([])
    let body = try ownBody(until: [end], isLoop: false)
    let names = namesOfMacros.removeLast()
    for name in names { noteName(name) }
    try expect(name: end)
    try expectBlockEnd()
    return MacroDefinition(name: name, parameters: parameters, body: body, names: names)
  }

  private mutating func parameters() throws(TemplateError) -> [(
    name: String, standard: Expression?
  )] {
    try expect(symbol: "(")
    var parameters: [(name: String, standard: Expression?)] = []
    while !isSymbol(")") {
      if !parameters.isEmpty { try expect(symbol: ",") }
      let place = current.place
      let name = try expectName()
      if skip(symbol: "=") {
        parameters.append((name, try expression()))
      } else {
        guard parameters.allSatisfy({ $0.standard == nil }) else {
          throw TemplateError(
            .syntax, "expected a default for '\(name)', which follows one that has it", at: place)
        }
        parameters.append((name, nil))
      }
    }
    advance()
    return parameters
  }

  private mutating func callBlock() throws(TemplateError) -> Statement.Kind {
    let parameters = isSymbol("(") ? try parameters() : []
    let call = try expression()
    guard case .call = call.kind else {
      throw TemplateError(.syntax, "expected a call, found another expression", at: call.place)
    }
    try expectBlockEnd()
    return .callBlock(try macroBody(nil, parameters, until: "endcall"), call)
  }

  private mutating func filterBlock() throws(TemplateError) -> Statement.Kind {
    var filters = [try filterCall()]
    while skip(symbol: "|") { filters.append(try filterCall()) }
    try expectBlockEnd()
    let body = try ownBody(until: ["endfilter"], isLoop: isInLoop)
    try expect(name: "endfilter")
    try expectBlockEnd()
    return .filterBlock(filters, body)
  }

  private mutating func with() throws(TemplateError) -> Statement.Kind {
    var values: [(Statement.Target, Expression)] = []
    while current.kind != .blockEnd {
      if !values.isEmpty { try expect(symbol: ",") }
      let target = try singleTarget(false)
      try expect(symbol: "=")
      values.append((target, try expression()))
    }
    try expectBlockEnd()
    let body = try ownBody(until: ["endwith"], isLoop: isInLoop)
    try expect(name: "endwith")
    try expectBlockEnd()
    return .with(values, body)
  }

  private mutating func scoped(until end: String) throws(TemplateError) -> Statement.Kind {
    try expectBlockEnd()
    return try scopedBody(until: end)
  }

  private mutating func scopedBody(
    until end: String, ends: Bool = true
  ) throws(TemplateError) -> Statement.Kind {
    let body = try ownBody(until: [end], isLoop: false)
    try expect(name: end)
    if ends { try expectBlockEnd() }
    return .scoped(body)
  }
}
