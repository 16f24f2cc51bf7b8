import Korean

/// Which messages of a chat are meant.
///
/// Relative times are counted from the last message of the chat, not from today: an export is
/// read whenever there is time for it.
public struct ChatSelection: Sendable, Hashable {
  /// From here on: a time, `last` for the last stretch of talk, or `me` for the owner's last
  /// message.
  public var since: String?
  /// Up to and with this time.
  public var until: String?
  /// Only so many messages, the last ones.
  public var last: Int?
  /// Only messages by this person or with the name in them.
  public var about: String?
  /// Whose phone it is, spelled as in the chat.
  public var me: String?

  /// A silence that ends a stretch of talk, in seconds.
  static let pause = 6 * 3_600

  public init(
    since: String? = nil, until: String? = nil, last: Int? = nil, about: String? = nil,
    me: String? = nil
  ) {
    self.since = since
    self.until = until
    self.last = last
    self.about = about
    self.me = me
  }

  /// The chat with only the selected messages.
  public func apply(to chat: Chat) throws(ChatSelectionError) -> Chat {
    var range = 0..<chat.messages.count
    if let since { range = try start(since, chat)..<range.upperBound }
    if let until {
      let end = try time(until, chat, option: "until").end
      let after = Self.times(of: chat)[range].firstIndex { $0.map { $0 > end } ?? false }
      range = range.lowerBound..<(after ?? range.upperBound)
    }
    var messages = Array(chat.messages[range])
    if let about {
      let name = Mention(name: about)
      messages.removeAll { !name.occurs(in: $0) }
    }
    if let last {
      guard last >= 1 else {
        throw ChatSelectionError(
          .invalidCount, "expected at least one message, found \(last)")
      }
      messages = messages.suffix(last)
    }
    var selected = chat
    selected.messages = messages
    return selected
  }

  private func start(_ words: String, _ chat: Chat) throws(ChatSelectionError) -> Int {
    switch words.trimmed.lowercased() {
    case "me", "나":
      guard let me else {
        throw ChatSelectionError(
          .missingParticipant, "since me: expected whose phone it is, found nothing",
          hint: "name the owner of the phone")
      }
      guard let index = chat.messages.lastIndex(where: { $0.sender == me }) else {
        throw ChatSelectionError(
          .unknownParticipant, "since me: expected a message by \"\(me.oneLine)\", found none",
          hint: nil)
      }
      return index
    case "last", "마지막":
      let times = Self.times(of: chat)
      guard times.contains(where: { $0 != nil }) else { throw Self.noTimes("since last") }
      for index in times.indices.dropFirst().reversed() {
        if let time = times[index], let before = times[index - 1],
          time.seconds(since: before) >= Self.pause
        {
          return index
        }
      }
      return 0
    default:
      let start = try time(words, chat, option: "since").start
      return Self.times(of: chat).firstIndex { $0.map { $0 >= start } ?? false }
        ?? chat.messages.count
    }
  }

  private func time(
    _ words: String, _ chat: Chat, option: String
  ) throws(ChatSelectionError) -> TimeExpression.Span {
    guard let anchor = chat.messages.last(where: { $0.time != nil })?.time else {
      throw Self.noTimes("\(option) \"\(words.oneLine)\"")
    }
    if let span = TimeExpression.read(words, anchor: anchor) { return span }
    throw ChatSelectionError(
      .unknownTime, "\(option): expected a time, found \"\(words.oneLine)\"",
      hint: "times look like 2024-05-01T18:00, \"어제 18:00\", \"3시간 전\", \"yesterday 18:00\" or "
        + "\"3 hours ago\"")
  }

  private static func noTimes(_ option: String) -> ChatSelectionError {
    ChatSelectionError(.noTimes, "\(option): expected messages with times, found none")
  }

  /// The times of the messages; one without a time has that of the message before.
  private static func times(of chat: Chat) -> [LocalTime?] {
    var last: LocalTime?
    return chat.messages.map { message in
      last = message.time ?? last
      return last
    }
  }
}

/// A person as messages name them: by the whole name or by the given name.
private struct Mention {
  let name: String
  let words: [String]

  init(name: String) {
    self.name = name
    let composed = Hangul.composed(name)
    var words = [composed]
    // 김민수 is called 민수.
    let syllables = Array(composed.unicodeScalars)
    if syllables.count == 3, syllables.allSatisfy({ 0xAC00...0xD7A3 ~= $0.value }) {
      words.append(String(composed.dropFirst()))
    }
    self.words = words.filter { !$0.isEmpty }
  }

  func occurs(in message: Message) -> Bool {
    if message.sender == name { return true }
    let text = Hangul.composed(message.text)
    return words.contains { text.contains($0) }
  }
}
