import ArgumentParser
import OnDevice

/// Writes a Hugging Face folder as a GGUF file.
struct ConvertCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert", abstract: "Write a Hugging Face folder as one GGUF file.")

  @Argument(help: "A folder with config.json and safetensors, or its name among the models.")
  var folder: String

  @Argument(help: "The file to write.")
  var output: String

  @Option(
    name: .long,
    help: ArgumentHelp("The type of the weights: \(ModelConversion.types.joined(separator: ", ")).")
  )
  var type = "f16"

  @Flag(name: .long, help: "Write the weights alone.")
  var noTokenizer = false

  func run() throws {
    let bar = ProgressBar(label: "converting")
    let warnings = try ModelConversion.convert(
      folder: folder, to: output, type: type, withTokenizer: !noTokenizer
    ) { bar.show($0) }
    bar.clear()
    for warning in warnings { Notice.warn(warning) }
  }
}
