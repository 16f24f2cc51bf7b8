/// Why a selection does not fit a chat.
///
/// All of these are faults of the request, not of the chat.
public struct ChatSelectionError: Error, Sendable, Hashable, CustomStringConvertible {
  public enum Code: String, Sendable, Hashable, CaseIterable {
    /// The words name no time.
    case unknownTime
    /// A time was asked for, but the messages have none.
    case noTimes
    /// Nobody of that name wrote in the chat.
    case unknownParticipant
    /// The selection needs to know whose phone it is.
    case missingParticipant
    /// A number of messages below one.
    case invalidCount
  }

  public let code: Code
  public let message: String
  public let hint: String?

  public init(_ code: Code, _ message: String, hint: String? = nil) {
    self.code = code
    self.message = message
    self.hint = hint
  }

  public var description: String { message }
}
