/// The form of a summary.
public enum SummaryStyle: String, Sendable, Hashable, CaseIterable {
  case sentence, bullets, brief
}

/// How the sentences of a Korean summary end.
public enum SummaryEnding: String, Sendable, Hashable, CaseIterable {
  case plain = "했다"
  case polite = "했어요"
  case nominal = "함"
}

/// Where the words of a summary come from.
public enum SummaryMode: String, Sendable, Hashable {
  /// Sentences: the model wrote them, or they tell what it pointed at as indirect speech.
  case written
  /// The model pointed at messages, and their own words were put together.
  case quotes
}

/// One key point with the messages that it rests on.
public struct SummaryPoint: Sendable, Hashable {
  public var text: String
  /// Indexes into the chat's messages, from 0, ascending; never empty in `quotes` mode.
  public var messages: [Int]

  public init(text: String, messages: [Int]) {
    self.text = text
    self.messages = messages
  }
}

/// What was said in a chat.
public struct Summary: Sendable, Hashable {
  public var headline: String
  public var summary: String
  public var points: [SummaryPoint]
  public var mode: SummaryMode
  public var language: Language
  /// How many messages the chat has, and how many of them the model looked at.
  public var messagesRead: Int
  public var messagesUsed: Int
  public var model: String
  public var usage: Usage
}

/// What a summary should be like.
public struct SummaryOptions: Sendable, Hashable {
  public var style: SummaryStyle
  /// The most key points.
  public var points: Int
  public var ending: SummaryEnding
  /// The language of the summary; `nil` is that of the chat.
  public var language: Language?
  public var generation: GenerationOptions

  public init(
    style: SummaryStyle = .sentence, points: Int = 3, ending: SummaryEnding = .plain,
    language: Language? = nil, generation: GenerationOptions = GenerationOptions()
  ) {
    self.style = style
    self.points = points
    self.ending = ending
    self.language = language
    self.generation = generation
  }
}

/// One reply that could be sent.
public struct Reply: Sendable, Hashable {
  public var text: String
  /// What it does; `nil` where the model does not say.
  public var intent: ReplyIntent?
}

/// The replies that somebody could send now, or the reason why there are none.
public struct ReplySuggestions: Sendable, Hashable {
  public var replies: [Reply]
  /// Why there are none, as `waiting`: the last word is already theirs.
  public var reason: ReplyAbsence?
  /// What a careful person should know first, as that the chat looks like a swindle.
  public var warning: String?
  public var language: Language
  public var model: String
  public var usage: Usage
}

/// Why no reply is suggested.
public enum ReplyAbsence: String, Sendable, Hashable {
  /// The last message is from the one who asks, so the others are to answer.
  case waiting
  /// The talk has ended.
  case ended
  /// The last messages are for somebody else.
  case notAddressed = "not_addressed"
  /// A machine should not answer this.
  case sensitive
  /// The messages look like a swindle.
  case phishing
}

/// What replies should be like.
public struct SuggestOptions: Sendable, Hashable {
  /// How many at most.
  public var count: Int
  public var tone: Tone?
  public var language: Language?
  public var generation: GenerationOptions

  public init(
    count: Int = 3, tone: Tone? = nil, language: Language? = nil,
    generation: GenerationOptions = GenerationOptions()
  ) {
    self.count = count
    self.tone = tone
    self.language = language
    self.generation = generation
  }
}

/// The manner of a message, by its Korean or English name.
public struct Tone: Sendable, Hashable {
  /// The name as it was given.
  public let name: String
  /// The speech level that it asks for, where it asks for one.
  public let level: SpeechLevel?

  /// Makes a tone from one of ``names``.
  public init?(_ name: String) {
    guard let entry = Self.table.first(where: { $0.name == name.lowercased() }) else { return nil }
    self.name = entry.name
    self.level = entry.level
  }

  public static let names = table.map(\.name)

  private static let table: [(name: String, level: SpeechLevel?)] = [
    ("친근하게", .casual), ("정중하게", .polite), ("간결하게", nil), ("공손하게", .polite),
    ("유쾌하게", .casual), ("단호하게", nil), ("따뜻하게", nil), ("friendly", nil), ("polite", .polite),
    ("brief", nil), ("formal", .polite), ("playful", nil), ("firm", nil), ("warm", nil),
  ]
}
