/// Why a template could not be read or rendered, with the place in its text.
///
/// Lines and columns count from 1; both are 0 while the place is not yet known.
package struct TemplateError: Error, Sendable, Hashable, CustomStringConvertible {
  package enum Code: Sendable, Hashable {
    /// The text is no template.
    case syntax
    /// Something undefined was used as if it were there.
    case undefined
    /// An operation on values that do not have it, or on a value it does not take.
    case type
    /// The template itself refused its input with `raise_exception`.
    case raised
    /// More steps, depth, output or memory than is allowed.
    case limit
    /// Something that a sandboxed template must not do, such as changing a list in place.
    case security
  }

  package var code: Code
  package var message: String
  package var line: Int
  package var column: Int

  package init(_ code: Code, _ message: String, at place: Position = Position(line: 0, column: 0)) {
    self.code = code
    self.message = message
    line = place.line
    column = place.column
  }

  package var description: String {
    line == 0 ? message : "line \(line), column \(column): \(message)"
  }

  /// The same error, with a place if it had none.
  func placed(at place: Position) -> TemplateError {
    guard line == 0 else { return self }
    return TemplateError(code, message, at: place)
  }
}

/// A place in a template's text, both numbers from 1.
package struct Position: Sendable, Hashable {
  package var line: Int
  package var column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}
