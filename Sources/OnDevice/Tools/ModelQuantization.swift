import ModelFiles
import Tensor

/// Writing a model's weights in another type.
public struct ModelQuantization: Sendable {
  /// The names that ``open(_:type:importance:threads:)`` takes.
  public static var typeNames: [String] { FileType.all.map(\.name) }

  /// Tensors per element type, before and after.
  public let before: [String: Int]
  public let after: [String: Int]
  public var tensorCount: Int { quantizer.steps.count }
  private let quantizer: Quantizer
  private let flag: CancellationFlag

  /// Opens a file and plans its conversion; nothing is written yet.
  ///
  /// - Parameters:
  ///   - path: a GGUF file, or the name of one.
  ///   - type: one of ``typeNames``, in any case.
  ///   - importance: an importance matrix of llama.cpp.
  ///   - threads: nil for as many as this process may use.
  /// - Throws: ``OnDeviceError``; `badData` when the matrix is not of this model.
  /// - Returns: the plan, ready to be written.
  public static func open(
    _ path: String, type: String, importance: String? = nil, threads: Int? = nil
  ) throws(OnDeviceError) -> ModelQuantization {
    guard let fileType = FileType(name: type) else {
      throw OnDeviceError(
        .invalidRequest,
        "--type: expected one of \(typeNames.joined(separator: ", ")), found \(type)")
    }
    return try Problems.translated {
      let flag = try CancellationFlag()
      let pool = try ThreadPool(threads: threads ?? CPUBudget.current.threads, maySpin: false)
      let matrix = try importance.map { path in try ImportanceMatrix(path: path) }
      let checkpoint = try ModelSource.checkpoint(path)
      if checkpoint is FolderCheckpoint {
        throw OnDeviceError(
          .badData, "\(path): expected a GGUF file, found a folder",
          hint: "make one with 'ondevice convert'")
      }
      let quantizer = try Quantizer(
        checkpoint, to: fileType, importance: matrix, pool: pool,
        cancellation: flag)
      return ModelQuantization(quantizer, flag)
    }
  }

  private init(_ quantizer: Quantizer, _ flag: CancellationFlag) {
    self.quantizer = quantizer
    self.flag = flag
    before = quantizer.steps.reduce(into: [:]) { $0[$1.from.name, default: 0] += 1 }
    after = quantizer.steps.reduce(into: [:]) { $0[$1.to.name, default: 0] += 1 }
  }

  /// Writes the file beside `path` and moves it there when it is whole.
  ///
  /// Stops when the task is cancelled, and leaves nothing then. `progress` is told the share of
  /// tensors that are done.
  public func write(
    to path: String, progress: @escaping @Sendable (Double) -> Void = { _ in }
  ) async throws {
    try await withTaskCancellationHandler {
      try Problems.translated {
        try quantizer.write(to: path) { done in progress(Double(done) / Double(tensorCount)) }
      }
    } onCancel: {
      flag.cancel()
    }
  }
}
