import ArgumentParser
import OnDevice

/// How well a model predicts a text.
struct PerplexityCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "perplexity", abstract: "How well a model predicts a text.",
    discussion: """
      The text is cut into windows of --context tokens (512 unless given), and the second half of \
      each is scored, as llama.cpp's tool does. To compare a smaller model with its original:

      ondevice perplexity --model f32.gguf text.txt --save-logits base.bin
      ondevice perplexity --model q4.gguf text.txt --kl base.bin
      """)

  @Argument(help: "The text, or - for standard input.")
  var file: String

  @Option(name: .long, help: "Compare with log probabilities that --save-logits wrote.")
  var kl: String?

  @Option(name: .long, help: "Write the log probabilities of the scored positions here.")
  var saveLogits: String?

  @Flag(name: .long, help: "Read invalid UTF-8 as U+FFFD.")
  var lossy = false

  @Flag(name: .long, help: "Print one JSON document.")
  var json = false

  @OptionGroup var modelOptions: ModelOptions

  func run() async throws {
    let text = try Input.read(file, as: "a text").text(lossy: lossy)
    let model = try modelOptions.open()
    let bar = ProgressBar(label: "perplexity")
    defer { bar.clear() }
    let result = try await model.perplexity(
      of: text, window: modelOptions.context ?? min(512, model.contextLength), base: kl,
      saveTo: saveLogits
    ) { bar.show($0) }
    bar.clear()
    if json { return try result.json.print() }
    Output.line(
      "perplexity \(rounded(result.perplexity)) ± \(rounded(result.error)) "
        + "(\(result.tokens) tokens, \(result.windows) windows)")
    if let divergence = result.divergence {
      Output.line(
        "divergence \(divergence.mean) ± \(divergence.error) (median \(divergence.median), "
          + "largest \(divergence.maximum)); "
          + "\(rounded(divergence.sameTop * 100)) % same likeliest token")
    }
  }

  private func rounded(_ value: Double) -> Double { (value * 10_000).rounded() / 10_000 }
}

extension PerplexityResult {
  fileprivate var json: JSONValue {
    .object([
      "perplexity": .number(perplexity), "error": .number(error), "tokens": .integer(tokens),
      "windows": .integer(windows),
      "kl": divergence.map { divergence in
        .object([
          "mean": .number(divergence.mean), "error": .number(divergence.error),
          "median": .number(divergence.median), "maximum": .number(divergence.maximum),
          "same_top": .number(divergence.sameTop),
        ])
      } ?? .null,
    ])
  }
}
