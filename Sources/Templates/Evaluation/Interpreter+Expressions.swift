extension Interpreter {
  func evaluate(_ expression: Expression, _ scope: Scope) throws(TemplateError) -> Value {
    do {
      try budget.enter()
      defer { budget.leave() }
      return try value(of: expression, scope)
    } catch {
      throw error.placed(at: expression.place)
    }
  }

  private func value(of expression: Expression, _ scope: Scope) throws(TemplateError) -> Value {
    switch expression.kind {
    case .constant(let constant): return Self.value(of: constant)
    case .name(let name): return lookUp(name, scope)
    case .tuple(let items): return try .tuple(try evaluate(all: items, scope))
    case .list(let items): return try .list(try evaluate(all: items, scope))
    case .dict(let pairs): return try dict(pairs, scope)
    case .attribute(let base, let name):
      return try attribute(name, of: try evaluate(base, scope))
    case .item(let base, let key):
      let receiver = try evaluate(base, scope)
      return try item(try evaluate(key, scope), of: receiver)
    case .slice(let base, let start, let stop, let step):
      let receiver = try evaluate(base, scope)
      return try slice(
        receiver, try bound(start, scope), try bound(stop, scope), try bound(step, scope))
    case .call: return try evaluate(call: expression, scope, caller: nil)
    case .filter(let base, let name, let arguments):
      let value = try evaluate(base, scope)
      return try filter(name, value, try evaluate(arguments, scope))
    case .test(let base, let name, let arguments):
      let value = try evaluate(base, scope)
      return .bool(try test(name, value, try evaluate(arguments, scope)))
    case .concatenation(let parts):
      var result = Text(units: [])
      for part in parts {
        let text = try text(of: try evaluate(part, scope))
        try budget.reserve(text: result.count + text.count)
        result.append(text)
      }
      return .string(result)
    default: return try operation(expression, scope)
    }
  }

  private func operation(_ expression: Expression, _ scope: Scope) throws(TemplateError) -> Value {
    switch expression.kind {
    case .unary(let sign, let inner):
      return try Operators.apply(sign, try evaluate(inner, scope))
    case .binary(let sign, let left, let right):
      let first = try evaluate(left, scope)
      return try Operators.apply(sign, first, try evaluate(right, scope), self)
    case .comparison(let first, let rest):
      var left = try evaluate(first, scope)
      for (index, (comparison, expression)) in rest.enumerated() {
        let right = try evaluate(expression, scope)
        let holds = try Comparisons.holds(comparison, left, right, budget)
        if index == rest.count - 1 || !holds { return .bool(holds) }
        left = right
      }
      return .bool(true)
    case .and(let left, let right):
      let first = try evaluate(left, scope)
      return first.isTrue ? try evaluate(right, scope) : first
    case .or(let left, let right):
      let first = try evaluate(left, scope)
      return first.isTrue ? first : try evaluate(right, scope)
    case .conditional(let test, let then, let otherwise):
      if try evaluate(test, scope).isTrue { return try evaluate(then, scope) }
      guard let otherwise else {
        return .undefined("the inline if expression evaluated to false and has no else")
      }
      return try evaluate(otherwise, scope)
    default: return .none  // all other kinds are handled by the caller
    }
  }

  private static func value(of constant: Expression.Constant) -> Value {
    switch constant {
    case .none: .none
    case .bool(let flag): .bool(flag)
    case .integer(let number): .integer(number)
    case .float(let number): .float(number)
    case .string(let text): .string(text)
    }
  }

  private func lookUp(_ name: String, _ scope: Scope) -> Value {
    if let value = scope.find(name) { return value }
    if let function = Functions.table[name] { return .callable(.function(function)) }
    return .undefined(Self.isUndefined(name))
  }

  private func dict(
    _ pairs: [(Expression, Expression)], _ scope: Scope
  ) throws(TemplateError) -> Value {
    try budget.reserve(elements: 2 * pairs.count)
    var values: [(Value, Value)] = []
    for (key, value) in pairs {
      let key = try evaluate(key, scope)
      values.append((key, try evaluate(value, scope)))
    }
    return .dict(try DictValue(values))
  }

  private func evaluate(
    all expressions: [Expression], _ scope: Scope
  ) throws(TemplateError) -> [Value] {
    try budget.reserve(elements: expressions.count)
    var values: [Value] = []
    values.reserveCapacity(expressions.count)
    for expression in expressions { values.append(try evaluate(expression, scope)) }
    return values
  }

  private func bound(_ expression: Expression?, _ scope: Scope) throws(TemplateError) -> Int? {
    guard let expression else { return nil }
    let value = try evaluate(expression, scope)
    if case .none = value { return nil }
    guard let index = value.integer else {
      throw TemplateError(
        .type, "slice indices must be integers or None, found \(value.typeName)",
        at: expression.place)
    }
    return index
  }

  // MARK: Calls

  func evaluate(
    _ arguments: CallArguments, _ scope: Scope
  ) throws(TemplateError) -> Arguments {
    var result = Arguments(positional: try evaluate(all: arguments.positional, scope))
    for keyword in arguments.keywords {
      result.keywords.append((keyword.name, try evaluate(keyword.value, scope)))
    }
    if let starred = arguments.starred {
      result.positional += try items(of: try evaluate(starred, scope))
    }
    if let expression = arguments.doubleStarred {
      guard case .dict(let dict) = try evaluate(expression, scope) else {
        throw TemplateError(.type, "argument after ** must be a mapping", at: expression.place)
      }
      for (key, value) in zip(dict.keys, dict.values) {
        guard let name = key.text?.string, result.keyword(name) == nil else {
          throw TemplateError(
            .type, "keywords must be strings, each given once", at: expression.place)
        }
        result.keywords.append((name, value))
      }
    }
    return result
  }

  func evaluate(
    call expression: Expression, _ scope: Scope, caller: Value?
  ) throws(TemplateError) -> Value {
    guard case .call(let base, let arguments) = expression.kind else { return .none }
    let callee = try evaluate(base, scope)
    var given = try evaluate(arguments, scope)
    if let caller { given.keywords.append(("caller", caller)) }
    do {
      return try call(callee, given)
    } catch {
      throw error.placed(at: expression.place)
    }
  }

  func call(_ callee: Value, _ arguments: Arguments) throws(TemplateError) -> Value {
    switch callee {
    case .callable(let callable): return try call(callable, arguments)
    case .undefined(let message): throw TemplateError(.undefined, message)
    case .loop(let loop):
      guard let recursion = loop.recurse else {
        throw TemplateError(
          .type, "the loop must have the 'recursive' marker to be called recursively")
      }
      var arguments = arguments
      let items = try self.items(of: try arguments.required("iterable", of: "loop"))
      try arguments.finish("loop")
      return .string(
        try captured { () throws(TemplateError) in
          _ = try run(recursion.statement, items, recursion.scope, depth0: loop.depth0 + 1)
        })
    default: throw TemplateError(.type, "'\(callee.typeName)' object is not callable")
    }
  }

  private func call(_ callable: Callable, _ arguments: Arguments) throws(TemplateError) -> Value {
    switch callable {
    case .function(let function): return try function.body(self, arguments)
    case .macro(let macro): return try call(macro, arguments)
    case .method(let method): return try Methods.call(method, arguments, self)
    case .cycler:
      throw TemplateError(.type, "'Cycler' object is not callable")
    case .joiner(let joiner):
      try arguments.finish("joiner")
      defer { joiner.isUsed = true }
      return joiner.isUsed ? joiner.separator : .string("")
    case .loopMethod(let loop, let name):
      if name == "cycle" {
        guard !arguments.positional.isEmpty else {
          throw TemplateError(.type, "no items for cycling given")
        }
        return arguments.positional[loop.index % arguments.positional.count]
      }
      if let last = loop.lastChanged, last.count == arguments.positional.count {
        var isSame = true
        for (left, right) in zip(last, arguments.positional) {
          isSame = isSame && Comparisons.areEqual(left, right)
        }
        if isSame { return .bool(false) }
      }
      loop.lastChanged = arguments.positional
      return .bool(true)
    }
  }

  func apply(
    _ filter: Statement.FilterCall, to value: Value, _ scope: Scope
  ) throws(TemplateError) -> Value {
    do {
      return try self.filter(filter.name, value, try evaluate(filter.arguments, scope))
    } catch {
      throw error.placed(at: filter.place)
    }
  }

  func filter(
    _ name: String, _ value: Value, _ arguments: Arguments
  ) throws(TemplateError) -> Value {
    guard let filter = Filters.table[name] else {
      throw TemplateError(.type, "no filter named '\(name)'")
    }
    return try filter(self, value, arguments)
  }

  func test(
    _ name: String, _ value: Value, _ arguments: Arguments
  ) throws(TemplateError) -> Bool {
    guard let test = Tests.table[name] else {
      throw TemplateError(.type, "no test named '\(name)'")
    }
    return try test(self, value, arguments)
  }
}
