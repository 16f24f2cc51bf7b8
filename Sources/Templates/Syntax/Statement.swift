/// A statement of a template and where it stands.
struct Statement: Sendable {
  let kind: Kind
  let place: Position

  indirect enum Kind: Sendable {
    /// The template's own words.
    case text(Text)
    case output(Expression)
    /// Tests with their bodies in order, then what stands after `else`.
    case conditional([(test: Expression, body: [Statement])], otherwise: [Statement])
    case loop(ForStatement)
    case set(Target, Expression)
    case setBlock(Target, [FilterCall], [Statement])
    case macro(MacroDefinition)
    case callBlock(MacroDefinition, Expression)
    case filterBlock([FilterCall], [Statement])
    case with([(Target, Expression)], [Statement])
    /// A body with names of its own: `{% generation %}` and `{% block %}`.
    case scoped([Statement])
    case breakLoop
    case continueLoop
    /// A statement that needs another file; there is none.
    case otherFile(String)
  }

  /// What a value is given to.
  indirect enum Target: Sendable {
    case name(String)
    case attribute(namespace: String, name: String)
    case tuple([Target])
  }

  /// A filter with no value yet.
  struct FilterCall: Sendable {
    let name: String
    let arguments: CallArguments
    let place: Position
  }
}

final class ForStatement: Sendable {
  let target: Statement.Target
  let iterable: Expression
  let test: Expression?
  let body: [Statement]
  let otherwise: [Statement]
  let isRecursive: Bool
  let place: Position

  init(
    target: Statement.Target, iterable: Expression, test: Expression?, body: [Statement],
    otherwise: [Statement], isRecursive: Bool, place: Position
  ) {
    self.target = target
    self.iterable = iterable
    self.test = test
    self.body = body
    self.otherwise = otherwise
    self.isRecursive = isRecursive
    self.place = place
  }
}

/// A macro, or the body of a call block, which has no name.
final class MacroDefinition: Sendable {
  let name: String?
  let parameters: [(name: String, standard: Expression?)]
  let body: [Statement]
  /// Which of `caller`, `kwargs` and `varargs` the body speaks of: only then are they taken.
  let usesCaller: Bool
  let usesKeywords: Bool
  let usesRest: Bool

  init(
    name: String?, parameters: [(name: String, standard: Expression?)], body: [Statement],
    names: Set<String>
  ) {
    self.name = name
    self.parameters = parameters
    self.body = body
    let own = Set(parameters.map(\.name))
    usesCaller = names.contains("caller") && !own.contains("caller")
    usesKeywords = names.contains("kwargs") && !own.contains("kwargs")
    usesRest = names.contains("varargs") && !own.contains("varargs")
  }
}
