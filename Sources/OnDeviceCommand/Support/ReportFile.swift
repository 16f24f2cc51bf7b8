import Foundation
import OnDevice

/// Writes a small text file beside its place and renames it, so that a failure leaves the old one.
enum ReportFile {
  static func write(_ text: String, to path: String) throws(OnDeviceError) {
    try write(Data(text.utf8), to: path)
  }

  static func write(_ data: Data, to path: String) throws(OnDeviceError) {
    do {
      try data.write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw OnDeviceError(
        .cannotWrite, "\(path): expected to write it, found: \(error.localizedDescription)")
    }
  }
}
