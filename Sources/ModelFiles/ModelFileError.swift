/// What is wrong with a model file: where, what was expected there and what was found instead.
///
/// The description is one line whatever the file holds: text that came from the file is escaped
/// and shortened before it gets in here.
package struct ModelFileError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The kind of failure, for callers that choose an exit status or a hint.
  ///
  /// `unreadable` and `unwritable` are the system's refusals; all others blame the file's content.
  package struct Code: Sendable, Hashable, CustomStringConvertible {
    package let description: String

    private init(_ description: String) { self.description = description }

    /// The system would not open, read or map the file.
    package static let unreadable = Code("unreadable")
    /// The system would not create, write or rename the file.
    package static let unwritable = Code("unwritable")
    /// The file does not begin as this format does.
    package static let wrongFormat = Code("wrongFormat")
    /// The format's version or byte order is not one we read.
    package static let unsupportedVersion = Code("unsupportedVersion")
    /// A type that is unknown, or known and not read here.
    package static let unsupportedType = Code("unsupportedType")
    /// A count, length or range that does not fit into the file.
    package static let truncated = Code("truncated")
    /// A value that the format forbids.
    package static let invalid = Code("invalid")
    /// A second key or tensor of one name, or two tensors that share bytes.
    package static let duplicate = Code("duplicate")
    /// A key or tensor that was asked for and is not there.
    package static let missing = Code("missing")
    /// A value whose type or size is not the one that was asked for.
    package static let mismatch = Code("mismatch")
    /// A weight that is NaN or infinite.
    package static let notFinite = Code("notFinite")
    /// Stopped on request.
    package static let cancelled = Code("cancelled")
  }

  /// The part of the file that an error is about.
  package enum Place: Sendable, Hashable, CustomStringConvertible {
    case file
    case header
    case key(String)
    case tensor(String)

    package var description: String {
      switch self {
      case .file: "file"
      case .header: "header"
      case .key(let name): "key \(Printable.quoted(name))"
      case .tensor(let name): "tensor \(Printable.quoted(name))"
      }
    }
  }

  package let code: Code
  /// The path, or the name of bytes that are no file.
  package let file: String
  package let place: Place
  /// Where in the file, when one byte can be named.
  package let offset: Int?
  package let expected: String
  package let found: String

  package init(
    _ code: Code, file: String, place: Place = .file, offset: Int? = nil, expected: String,
    found: String
  ) {
    self.code = code
    self.file = file
    self.place = place
    self.offset = offset
    self.expected = expected
    self.found = found
  }

  package var description: String {
    var line = Printable.escaped(file)
    if place != .file { line += ": \(place)" }
    if let offset { line += place == .file ? ": byte \(offset)" : " at byte \(offset)" }
    return line + ": expected \(expected), found \(found)"
  }
}
