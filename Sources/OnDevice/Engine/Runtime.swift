import Synchronization
import Tensor

/// What concerns the whole process.
public enum Runtime {
  /// The version of this package.
  public static let version = "0.1.0"

  private static let ownsProcess = Atomic(false)

  /// Lets OpenBLAS be configured through the environment when it is opened.
  ///
  /// For executables only, before anything else runs: `setenv` is not safe beside other threads, and
  /// a library has no business in its host's environment.
  public static func configureProcess() { ownsProcess.store(true, ordering: .relaxed) }

  static var mayConfigureProcess: Bool { ownsProcess.load(ordering: .relaxed) }

  /// OpenBLAS where it is wanted and serves, and why not where it was asked for.
  static func blas() -> (library: BLAS?, warning: String?) {
    do {
      let choice = BLASChoice.environment
      return (try choice.library(mayConfigureProcess: mayConfigureProcess), nil)
    } catch {
      return (nil, "ONDEVICE_BLAS: \(error); going on without it")
    }
  }
}
