/// A place in untrusted bytes that only moves forward and never past their end.
///
/// Every read checks first and throws an error that names the part of the file being read, so a
/// length in the file can at worst be wrong, never harmful. Numbers are little endian.
struct ByteCursor {
  let storage: ModelBytes
  /// What is being read, for errors.
  var place: ModelFileError.Place = .header
  private(set) var offset = 0

  init(_ storage: ModelBytes, at offset: Int = 0) {
    self.storage = storage
    self.offset = offset
  }

  var remaining: Int { storage.bytes.count - offset }

  func failure(
    _ code: ModelFileError.Code, at offset: Int, expected: String, found: String
  ) -> ModelFileError {
    ModelFileError(
      code, file: storage.name, place: place, offset: offset, expected: expected, found: found)
  }

  mutating func read<Number: FixedWidthInteger & BitwiseCopyable>(
    _ type: Number.Type, _ what: @autoclosure () -> String
  ) throws(ModelFileError) -> Number {
    let byteCount = MemoryLayout<Number>.size
    try require(byteCount, what())
    let raw = storage.bytes.loadUnaligned(fromByteOffset: offset, as: Number.self)
    offset += byteCount
    return Number(littleEndian: raw)
  }

  /// Reads a number of things that take at least `bytesEach` bytes, and refuses more of them than
  /// the rest of the file can hold.
  mutating func readCount(
    of what: String, bytesEach: Int
  ) throws(ModelFileError) -> Int {
    let start = offset
    let raw = try read(UInt64.self, "the number of \(what)")
    let limit = remaining / bytesEach
    guard let count = Int(exactly: raw), count <= limit else {
      throw failure(
        .truncated, at: start,
        expected: "at most \(limit) \(what) in the \(remaining) bytes that follow", found: "\(raw)")
    }
    return count
  }

  /// Reads a length and that many bytes.
  mutating func readBytes(_ what: String) throws(ModelFileError) -> UnsafeRawBufferPointer {
    let start = offset
    let raw = try read(UInt64.self, "the length of \(what)")
    guard let count = Int(exactly: raw), count <= remaining else {
      throw failure(
        .truncated, at: start, expected: "\(what) of at most \(remaining) bytes",
        found: "a length of \(raw)")
    }
    let bytes = UnsafeRawBufferPointer(rebasing: storage.bytes[offset..<offset + count])
    offset += count
    return bytes
  }

  /// Reads a name: not empty, and valid UTF-8.
  mutating func readName(_ what: String) throws(ModelFileError) -> String {
    let start = offset
    let bytes = try readBytes(what)
    guard !bytes.isEmpty else {
      throw failure(.invalid, at: start, expected: what, found: "an empty one")
    }
    guard let name = String(validating: bytes, as: UTF8.self) else {
      throw failure(
        .invalid, at: start, expected: "\(what) in UTF-8",
        found: Printable.quoted(String(decoding: bytes, as: UTF8.self)))
    }
    return name
  }

  /// Steps over `count` strings and gives the offset of every `stride`th one.
  ///
  /// Vocabularies have 300,000 of them, so the loop works on plain numbers; what it cannot accept it
  /// leaves to ``readBytes(_:)``, which says why.
  mutating func skipStrings(_ count: Int, stride: Int) throws(ModelFileError) -> [Int] {
    let bytes = storage.bytes
    var checkpoints: [Int] = []
    checkpoints.reserveCapacity(count / stride + 1)
    var next = offset
    var skipped = 0
    for index in 0..<count {
      if index % stride == 0 { checkpoints.append(next) }
      let rest = bytes.count - next - 8
      guard rest >= 0 else { break }
      let raw = bytes.loadUnaligned(fromByteOffset: next, as: UInt64.self)
      let length = UInt64(littleEndian: raw)
      guard length <= UInt64(rest) else { break }
      next += 8 + Int(length)
      skipped = index + 1
    }
    offset = next
    if skipped < count { _ = try readBytes("a string") }
    return checkpoints
  }

  mutating func skip(
    _ byteCount: Int, _ what: @autoclosure () -> String
  ) throws(ModelFileError) {
    try require(byteCount, what())
    offset += byteCount
  }

  private func require(
    _ byteCount: Int, _ what: @autoclosure () -> String
  ) throws(ModelFileError) {
    guard byteCount <= remaining else {
      throw failure(
        .truncated, at: offset, expected: "\(byteCount) bytes for \(what())",
        found: "the file's end after \(remaining)")
    }
  }
}
