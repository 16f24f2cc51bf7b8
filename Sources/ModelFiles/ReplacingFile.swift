#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A file that is written beside its final place and moved there when it is whole.
///
/// Until ``commit()`` returns, whatever stood at the path is untouched; a file that is dropped
/// before that, after an error or on purpose, leaves nothing behind. The temporary name is the
/// final one with `.tmp-` and a random number, in the same folder, since only there is a rename
/// atomic.
package struct ReplacingFile: ~Copyable {
  private static let bufferCapacity = 256 << 10

  private let path: String
  private let temporaryPath: String
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private var isCommitted = false
  /// The bytes written so far.
  package private(set) var byteCount = 0

  // `permissions` are as `open` takes them, less the process's mask.
  package init(path: String, permissions: UInt32 = 0o666) throws(ModelFileError) {
    self.path = path
    var name = ""
    var opened: Int32 = -1
    repeat {
      name = "\(path).tmp-\(String(UInt32.random(in: 0...UInt32.max), radix: 36))"
      opened = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode_t(permissions))
    } while opened < 0 && (errno == EEXIST || errno == EINTR)
    temporaryPath = name
    descriptor = opened
    guard opened >= 0 else {
      isCommitted = true  // there is nothing to remove
      throw Self.failure(path, "a place for a new file", errno)
    }
    buffer.reserveCapacity(Self.bufferCapacity)
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
    if !isCommitted { unlink(temporaryPath) }
  }

  package mutating func write(_ bytes: UnsafeRawBufferPointer) throws(ModelFileError) {
    byteCount += bytes.count
    if buffer.count + bytes.count > Self.bufferCapacity { try flush() }
    if bytes.count < Self.bufferCapacity {
      buffer.append(contentsOf: bytes)
    } else {
      try writeThrough(bytes)
    }
  }

  package mutating func write(_ bytes: [UInt8]) throws(ModelFileError) {
    try bytes.withUnsafeBufferPointer { bytes throws(ModelFileError) in
      try write(UnsafeRawBufferPointer(bytes))
    }
  }

  /// Writes zeros until the count of bytes is a multiple of `alignment`.
  package mutating func pad(to alignment: Int) throws(ModelFileError) {
    var missing = (alignment - byteCount % alignment) % alignment
    while missing > 0 {
      let step = min(missing, Self.bufferCapacity / 2)
      try write([UInt8](repeating: 0, count: step))
      missing -= step
    }
  }

  /// Writes what is held back, waits until the disk has it and moves the file to its place.
  package mutating func commit() throws(ModelFileError) {
    try flush()
    guard fsync(descriptor) == 0 || errno == EINVAL else {
      throw Self.failure(path, "to reach the disk", errno)
    }
    guard rename(temporaryPath, path) == 0 else {
      throw Self.failure(path, "to move the new file into place", errno)
    }
    isCommitted = true
  }

  private mutating func flush() throws(ModelFileError) {
    guard !buffer.isEmpty else { return }
    try buffer.withUnsafeBufferPointer { bytes throws(ModelFileError) in
      try writeThrough(UnsafeRawBufferPointer(bytes))
    }
    buffer.removeAll(keepingCapacity: true)
  }

  private func writeThrough(_ bytes: UnsafeRawBufferPointer) throws(ModelFileError) {
    var rest = bytes
    while !rest.isEmpty {
      let written = systemWrite(descriptor, rest)
      if written >= 0 {
        rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(written))
      } else if errno != EINTR {
        throw Self.failure(path, "to write \(rest.count) bytes", errno)
      }
    }
  }

  private static func failure(_ path: String, _ expected: String, _ code: Int32) -> ModelFileError {
    ModelFileError(
      .unwritable, file: path, expected: expected, found: String(cString: strerror(code)))
  }
}

/// The system's `write`, out of reach of the methods of that name.
private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
  write(descriptor, bytes.baseAddress, bytes.count)
}
