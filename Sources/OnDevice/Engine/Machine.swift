package import Tensor

/// The part of the machine that a model computes on: a thread of its own, a pool, and the doors to
/// the kernels, which all sessions of the model share in turn.
package final class Machine: Sendable {
  let executor = QueueExecutor("ondevice.engine")
  package let threads: Int
  package let isa: String
  /// What a user should know about the choices, such as more threads than processors.
  package let warnings: [String]
  // SAFETY: only touched by code that runs on `executor`, one piece after another.
  nonisolated(unsafe) package let compute: Compute

  init(_ configuration: LanguageModel.Configuration) throws {
    let budget = CPUBudget.current
    threads = configuration.threads ?? budget.threads
    let table = try KernelTable.chosen()
    let blas = Runtime.blas()
    var warnings = [blas.warning].compactMap { $0 }
    if threads > budget.threads {
      warnings.append(
        "\(threads) threads are more than the \(budget.threads) that this process may use (\(budget.reason))"
      )
    }
    self.warnings = warnings
    let precision: Precision = configuration.compute == .float32 ? .float32 : .auto
    compute = try Compute(
      threads: threads, precision: precision, table: table, blas: blas.library)
    isa = table.name
  }
}
