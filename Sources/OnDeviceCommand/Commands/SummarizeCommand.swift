import ArgumentParser
import Chats
import OnDevice

/// A headline, a summary and key points of a chat.
struct SummarizeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "summarize", abstract: "Headline, summary and key points of a chat.",
    aliases: ["요약"])

  @OptionGroup var reading: ReadingOptions
  @OptionGroup var selection: SelectionOptions

  @Option(name: .long, help: "sentence, bullets or brief.")
  var style: SummaryStyle = .sentence

  @Option(name: .long, help: "At most this many key points.")
  var points = 3

  @Option(name: .long, help: "How Korean sentences end: 했다, 했어요 or 함 (written summaries only).")
  var ending: SummaryEnding = .plain

  @Flag(name: .long, help: "Tell what the run would cost, and run nothing.")
  var plan = false

  @OptionGroup var output: OutputOptions
  @OptionGroup var sampling: SamplingOptions
  @OptionGroup var modelOptions: ModelOptions
  @OptionGroup var session: SessionOption

  func validate() throws {
    guard (1...50).contains(points) else {
      throw ValidationError("--points: expected 1 to 50, found \(points)")
    }
  }

  func run() async throws {
    let whole = try reading.read()
    let assistant = ChatAssistant(model: try modelOptions.open(session: session))
    if plan {
      let chat = try selection.apply(to: whole)
      return try await assistant.plan(chat, options: options).print(json: output.json)
    }
    let progress = ProgressBar(label: "summarize")
    let shown = output.stream
    let (summary, people) = try await summary(of: whole, by: assistant) { event in
      switch event {
      case .progress(let fraction): progress.show(fraction)
      case .text(let text) where shown:
        progress.clear()
        Output.write(text)
        Output.flushOrExit()
      case .text: break
      }
    }
    progress.clear()
    if summary.messagesUsed * 5 < people * 4 {
      Notice.warn(
        "only the last \(summary.messagesUsed) of \(people) messages were looked at; --until chooses others"
      )
    }
    if output.json {
      try summary.json.print()
    } else if !shown {
      Output.write(summary.text(style: style))
    }
  }

  private var options: SummaryOptions {
    SummaryOptions(
      style: style, points: points, ending: ending, language: selection.chosenLanguage,
      generation: sampling.applied(to: GenerationOptions()))
  }

  /// The summary of a chat's chosen messages, with its citations counted in the whole chat, and how
  /// many messages of people were chosen.
  func summary(
    of whole: Chat, by assistant: ChatAssistant,
    onEvent: @escaping @Sendable (ChatAssistant.Event) -> Void = { _ in }
  ) async throws -> (Summary, people: Int) {
    let chat = try selection.apply(to: whole)
    let found = try await assistant.summarize(chat, options: options, onEvent: onEvent)
    let people = chat.messages.count { $0.sender != nil && $0.kind != .system }
    return (OriginalIndexes(of: chat, in: whole).applied(to: found, of: whole), people)
  }
}

extension RunPlan {
  fileprivate func print(json: Bool) throws {
    if json {
      return try JSONValue.object([
        "messages": .integer(messages), "prompt_tokens": .integer(promptTokens),
        "generated_tokens": .integer(generatedTokens), "chunks": .integer(chunks),
        "seconds": .number(seconds), "memory_bytes": .integer(memoryBytes),
      ]).print()
    }
    Output.line("messages: \(messages)")
    Output.line("tokens: \(promptTokens) read, at most \(generatedTokens) written")
    Output.line("chunks: \(chunks)")
    Output.line("seconds: about \((seconds * 100).rounded() / 100)")
    Output.line("memory: \((memoryBytes >> 20) + 1) MiB")
  }
}

extension SummaryStyle: ExpressibleByArgument {}
extension SummaryEnding: ExpressibleByArgument {}

extension Summary {
  var json: JSONValue {
    .object([
      "headline": .string(headline),
      "summary": .string(summary),
      "points": .array(
        points.map { point in
          .object([
            "text": .string(point.text),
            "messages": .array(point.messages.map { .integer($0) }),
          ])
        }),
      "mode": .string(mode.rawValue),
      "language": .string(language.rawValue),
      "messages": .object(["read": .integer(messagesRead), "used": .integer(messagesUsed)]),
      "generated": .bool(true),
      "model": .string(model),
      "usage": usage.json,
    ])
  }
}
