/// All that stands before the weights in a GGUF file, read and validated as a whole.
///
/// Layout: magic, version, number of tensors, number of key-value pairs, the pairs, the tensors'
/// descriptions, padding, weights. Counts are held against the bytes that are left, so memory use
/// is a small multiple of the file's size, whatever the file says.
struct GGUFDirectory {
  let version: UInt32
  let alignment: Int
  let metadata: GGUFMetadata
  let tensors: [GGUFTensor]
  let tensorIndices: [String: Int]

  /// The fewest bytes that a pair can take: length of the key, one letter, type, one byte.
  private static let smallestPair = 8 + 1 + 4 + 1
  /// Likewise for a tensor: length of the name, one letter, count, one dimension, type, offset.
  private static let smallestTensor = 8 + 1 + 4 + 8 + 4 + 8
  static let defaultAlignment = 32

  init(parsing storage: ModelBytes) throws(ModelFileError) {
    var cursor = ByteCursor(storage)
    version = try Self.readVersion(from: &cursor)
    let tensorCount = try cursor.readCount(of: "tensors", bytesEach: Self.smallestTensor)
    let pairCount = try cursor.readCount(of: "key-value pairs", bytesEach: Self.smallestPair)
    metadata = try Self.readMetadata(pairCount, from: &cursor)
    alignment = try Self.alignment(from: metadata)
    let infos = try Self.readInfos(tensorCount, from: &cursor)
    tensorIndices = infos.indices
    tensors = try Self.place(infos.infos, behind: &cursor, alignment: alignment)
    try Self.checkOverlaps(of: tensors, in: storage)
  }

  private static func readVersion(from cursor: inout ByteCursor) throws(ModelFileError) -> UInt32 {
    let bytes = cursor.storage.bytes
    let expected = "a GGUF file"
    guard !bytes.isEmpty else {
      throw cursor.failure(.wrongFormat, at: 0, expected: expected, found: "an empty file")
    }
    let magic = bytes.prefix(4)
    if magic.elementsEqual("FUGG".utf8) { throw bigEndian(cursor, at: 0) }
    guard magic.elementsEqual("GGUF".utf8) else {
      throw cursor.failure(.wrongFormat, at: 0, expected: expected, found: Printable.magic(magic))
    }
    try cursor.skip(4, "the magic")
    let version = try cursor.read(UInt32.self, "the version")
    switch version {
    case 2, 3: return version
    case 1:
      throw cursor.failure(
        .unsupportedVersion, at: 4, expected: "GGUF version 2 or 3",
        found: "version 1, whose lengths have 32 bits")
    case _ where (1...3).contains(version.byteSwapped): throw bigEndian(cursor, at: 4)
    default:
      throw cursor.failure(
        .unsupportedVersion, at: 4, expected: "GGUF version 2 or 3", found: "version \(version)")
    }
  }

  private static func bigEndian(_ cursor: ByteCursor, at offset: Int) -> ModelFileError {
    cursor.failure(
      .unsupportedVersion, at: offset, expected: "a little-endian GGUF file",
      found: "a big-endian one")
  }

  private static func readMetadata(
    _ count: Int, from cursor: inout ByteCursor
  ) throws(ModelFileError) -> GGUFMetadata {
    var entries: [GGUFEntry] = []
    var indices: [String: Int] = [:]
    for index in 0..<count {
      let start = cursor.offset
      let entry = try GGUFEntry(from: &cursor)
      guard indices.updateValue(index, forKey: entry.key) == nil else {
        throw cursor.failure(
          .duplicate, at: start, expected: "each key once", found: "it a second time")
      }
      entries.append(entry)
    }
    cursor.place = .header
    return GGUFMetadata(storage: cursor.storage, entries: entries, indices: indices)
  }

  /// The file's own alignment, or the format's default.
  ///
  /// The specification asks for a multiple of 8, and offsets are rounded up with masks, so powers of
  /// two. No upper limit: rounding is checked for overflow, and the result held against the file's
  /// size.
  private static func alignment(from metadata: GGUFMetadata) throws(ModelFileError) -> Int {
    let key = "general.alignment"
    let expected = "a power of two of at least 8"
    guard let entry = metadata.entry(key) else { return defaultAlignment }
    guard entry.type.isInteger else {
      throw metadata.failure(.mismatch, entry, expected: expected)
    }
    let value = metadata.integer(entry.type, at: entry.range.lowerBound)
    guard let alignment = Int(exactly: value), alignment >= 8, alignment & (alignment - 1) == 0
    else { throw metadata.failure(.invalid, entry, expected: expected) }
    return alignment
  }
}
