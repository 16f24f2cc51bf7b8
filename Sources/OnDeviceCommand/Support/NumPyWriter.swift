import Foundation
import OnDevice

/// Writes a float32 matrix in NumPy's format 1.0, row by row, beside its place and renamed at the end.
///
/// Source: NEP 1, "A simple file format for NumPy arrays".
// SAFETY: rows come one after another from the one thread that computes them.
final class NumPyWriter: @unchecked Sendable {
  private let path: String
  private let temporary: String
  private let handle: FileHandle
  private var finished = false

  init(path: String, rows: Int, columns: Int) throws(OnDeviceError) {
    self.path = path
    temporary = path + ".part-\(getpid())"
    guard FileManager.default.createFile(atPath: temporary, contents: nil),
      let handle = FileHandle(forWritingAtPath: temporary)
    else {
      throw OnDeviceError(
        .cannotWrite, "\(path): expected to write it, found: \(String(cString: strerror(errno)))")
    }
    self.handle = handle
    var header = "{'descr': '<f4', 'fortran_order': False, 'shape': (\(rows), \(columns)), }"
    // The data starts at a multiple of 64; ten bytes stand before the header, a line end closes it.
    header += String(repeating: " ", count: (64 - (10 + header.utf8.count + 1) % 64) % 64) + "\n"
    var bytes = Data([0x93]) + Data("NUMPY".utf8) + Data([1, 0])
    bytes.append(UInt8(header.utf8.count & 0xFF))
    bytes.append(UInt8(header.utf8.count >> 8))
    try append(bytes + Data(header.utf8))
  }

  deinit {
    if !finished { unlink(temporary) }
  }

  func append(_ row: UnsafeBufferPointer<Float>) throws(OnDeviceError) {
    try append(Data(buffer: row))
  }

  func finish() throws(OnDeviceError) {
    do {
      try handle.close()
    } catch {
      throw OnDeviceError(.cannotWrite, "\(path): \(error.localizedDescription)")
    }
    guard rename(temporary, path) == 0 else {
      throw OnDeviceError(
        .cannotWrite, "\(path): expected to write it, found: \(String(cString: strerror(errno)))")
    }
    finished = true
  }

  private func append(_ data: Data) throws(OnDeviceError) {
    do {
      try handle.write(contentsOf: data)
    } catch {
      throw OnDeviceError(
        .cannotWrite, "\(path): expected to write it, found: \(error.localizedDescription)")
    }
  }
}
