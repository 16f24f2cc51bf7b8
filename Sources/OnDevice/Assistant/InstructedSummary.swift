import Chats

/// A summary by an instruction-tuned model, in its own words, checked against the chat.
struct InstructedSummary: Sendable {
  let model: LanguageModel
  let template: any ChatForm
  let lines: [ChatLine]
  let chat: Chat
  let language: Language
  let options: SummaryOptions

  /// Tokens that an answer may have.
  static let answerTokens = 400

  func run(
    _ workspace: Workspace, _ onEvent: @Sendable (ChatAssistant.Event) -> Void
  ) throws -> Summary {
    let prompts = InstructPrompts(language: language)
    let task = prompts.summarize(
      style: options.style, points: options.points, ending: options.ending)
    let prompt = try InstructedChat(
      model: model, template: template, prompts: prompts, chat: chat, lines: lines
    ).prompt(task: task, answerTokens: Self.answerTokens)
    var generation = options.generation
    generation.maximumResponseTokens = generation.maximumResponseTokens ?? Self.answerTokens
    if generation.repeatPenalty == 1 { generation.repeatPenalty = 1.05 }
    let answer = try workspace.generate(from: prompt.ids, options: generation) { _ in }
    guard answer.finish != .cancelled else { throw OnDeviceError(.cancelled, "cancelled") }

    let shown = Array(lines[prompt.used])
    let grounding = Grounding(
      texts: shown.flatMap { [$0.sender, $0.text] } + InstructedChat.times(chat, shown),
      spelled: shown.reduce(into: []) { $0.formUnion(SpelledNumbers.find(in: $1.text)) })
    let check = SummaryCheck(lines: shown, times: InstructedChat.times(chat, shown))
    let written = WrittenSummary(parsing: answer.text, messageCount: chat.messages.count)
    let citing = Citations(lines: shown)
    var points = written.points.filter { grounding.covers($0.text) && !$0.text.isEmpty }
    points = points.filter { check.holds($0.text) }.prefix(options.points).map { citing.cited($0) }
    let summary = check.kept(of: grounding.kept(of: written.summary))
    if summary.isEmpty {
      // Nothing that the model wrote holds; the chat's own words always do.
      return quoted(shown, used: prompt.used, workspace, onEvent)
    }
    let headline = grounding.covers(written.headline) ? written.headline : ""
    let result = Summary(
      headline: headline.isEmpty ? QuoteText.shortened(summary, to: 20) : headline,
      summary: summary, points: points, mode: .written, language: language,
      messagesRead: chat.messages.count, messagesUsed: prompt.used.count, model: model.name,
      usage: workspace.takeUsage())
    onEvent(.text(result.text(style: options.style)))
    return result
  }

  private func quoted(
    _ shown: [ChatLine], used: Range<Int>, _ workspace: Workspace,
    _ onEvent: @Sendable (ChatAssistant.Event) -> Void
  ) -> Summary {
    let flat = [Float](repeating: 0, count: shown.count)
    let choice = QuoteSelection().choose(shown, points: flat, least: options.points)
    let quotes = QuoteComposer(lines: shown, choice: choice)
    let result = Summary(
      headline: choice.indexes.first.map { QuoteText.shortened(shown[$0].text, to: 20) } ?? "",
      summary: quotes.summary(style: options.style), points: quotes.points(limit: options.points),
      mode: .quotes, language: language, messagesRead: chat.messages.count,
      messagesUsed: used.count, model: model.name, usage: workspace.takeUsage())
    onEvent(.text(result.text(style: options.style)))
    return result
  }
}
