import ArgumentParser
import OnDevice

/// Tokens per second of prefill and decode, like llama-bench.
struct BenchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench", abstract: "Tokens per second of prefill and decode.")

  @Option(name: .short, help: "Prompt tokens per prefill run (0: none).")
  var p = 512

  @Option(name: .short, help: "Tokens per decode run (0: none).")
  var n = 128

  @Option(name: .short, help: "Runs of each.")
  var r = 5

  @Option(
    name: .long,
    help: "Sequences that decode together, a number or several with commas, each a test more.")
  var batch: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "What guessing ahead brings on recorded texts: half or none of the tokens copied from the "
        + "prompt, or a file.",
      discussion:
        "Each line of the file is {\"prompt\",\"continuation\"}, texts or token ids.",
      valueName: "half|none|file"))
  var replay: String?

  @Flag(name: .long, help: "Print one JSON document.")
  var json = false

  @OptionGroup var modelOptions: ModelOptions

  func validate() throws {
    guard p >= 0, n >= 0, p + n > 0 else {
      throw ValidationError("expected -p or -n above 0, found -p \(p) -n \(n)")
    }
    guard (1...10_000).contains(r) else {
      throw ValidationError("-r: expected 1 to 10000, found \(r)")
    }
    _ = try batches()
  }

  private func batches() throws -> [Int] {
    try (batch ?? "").split(separator: ",", omittingEmptySubsequences: batch == nil).map { part in
      guard let count = Int(part), (1...256).contains(count) else {
        throw ValidationError("--batch: expected numbers from 1 to 256, found \(part)")
      }
      return count
    }
  }

  func run() async throws {
    let model = try modelOptions.open()
    if let replay {
      return try await ReplayRun(model: model, runs: r, json: json).run(records(replay, model))
    }
    let results = try await model.bench(
      promptTokens: p, generatedTokens: n, runs: r, batches: batches())
    if json { return try JSONValue.array(results.map(\.json)).print() }
    Output.line(
      "\(model.name), \(results.first?.threads ?? 0) threads, \(results.first?.isa ?? "")")
    for result in results {
      let range = "\(rounded(result.minimum)) to \(rounded(result.maximum))"
      Output.line(
        "\(result.test)\t\(rounded(result.median)) tokens/s\t(\(range))\t"
          + "\(rounded(result.bytesPerSecond / 1e9)) GB/s")
    }
  }

  private func records(_ replay: String, _ model: LanguageModel) throws -> [ReplayRecord] {
    switch replay {
    case "half", "none":
      return [
        model.drawnRecord(
          promptTokens: max(p, 41), tokens: max(n, 1), copied: replay == "half" ? 0.5 : 0)
      ]
    default: return try ReplayRun.records(of: replay, model)
    }
  }

  private func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }
}

extension BenchResult {
  fileprivate var json: JSONValue {
    .object([
      "test": .string(test),
      "threads": .integer(threads),
      "isa": .string(isa),
      "model": .string(model),
      "tokens_per_second": .object([
        "median": .number(median), "min": .number(minimum), "max": .number(maximum),
      ]),
      "bytes_per_second": .number(bytesPerSecond),
    ])
  }
}
