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

  /// Adds one string that lies in memory: the way for the many strings of a file.
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
