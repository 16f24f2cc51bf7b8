/// What a request cost.
///
/// Seconds are wall time, bytes the peak resident set of the process.
public struct Usage: Sendable, Hashable {
  /// Tokens of the prompt, cached ones included.
  public var promptTokens = 0
  /// Tokens of the prompt that were computed by an earlier request of the same session.
  public var cachedTokens = 0
  public var generatedTokens = 0
  /// Tokens that were guessed ahead, and how many of them held; 0 while nothing drafts.
  public var draftedTokens = 0
  public var acceptedTokens = 0
  public var prefillSeconds = 0.0
  /// From the request to its first token.
  public var firstTokenSeconds = 0.0
  public var decodeSeconds = 0.0
  public var loadSeconds = 0.0
  public var peakMemoryBytes = 0

  public init() {}

  /// Adds the counts and times of a later part of the same request.
  package mutating func add(_ other: Usage) {
    if generatedTokens == 0, firstTokenSeconds == 0 { firstTokenSeconds = other.firstTokenSeconds }
    promptTokens += other.promptTokens
    cachedTokens += other.cachedTokens
    generatedTokens += other.generatedTokens
    draftedTokens += other.draftedTokens
    acceptedTokens += other.acceptedTokens
    prefillSeconds += other.prefillSeconds
    decodeSeconds += other.decodeSeconds
    peakMemoryBytes = max(peakMemoryBytes, other.peakMemoryBytes)
  }
}
