/// What went wrong, in words for a person and with a code for a program.
///
/// The message names the file, line, option or tensor, what was expected and what was found;
/// `hint` says what can be done about it, where there is something to do.
public struct OnDeviceError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The kind of failure.
  ///
  /// New codes may be added; treat an unknown one as ``internalFailure``.
  public struct Code: Sendable, Hashable, CustomStringConvertible {
    public let description: String
    /// The status that a command ends with (BSD `sysexits.h` numbers).
    public let exitStatus: Int32

    private init(_ description: String, _ exitStatus: Int32) {
      self.description = description
      self.exitStatus = exitStatus
    }

    /// The request itself is wrong: an option, a name, a value.
    public static let invalidRequest = Code("invalidRequest", 64)
    /// The input was read and is not what it should be.
    public static let badData = Code("badData", 65)
    /// The input cannot be read.
    public static let cannotRead = Code("cannotRead", 66)
    /// The model is not there, or is not able to do the task.
    public static let modelUnavailable = Code("modelUnavailable", 69)
    /// The prompt does not fit the context.
    public static let contextSizeExceeded = Code("contextSizeExceeded", 65)
    /// A session was asked again before it had answered.
    public static let concurrentRequests = Code("concurrentRequests", 64)
    /// Memory lacks; the message says how much.
    public static let outOfMemory = Code("outOfMemory", 69)
    /// A defect of this library.
    public static let internalFailure = Code("internalFailure", 70)
    /// The result cannot be written.
    public static let cannotWrite = Code("cannotWrite", 74)
    /// The work was cancelled.
    public static let cancelled = Code("cancelled", 130)
  }

  public var code: Code
  public var message: String
  public var hint: String?

  /// Makes an error; the message is one line without the word "error".
  public init(_ code: Code, _ message: String, hint: String? = nil) {
    self.code = code
    self.message = message
    self.hint = hint
  }

  public var description: String {
    hint.map { "\(message) (\($0))" } ?? message
  }
}
