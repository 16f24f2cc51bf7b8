import ArgumentParser
import OnDevice

/// Says what this machine offers and what is in use.
struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "What this machine offers, and what is in use.")

  @Flag(name: .long, help: "Print one JSON document.")
  var json = false

  func run() async throws {
    let report = try await Doctor.examine()
    if json {
      try report.json.print()
    } else {
      Output.line("processor: \(report.processor.isEmpty ? "unknown" : report.processor)")
      Output.line("kernels: \(report.isa), of \(report.supportedISAs.joined(separator: ", "))")
      Output.line("threads: \(report.threads) (\(report.threadsReason))")
      let threads = report.bandwidthThreads == 1 ? "1 thread" : "\(report.bandwidthThreads) threads"
      Output.line("memory: reads \((report.bandwidth / 1e8).rounded() / 10) GB/s with \(threads)")
      Output.line("OpenBLAS: \(report.blas)")
      Output.line("models: \(report.modelFolders.joined(separator: ", "))")
      Output.line("default model: \(report.defaultModel)")
      Output.line("self-test: \(report.selfTest)")
    }
    Output.flushOrExit()
    guard report.isHealthy else {
      throw OnDeviceError(.internalFailure, "self-test: expected passed, found \(report.selfTest)")
    }
  }
}

extension Doctor.Report {
  fileprivate var json: JSONValue {
    .object([
      "processor": .string(processor),
      "isa": .string(isa),
      "supported_isas": .array(supportedISAs.map { .string($0) }),
      "processors": .integer(processors),
      "quota": quota.map { .number($0) } ?? .null,
      "threads": .integer(threads),
      "threads_reason": .string(threadsReason),
      "memory_bytes_per_second": .number(bandwidth),
      "memory_threads": .integer(bandwidthThreads),
      "blas": .object([
        "status": .string(blas), "path": JSONValue(blasPath), "core": JSONValue(blasCore),
      ]),
      "model_folders": .array(modelFolders.map { .string($0) }),
      "default_model": .string(defaultModel),
      "self_test": .string(selfTest),
    ])
  }
}
