import ArgumentParser
import Foundation
import OnDevice

/// Prints the prompt that a chat template makes of messages.
struct TemplateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "template", abstract: "Print the prompt that a chat template makes of messages.",
    discussion: "The text is printed as it is, without a line end of its own.")

  @Option(
    name: .long, help: "The model whose template it is: a GGUF file, a folder or a name.")
  var model: String?

  @Option(name: .long, help: "The template itself, a Jinja file.")
  var file: String?

  @Option(name: .long, help: "The messages: a JSON array, or - for standard input.")
  var messages: String

  @Option(name: .long, help: "The tools: a JSON array of function descriptions.")
  var tools: String?

  @Flag(name: .long, help: "Add what stands before an answer.")
  var generationPrompt = false

  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp(
      "A further variable, such as enable_thinking=false; JSON where it is JSON, else text.",
      valueName: "key=value"))
  var settings: [Setting] = []

  struct Setting: ExpressibleByArgument {
    let name: String
    let value: String

    init?(argument: String) {
      guard let mark = argument.firstIndex(of: "="), mark > argument.startIndex else { return nil }
      name = String(argument[..<mark])
      value = String(argument[argument.index(after: mark)...])
    }
  }

  func validate() throws {
    guard model == nil || file == nil else {
      throw ValidationError("expected --model or --file, found both")
    }
    guard messages != "-" || tools != "-" else {
      throw ValidationError("expected standard input once, found it as --messages and --tools")
    }
  }

  func run() throws {
    let template =
      if let file {
        try ChatTemplate(
          try Input.read(file, as: "a Jinja template").text(), name: file)
      } else {
        try ChatTemplate.ofModel(model, withTools: tools != nil)
      }
    let text = try template.render(
      messages: try document(messages), tools: try tools.map(document),
      addsGenerationPrompt: generationPrompt, settings: settings.map { ($0.name, $0.value) })
    Output.write(text)
  }

  private func document(_ path: String) throws -> ChatTemplate.Document {
    let input = try Input.read(path, as: "a JSON file")
    return ChatTemplate.Document(input.bytes, name: input.name)
  }
}
