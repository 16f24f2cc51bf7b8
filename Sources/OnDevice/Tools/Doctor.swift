import Foundation
import Tensor

/// Looks at the machine.
public enum Doctor {
  /// What was found.
  public struct Report: Sendable, Hashable {
    public var processor: String
    public var isa: String
    public var supportedISAs: [String]
    public var processors: Int
    /// CPUs that the control group allows; `nil` without a quota.
    public var quota: Double?
    public var threads: Int
    public var threadsReason: String
    /// Bytes per second, the best of ten passes over 1 GiB.
    public var bandwidth: Double
    public var bandwidthThreads: Int
    public var blas: String
    public var blasPath: String?
    public var blasCore: String?
    public var modelFolders: [String]
    public var defaultModel: String
    /// `passed`, or what failed.
    public var selfTest: String
    public var isHealthy: Bool { selfTest == "passed" }
  }

  /// Examines the machine; takes about a second, most of it for the memory.
  public static func examine() async throws -> Report {
    let budget = CPUBudget.current
    let table = try Problems.translated { try KernelTable.chosen() }
    let bandwidth = try Problems.translated {
      try MemoryBandwidth.measure(
        maximumThreads: budget.threads, table: table)
    }
    let blas = BLASChoice.environment.report(
      mayConfigureProcess: Runtime.mayConfigureProcess)
    let (defaultModel, selfTest) = await selfTest()
    return Report(
      processor: KernelTable.processorName, isa: table.name,
      supportedISAs: KernelTable.supported.map(\.name), processors: budget.processors,
      quota: budget.quota, threads: budget.threads, threadsReason: budget.reason,
      bandwidth: bandwidth.bytesPerSecond, bandwidthThreads: bandwidth.threads,
      blas: describe(blas), blasPath: blas.path, blasCore: blas.coreName,
      modelFolders: ModelLocator.folders(), defaultModel: defaultModel, selfTest: selfTest)
  }

  /// `libopenblas.so.0, core Haswell, not used: …`.
  private static func describe(_ report: BLASReport) -> String {
    // The reason for a refusal says by itself what was refused.
    let about = [report.path, report.coreName.map { "core \($0)" }].compactMap { $0 }
    return (about.filter { !report.note.contains($0) } + [report.note]).joined(separator: ", ")
  }

  /// Runs the default model twice: kernels that read beyond what they should rarely agree.
  private static func selfTest() async -> (model: String, result: String) {
    do {
      let model = try LanguageModel.open()
      let prompt = PromptInput.text("오늘 저녁 7시에 만나요", parseSpecial: false)
      let options = GenerationOptions(maximumResponseTokens: 8)
      let first = try await model.generate(prompt, options: options)
      let second = try await model.generate(prompt, options: options)
      guard first.ids == second.ids else {
        return (model.name, "expected equal tokens twice, found \(first.ids) and \(second.ids)")
      }
      return ("\(model.name), \(model.weights.byteCountPerStep >> 20) MiB", "passed")
    } catch {
      return ("none", Problems.translate(error).message)
    }
  }
}
