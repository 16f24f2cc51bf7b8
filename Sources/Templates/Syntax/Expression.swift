/// An expression of a template and where it stands.
struct Expression: Sendable {
  let kind: Kind
  let place: Position
  /// Levels of expressions inside it, itself counted; the parser keeps it small.
  let depth: Int

  indirect enum Kind: Sendable {
    case constant(Constant)
    case name(String)
    case tuple([Expression])
    case list([Expression])
    case dict([(Expression, Expression)])
    case attribute(Expression, String)
    case item(Expression, Expression)
    case slice(Expression, start: Expression?, stop: Expression?, step: Expression?)
    case call(Expression, CallArguments)
    case filter(Expression, String, CallArguments)
    case test(Expression, String, CallArguments)
    case unary(UnaryOperator, Expression)
    case binary(BinaryOperator, Expression, Expression)
    case concatenation([Expression])
    case comparison(Expression, [(Comparison, Expression)])
    case and(Expression, Expression)
    case or(Expression, Expression)
    case conditional(test: Expression, then: Expression, otherwise: Expression?)
  }

  enum Constant: Sendable {
    case none
    case bool(Bool)
    case integer(Int)
    case float(Double)
    case string(Text)
  }

  enum UnaryOperator: Sendable { case not, minus, plus }

  enum BinaryOperator: String, Sendable {
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case floorDivide = "//"
    case modulo = "%"
    case power = "**"
  }

  enum Comparison: String, Sendable {
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case isIn = "in"
    case isNotIn = "not in"
  }
}

/// What stands between the parentheses of a call.
struct CallArguments: Sendable {
  var positional: [Expression] = []
  var keywords: [(name: String, value: Expression)] = []
  var starred: Expression?
  var doubleStarred: Expression?

  var depth: Int {
    let parts = positional + keywords.map(\.value) + [starred, doubleStarred].compactMap { $0 }
    return parts.map(\.depth).max() ?? 0
  }
}
