import Foundation
import OnDevice

/// Writes a float32 matrix in NumPy's format 1.0, row by row.
///
/// Source: NEP 1, "A simple file format for NumPy arrays".
struct NumPyWriter: Sendable {
  private let file: OutputFile

  init(path: String, rows: Int, columns: Int) throws(OnDeviceError) {
    file = try OutputFile(path: path)
    var header = "{'descr': '<f4', 'fortran_order': False, 'shape': (\(rows), \(columns)), }"
    // The data starts at a multiple of 64; ten bytes stand before the header, a line end closes it.
    header += String(repeating: " ", count: (64 - (10 + header.utf8.count + 1) % 64) % 64) + "\n"
    var bytes = Data([0x93]) + Data("NUMPY".utf8) + Data([1, 0])
    bytes.append(UInt8(header.utf8.count & 0xFF))
    bytes.append(UInt8(header.utf8.count >> 8))
    try file.append(bytes + Data(header.utf8))
  }

  func append(_ row: UnsafeBufferPointer<Float>) throws(OnDeviceError) {
    try file.append(Data(buffer: row))
  }

  func finish() throws(OnDeviceError) { try file.finish() }
}
