extension Interpreter {
  /// Calls a macro: arguments by place, then by name, then the defaults, each of which sees the
  /// parameters before it.
  func call(_ macro: MacroValue, _ given: Arguments) throws(TemplateError) -> Value {
    let definition = macro.definition
    let title = definition.name.map { "macro '\($0)'" } ?? "the caller's block"
    let scope = Scope(parent: macro.scope)
    var keywords = given.keywords
    for (index, parameter) in definition.parameters.enumerated() {
      if index < given.positional.count {
        scope.variables[parameter.name] = given.positional[index]
      } else if let place = keywords.firstIndex(where: { $0.name == parameter.name }) {
        scope.variables[parameter.name] = keywords.remove(at: place).value
      } else if let standard = parameter.standard {
        scope.variables[parameter.name] = try evaluate(standard, scope)
      } else {
        scope.variables[parameter.name] = .undefined(
          "parameter '\(parameter.name)' was not provided")
      }
    }
    if definition.usesCaller {
      let place = keywords.firstIndex { $0.name == "caller" }
      scope.variables["caller"] =
        place.map { keywords.remove(at: $0).value } ?? .undefined("no caller defined")
    }
    if definition.usesKeywords {
      var pairs: [(Value, Value)] = []
      for keyword in keywords { pairs.append((.string(keyword.name), keyword.value)) }
      scope.variables["kwargs"] = .dict(try DictValue(pairs))
    } else if let unexpected = keywords.first {
      throw TemplateError(.type, "\(title) takes no keyword argument '\(unexpected.name)'")
    }
    let rest = given.positional.dropFirst(definition.parameters.count)
    if definition.usesRest {
      scope.variables["varargs"] = try .tuple(Array(rest))
    } else if !rest.isEmpty {
      throw TemplateError(
        .type, "\(title) takes not more than \(definition.parameters.count) argument(s)")
    }
    return .string(
      try captured { () throws(TemplateError) in _ = try execute(definition.body, scope) })
  }
}
