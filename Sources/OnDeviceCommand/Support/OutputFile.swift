import Foundation
import OnDevice

/// A file that a command writes: beside its place and renamed when it is whole, so that a failure
/// leaves what stood there. A device or a pipe is written as it is, since a rename would replace it,
/// and a link is followed.
// SAFETY: its owner writes from one thread at a time.
final class OutputFile: @unchecked Sendable {
  private let path: String
  private let target: String
  /// The name until ``finish()``; `nil` where the place itself is written.
  private let temporary: String?
  private let descriptor: Int32
  private var finished = false

  init(path: String) throws(OnDeviceError) {
    self.path = path
    target = URL(filePath: path).resolvingSymlinksInPath().path
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
      temporary = nil
      descriptor = open(path, O_WRONLY | O_CLOEXEC)
    } else {
      let name = "\(target).part-\(getpid())"
      temporary = name
      descriptor = open(name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    }
    guard descriptor >= 0 else { throw Self.failure(path) }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
    if !finished, let temporary { unlink(temporary) }
  }

  func append(_ data: Data) throws(OnDeviceError) {
    var offset = 0
    while offset < data.count {
      let written = data.withUnsafeBytes { bytes in
        write(descriptor, bytes.baseAddress?.advanced(by: offset), bytes.count - offset)
      }
      if written >= 0 {
        offset += written
      } else if errno != EINTR {
        throw Self.failure(path)
      }
    }
  }

  func finish() throws(OnDeviceError) {
    if let temporary, rename(temporary, target) != 0 { throw Self.failure(path) }
    finished = true
  }

  private static func failure(_ path: String) -> OnDeviceError {
    OnDeviceError(
      .cannotWrite, "\(path): expected to write it, found: \(String(cString: strerror(errno)))")
  }
}
