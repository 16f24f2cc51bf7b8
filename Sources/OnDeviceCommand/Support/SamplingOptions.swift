import ArgumentParser
import OnDevice

/// The options that say how the next token is chosen.
struct SamplingOptions: ParsableArguments {
  @Option(name: .long, help: "0 takes the likeliest token; higher is more random.")
  var temperature: Float?

  @Option(name: .long, help: "Only the k likeliest tokens (0: all).")
  var topK: Int?

  @Option(name: .long, help: "Only the likeliest tokens whose probabilities sum to p.")
  var topP: Float?

  @Option(name: .long, help: "Only tokens at least p times as likely as the likeliest.")
  var minP: Float?

  @Option(name: .long, help: "Divides the logits of recent tokens (1: off).")
  var repeatPenalty: Float?

  @Option(
    name: .long, parsing: .unconditional, help: "Taken from the logits of tokens that occurred.")
  var presencePenalty: Float?

  @Option(
    name: .long, parsing: .unconditional,
    help: "Taken from the logits of tokens, once per occurrence.")
  var frequencyPenalty: Float?

  @Option(
    name: .long,
    help: ArgumentHelp("Added to the logit of a token; may be repeated.", valueName: "id=x"))
  var logitBias: [LogitBias] = []

  @Option(name: .long, help: "Makes a random run repeatable (else drawn, and reported).")
  var seed: UInt64?

  func validate() throws {
    try check("--temperature", temperature, in: 0...100)
    try check("--top-p", topP, in: 0...1)
    try check("--min-p", minP, in: 0...1)
    try check("--repeat-penalty", repeatPenalty, in: 0.01...100)
    try check("--presence-penalty", presencePenalty, in: -100...100)
    try check("--frequency-penalty", frequencyPenalty, in: -100...100)
    if let topK, topK < 0 { throw ValidationError("--top-k: expected 0 or more, found \(topK)") }
  }

  /// The options over what the task would choose by itself.
  func applied(to defaults: GenerationOptions) -> GenerationOptions {
    var options = defaults
    options.temperature = temperature ?? options.temperature
    options.topK = topK ?? options.topK
    options.topP = topP ?? options.topP
    options.minP = minP ?? options.minP
    options.repeatPenalty = repeatPenalty ?? options.repeatPenalty
    options.presencePenalty = presencePenalty ?? options.presencePenalty
    options.frequencyPenalty = frequencyPenalty ?? options.frequencyPenalty
    options.seed = seed ?? options.seed
    for bias in logitBias { options.logitBias[bias.id] = bias.value }
    return options
  }

  private func check(_ name: String, _ value: Float?, in range: ClosedRange<Float>) throws {
    guard let value, !range.contains(value) else { return }
    throw ValidationError(
      "\(name): expected \(range.lowerBound) to \(range.upperBound), found \(value)")
  }
}

/// `ID=X`.
struct LogitBias: ExpressibleByArgument {
  let id: Int
  let value: Float

  init?(argument: String) {
    let parts = argument.split(separator: "=", omittingEmptySubsequences: false)
    guard parts.count == 2, let id = Int(parts[0]), id >= 0, let value = Float(parts[1]),
      !value.isNaN
    else { return nil }
    self.id = id
    self.value = value
  }
}
