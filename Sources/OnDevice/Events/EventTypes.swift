public import Chats

/// A dated plan that stands at the end of a chat.
public struct ChatEvent: Sendable, Hashable {
  /// What it is, in the chat's own words.
  public var title: String
  /// When it begins, by the clock of the chat; midnight for an event without a time.
  public var start: LocalTime
  /// When it ends, where the chat says so; for an event of whole days the midnight of its last day.
  public var end: LocalTime?
  /// Whether no time of day was named.
  public var isAllDay: Bool
  public var place: String?
  /// The time as the chat says it: `다음 주 토요일 7시`.
  public var words: String
  /// The message that settled it, word for word, and its index in the chat.
  public var quote: String
  public var message: Int
  /// Whether another reading of its time is plausible, such as 7 in the morning for 7 in the evening.
  public var isAmbiguous: Bool

  /// `YYYY-MM-DD`.
  public var date: String { String(start.description.prefix(10)) }

  /// `HH:MM`, or `nil` for an event of whole days.
  public var time: String? { isAllDay ? nil : Self.clock(start) }

  /// `HH:MM`, the date for an event that ends on another day, or `nil` where no end was named.
  public var endText: String? {
    guard let end else { return nil }
    if isAllDay || end.dayNumber != start.dayNumber { return String(end.description.prefix(10)) }
    return Self.clock(end)
  }

  private static func clock(_ time: LocalTime) -> String {
    String(time.description.dropFirst(11).prefix(5))
  }
}

/// The events of a chat.
public struct ChatEvents: Sendable, Hashable {
  /// In the order of their beginning.
  public var events: [ChatEvent]
  public var language: Language
  public var model: String
  public var usage: Usage
}

/// What is looked for in a chat.
public struct EventOptions: Sendable, Hashable {
  /// Whose plans they are, spelled as in the chat; `nil` where the chat does not tell.
  public var me: String?
  /// The language of the chat; `nil` finds it.
  public var language: Language?

  public init(me: String? = nil, language: Language? = nil) {
    self.me = me
    self.language = language
  }
}

/// A date and time that was weighed, for those who ask why it is an event or is none.
public struct EventCandidate: Sendable, Hashable {
  public var date: String
  public var time: String?
  /// The index of the message that named it last.
  public var message: Int
  /// The log-odds that it is a plan.
  public var score: Double
  /// The facts that were weighed, by name.
  public var facts: [String: Double]
}
