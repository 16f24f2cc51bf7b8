import Foundation
import ModelFiles
import Testing

/// Memory whose last byte stands before a page that cannot be read: a reader that goes one byte too
/// far crashes the test, in release builds too, where Swift leaves unsafe buffers unchecked.
final class GuardedBytes {
  private let base: UnsafeMutableRawPointer
  private let mapped: Int
  private let capacity: Int
  private var count = 0

  init(capacity: Int) throws {
    let page = Int(sysconf(Int32(_SC_PAGESIZE)))
    self.capacity = (capacity + page - 1) / page * page
    mapped = self.capacity + page
    let map = mmap(nil, mapped, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    base = try #require(map)
    try #require(base != MAP_FAILED)
    try #require(mprotect(base + self.capacity, page, PROT_NONE) == 0)
  }

  deinit { munmap(base, mapped) }

  /// Takes a copy of `bytes` as the file, and opens it; what it held before is gone.
  func open(_ bytes: some Collection<UInt8>, name: String = "test.gguf") throws(ModelFileError)
    -> GGUFFile
  {
    precondition(bytes.count <= capacity)
    count = bytes.count
    let target = UnsafeMutableRawBufferPointer(start: base + capacity - count, count: count)
    target.copyBytes(from: bytes)
    // The bytes change with the next call, so no file outlives the case that opened it.
    return try GGUFFile(ModelBytes(unsafeStaticBytes: UnsafeRawBufferPointer(target), name: name))
  }
}

/// Opens bytes that must be refused and gives the refusal's text.
func refusal(of bytes: [UInt8]) throws -> String {
  let memory = try GuardedBytes(capacity: bytes.count)
  do {
    _ = try memory.open(bytes)
  } catch {
    return error.description
  }
  return "opened"
}
