import ArgumentParser
import OnDevice

/// Continues a text.
struct GenerateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate", abstract: "Continue a text, token by token.")

  @Option(name: .long, help: "The text to continue.")
  var prompt: String?

  @Option(name: .long, help: "A file with the text to continue; - is standard input.")
  var file: String?

  @Option(name: .long, help: "Token ids to continue, as they are: 1,2,3.")
  var ids: TokenList?

  @Option(name: .short, help: "The most tokens to generate (default: the rest of the context).")
  var n: Int?

  @Option(name: .long, help: "A text that ends the generation; may be repeated.")
  var stop: [String] = []

  @Flag(name: .long, help: "Read special tokens in the text as such.")
  var parseSpecial = false

  @Flag(name: .long, help: "Read invalid UTF-8 as U+FFFD.")
  var lossy = false

  @OptionGroup var output: OutputOptions
  @OptionGroup var sampling: SamplingOptions
  @OptionGroup var modelOptions: ModelOptions
  @OptionGroup var session: SessionOption

  func validate() throws {
    let given = [prompt != nil, file != nil, ids != nil].filter { $0 }.count
    guard given == 1 else {
      throw ValidationError("expected one of --prompt, --file and --ids, found \(given)")
    }
    if let n, n < 0 { throw ValidationError("-n: expected 0 or more, found \(n)") }
    if stop.contains("") { throw ValidationError("--stop: expected a text, found an empty one") }
  }

  /// What is to be continued, and how.
  func request() throws -> GenerationRequest {
    let input: PromptInput
    if let ids {
      input = .tokens(ids.ids)
    } else if let file {
      input = .text(
        try Input.read(file, as: "a text file").text(lossy: lossy), parseSpecial: parseSpecial)
    } else {
      input = .text(prompt ?? "", parseSpecial: parseSpecial)
    }
    var options = sampling.applied(to: GenerationOptions())
    options.maximumResponseTokens = n
    options.stop = stop
    return GenerationRequest(input, options: options)
  }

  func run() async throws {
    let request = try request()
    let options = request.options
    let model = try modelOptions.open(session: session)
    let streams = output.stream
    let result = try await model.generate(request.input, options: options) { piece in
      guard streams else { return }
      Output.write(piece)
      Output.flushOrExit()
    }
    if output.json {
      try result.json(model: model.name).print()
    } else {
      if !streams { Output.write(result.text) }
      if !result.text.isEmpty || result.finish != .cancelled { Output.line() }
      if options.temperature > 0, options.seed == nil { Notice.write("seed: \(result.seed)\n") }
    }
    Output.flushOrExit()
    if result.finish == .cancelled { throw OnDeviceError(.cancelled, "cancelled") }
  }
}

extension Generation {
  func json(model: String) -> JSONValue {
    .object([
      "text": .string(text),
      "ids": .array(ids.map { .integer($0) }),
      "finish": .string(finish.rawValue),
      "seed": .unsigned(seed),
      "model": .string(model),
      "usage": usage.json,
    ])
  }
}
