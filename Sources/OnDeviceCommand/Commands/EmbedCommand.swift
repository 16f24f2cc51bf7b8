import ArgumentParser
import OnDevice

/// The vector of a text.
struct EmbedCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "embed", abstract: "A text as a vector, for search and comparison.")

  @Argument(help: "The text, or - for standard input.")
  var text: String = "-"

  @Option(
    name: .long,
    help: "mean, last or cls: how the tokens become one vector (default: the model's way).")
  var pool: EmbeddingPooling?

  @Flag(name: .long, help: "Leave the vector's length as it is, instead of 1.")
  var raw = false

  @Flag(name: .long, help: "Read invalid UTF-8 as U+FFFD.")
  var lossy = false

  @Flag(name: .long, help: "Print one JSON document.")
  var json = false

  @OptionGroup var modelOptions: ModelOptions

  func run() async throws {
    let input =
      text == "-" ? try Input.read("-", as: "a text file").text(lossy: lossy) : text
    let model = try EmbeddingModel.open(
      modelOptions.model, configuration: modelOptions.configuration)
    for warning in model.warnings { Notice.warn(warning) }
    let embedding = try await model.embed(
      input, options: EmbeddingOptions(pooling: pool, normalizes: !raw))
    if json {
      try JSONValue.object([
        "embedding": .array(embedding.values.map { .float($0) }),
        "tokens": .integer(embedding.tokenCount),
        "pooling": .string(embedding.pooling.rawValue),
        "model": .string(model.name),
      ]).print()
    } else {
      for value in embedding.values { Output.line("\(value)") }
    }
  }
}

extension EmbeddingPooling: ExpressibleByArgument {}
