import Foundation
import ModelFiles

/// The folder of a memory: files of lines that only grow, and a lock that one process has at a time.
///
/// A line that was appended is on the disk when ``append(_:to:)`` returns; one that could not be
/// written whole is taken off again. Files are replaced by a rename. Only their owner may read them.
// SAFETY: ``CompanionMemory`` uses it inside its mutex.
final class MemoryFolder: @unchecked Sendable {
  /// Larger files are refused: a talk of years is some ten million bytes.
  static let largestFile = 256 << 20

  let path: String
  private let lock: Int32

  init(path: String) throws(OnDeviceError) {
    self.path = path
    if mkdir(path, 0o700) != 0 {
      let code = errno
      var status = stat()
      guard code == EEXIST else { throw Self.failure(path, "to make a folder", code) }
      guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
        throw OnDeviceError(
          .cannotWrite, "\(path): expected a folder, found something else",
          hint: "give a folder, or a new name for one")
      }
    }
    lock = open("\(path)/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard lock >= 0 else { throw Self.failure("\(path)/lock", "to open it", errno) }
    while flock(lock, LOCK_EX | LOCK_NB) != 0 {
      let code = errno
      if code == EINTR { continue }
      close(lock)
      guard code == EWOULDBLOCK else { throw Self.failure("\(path)/lock", "to lock it", code) }
      throw OnDeviceError(
        .cannotWrite, "\(path): expected a memory that nobody uses, found it in use",
        hint: "end the other chat, or give another --memory")
    }
  }

  deinit { if lock >= 0 { close(lock) } }

  /// The bytes of a file; none where there is no file.
  func read(_ name: String) throws(OnDeviceError) -> [UInt8] {
    let file = "\(path)/\(name)"
    let descriptor = open(file, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT { return [] }
      throw Self.unreadable(file, errno)
    }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = chunk.withUnsafeMutableBytes {
        Foundation.read(descriptor, $0.baseAddress, $0.count)
      }
      if count < 0 {
        if errno == EINTR { continue }
        throw Self.unreadable(file, errno)
      }
      if count == 0 { return bytes }
      bytes.append(contentsOf: chunk[..<count])
      guard bytes.count <= Self.largestFile else {
        throw OnDeviceError(
          .badData, "\(file): expected at most \(Self.largestFile) bytes, found more",
          hint: "move its older lines elsewhere")
      }
    }
  }

  /// Adds whole lines to a file.
  func append(_ bytes: [UInt8], to name: String) throws(OnDeviceError) {
    let file = "\(path)/\(name)"
    let descriptor = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Self.failure(file, "to open it", errno) }
    defer { close(descriptor) }
    let end = lseek(descriptor, 0, SEEK_END)
    guard end >= 0 else { throw Self.failure(file, "to go to its end", errno) }
    // What an interrupted write left stays a line of its own.
    var last: UInt8 = 0x0A
    if end > 0, pread(descriptor, &last, 1, end - 1) != 1 {
      throw Self.failure(file, "to read its last byte", errno)
    }
    let text = last == 0x0A ? bytes : [0x0A] + bytes
    var offset = 0
    while offset < text.count {
      let written = text.withUnsafeBytes { bytes in
        write(descriptor, bytes.baseAddress?.advanced(by: offset), bytes.count - offset)
      }
      if written >= 0 {
        offset += written
      } else if errno != EINTR {
        let code = errno
        ftruncate(descriptor, end)
        throw Self.failure(file, "to write \(text.count) bytes", code)
      }
    }
    guard fsync(descriptor) == 0 || errno == EINVAL else {
      throw Self.failure(file, "to reach the disk", errno)
    }
  }

  /// Puts other bytes in a file's place.
  func replace(_ name: String, by bytes: [UInt8]) throws(OnDeviceError) {
    try Problems.translated {
      var file = try ReplacingFile(path: "\(path)/\(name)", permissions: 0o600)
      try file.write(bytes)
      try file.commit()
    }
  }

  private static func failure(
    _ path: String, _ expected: String, _ code: Int32
  ) -> OnDeviceError {
    OnDeviceError(
      .cannotWrite, "\(path): expected \(expected), found: \(String(cString: strerror(code)))")
  }

  private static func unreadable(_ path: String, _ code: Int32) -> OnDeviceError {
    OnDeviceError(
      .cannotRead, "\(path): expected to read it, found: \(String(cString: strerror(code)))")
  }
}
