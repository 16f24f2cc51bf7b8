package import Tensor

/// A GGUF file in the making: metadata and descriptions of tensors, then one pass that writes it.
///
/// Keys keep the order in which they were first set; tensors are written in the order in which
/// they were added, each at a multiple of the alignment. Tensors' bytes are asked for only while
/// the file is written, one tensor at a time, so a model larger than memory can be converted. The
/// result is version 3, little endian.
///
/// ```swift
/// var writer = GGUFWriter()
/// writer.set("general.architecture", to: "llama")
/// writer.set("llama.block_count", to: UInt32(2))
/// try writer.add("output_norm.weight", .float32, dimensions: [64], bytes: norm)
/// try writer.write(to: "model.gguf")
/// ```
package struct GGUFWriter {
  /// Receives a part of a tensor's bytes.
  package typealias Sink = (UnsafeRawBufferPointer) throws(ModelFileError) -> Void
  /// Gives a tensor's bytes to the sink, in order, in parts of any size.
  package typealias Contents = (Sink) throws(ModelFileError) -> Void

  /// Longer names are refused by other engines (ggml keeps 64 bytes with a zero at the end).
  static let longestTensorName = 63
  /// The specification's limit for keys.
  static let longestKey = 65_535

  private struct Tensor {
    let name: String
    let type: UInt32
    let dimensions: [Int]
    let byteCount: Int
    let contents: Contents
  }

  private let alignment: Int
  private var keys: [String] = []
  /// A value's type and bytes, as they stand in the file.
  private var values: [String: [UInt8]] = [:]
  private var tensors: [Tensor] = []
  private var names: Set<String> = []

  /// - Precondition: `alignment` is a power of two of at least 8.
  package init(alignment: Int = GGUFDirectory.defaultAlignment) {
    precondition(alignment >= 8 && alignment & (alignment - 1) == 0, "alignment \(alignment)")
    self.alignment = alignment
    if alignment != GGUFDirectory.defaultAlignment {
      set("general.alignment", to: UInt32(alignment))
    }
  }

  // MARK: - Metadata

  /// Sets a number or a bool; the type of the Swift value is the type in the file.
  package mutating func set(_ key: String, to value: some GGUFScalar) {
    put(key, type(of: value).ggufType) { $0.append(value) }
  }

  package mutating func set(_ key: String, to text: String) {
    put(key, .string) { $0.append(string: text.utf8) }
  }

  package mutating func set<Value: GGUFScalar>(_ key: String, to values: [Value]) {
    putArray(key, Value.ggufType, count: values.count) {
      for value in values { $0.append(value) }
    }
  }

  package mutating func set(_ key: String, to texts: [String]) {
    putArray(key, .string, count: texts.count) {
      for text in texts { $0.append(string: text.utf8) }
    }
  }

  /// Sets an array of strings that need not be UTF-8, such as tokens.
  package mutating func set(_ key: String, to strings: [[UInt8]]) {
    putArray(key, .string, count: strings.count) {
      for bytes in strings { $0.append(string: bytes) }
    }
  }

  /// Copies a value of any type from another file, byte for byte; a missing key changes nothing.
  package mutating func copy(_ key: String, from metadata: GGUFMetadata) {
    guard let entry = metadata.entry(key) else { return }
    put(key, entry.type) { $0.bytes += metadata.storage.bytes[entry.range] }
  }

  private mutating func put(
    _ key: String, _ type: GGUFValueType, _ encode: (inout GGUFEncoder) -> Void
  ) {
    var encoder = GGUFEncoder()
    encoder.append(type.rawValue)
    encode(&encoder)
    if values.updateValue(encoder.bytes, forKey: key) == nil { keys.append(key) }
  }

  private mutating func putArray(
    _ key: String, _ type: GGUFValueType, count: Int, _ encode: (inout GGUFEncoder) -> Void
  ) {
    put(key, .array) {
      $0.append(type.rawValue)
      $0.append(UInt64(count))
      encode(&$0)
    }
  }

  // MARK: - Tensors

  /// Announces a tensor.
  ///
  /// `dimensions` stand as in ``GGUFTensor``: rows first, columns last.
  package mutating func add(
    _ name: String, _ elementType: ElementType, dimensions: [Int], contents: @escaping Contents
  ) throws(ModelFileError) {
    func failure(
      _ code: ModelFileError.Code, expected: String, found: String
    ) -> ModelFileError {
      ModelFileError(
        code, file: "new GGUF file", place: .tensor(name), expected: expected, found: found)
    }
    guard (1...Self.longestTensorName).contains(name.utf8.count) else {
      throw failure(
        .invalid, expected: "a name of 1 to \(Self.longestTensorName) bytes",
        found: "\(name.utf8.count)")
    }
    guard !names.contains(name) else {
      throw failure(.duplicate, expected: "each tensor once", found: "it a second time")
    }
    let layout: TensorLayout
    do {
      layout = try TensorLayout(elementType, dimensions: dimensions)
    } catch {
      throw failure(.invalid, expected: error.expected, found: error.found)
    }
    names.insert(name)
    tensors.append(
      Tensor(
        name: name, type: elementType.rawValue, dimensions: dimensions,
        byteCount: layout.byteCount, contents: contents))
  }

  /// Announces a tensor whose bytes are at hand.
  package mutating func add(
    _ name: String, _ elementType: ElementType, dimensions: [Int], bytes: [UInt8]
  ) throws(ModelFileError) {
    try add(name, elementType, dimensions: dimensions) { write throws(ModelFileError) in
      try bytes.withUnsafeBufferPointer { bytes throws(ModelFileError) in
        try write(UnsafeRawBufferPointer(bytes))
      }
    }
  }

  // MARK: - Writing

  /// Writes the file beside `path` and moves it there when it is whole.
  ///
  /// An error leaves neither a
  /// part of it nor a changed file behind.
  package func write(to path: String) throws(ModelFileError) {
    var file = try ReplacingFile(path: path)
    try file.write(try directory(for: path))
    for tensor in tensors {
      try file.pad(to: alignment)
      let start = file.byteCount
      try tensor.contents { bytes throws(ModelFileError) in
        guard bytes.count <= tensor.byteCount - (file.byteCount - start) else {
          throw Self.wrongSize(tensor, "more", path)
        }
        try file.write(bytes)
      }
      guard file.byteCount - start == tensor.byteCount else {
        throw Self.wrongSize(tensor, "\(file.byteCount - start)", path)
      }
    }
    // Engines that map the weights as one padded region ask for the last padding too.
    try file.pad(to: alignment)
    try file.commit()
  }

  /// The metadata alone as a file without tensors, in memory.
  package func metadata(named name: String) throws(ModelFileError) -> GGUFMetadata {
    var writer = self
    writer.tensors = []
    return try GGUFFile(ModelBytes(writer.directory(for: name), name: name)).metadata
  }

  /// Everything before the first padding.
  private func directory(for path: String) throws(ModelFileError) -> [UInt8] {
    var encoder = GGUFEncoder()
    encoder.bytes += "GGUF".utf8
    encoder.append(UInt32(3))
    encoder.append(UInt64(tensors.count))
    encoder.append(UInt64(keys.count))
    for key in keys {
      guard (1...Self.longestKey).contains(key.utf8.count) else {
        throw ModelFileError(
          .invalid, file: path, place: .key(key),
          expected: "a key of 1 to \(Self.longestKey) bytes", found: "\(key.utf8.count)")
      }
      encoder.append(string: key.utf8)
      encoder.bytes += values[key] ?? []
    }
    var offset = 0
    for tensor in tensors {
      encoder.append(string: tensor.name.utf8)
      encoder.append(UInt32(tensor.dimensions.count))
      for dimension in tensor.dimensions.reversed() { encoder.append(UInt64(dimension)) }
      encoder.append(tensor.type)
      encoder.append(UInt64(offset))
      let end = offset.addingReportingOverflow(tensor.byteCount)
      let padded = end.partialValue.addingReportingOverflow(alignment - 1)
      guard !end.overflow, !padded.overflow else {
        throw ModelFileError(
          .invalid, file: path, place: .tensor(tensor.name),
          expected: "a file whose size fits into 63 bits", found: "\(tensor.byteCount) bytes more")
      }
      offset = padded.partialValue & ~(alignment - 1)
    }
    return encoder.bytes
  }

  private static func wrongSize(
    _ tensor: Tensor, _ found: String, _ path: String
  ) -> ModelFileError {
    ModelFileError(
      .mismatch, file: path, place: .tensor(tensor.name),
      expected: "\(tensor.byteCount) bytes of contents", found: found)
  }
}

/// Bytes in GGUF's notation: little-endian numbers, strings behind their length.
private struct GGUFEncoder {
  var bytes: [UInt8] = []

  mutating func append<Value: GGUFScalar>(_ value: Value) {
    withUnsafeBytes(of: value.ggufBits.littleEndian) {
      bytes += $0.prefix(MemoryLayout<Value>.size)
    }
  }

  mutating func append(string: some Collection<UInt8>) {
    append(UInt64(string.count))
    bytes += string
  }
}
