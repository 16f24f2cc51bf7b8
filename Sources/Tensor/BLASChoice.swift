#if canImport(Glibc)
internal import Glibc
#elseif canImport(Darwin)
internal import Darwin
#endif

/// Whether OpenBLAS shall multiply float weights in prompts: what `ONDEVICE_BLAS` says.
package enum BLASChoice: Sendable, Equatable {
  /// Not used: our own kernels serve everywhere, and keep the same bits in prompts and decoding.
  ///
  /// OpenBLAS 0.3.21 keeps a row's bits only in calls of one fixed shape, and on AMD Zen 3 not
  /// even then. Measured there, one thread, 512 x 3072 x 1024: 75 GFLOP/s for the whole batch in
  /// one call, 35 in calls of 32 rows, ours 65.
  case automatic
  /// `off`: never, not even to report it.
  case off
  /// `on`, or a path.
  case library(path: String?)

  /// Reads the variable's value; nil when it is not set.
  package init(_ value: String?) {
    switch value {
    case nil, "": self = .automatic
    case "off": self = .off
    case "on": self = .library(path: nil)
    case .some(let path): self = .library(path: path)
    }
  }

  package static var environment: BLASChoice {
    BLASChoice(getenv("ONDEVICE_BLAS").map { String(cString: $0) })
  }

  /// What ``Compute`` should be given, nil where our kernels serve.
  ///
  /// The library (30 MB) is opened only when it will be used. `mayConfigureProcess`: this process
  /// is an executable of ours, so its environment may be set before. Throws when a library that
  /// was asked for cannot serve; that is worth a warning, and nothing more.
  package func library(mayConfigureProcess: Bool) throws(BLASError) -> BLAS? {
    guard case .library(let path) = self else { return nil }
    return try BLAS.open(path: path, mayConfigureProcess: mayConfigureProcess)
  }

  /// What `doctor` says; opens the library to learn its core type, unless it is off.
  package func report(mayConfigureProcess: Bool) -> BLASReport {
    var path: String?
    switch self {
    case .off: return BLASReport(coreName: nil, path: nil, isUsed: false, note: "switched off")
    case .automatic: path = nil
    case .library(let given): path = given
    }
    do {
      let library = try BLAS.open(path: path, mayConfigureProcess: mayConfigureProcess)
      let isUsed = self != .automatic
      return BLASReport(
        coreName: library.coreName, path: library.path, isUsed: isUsed,
        note: isUsed ? "multiplies float weights in prompts" : "not used: our own kernels serve")
    } catch {
      return BLASReport(coreName: error.coreName, path: path, isUsed: false, note: error.reason)
    }
  }
}

/// What is known about OpenBLAS on this machine.
package struct BLASReport: Sendable, Equatable {
  /// The processor that it computes for, nil when there is no library.
  package var coreName: String?
  package var path: String?
  package var isUsed: Bool
  /// The reason, for people.
  package var note: String
}
