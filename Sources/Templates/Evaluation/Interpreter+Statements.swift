/// How a body of statements ended.
enum Flow {
  case done, breakLoop, continueLoop
}

extension Interpreter {
  func execute(_ body: [Statement], _ scope: Scope) throws(TemplateError) -> Flow {
    try budget.enter()
    defer { budget.leave() }
    for statement in body {
      let flow: Flow
      do {
        flow = try execute(statement, scope)
      } catch {
        throw error.placed(at: statement.place)
      }
      if flow != .done { return flow }
    }
    return .done
  }

  private func execute(_ statement: Statement, _ scope: Scope) throws(TemplateError) -> Flow {
    try budget.spend(Budget.step)
    switch statement.kind {
    case .text(let text): try emit(text)
    case .output(let expression): try emit(try text(of: try evaluate(expression, scope)))
    case .conditional(let branches, let otherwise):
      for branch in branches where try evaluate(branch.test, scope).isTrue {
        return try execute(branch.body, scope)
      }
      return otherwise.isEmpty ? .done : try execute(otherwise, scope)
    case .loop(let loop):
      let items = try self.items(of: try evaluate(loop.iterable, scope))
      return try run(loop, items, scope, depth0: 0)
    case .set(let target, let expression):
      try assign(try evaluate(expression, scope), to: target, scope)
    case .setBlock(let target, let filters, let body):
      var value = Value.string(try written(body, Scope(parent: scope)))
      for filter in filters { value = try apply(filter, to: value, scope) }
      try assign(value, to: target, scope)
    case .macro(let definition):
      let macro = try makeMacro(definition, scope)
      scope.variables[definition.name ?? ""] = .callable(.macro(macro))
    case .callBlock(let definition, let call):
      let caller = Value.callable(.macro(try makeMacro(definition, scope)))
      try emit(try text(of: try evaluate(call: call, scope, caller: caller)))
    case .filterBlock(let filters, let body):
      var value = Value.string(try written(body, Scope(parent: scope)))
      for filter in filters { value = try apply(filter, to: value, scope) }
      try emit(try text(of: value))
    case .with(let values, let body):
      let inner = Scope(parent: scope)
      var evaluated: [(Statement.Target, Value)] = []
      for (target, expression) in values {
        evaluated.append((target, try evaluate(expression, scope)))
      }
      for (target, value) in evaluated { try assign(value, to: target, inner) }
      return try execute(body, inner)
    case .scoped(let body): return try execute(body, Scope(parent: scope))
    case .breakLoop: return .breakLoop
    case .continueLoop: return .continueLoop
    case .otherFile(let name):
      throw TemplateError(.security, "a chat template is one file: '\(name)' has nothing to read")
    }
    return .done
  }

  private func written(_ body: [Statement], _ scope: Scope) throws(TemplateError) -> Text {
    try captured { () throws(TemplateError) in _ = try execute(body, scope) }
  }

  // MARK: Loops

  /// Runs a loop; what its body sets is forgotten after each round.
  func run(
    _ loop: ForStatement, _ items: [Value], _ scope: Scope, depth0: Int
  ) throws(TemplateError) -> Flow {
    var kept = items
    if let test = loop.test {
      kept = []
      for item in items {
        let inner = Scope(parent: scope)
        inner.variables["loop"] = .undefined("'loop' is undefined in the loop's own test")
        try assign(item, to: loop.target, inner)
        if try evaluate(test, inner).isTrue { kept.append(item) }
      }
    }
    let recursion = loop.isRecursive ? LoopValue.Recursion(statement: loop, scope: scope) : nil
    let state = LoopValue(items: kept, recurse: recursion, depth0: depth0)
    for (index, item) in kept.enumerated() {
      try budget.spend(Budget.step)
      state.index = index
      let inner = Scope(parent: scope)
      inner.variables["loop"] = .loop(state)
      try assign(item, to: loop.target, inner)
      if try execute(loop.body, inner) == .breakLoop { return .done }
    }
    if kept.isEmpty, !loop.otherwise.isEmpty {
      return try execute(loop.otherwise, Scope(parent: scope))
    }
    return .done
  }

  // MARK: Assignments

  func assign(
    _ value: Value, to target: Statement.Target, _ scope: Scope
  ) throws(TemplateError) {
    switch target {
    case .name(let name): scope.variables[name] = value
    case .attribute(let namespace, let name):
      let holder = scope.find(namespace) ?? .undefined(Self.isUndefined(namespace))
      guard case .namespace(let object) = holder else {
        throw TemplateError(
          .type, "cannot assign attribute '\(name)' of '\(namespace)', which is no namespace")
      }
      try Self.checkAttribute(name)
      object.set(name, value)
    case .tuple(let targets):
      let values = try items(of: value)
      guard values.count == targets.count else {
        throw TemplateError(
          .type, "expected \(targets.count) values to unpack, found \(values.count)")
      }
      for (target, value) in zip(targets, values) { try assign(value, to: target, scope) }
    }
  }

  static func isUndefined(_ name: String) -> String { "'\(name)' is undefined" }

  /// Names that begin with an underscore are Python's own.
  static func checkAttribute(_ name: String) throws(TemplateError) {
    guard !name.hasPrefix("_") else {
      throw TemplateError(
        .security, "a namespace cannot hold '\(name)', which begins with an underscore")
    }
  }
}
