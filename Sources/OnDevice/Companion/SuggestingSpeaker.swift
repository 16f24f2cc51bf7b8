import Chats

/// The words of a model that cannot converse: the best of the replies that the companion could send.
struct SuggestingSpeaker: CompanionSpeaker {
  /// Exchanges that the replies look at.
  private static let mostExchanges = 40

  private let assistant: ChatAssistant

  init(model: LanguageModel) { assistant = ChatAssistant(model: model) }

  func answer(
    _ message: CompanionMessage, options: GenerationOptions, attempt: Int,
    receive: @escaping @Sendable (String) -> Void
  ) async throws -> SpokenAnswer {
    let persona = message.persona
    let me = persona.name ?? (message.language == .korean ? "말벗" : "Companion")
    let user = persona.user ?? (message.language == .korean ? "나" : "You")
    var messages: [Message] = []
    func say(_ sender: String, _ text: String) {
      guard !text.isEmpty else { return }
      messages.append(Message(time: nil, sender: sender, kind: .text, text: text))
    }
    if message.present.count <= Self.mostExchanges { say(me, persona.greeting ?? "") }
    for exchange in message.present.suffix(Self.mostExchanges) {
      say(user, exchange.prompt)
      say(me, exchange.answer)
    }
    say(user, message.text)
    do {
      let found = try await assistant.suggest(
        Chat(messages: messages), as: me,
        options: SuggestOptions(count: min(attempt, 19) + 1, generation: options))
      let text = attempt < found.replies.count ? found.replies[attempt].text : ""
      if !text.isEmpty { receive(text) }
      return SpokenAnswer(
        answer: CompanionAnswer(
          text: text, finish: .stop, absence: found.reason, warning: found.warning, recalled: 0,
          usage: found.usage))
    } catch let error as OnDeviceError where error.code == .cancelled {
      return SpokenAnswer(
        answer: CompanionAnswer(text: "", finish: .cancelled, recalled: 0, usage: Usage()))
    }
  }

  func forgetComputed() async throws {
    try await assistant.engine.run { workspace in
      _ = try workspace.current()
      workspace.truncate(to: 0)
    }
  }
}
