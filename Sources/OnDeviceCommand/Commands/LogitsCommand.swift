import ArgumentParser
import OnDevice
import Synchronization

/// The model's scores for the next token.
struct LogitsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "logits", abstract: "The scores of every vocabulary entry after some tokens.")

  @Option(name: .long, help: "Token ids, as they are: 1,2,3.")
  var ids: TokenList

  @Flag(name: .long, help: "Every position, not only the last; needs --npy.")
  var all = false

  @Option(
    name: .long, help: "Write float32 scores, [positions, vocabulary], to this NumPy file.")
  var npy: String?

  @Option(name: .long, help: "Tokens per prefill chunk.")
  var chunk: Int?

  @Flag(name: .long, help: "Print one JSON document.")
  var json = false

  @OptionGroup var modelOptions: ModelOptions

  func validate() throws {
    if all, npy == nil { throw ValidationError("--all: expected with --npy OUT, found without") }
    if let chunk, !(1...65_536).contains(chunk) {
      throw ValidationError("--chunk: expected 1 to 65536, found \(chunk)")
    }
  }

  func run() async throws {
    let model = try modelOptions.open()
    if let npy {
      let file = try NumPyWriter(
        path: npy, rows: all ? ids.ids.count : 1, columns: model.vocabularyCount)
      try await model.logits(after: ids.ids, allPositions: all, chunk: chunk) { row in
        try file.append(row)
      }
      try file.finish()
      if !json { return }
    }
    let row = Mutex<[Float]>([])
    try await model.logits(after: ids.ids, allPositions: false, chunk: chunk) { logits in
      row.withLock { $0 = Array(logits) }
    }
    let last = row.withLock { $0 }
    if json {
      try JSONValue.object(["logits": .array(last.map { .float($0) })]).print()
    } else {
      for (index, value) in last.enumerated() { Output.line("\(index)\t\(value)") }
    }
  }
}
