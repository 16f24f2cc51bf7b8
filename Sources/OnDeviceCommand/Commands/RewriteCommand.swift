import ArgumentParser
import OnDevice

/// The same message, said in another way.
struct RewriteCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rewrite", abstract: "The same message in another style.", aliases: ["다듬기"])

  @Argument(help: "The message, or - for standard input.")
  var text: String

  @Option(name: .long, help: "\(RewriteStyle.names.joined(separator: ", ")).")
  var style: RewriteStyle

  @Option(name: .long, help: "ko, en or auto.")
  var language: String = "auto"

  @OptionGroup var output: OutputOptions
  @OptionGroup var sampling: SamplingOptions
  @OptionGroup var modelOptions: ModelOptions

  func validate() throws {
    guard language == "auto" || Language(rawValue: language) != nil else {
      throw ValidationError("--language: expected ko, en or auto, found '\(language)'")
    }
  }

  func run() async throws {
    let message = text == "-" ? try Input.read("-", as: "a message").text() : text
    let rewriting = try await rewriting(
      of: message, by: ChatAssistant(model: try modelOptions.open()))
    if output.json { return try rewriting.json.print() }
    Output.line(rewriting.text)
  }

  /// A message in the style that was asked for.
  func rewriting(of message: String, by assistant: ChatAssistant) async throws -> Rewriting {
    try await assistant.rewrite(
      message, style: style, language: Language(rawValue: language),
      generation: sampling.applied(to: GenerationOptions(temperature: 0)))
  }
}

extension RewriteStyle: ExpressibleByArgument {
  public init?(argument: String) { self.init(name: argument) }
}

extension Rewriting {
  var json: JSONValue {
    .object([
      "text": .string(text), "language": .string(language.rawValue), "generated": .bool(true),
      "model": .string(model), "usage": usage.json,
    ])
  }
}
