/// Makes statements and expressions of tokens, with Jinja's grammar.
///
/// Nesting is bounded, so that neither parsing nor running nor freeing a tree needs much stack.
struct Parser {
  private let tokens: [Token]
  private(set) var index = 0
  var nesting = 0
  /// Whether `break` and `continue` have a loop to speak of.
  var isInLoop = false
  /// Names that the macros being read speak of, the innermost last.
  var namesOfMacros: [Set<String>] = []
  /// Filters and tests that nobody knows; Jinja refuses them before it renders, except in what an
  /// `if` may skip.
  var unknown: [TemplateError] = []
  var isInConditional = false

  static let nestingLimit = 100

  static func statements(of source: String) throws(TemplateError) -> [Statement] {
    var parser = Parser(tokens: try Lexer.tokens(of: source))
    let body = try parser.body(until: [])
    if let error = parser.unknown.first { throw error }
    return body
  }

  private init(tokens: [Token]) { self.tokens = tokens }

  var current: Token { tokens[index] }
  var next: Token { tokens[min(index + 1, tokens.count - 1)] }

  @discardableResult
  mutating func advance() -> Token {
    let token = tokens[index]
    if index + 1 < tokens.count { index += 1 }
    return token
  }

  func failure(_ expected: String) -> TemplateError {
    TemplateError(
      .syntax, "expected \(expected), found \(current.description)", at: current.place)
  }

  mutating func nested<Result>(
    _ body: (inout Parser) throws(TemplateError) -> Result
  ) throws(TemplateError) -> Result {
    guard nesting < Self.nestingLimit else {
      throw TemplateError(
        .limit, "expected at most \(Self.nestingLimit) nested levels, found more", at: current.place
      )
    }
    nesting += 1
    let result = try body(&self)
    nesting -= 1
    return result
  }

  // MARK: Tokens

  func isSymbol(_ symbol: String) -> Bool { current.kind == .symbol(symbol) }
  func isName(_ name: String) -> Bool { current.kind == .name(name) }

  mutating func skip(symbol: String) -> Bool {
    guard isSymbol(symbol) else { return false }
    advance()
    return true
  }

  mutating func skip(name: String) -> Bool {
    guard isName(name) else { return false }
    advance()
    return true
  }

  mutating func expect(symbol: String) throws(TemplateError) {
    guard skip(symbol: symbol) else { throw failure("'\(symbol)'") }
  }

  mutating func expect(name: String) throws(TemplateError) {
    guard skip(name: name) else { throw failure("'\(name)'") }
  }

  mutating func expectName() throws(TemplateError) -> String {
    guard case .name(let name) = current.kind else { throw failure("a name") }
    advance()
    return name
  }

  mutating func expectBlockEnd() throws(TemplateError) {
    guard current.kind == .blockEnd else { throw failure("'%}'") }
    advance()
  }

  /// An expression, refused when it is deeper than what may be run.
  func made(_ kind: Expression.Kind, at place: Position, over depth: Int) throws(TemplateError)
    -> Expression
  {
    guard depth < 2 * Self.nestingLimit else {
      throw TemplateError(
        .limit, "expected expressions nested at most \(2 * Self.nestingLimit) deep, found more",
        at: place)
    }
    return Expression(kind: kind, place: place, depth: depth + 1)
  }
}
