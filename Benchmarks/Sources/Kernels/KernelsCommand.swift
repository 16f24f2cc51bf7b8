import ArgumentParser
import Foundation
import Tensor

/// Measures the kernels alone, beside what the machine can do at most.
@main
struct KernelsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kernels",
    abstract: "GB/s and GOP/s of every kind of weight, beside the machine's measured limits.",
    discussion: "ONDEVICE_ISA chooses the table of kernels.")

  @Option(help: "Threads (default: the CPUs that this process may really use).")
  var threads: Int?
  @Option(help: "Inputs of a weight, a multiple of 256.")
  var inputs = 4096
  @Option(help: "Tokens of a prompt.")
  var tokens = 512
  @Option(name: .customShort("r"), help: "Runs of each; the fastest counts.")
  var runs = 5

  func validate() throws {
    guard inputs > 0, inputs.isMultiple(of: 256), inputs <= 65_536 else {
      throw ValidationError("--inputs: expected a multiple of 256 up to 65536, found \(inputs)")
    }
    guard (1...4096).contains(tokens), (1...1000).contains(runs) else {
      throw ValidationError("--tokens from 1 to 4096 and -r from 1 to 1000 are expected")
    }
    if let threads, !(1...256).contains(threads) {
      throw ValidationError("--threads: expected 1 to 256, found \(threads)")
    }
  }

  func run() throws {
    let compute = try Compute(threads: threads)
    let limits = try Limits.measure(threads: compute.pool.threads, compute.table)
    print(limits.text(compute.table, threads: compute.pool.threads))
    print("| weights | one token, GB/s | of memory | \(tokens) tokens, GOP/s | of arithmetic |")
    print("|---|---|---|---|---|")
    for name in WeightRun.names {
      guard let type = ElementType(name: name), compute.table.computes(type) else { continue }
      let run = try WeightRun(type, inputs: inputs, tokens: tokens, in: compute)
      let read = run.readsPerSecond(runs: runs)
      let done = run.operationsPerSecond(runs: runs)
      let limit = compute.table.roundsActivations(for: type) ? limits.bytes : limits.floats
      print(
        "| \(name) | \(giga(read)) | \(percent(read, limits.read)) | \(giga(done))"
          + " | \(percent(done, limit)) |")
    }
  }
}

func giga(_ value: Double) -> String { String(format: "%.1f", value / 1e9) }

func percent(_ value: Double, _ limit: Double) -> String {
  limit > 0 ? String(format: "%.0f %%", 100 * value / limit) : "-"
}
