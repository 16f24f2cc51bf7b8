/// Where a text stops being JSON: what was expected there and what was found.
package struct JSONError: Error, Sendable, Hashable, CustomStringConvertible {
  /// Bytes from the text's start.
  package let offset: Int
  package let expected: String
  package let found: String

  package init(offset: Int, expected: String, found: String) {
    self.offset = offset
    self.expected = expected
    self.found = found
  }

  package var description: String { "byte \(offset): expected \(expected), found \(found)" }
}
