internal import CSystem

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Darwin)
internal import Darwin
#endif

/// A file's bytes, mapped read-only, or bytes that are in the program itself.
///
/// The bytes stay where they are for the object's life and are shared between processes. A file
/// that somebody makes shorter while it is mapped raises SIGBUS; see `od_install_sigbus_handler`.
package final class MappedFile: Sendable {
  /// The path as it was given, or what the static bytes are called.
  package let path: String
  package let count: Int
  // SAFETY: read-only memory that lives until deinit.
  nonisolated(unsafe) private let base: UnsafeRawPointer
  private let isMapping: Bool

  /// Maps the file at `path`.
  package init(path: String) throws(MappedFileError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw MappedFileError(path: path, errorNumber: errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw MappedFileError(path: path, errorNumber: errno)
    }
    guard status.st_mode & S_IFMT != S_IFDIR else {
      throw MappedFileError(path: path, code: .notAFile, reason: "expected a file, found a folder")
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw MappedFileError(
        path: path, code: .notAFile, reason: "expected a regular file, found a device or pipe")
    }
    guard status.st_size > 0, let count = Int(exactly: status.st_size) else {
      throw MappedFileError(path: path, code: .empty, reason: "the file is empty")
    }
    let address = mmap(nil, count, PROT_READ, MAP_SHARED, descriptor, 0)
    guard let address, address != MAP_FAILED else {
      throw MappedFileError(path: path, errorNumber: errno)
    }
    self.path = path
    self.count = count
    base = UnsafeRawPointer(address)
    isMapping = true
    _ = od_mapping_register(base, count, path)
  }

  /// Bytes that live as long as the process.
  package init(staticBytes: UnsafeRawBufferPointer, name: String) throws(MappedFileError) {
    guard let base = staticBytes.baseAddress, staticBytes.count > 0 else {
      throw MappedFileError(path: name, code: .empty, reason: "there are no bytes")
    }
    path = name
    count = staticBytes.count
    self.base = base
    isMapping = false
  }

  deinit {
    guard isMapping else { return }
    od_mapping_unregister(base)
    munmap(UnsafeMutableRawPointer(mutating: base), count)
  }

  /// All bytes, valid while this object lives.
  package var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count) }

  /// The `count` bytes from `offset` on, valid while this object lives.
  package func bytes(at offset: Int, count: Int) throws(MappedFileError) -> UnsafeRawBufferPointer {
    guard offset >= 0, count >= 0, offset <= self.count, count <= self.count - offset else {
      throw MappedFileError(
        path: path, code: .outOfRange,
        reason: "expected \(count) bytes at \(offset), found a file of \(self.count) bytes")
    }
    return UnsafeRawBufferPointer(start: base + offset, count: count)
  }

  /// Gives back the memory of pages that lie wholly in these bytes of the file.
  ///
  /// They stay readable, and are read from the file again when somebody does.
  package func release(_ part: UnsafeRawBufferPointer) {
    guard isMapping, let start = part.baseAddress, start >= base,
      start + part.count <= base + count
    else { return }
    let page = Int(getpagesize())
    let first = (Int(bitPattern: start) + page - 1) / page * page
    let end = (Int(bitPattern: start) + part.count) / page * page
    guard first < end, let address = UnsafeMutableRawPointer(bitPattern: first) else { return }
    _ = madvise(address, end - first, MADV_DONTNEED)
  }
}

/// Why a file cannot be mapped or read.
package struct MappedFileError: Error, Equatable, CustomStringConvertible {
  package enum Code: Sendable { case notFound, notPermitted, notAFile, empty, outOfRange, system }
  package var path: String
  package var code: Code
  package var reason: String

  init(path: String, code: Code, reason: String) {
    self.path = path
    self.code = code
    self.reason = reason
  }

  init(path: String, errorNumber: Int32) {
    let code: Code =
      switch errorNumber {
      case ENOENT, ENOTDIR: .notFound
      case EACCES, EPERM: .notPermitted
      default: .system
      }
    self.init(
      path: path, code: code, reason: String(cString: strerror(errorNumber)).lowercasedFirst)
  }

  package var description: String { "\(path): \(reason)" }
}

extension String {
  fileprivate var lowercasedFirst: String {
    guard let first else { return self }
    return first.lowercased() + dropFirst()
  }
}
