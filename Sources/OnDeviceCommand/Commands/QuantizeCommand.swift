import ArgumentParser
import Foundation
import OnDevice

/// Writes a model with smaller weights.
struct QuantizeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quantize", abstract: "Write a GGUF file with its weights in another type.",
    discussion: """
      ondevice quantize model-f16.gguf model-q4_k_m.gguf --type q4_k_m

      Types: \(ModelQuantization.typeNames.joined(separator: ", ")). Rows that are no multiple of \
      256 take the next larger type with blocks of 32; norms and small matrices stay as they are.
      """)

  @Argument(help: "A GGUF file; best with f32, f16 or bf16 weights.")
  var input: String

  @Argument(help: "The file to write.")
  var output: String

  @Option(name: .long, help: "What weights become, in any case: q4_k_m.")
  var type: String

  @Option(name: .long, help: "How much each column matters: llama.cpp's imatrix file.")
  var imatrix: String?

  @Option(name: .long, help: "Threads (default: the CPUs that this process may really use).")
  var threads: Int?

  @Flag(name: .long, help: "Print one JSON document.")
  var json = false

  func validate() throws {
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads: expected 1 to 1024, found \(threads)")
    }
    guard !isSameFile(input, output) else {
      throw ValidationError("expected another file to write, found the one that is read")
    }
  }

  func run() async throws {
    let work = try ModelQuantization.open(input, type: type, importance: imatrix, threads: threads)
    let bar = ProgressBar(label: "quantize")
    defer { bar.clear() }
    try await work.write(to: output) { bar.show($0) }
    bar.clear()
    let bytes = (try? FileManager.default.attributesOfItem(atPath: output))?[.size] as? Int
    if json {
      return try JSONValue.object([
        "file": .string(output), "type": .string(type.lowercased()),
        "bytes": bytes.map { .integer($0) } ?? .null,
        "element_types": .object(work.after.mapValues { .integer($0) }),
      ]).print()
    }
    let types = work.after.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
    Output.line("\(output): \(bytes ?? 0) bytes, \(types.joined(separator: ", "))")
  }

  private func isSameFile(_ first: String, _ second: String) -> Bool {
    var (a, b) = (stat(), stat())
    guard stat(first, &a) == 0, stat(second, &b) == 0 else { return false }
    return a.st_dev == b.st_dev && a.st_ino == b.st_ino
  }
}
