/// What a companion answered, or why it did not.
public struct CompanionAnswer: Sendable, Hashable {
  /// The words; empty where there was nothing to say.
  public var text: String
  public var finish: FinishReason
  /// Why there is nothing to say, where the model says so.
  public var absence: ReplyAbsence?
  /// What a careful person should know, as that somebody may be in danger.
  public var warning: String?
  /// How many exchanges were called to mind for it.
  public var recalled: Int
  public var usage: Usage
}
