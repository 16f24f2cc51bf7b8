package import JSON

extension ModelBytes {
  /// The whole file as one JSON value.
  package func json() throws(ModelFileError) -> JSONValue {
    defer { withExtendedLifetime(self) {} }
    do {
      return try JSONValue(parsing: bytes)
    } catch {
      throw ModelFileError(
        .invalid, file: name, offset: error.offset, expected: error.expected, found: error.found)
    }
  }
}
