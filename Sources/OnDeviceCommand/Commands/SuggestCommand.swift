import ArgumentParser
import Chats
import OnDevice

/// Replies that somebody could send now.
struct SuggestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "suggest", abstract: "Replies that you could send now.", aliases: ["답장"])

  @OptionGroup var reading: ReadingOptions
  @OptionGroup var selection: SelectionOptions

  @Option(name: .short, help: "How many replies at most.")
  var n = 3

  @Option(name: .long, help: "\(Tone.names.joined(separator: ", ")).")
  var tone: Tone?

  @OptionGroup var output: OutputOptions
  @OptionGroup var sampling: SamplingOptions
  @OptionGroup var modelOptions: ModelOptions
  @OptionGroup var session: SessionOption

  func validate() throws {
    guard (1...20).contains(n) else { throw ValidationError("-n: expected 1 to 20, found \(n)") }
  }

  func run() async throws {
    let whole = try reading.read()
    _ = try selection.requireReader(in: whole)  // before a model is opened in vain
    let assistant = ChatAssistant(model: try modelOptions.open(session: session))
    let progress = ProgressBar(label: "suggest")
    let suggestions = try await suggestions(for: whole, by: assistant) { event in
      if case .progress(let fraction) = event { progress.show(fraction) }
    }
    progress.clear()
    if output.json { return try suggestions.json.print() }
    if let warning = suggestions.warning { Notice.warn(warning) }
    for reply in suggestions.replies { Output.line(reply.text) }
    if let reason = suggestions.reason {
      Notice.write(reason.explanation(in: suggestions.language) + "\n")
    }
  }

  /// The replies to a chat's chosen messages.
  func suggestions(
    for whole: Chat, by assistant: ChatAssistant,
    onEvent: @escaping @Sendable (ChatAssistant.Event) -> Void = { _ in }
  ) async throws -> ReplySuggestions {
    let me = try selection.requireReader(in: whole)
    var chosen = selection
    if !whole.participants.contains(where: { $0.name == me }) { chosen.me = nil }
    let options = SuggestOptions(
      count: n, tone: tone, language: selection.chosenLanguage,
      generation: sampling.applied(to: GenerationOptions(temperature: 0.7)))
    return try await assistant.suggest(
      try chosen.apply(to: whole), as: me, options: options, onEvent: onEvent)
  }
}

extension Tone: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}

extension ReplyAbsence {
  func explanation(in language: Language) -> String {
    switch (self, language) {
    case (.waiting, .korean): "마지막 말을 이미 하셨어요. 상대의 답을 기다리는 중입니다."
    case (.waiting, .english): "The last word is yours already; the others are to answer."
    case (.ended, .korean): "대화가 끝나서 보낼 답장이 없습니다."
    case (.ended, .english): "The talk has ended; nothing needs an answer."
    case (.notAddressed, .korean): "마지막 메시지는 다른 사람에게 한 말입니다."
    case (.notAddressed, .english): "The last messages are for somebody else."
    case (.sensitive, .korean): "민감한 내용이라 답장을 제안하지 않습니다. 직접 쓰시는 것이 좋겠습니다."
    case (.sensitive, .english): "This is a sensitive matter; it deserves your own words."
    case (.phishing, .korean): "사기로 의심되는 메시지입니다. 답하지 말고 확인부터 하세요."
    case (.phishing, .english): "This looks like a swindle. Do not answer before you have checked."
    }
  }
}

extension ReplySuggestions {
  var json: JSONValue {
    .object([
      "replies": .array(
        replies.map {
          .object(["text": .string($0.text), "intent": JSONValue($0.intent?.rawValue)])
        }),
      "reason": JSONValue(reason?.rawValue),
      "warning": JSONValue(warning),
      "language": .string(language.rawValue),
      "generated": .bool(true),
      "model": .string(model),
      "usage": usage.json,
    ])
  }
}
