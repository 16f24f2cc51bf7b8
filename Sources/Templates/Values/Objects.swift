/// The one thing that a template can change: `{% set ns.name = value %}`.
///
/// An interpreter empties all of its namespaces at its end, since they may hold each other.
final class NamespaceValue {
  var names: [String] = []
  var attributes: [String: Value] = [:]

  func set(_ name: String, _ value: Value) {
    if attributes.updateValue(value, forKey: name) == nil { names.append(name) }
  }

  func clear() {
    names = []
    attributes = [:]
  }
}

/// `loop` inside a for statement.
final class LoopValue {
  let items: [Value]
  var index = 0
  var lastChanged: [Value]?
  /// Runs the same loop over other items, for `{% for … recursive %}`.
  let recurse: Recursion?
  let depth0: Int

  final class Recursion {
    let statement: ForStatement
    let scope: Scope

    init(statement: ForStatement, scope: Scope) {
      self.statement = statement
      self.scope = scope
    }
  }

  init(items: [Value], recurse: Recursion?, depth0: Int) {
    self.items = items
    self.recurse = recurse
    self.depth0 = depth0
  }
}

/// What can be called.
enum Callable {
  case function(BuiltinFunction)
  case method(MethodValue)
  case macro(MacroValue)
  case cycler(CyclerValue)
  case joiner(JoinerValue)
  case loopMethod(LoopValue, String)

  var typeName: String {
    switch self {
    case .function: "function"
    case .method, .loopMethod: "method"
    case .macro: "Macro"
    case .cycler: "Cycler"
    case .joiner: "Joiner"
    }
  }

  var depth: Int {
    switch self {
    case .method(let method): method.depth
    case .cycler(let cycler): cycler.depth
    default: 0
    }
  }

  var identity: ObjectIdentifier {
    switch self {
    case .function(let function): ObjectIdentifier(function)
    case .method(let method): ObjectIdentifier(method)
    case .macro(let macro): ObjectIdentifier(macro)
    case .cycler(let cycler): ObjectIdentifier(cycler)
    case .joiner(let joiner): ObjectIdentifier(joiner)
    case .loopMethod(let loop, _): ObjectIdentifier(loop)
    }
  }
}

/// A function that every template has.
final class BuiltinFunction: Sendable {
  typealias Body =
    @Sendable (Interpreter, Arguments) throws(TemplateError) -> Value

  let name: String
  let body: Body

  init(_ name: String, _ body: @escaping Body) {
    self.name = name
    self.body = body
  }
}

/// A method with its receiver: `text.split`.
final class MethodValue {
  let receiver: Value
  let name: String
  let depth: Int

  init(_ receiver: Value, _ name: String) throws(TemplateError) {
    depth = try Value.nestedDepth(CollectionOfOne(receiver))
    self.receiver = receiver
    self.name = name
  }
}

/// A macro with the names that it can see.
final class MacroValue {
  let definition: MacroDefinition
  let scope: Scope

  init(_ definition: MacroDefinition, scope: Scope) {
    self.definition = definition
    self.scope = scope
  }
}

final class CyclerValue {
  let items: [Value]
  var place = 0
  let depth: Int

  init(_ items: [Value]) throws(TemplateError) {
    depth = try Value.nestedDepth(items)
    self.items = items
  }
}

final class JoinerValue {
  let separator: Value
  var isUsed = false

  init(separator: Value) { self.separator = separator }
}

/// Names and their values, on top of the names around them.
final class Scope {
  var variables: [String: Value] = [:]
  let parent: Scope?

  init(parent: Scope?) { self.parent = parent }

  func find(_ name: String) -> Value? {
    var scope: Scope? = self
    while let current = scope {
      if let value = current.variables[name] { return value }
      scope = current.parent
    }
    return nil
  }
}
