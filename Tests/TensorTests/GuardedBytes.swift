import Glibc

/// Memory whose last byte lies right before a page that cannot be touched, and whose first bytes
/// follow a canary: a kernel that reads past the end crashes, one that writes before it is found.
final class GuardedBytes {
  let bytes: UnsafeMutableRawBufferPointer
  private let mapping: UnsafeMutableRawPointer
  private let mappingByteCount: Int
  private static let canary: UInt8 = 0xA5

  init(count: Int) {
    let page = Int(sysconf(Int32(_SC_PAGESIZE)))
    // Multiples of 4, so that floats stay aligned: a count that is none ends a little earlier.
    let room = (count + 3) / 4 * 4
    let readable = (room + 64 + page - 1) / page * page
    mappingByteCount = readable + page
    guard
      let mapping = mmap(
        nil, mappingByteCount, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
      mapping != MAP_FAILED
    else { fatalError("no memory for a test") }
    self.mapping = mapping
    memset(mapping, Int32(Self.canary), readable)
    mprotect(mapping + readable, page, PROT_NONE)
    bytes = UnsafeMutableRawBufferPointer(start: mapping + readable - room, count: count)
    memset(mapping + readable - room, 0, count)
  }

  deinit { munmap(mapping, mappingByteCount) }

  /// Whether the bytes before the buffer are as they were.
  var isIntact: Bool {
    guard let start = bytes.baseAddress else { return true }
    let before = UnsafeRawBufferPointer(
      start: mapping, count: UnsafeRawPointer(start) - UnsafeRawPointer(mapping))
    return before.allSatisfy { $0 == Self.canary }
  }
}
