/// The strings of a metadata array, read where they lie in the file.
///
/// Strings are bytes here: a vocabulary's tokens need not be valid UTF-8. Nothing is copied or
/// decoded until it is asked for, so a vocabulary of 150,000 tokens costs one pass over its
/// lengths. Going through all of them is one step each with ``forEach(_:)``; access by index walks
/// at most ``stride`` lengths.
package struct GGUFStrings: Sendable {
  /// How many strings apart the remembered offsets are: 8 bytes of memory for at least
  /// 16 × 8 bytes of file.
  static let stride = 16

  private let storage: ModelBytes
  private let checkpoints: [Int]
  package let count: Int
  /// The bytes of all strings together.
  package let byteCount: Int

  /// The strings of an array whose value lies at `range`: its header, then each with its length.
  init(_ storage: ModelBytes, _ elements: GGUFEntry.Elements, at range: Range<Int>) {
    self.storage = storage
    self.checkpoints = elements.checkpoints
    self.count = elements.count
    byteCount = range.count - 12 - 8 * elements.count
  }

  /// Calls `body` with every index and its bytes, in order.
  ///
  /// The bytes are valid as long as the file is kept, also after `body` returns.
  package func forEach<Failure: Error>(
    _ body: (Int, UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    guard var offset = checkpoints.first else { return }
    for index in 0..<count {
      let range = range(at: offset)
      try body(index, UnsafeRawBufferPointer(rebasing: storage.bytes[range]))
      offset = range.upperBound
    }
  }

  /// Calls `body` with the bytes of one string.
  ///
  /// - Precondition: `0 <= index < count`.
  package func withBytes<Result, Failure: Error>(
    at index: Int, _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    precondition(index >= 0 && index < count, "string \(index) of \(count)")
    var range = range(at: checkpoints[index / Self.stride])
    for _ in 0..<index % Self.stride { range = self.range(at: range.upperBound) }
    return try body(UnsafeRawBufferPointer(rebasing: storage.bytes[range]))
  }

  /// A copy of one string's bytes.
  package func bytes(at index: Int) -> [UInt8] { withBytes(at: index) { Array($0) } }

  /// One string as text, with U+FFFD for what is not UTF-8.
  package func string(at index: Int) -> String {
    withBytes(at: index) { String(decoding: $0, as: UTF8.self) }
  }

  /// The bytes of the string whose length stands at `offset`.
  ///
  /// Lengths were checked on opening.
  private func range(at offset: Int) -> Range<Int> {
    let raw = storage.bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    let start = offset + 8
    return start..<start + Int(truncatingIfNeeded: UInt64(littleEndian: raw))
  }
}
