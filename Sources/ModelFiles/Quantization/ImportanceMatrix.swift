/// How much each column of a matrix matters: the mean square of what it was multiplied with.
///
/// Read only, from llama.cpp's `imatrix` files, in GGUF form or the older `.dat` form. A matrix of
/// experts has a set of columns for each expert, one after the other.
package struct ImportanceMatrix: Sendable {
  private var values: [String: [Float]] = [:]
  /// The file that it came from.
  package let name: String

  /// The numbers for a tensor, `columns` times its experts; nil when the file has none.
  package func values(of tensor: String) -> [Float]? { values[tensor] }

  package var count: Int { values.count }

  package init(path: String) throws(ModelFileError) {
    try self.init(ModelBytes(path: path))
  }

  package init(_ storage: ModelBytes) throws(ModelFileError) {
    name = storage.name
    if storage.bytes.prefix(4).elementsEqual("GGUF".utf8) {
      try readGGUF(try GGUFFile(storage))
    } else {
      try readLegacy(storage)
    }
    for (tensor, numbers) in values {
      if let bad = numbers.firstIndex(where: { !($0.isFinite && $0 >= 0) }) {
        throw ModelFileError(
          .invalid, file: name, place: .tensor(tensor), expected: "finite importance, at least 0",
          found: "\(numbers[bad]) in column \(bad)")
      }
    }
    guard !values.isEmpty else {
      throw ModelFileError(
        .missing, file: name, expected: "importance of at least one tensor", found: "none")
    }
  }

  // MARK: - GGUF: sums of squares and counts beside each other

  private mutating func readGGUF(_ file: GGUFFile) throws(ModelFileError) {
    for tensor in file.tensors where tensor.name.hasSuffix(".in_sum2") {
      let base = String(tensor.name.dropLast(".in_sum2".count))
      let counts = try file.tensor(named: base + ".counts")
      for part in [tensor, counts] where part.elementType != .float32 {
        throw ModelFileError(
          .mismatch, file: name, place: .tensor(part.name), expected: "f32",
          found: "\(part.elementType)")
      }
      let number = counts.rows * counts.columns
      guard number == tensor.rows else {
        throw ModelFileError(
          .mismatch, file: name, place: .tensor(counts.name), expected: "\(tensor.rows) counts",
          found: "\(number)")
      }
      let sums = floats(file.bytes(of: tensor)), times = floats(file.bytes(of: counts))
      // A matrix, or an expert, that was never used has no preference.
      values[base] = sums.indices.map { index in
        let count = times[index / tensor.columns]
        return count > 0 ? sums[index] / count : 1
      }
    }
  }

  private func floats(_ bytes: UnsafeRawBufferPointer) -> [Float] {
    (0..<bytes.count / 4).map { index in
      let bits = bytes.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self)
      return Float(bitPattern: UInt32(littleEndian: bits))
    }
  }

  // MARK: - The older form: a count of entries, then for each its name, calls, and numbers

  private mutating func readLegacy(_ storage: ModelBytes) throws(ModelFileError) {
    let bytes = storage.bytes
    var offset = 0
    func wrong(_ expected: String, _ found: String) -> ModelFileError {
      ModelFileError(.wrongFormat, file: name, offset: offset, expected: expected, found: found)
    }
    func number(_ range: ClosedRange<Int>, _ what: String) throws(ModelFileError) -> Int {
      guard bytes.count - offset >= 4 else { throw wrong(what, "the end of the file") }
      let bits = bytes.loadUnaligned(fromByteOffset: offset, as: Int32.self)
      let value = Int(Int32(littleEndian: bits))
      guard range.contains(value) else { throw wrong(what, "\(value)") }
      offset += 4
      return value
    }
    let entries = try number(
      1...100_000, "an importance matrix: GGUF, or a count of entries from 1 to 100000")
    for _ in 0..<entries {
      let length = try number(1...512, "a name's length from 1 to 512")
      guard bytes.count - offset >= length else { throw wrong("a name", "the end of the file") }
      let tensor = String(decoding: bytes[offset..<offset + length], as: UTF8.self)
      offset += length
      let calls = try number(0...Int(Int32.max), "a number of calls")
      let count = try number(1...Int(Int32.max), "a number of columns")
      guard (bytes.count - offset) / 4 >= count else {
        throw wrong("\(count) numbers", "\(bytes.count - offset) bytes")
      }
      let sums = floats(UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + 4 * count]))
      offset += 4 * count
      values[tensor] = calls > 0 ? sums.map { $0 / Float(calls) } : sums
    }
  }
}
