/// What a plain continuation starts from.
public enum PromptInput: Sendable, Hashable {
  /// Text, tokenised as the model asks (BOS where its file says so); special tokens are read as such
  /// only when asked.
  case text(String, parseSpecial: Bool)
  /// Token ids, verbatim.
  case tokens([Int])
}

/// A plain continuation.
public struct Generation: Sendable, Hashable {
  public var text: String
  public var ids: [Int]
  public var finish: FinishReason
  /// The seed that was used, given or drawn.
  public var seed: UInt64
  public var usage: Usage
}
