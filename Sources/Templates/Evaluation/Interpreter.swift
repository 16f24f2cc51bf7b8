/// Runs a template once.
final class Interpreter {
  let budget: Budget
  let now: @Sendable () -> CivilTime
  /// What is being written: the output, and above it the blocks whose text is caught.
  private var outputs: [Text] = [Text(units: [])]
  /// Everything that may hold itself in a circle, emptied at the end.
  private var namespaces: [NamespaceValue] = []
  private var scopes: [Scope] = []

  init(limits: TemplateLimits, now: @escaping @Sendable () -> CivilTime) {
    budget = Budget(limits)
    self.now = now
  }

  func run(
    _ body: [Statement], _ variables: [TemplateValue.Member]
  ) throws(TemplateError) -> Text {
    let scope = Scope(parent: nil)
    for variable in variables {
      let value = try Value(variable.value, isData: false)
      scope.variables[variable.key] = value
    }
    let root = Scope(parent: scope)
    scopes.append(root)
    _ = try execute(body, root)
    return outputs[0]
  }

  func finish() {
    for namespace in namespaces { namespace.clear() }
    for scope in scopes { scope.variables = [:] }
    namespaces = []
    scopes = []
  }

  func makeNamespace() throws(TemplateError) -> NamespaceValue {
    try budget.reserve(elements: 4)
    let namespace = NamespaceValue()
    namespaces.append(namespace)
    return namespace
  }

  /// A macro keeps the names around it, which may hold the macro.
  func makeMacro(_ definition: MacroDefinition, _ scope: Scope) throws(TemplateError) -> MacroValue
  {
    try budget.reserve(elements: 8)
    if scopes.last !== scope { scopes.append(scope) }
    return MacroValue(definition, scope: scope)
  }

  // MARK: Output

  func emit(_ text: Text) throws(TemplateError) {
    let count = outputs[outputs.count - 1].count + text.count
    guard count <= budget.limits.textLength else {
      throw TemplateError(
        .limit, "expected at most \(budget.limits.textLength) code points of output, found more")
    }
    try budget.spend(text.count)
    outputs[outputs.count - 1].append(text)
  }

  /// The text that a piece of the template writes.
  func captured(_ body: () throws(TemplateError) -> Void) throws(TemplateError) -> Text {
    outputs.append(Text(units: []))
    do {
      try body()
    } catch {
      outputs.removeLast()
      throw error
    }
    return outputs.removeLast()
  }

  /// The text of a value as `{{ }}` prints it.
  func text(of value: Value) throws(TemplateError) -> Text {
    if case .string(var text) = value {
      text.isMarkup = false
      return text
    }
    var printer = Printer(budget)
    return try printer.text(of: value)
  }

  func textKeepingMarkup(_ value: Value) throws(TemplateError) -> Text {
    if case .string(let text) = value { return text }
    return try text(of: value)
  }
}
