import Chats

/// Replies by an instruction-tuned model, checked against the chat.
struct InstructedReplies: Sendable {
  let model: LanguageModel
  let template: any ChatForm
  let lines: [ChatLine]
  let chat: Chat
  let me: String
  let language: Language
  let options: SuggestOptions

  static let answerTokens = 200

  func run(
    _ workspace: Workspace, _ onEvent: @Sendable (ChatAssistant.Event) -> Void
  ) throws -> ReplySuggestions {
    let prompts = InstructPrompts(language: language)
    let prompt = try InstructedChat(
      model: model, template: template, prompts: prompts, chat: chat, lines: lines
    ).prompt(
      task: prompts.suggest(
        me: ChatRendering.composed(me), count: options.count, tone: options.tone?.name),
      answerTokens: Self.answerTokens)
    var generation = options.generation
    generation.maximumResponseTokens = generation.maximumResponseTokens ?? Self.answerTokens
    let answer = try workspace.generate(from: prompt.ids, options: generation) { _ in }
    guard answer.finish != .cancelled else { throw OnDeviceError(.cancelled, "cancelled") }

    let shown = lines[prompt.used]
    let grounding = Grounding(
      texts: shown.flatMap { [$0.sender, $0.text] } + InstructedChat.times(chat, Array(shown)))
    var texts: [String] = []
    for line in answer.text.split(whereSeparator: \.isNewline) {
      let text = AnswerText.item(String(line), speaker: me)
      if !text.isEmpty, grounding.covers(text), !texts.contains(text) { texts.append(text) }
    }
    return ReplySuggestions(
      replies: texts.prefix(options.count).map { Reply(text: $0, intent: nil) }, reason: nil,
      warning: texts.isEmpty ? Self.nothingHolds(language) : nil, language: language,
      model: model.name, usage: workspace.takeUsage())
  }

  /// Why there is no reply though one is due.
  private static func nothingHolds(_ language: Language) -> String {
    switch language {
    case .korean: "모델이 쓴 답장이 대화 내용과 맞지 않아 제안하지 않습니다."
    case .english: "No reply that the model wrote keeps to what the chat says."
    }
  }
}
