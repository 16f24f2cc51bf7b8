/// Byte strings one after the other in one piece of memory.
///
/// A vocabulary of 150,000 tokens is two arrays, not 150,000. The invariant: `offsets` has one
/// element more than there are strings, ascends from 0, and ends with `bytes.count`.
package struct PackedStrings: Sendable, Equatable {
  package private(set) var bytes: [UInt8] = []
  package private(set) var offsets: [UInt32] = [0]

  package init() {}

  package init(_ strings: some Sequence<String>) throws(TokenizationError) {
    for string in strings { try append(bytes: string.utf8) }
  }

  package var count: Int { offsets.count - 1 }

  package mutating func reserve(strings: Int, bytes: Int) {
    offsets.reserveCapacity(strings + 1)
    self.bytes.reserveCapacity(bytes)
  }

  /// Adds one string; all of them together may have 4 GiB less one byte.
  package mutating func append(bytes new: some Sequence<UInt8>) throws(TokenizationError) {
    bytes.append(contentsOf: new)
    guard let end = UInt32(exactly: bytes.count) else {
      throw .malformed(expected: "strings of under 4 GiB in all", found: "\(bytes.count) bytes")
    }
    offsets.append(end)
  }

  /// Adds one string that lies in memory.
  package mutating func append(_ new: UnsafeRawBufferPointer) throws(TokenizationError) {
    // Tokens are shorter than a call that copies them is long.
    if new.count < 32 {
      for byte in new { bytes.append(byte) }
    } else {
      bytes.append(contentsOf: new)
    }
    guard let end = UInt32(exactly: bytes.count) else {
      throw .malformed(expected: "strings of under 4 GiB in all", found: "\(bytes.count) bytes")
    }
    offsets.append(end)
  }

  /// The many strings of a file, of `byteCount` bytes in all: `forEach` calls its argument with each
  /// of them, in order.
  ///
  /// Strings that would go beyond either count are left out.
  package init(
    count: Int, byteCount: Int, forEach: ((UnsafeRawBufferPointer) -> Void) -> Void
  ) throws(TokenizationError) {
    guard UInt32(exactly: byteCount) != nil else {
      throw .malformed(expected: "strings of under 4 GiB in all", found: "\(byteCount) bytes")
    }
    var bytes: [UInt8] = []
    offsets = [UInt32](unsafeUninitializedCapacity: count + 1) { offsets, offsetCount in
      bytes = [UInt8](unsafeUninitializedCapacity: byteCount) { target, used in
        offsets.initializeElement(at: 0, to: 0)
        var written = 1
        var end = 0
        let raw = UnsafeMutableRawBufferPointer(target)
        forEach { string in
          guard string.count <= raw.count - end, written <= count else { return }
          UnsafeMutableRawBufferPointer(rebasing: raw[end..<end + string.count])
            .copyMemory(from: string)
          end += string.count
          offsets.initializeElement(at: written, to: UInt32(truncatingIfNeeded: end))
          written += 1
        }
        used = end
        offsetCount = written
      }
    }
    self.bytes = bytes
  }

  /// Where in `bytes` a string lies.
  ///
  /// - Precondition: `0 <= index < count`.
  package func range(of index: Int) -> Range<Int> {
    Int(offsets[index])..<Int(offsets[index + 1])
  }

  package subscript(index: Int) -> ArraySlice<UInt8> { bytes[range(of: index)] }

  /// One string as text, with U+FFFD for what is not UTF-8.
  package func string(at index: Int) -> String { String(decoding: self[index], as: UTF8.self) }
}
