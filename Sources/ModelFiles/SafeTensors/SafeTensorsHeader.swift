import JSON

/// The header of a safetensors file as it stands there, every number of it checked.
///
/// A header is the length of a JSON text and that text: for each tensor its type, its shape and its
/// two offsets. Tensors fill the rest of the file without a gap or an overlap, so that no byte of
/// it is hidden or read twice. Source: the format's description in the safetensors repository.
struct SafeTensorsHeader {
  /// In the order of their bytes.
  let tensors: [SafeTensor]
  let metadata: [String: String]

  /// What one tensor's description takes at least; more of them than fit are refused early.
  private static let longestShape = 8

  init(parsing storage: ModelBytes) throws(ModelFileError) {
    var cursor = ByteCursor(storage)
    let raw = try cursor.read(UInt64.self, "the header's length")
    guard let count = Int(exactly: raw), count <= cursor.remaining else {
      throw cursor.failure(
        .truncated, at: 0, expected: "a header of at most \(cursor.remaining) bytes",
        found: "a length of \(raw)")
    }
    let start = cursor.offset
    let text = UnsafeRawBufferPointer(rebasing: storage.bytes[start..<start + count])
    guard text.first == UInt8(ascii: "{") else {
      throw cursor.failure(
        .wrongFormat, at: start, expected: "a header that begins with \"{\"",
        found: count == 0 ? "an empty one" : Printable.magic(text))
    }
    var parser = Parser(storage: storage, dataStart: start + count, reader: JSONReader(text))
    do {
      try parser.run()
    } catch let error as JSONError {
      throw cursor.failure(
        .invalid, at: start + error.offset, expected: error.expected, found: error.found)
    } catch let error as ModelFileError {
      throw error
    } catch {
      throw cursor.failure(.invalid, at: start, expected: "a header", found: "\(error)")
    }
    tensors = try Self.contiguous(parser.tensors, in: storage, from: start + count)
    metadata = parser.metadata
  }

  /// The tensors in the order of their bytes, which must follow each other and end with the file.
  private static func contiguous(
    _ tensors: [SafeTensor], in storage: ModelBytes, from dataStart: Int
  ) throws(ModelFileError) -> [SafeTensor] {
    let ordered = tensors.sorted {
      ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
    }
    var end = dataStart
    for tensor in ordered {
      guard tensor.range.lowerBound == end else {
        let overlaps = tensor.range.lowerBound < end
        throw ModelFileError(
          overlaps ? .duplicate : .invalid, file: storage.name, place: .tensor(tensor.name),
          offset: tensor.range.lowerBound, expected: "bytes right behind the tensor before it",
          found: overlaps ? "bytes of that tensor" : "a gap of \(tensor.range.lowerBound - end)")
      }
      end = tensor.range.upperBound
    }
    guard end == storage.bytes.count else {
      throw ModelFileError(
        .truncated, file: storage.name, place: .header,
        expected: "tensors that end with the file, at \(storage.bytes.count)", found: "end \(end)")
    }
    return ordered
  }

  private struct Parser {
    let storage: ModelBytes
    let dataStart: Int
    var reader: JSONReader
    var tensors: [SafeTensor] = []
    var metadata: [String: String] = [:]
    private var names: Set<String> = []

    init(storage: ModelBytes, dataStart: Int, reader: JSONReader) {
      self.storage = storage
      self.dataStart = dataStart
      self.reader = reader
    }

    mutating func run() throws {
      try reader.beginObject()
      while let name = try reader.nextKey() {
        guard names.insert(name).inserted else {
          throw failure(.duplicate, name, expected: "each name once", found: "it a second time")
        }
        if name == "__metadata__" {
          try readMetadata()
        } else {
          tensors.append(try readTensor(name))
        }
      }
      try reader.end()
    }

    private mutating func readMetadata() throws {
      try reader.beginObject()
      while let key = try reader.nextKey() {
        let value = try reader.readString()
        guard metadata.updateValue(value, forKey: key) == nil else {
          throw ModelFileError(
            .duplicate, file: storage.name, place: .key(key), expected: "each key once",
            found: "it a second time")
        }
      }
    }

    private mutating func readTensor(_ name: String) throws -> SafeTensor {
      var typeName: String?
      var dimensions: [Int]?
      var offsets: [Int]?
      try reader.beginObject()
      while let key = try reader.nextKey() {
        var isRepeated = false
        switch key {
        case "dtype":
          isRepeated = typeName != nil
          typeName = try reader.readString()
        case "shape":
          isRepeated = dimensions != nil
          dimensions = try readNumbers(atMost: SafeTensorsHeader.longestShape, name)
        case "data_offsets":
          isRepeated = offsets != nil
          offsets = try readNumbers(atMost: 2, name)
        default:
          throw failure(
            .invalid, name, expected: "dtype, shape and data_offsets only",
            found: "a key \(Printable.quoted(key))")
        }
        guard !isRepeated else {
          throw failure(
            .duplicate, name, expected: "each key once",
            found: "\(Printable.quoted(key)) a second time")
        }
      }
      guard let typeName, let dimensions, let offsets, offsets.count == 2 else {
        throw failure(
          .invalid, name, expected: "a dtype, a shape and two data_offsets", found: "fewer")
      }
      guard let type = SafeTensorType(name: typeName) else {
        throw failure(
          .unsupportedType, name, expected: "a known dtype", found: Printable.quoted(typeName))
      }
      let range = try range(offsets, of: name)
      try check(dimensions, type, fill: range, of: name)
      return SafeTensor(name: name, type: type, dimensions: dimensions, range: range)
    }

    private mutating func readNumbers(atMost limit: Int, _ name: String) throws -> [Int] {
      var numbers: [Int] = []
      try reader.beginArray()
      while try reader.nextElement() {
        let number = try reader.readInteger()
        guard number >= 0, numbers.count < limit else {
          throw failure(
            .invalid, name, expected: "at most \(limit) numbers that are not negative",
            found: number < 0 ? "\(number)" : "more")
        }
        numbers.append(number)
      }
      return numbers
    }

    private func range(_ offsets: [Int], of name: String) throws(ModelFileError) -> Range<Int> {
      let limit = storage.bytes.count - dataStart
      guard offsets[0] <= offsets[1], offsets[1] <= limit else {
        throw failure(
          .truncated, name, expected: "offsets in order inside the \(limit) bytes of data",
          found: "\(offsets)")
      }
      return dataStart + offsets[0]..<dataStart + offsets[1]
    }

    private func check(
      _ dimensions: [Int], _ type: SafeTensorType, fill range: Range<Int>, of name: String
    ) throws(ModelFileError) {
      var bits = type.bits
      var overflows = false
      for dimension in dimensions where !overflows {
        (bits, overflows) = bits.multipliedReportingOverflow(by: dimension)
      }
      guard !overflows, bits % 8 == 0, bits / 8 == range.count else {
        let size = overflows ? "more than 63 bits can count" : "\(bits) bits"
        throw failure(
          .mismatch, name, expected: "as many bytes as \(dimensions) of \(type) has: \(size)",
          found: "\(range.count) bytes")
      }
    }

    private func failure(
      _ code: ModelFileError.Code, _ name: String, expected: String, found: String
    ) -> ModelFileError {
      ModelFileError(
        code, file: storage.name, place: .tensor(name), expected: expected, found: found)
    }
  }
}
