import Tensor

/// One sequence on one model, and the turn-taking for it.
///
/// Work is a closure over a ``Workspace`` that runs on the model's own thread, so it may block for
/// seconds; a task's cancellation reaches the kernels between two tiles of a matrix.
actor Engine {
  private let model: LanguageModel
  private var workspace: Workspace?

  nonisolated var unownedExecutor: UnownedSerialExecutor {
    model.machine.executor.asUnownedSerialExecutor()
  }

  init(model: LanguageModel) { self.model = model }

  /// Runs a piece of work to its end.
  ///
  /// - Throws: ``OnDeviceError``; `cancelled` when the task is cancelled meanwhile.
  func run<Value: Sendable>(
    _ work: @Sendable (Workspace) throws -> Value
  ) async throws(OnDeviceError) -> Value {
    let flag = try Problems.translated { try CancellationFlag() }
    let result: Result<Value, OnDeviceError> = await withTaskCancellationHandler {
      perform(work, flag)
    } onCancel: {
      flag.cancel()
    }
    return try result.get()
  }

  private func perform<Value>(
    _ work: (Workspace) throws -> Value, _ flag: CancellationFlag
  ) -> Result<Value, OnDeviceError> {
    do {
      let workspace = try self.workspace ?? Workspace(model)
      self.workspace = workspace
      model.machine.compute.cancellation = flag
      defer { model.machine.compute.cancellation = nil }
      workspace.begin()
      let value = try work(workspace)
      try workspace.keepSession()
      return .success(value)
    } catch {
      return .failure(
        flag.isCancelled ? OnDeviceError(.cancelled, "cancelled") : Problems.translate(error))
    }
  }
}
