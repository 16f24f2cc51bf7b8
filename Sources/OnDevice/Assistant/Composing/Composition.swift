/// What a message that is written for somebody should be like.
public struct ComposeOptions: Sendable, Hashable {
  /// How many distinct messages at most.
  public var count: Int
  public var tone: Tone?
  /// Whose message it is, as the chat names them.
  public var me: String?
  /// The language of the message; `nil` is that of the order.
  public var language: Language?
  public var generation: GenerationOptions

  public init(
    count: Int = 1, tone: Tone? = nil, me: String? = nil, language: Language? = nil,
    generation: GenerationOptions = GenerationOptions()
  ) {
    self.count = count
    self.tone = tone
    self.me = me
    self.language = language
    self.generation = generation
  }
}

/// A message that does what was asked, and others that do it otherwise.
public struct Composition: Sendable, Hashable {
  /// Distinct messages, the best first; never empty.
  public var texts: [String]
  public var language: Language
  public var model: String
  public var usage: Usage

  public var text: String { texts.first ?? "" }
}
