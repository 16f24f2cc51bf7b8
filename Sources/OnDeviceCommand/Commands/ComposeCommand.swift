import ArgumentParser
import Chats
import OnDevice

/// One message that does what is asked.
struct ComposeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compose", abstract: "A message that says what you ask for.",
    discussion: """
      ondevice compose --ask "엄마한테 오늘 늦는다고 전해줘"
      ondevice compose chat.txt --me Noor --ask "ask Elena if I should bring anything"
      """,
    aliases: ["작성"])

  @Argument(help: "The chat that the message is for, or - for standard input.")
  var file: String?

  @Option(name: .long, help: "What the message is to say, and to whom.")
  var ask: String

  @Option(name: .short, help: "How many messages at most, each worded otherwise.")
  var n = 1

  @Option(name: .long, help: "\(Tone.names.joined(separator: ", ")).")
  var tone: Tone?

  @OptionGroup var export: ExportOptions
  @OptionGroup var selection: SelectionOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var sampling: SamplingOptions
  @OptionGroup var modelOptions: ModelOptions

  func validate() throws {
    guard (1...20).contains(n) else { throw ValidationError("-n: expected 1 to 20, found \(n)") }
  }

  func run() async throws {
    let whole = try file.map { try export.read($0) }
    if let whole, selection.me != nil { _ = try selection.requireReader(in: whole) }
    let composition = try await composition(
      in: whole, by: ChatAssistant(model: try modelOptions.open()))
    if output.json { return try composition.json(several: n > 1).print() }
    for text in composition.texts { Output.line(text) }
  }

  /// What is asked, for a chat where there is one.
  func composition(in whole: Chat?, by assistant: ChatAssistant) async throws -> Composition {
    var me = selection.me
    var chat: Chat?
    if let whole {
      var chosen = selection
      if me != nil {
        me = try selection.requireReader(in: whole)
        if !whole.participants.contains(where: { $0.name == me }) { chosen.me = nil }
      }
      chat = try chosen.apply(to: whole)
    }
    let options = ComposeOptions(
      count: n, tone: tone, me: me, language: selection.chosenLanguage,
      generation: sampling.applied(to: GenerationOptions(temperature: n > 1 ? 0.7 : 0)))
    return try await assistant.compose(ask, in: chat, options: options)
  }
}

extension Composition {
  func json(several: Bool) -> JSONValue {
    var members: [String: JSONValue] = [
      "text": .string(text), "language": .string(language.rawValue), "generated": .bool(true),
      "model": .string(model), "usage": usage.json,
    ]
    if several { members["texts"] = .array(texts.map { .string($0) }) }
    return .object(members)
  }
}
