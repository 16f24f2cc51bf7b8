/// Why an export could not be read: what was expected and what was found, in one line.
public struct ChatImportError: Error, Sendable, Hashable, CustomStringConvertible {
  public enum Code: String, Sendable, Hashable, CaseIterable {
    /// The file has no bytes, or nothing but white space.
    case empty
    /// The file is no text.
    case binary
    /// The text is neither UTF-8 nor UTF-16 nor CP949.
    case invalidUTF8
    /// The text is not a chat in any form that is known.
    case unknownFormat
    /// The text is in the format that was asked for but holds no message.
    case noMessages
    /// There is no format of the name that was asked for.
    case unknownFormatName
  }

  public let code: Code
  public let message: String

  /// What could be done about it.
  public let hint: String?

  public init(_ code: Code, _ message: String, hint: String? = nil) {
    self.code = code
    self.message = message
    self.hint = hint
  }

  public var description: String { message }
}
