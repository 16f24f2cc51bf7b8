public import Chats

/// Does with a chat what a person wants from a messenger assistant.
///
/// The default model points at messages and code quotes them; an instruction-tuned model writes in
/// its own words and what it writes is checked against the chat. The assistant keeps what it computed
/// for a chat, so that another task on the same chat pays for its own tokens only.
public final class ChatAssistant: Sendable {
  /// What happens while an answer is made.
  public enum Event: Sendable, Hashable {
    /// The share of the work that is done, 0 to 1.
    case progress(Double)
    /// A piece of the answer as plain text.
    case text(String)
  }

  public let model: LanguageModel
  let engine: Engine

  public init(model: LanguageModel) {
    self.model = model
    engine = Engine(model: model)
  }

  /// Says what was said: a headline, a summary, and key points with the messages they rest on.
  ///
  /// - Throws: ``OnDeviceError`` with `badData` for a chat without messages of people,
  ///   `modelUnavailable` for a model that can do neither form of the task, or `cancelled`.
  public func summarize(
    _ chat: Chat, options: SummaryOptions = SummaryOptions(),
    onEvent: @escaping @Sendable (Event) -> Void = { _ in }
  ) async throws -> Summary {
    let lines = ChatRendering.lines(of: chat.messages)
    guard !lines.isEmpty else { throw Self.noMessages(chat) }
    let language = options.language ?? Language.detect(in: lines.map(\.text))
    if let pointing = model.pointing {
      let task = PointedSummary(
        pointing: pointing, lines: lines, chat: chat, language: language, options: options,
        modelName: model.name, contextLength: model.contextLength)
      return try await engine.run { workspace in try task.run(workspace, onEvent) }
    }
    let task = InstructedSummary(
      model: model, template: try model.requireTemplate(), lines: lines, chat: chat,
      language: language, options: options)
    return try await engine.run { workspace in try task.run(workspace, onEvent) }
  }

  /// Replies that one of the participants could send now; none where none is due, with the reason.
  ///
  /// - Parameters:
  ///   - chat: the chat, up to now.
  ///   - me: a participant's name as the chat has it.
  ///   - options: how many, and in which tone.
  ///   - onEvent: is told how far the work is.
  /// - Returns: the replies, or the reason why there are none.
  /// - Throws: ``OnDeviceError``, as ``summarize(_:options:onEvent:)`` does.
  public func suggest(
    _ chat: Chat, as me: String, options: SuggestOptions = SuggestOptions(),
    onEvent: @escaping @Sendable (Event) -> Void = { _ in }
  ) async throws -> ReplySuggestions {
    let lines = ChatRendering.lines(of: chat.messages)
    guard !lines.isEmpty else { throw Self.noMessages(chat) }
    let language = options.language ?? Language.detect(in: lines.map(\.text))
    let verdict = ReplyNeed.assess(chat.messages, me: me, language: language)
    guard verdict.absence == nil else {
      return ReplySuggestions(
        replies: [], reason: verdict.absence, warning: verdict.warning, language: language,
        model: model.name, usage: Usage())
    }
    if let pointing = model.pointing {
      let composer = ReplyComposer(
        lines: lines, messages: chat.messages, me: me, language: language,
        level: options.tone?.level)
      let task = RankedReplies(
        pointing: pointing, composer: composer, lines: lines, me: me, language: language,
        options: options, modelName: model.name, contextLength: model.contextLength)
      return try await engine.run { workspace in try task.run(workspace, onEvent) }
    }
    let task = InstructedReplies(
      model: model, template: try model.requireTemplate(), lines: lines, chat: chat, me: me,
      language: language, options: options)
    return try await engine.run { workspace in try task.run(workspace, onEvent) }
  }

  static func noMessages(_ chat: Chat) -> OnDeviceError {
    OnDeviceError(
      .badData,
      "expected a chat with messages of people, found none in \(chat.messages.count) records",
      hint: "check --since, --until, --last and --about, or look at 'ondevice import'")
  }
}
