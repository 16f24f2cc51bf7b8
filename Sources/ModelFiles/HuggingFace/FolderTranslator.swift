import Tensor

/// Collects what one family makes of a folder: GGUF keys out of its configuration, GGUF names for
/// its tensors.
///
/// A family is a function that takes a translator and calls it for every key and tensor that it
/// knows (``FolderFamilies``). What is left over in the end is an error: a tensor that nobody took
/// always, a switch of the configuration where it is known to change numbers.
final class FolderTranslator {
  /// The configuration of the text decoder.
  let config: FolderConfig
  let tensors: FolderTensors
  /// The GGUF name of the family, `qwen3`; set by ``begin(_:)``.
  private(set) var architecture = ""
  var metadata = GGUFWriter()
  /// Whether YaRN's `mscale_all_dim` multiplies the scores, as it does in latent attention.
  var scoresHaveTemperature = false
  /// Whether queries are multiplied by a number that grows with their place, as YaRN's
  /// `llama_4_scaling_beta` says.
  var queriesGrow = false
  private(set) var results: [FolderTensor] = []

  init(config: FolderConfig, tensors: FolderTensors) {
    self.config = config
    self.tensors = tensors
  }

  // MARK: - Keys

  func begin(_ architecture: String) {
    self.architecture = architecture
    metadata.set("general.architecture", to: architecture)
  }

  /// Sets a key of the family: `attention.head_count` is `qwen3.attention.head_count`.
  func set(_ key: String, _ value: some GGUFScalar) {
    metadata.set("\(architecture).\(key)", to: value)
  }

  func set(_ key: String, _ value: Int) { set(key, UInt32(clamping: value)) }

  func set(_ key: String, _ value: Double) { set(key, Float(value)) }

  func set(_ key: String, _ values: [Int]) {
    metadata.set("\(architecture).\(key)", to: values.map { UInt32(clamping: $0) })
  }

  func set(_ key: String, _ values: [Bool]) { metadata.set("\(architecture).\(key)", to: values) }

  func set(_ key: String, _ text: String) { metadata.set("\(architecture).\(key)", to: text) }

  // MARK: - Tensors

  /// Gives a tensor its GGUF name.
  ///
  /// `offset` is added to each element: 1 for norms that are kept as the distance from 1. A GGUF file
  /// permutes the rows of `permutedHeads` heads. `dimensions` are another shape of as many elements,
  /// where GGUF's differs.
  func add(
    _ name: String, from source: String, offset: Float = 0, permutedHeads: Int? = nil,
    shaped dimensions: [Int]? = nil
  ) throws(ModelFileError) {
    let (type, found, bytes) = try tensors.take(source)
    if let heads = permutedHeads, heads == 0 || found[0] % (2 * heads) != 0 {
      throw tensors.failure(
        .mismatch, source, expected: "an even number of rows for each of \(heads) heads",
        found: "\(found[0]) rows")
    }
    if let dimensions, dimensions.reduce(1, *) != found.reduce(1, *) {
      throw tensors.failure(.mismatch, source, expected: "\(dimensions)", found: "\(found)")
    }
    append(
      CheckpointTensor(
        name: name, elementType: type, dimensions: dimensions ?? found, parts: [bytes],
        offset: offset), permutedHeads: permutedHeads)
  }

  func addIfPresent(
    _ name: String, from source: String, permutedHeads: Int? = nil
  ) throws(ModelFileError) {
    guard tensors.contains(source) else { return }
    try add(name, from: source, permutedHeads: permutedHeads)
  }

  /// Makes one tensor of those with these names.
  func addStack(_ name: String, from sources: [String]) throws(ModelFileError) {
    try addStack(name, count: sources.count) { sources[$0] }
  }

  /// Makes one tensor of as many equal ones, the first dimension their number.
  func addStack(
    _ name: String, count: Int, from source: (Int) -> String
  ) throws(ModelFileError) {
    var parts: [UnsafeRawBufferPointer] = []
    var first: (type: ElementType, dimensions: [Int])?
    for index in 0..<count {
      let source = source(index)
      let (type, dimensions, bytes) = try tensors.take(source)
      if let first, first.type != type || first.dimensions != dimensions {
        throw tensors.failure(
          .mismatch, source, expected: "\(first.dimensions) of \(first.type), as its neighbours",
          found: "\(dimensions) of \(type)")
      }
      first = (type, dimensions)
      parts.append(bytes)
    }
    guard let first else { return }
    append(
      CheckpointTensor(
        name: name, elementType: first.type, dimensions: [parts.count] + first.dimensions,
        parts: parts))
  }

  /// Names some rows of each of the matrices that one tensor of three dimensions holds.
  func addRows(
    _ name: String, from source: String, _ range: (Int) -> Range<Int>
  ) throws(ModelFileError) {
    let (type, dimensions, bytes) = try tensors.take(source)
    guard dimensions.count == 3 else {
      throw tensors.failure(
        .mismatch, source, expected: "three dimensions", found: "\(dimensions)")
    }
    let (rows, columns) = (dimensions[1], dimensions[2])
    let rowBytes = columns * type.blockByteCount
    let range = range(rows)
    let parts = (0..<dimensions[0]).map { matrix in
      let start = (matrix * rows + range.lowerBound) * rowBytes
      return UnsafeRawBufferPointer(rebasing: bytes[start..<start + range.count * rowBytes])
    }
    append(
      CheckpointTensor(
        name: name, elementType: type, dimensions: [dimensions[0], range.count, columns],
        parts: parts))
  }

  /// Adds a tensor whose bytes are put together anew, all `byteCount` of them.
  func add(
    _ name: String, _ type: ElementType, dimensions: [Int], byteCount: Int,
    _ fill: (inout TensorBytes) -> Void
  ) {
    let kept = tensors.make(byteCount, named: name, fill)
    append(
      CheckpointTensor(name: name, elementType: type, dimensions: dimensions, parts: [kept]))
  }

  /// Adds a tensor of floats that was computed.
  func add(_ name: String, floats: [Float], dimensions: [Int]) {
    let bytes = floats.withUnsafeBytes { tensors.keep($0, named: name) }
    append(
      CheckpointTensor(
        name: name, elementType: .float32, dimensions: dimensions, parts: [bytes]))
  }

  func append(_ entry: CheckpointTensor, permutedHeads: Int? = nil) {
    results.append(FolderTensor(entry: entry, permutedHeads: permutedHeads))
  }
}
