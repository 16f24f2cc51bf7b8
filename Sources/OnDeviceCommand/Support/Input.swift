import Foundation
import OnDevice

/// What a command reads: a file, or standard input for `-`.
struct Input {
  let bytes: [UInt8]
  /// How errors call it.
  let name: String

  /// Reads all of it, or says why that cannot be; `what` is what a hint asks for.
  ///
  /// What is longer than `longest` is read a little beyond that, so that the reader of its content can
  /// refuse it.
  static func read(
    _ path: String, as what: String, longest: Int = .max
  ) throws(OnDeviceError) -> Input {
    if path == "-" {
      let bytes = try readAll(descriptor: 0, name: "standard input", longest)
      return Input(bytes: bytes, name: "-")
    }
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw OnDeviceError(
        .cannotRead, "\(path): expected a file, found: \(String(cString: strerror(errno)))",
        hint: errno == ENOENT ? "give the path of \(what), or - for standard input" : nil)
    }
    guard status.st_mode & S_IFMT != S_IFDIR else {
      throw OnDeviceError(
        .cannotRead, "\(path): expected a file, found a folder",
        hint: "give \(what) inside it")
    }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw OnDeviceError(
        .cannotRead, "\(path): expected to read it, found: \(String(cString: strerror(errno)))")
    }
    defer { close(descriptor) }
    return Input(bytes: try readAll(descriptor: descriptor, name: path, longest), name: path)
  }

  /// The bytes as text, which must be UTF-8 unless `lossy`.
  func text(lossy: Bool = false) throws(OnDeviceError) -> String {
    if lossy { return String(decoding: bytes, as: UTF8.self) }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw OnDeviceError(
        .badData, "\(name): expected UTF-8, found an invalid byte sequence",
        hint: "convert the file to UTF-8, or give --lossy")
    }
    return text
  }

  private static func readAll(
    descriptor: Int32, name: String, _ longest: Int
  ) throws(OnDeviceError) -> [UInt8] {
    var all: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = chunk.withUnsafeMutableBytes {
        Foundation.read(descriptor, $0.baseAddress, $0.count)
      }
      if count > 0 {
        all.append(contentsOf: chunk[..<count])
        if all.count > longest { return all }
      } else if count == 0 {
        return all
      } else if errno != EINTR {
        throw OnDeviceError(
          .cannotRead, "\(name): expected to read it, found: \(String(cString: strerror(errno)))")
      }
    }
  }
}
