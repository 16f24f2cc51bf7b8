import ModelFiles
import Tensor

/// Takes tensors out of a file by name, each checked against the shape that the plan asks for.
///
/// Matrices stay in the file. Vectors (norms and biases, some kilobytes in all) are copied, so that
/// they are aligned and their pages are not the file's.
struct WeightReader: ~Copyable {
  let file: any Checkpoint
  private let vectors: UnsafeMutableBufferPointer<Float>
  private var vectorsUsed = 0
  /// Names of the tensors that were taken, to find those that the decoder knows nothing of.
  private var taken: Set<String> = []
  /// Memory that was made for what cannot stay in the file; the model frees it.
  private(set) var owned: [UnsafeMutableRawPointer] = []
  /// Names of the matrices that an adapter corrects.
  private(set) var corrected: Set<String> = []
  private let corrections: Corrections?

  /// - Parameters:
  ///   - file: what is read.
  ///   - vectors: where vectors are copied to; as many as the file's vectors have elements.
  ///   - corrections: what adapters add to the matrices.
  init(
    file: any Checkpoint, vectors: UnsafeMutableBufferPointer<Float>,
    corrections: Corrections? = nil
  ) {
    self.file = file
    self.corrections = corrections
    self.vectors = vectors
  }

  /// The elements of all tensors of one dimension, of biases that are kept as one, and of kernels
  /// of convolutions.
  static func vectorElements(of file: any Checkpoint) -> Int {
    file.entries.reduce(0) { sum, entry in
      if entry.dimensions.count == 1 { return sum + entry.columns }
      let isCopied =
        isConvolution(entry.name) || entry.dimensions.count == 2 && entry.name.hasSuffix(".bias")
      return isCopied ? sum + entry.rows * entry.columns : sum
    }
  }

  private static func isConvolution(_ name: String) -> Bool {
    name.hasSuffix(".shortconv.conv.weight") || name.hasSuffix(".ssm_conv1d.weight")
  }

  /// A kernel for each channel, copied so that the channels of one position lie together.
  mutating func convolution(
    _ name: String, channels: Int, kernel: Int
  ) throws(ModelFileError) -> UnsafePointer<Float> {
    let tensor = try file.entry(named: name)
    guard tensor.dimensions == [channels, kernel], tensor.parts.count == 1, tensor.offset == 0,
      tensor.elementType.blockLength == 1
    else {
      throw mismatch(
        name, expected: "\([channels, kernel]) in f32, f16 or bf16",
        found: "\(tensor.dimensions) in \(tensor.elementType.name)")
    }
    guard let base = vectors.baseAddress, channels * kernel <= vectors.count - vectorsUsed else {
      throw mismatch(name, expected: "a tensor that is used once", found: "it a second time")
    }
    let matrix = try matrix(
      name, tensor.elementType, tensor.parts[0], rows: 1, columns: channels * kernel)
    let copy = base + vectorsUsed
    vectorsUsed += channels * kernel
    withUnsafeTemporaryAllocation(of: Float.self, capacity: channels * kernel) { rows in
      guard let rows = rows.baseAddress else { return }
      matrix.copyFloats(to: rows)
      for channel in 0..<channels {
        for tap in 0..<kernel { copy[tap * channels + channel] = rows[channel * kernel + tap] }
      }
    }
    return UnsafePointer(copy)
  }

  /// Memory that lives as long as the model.
  mutating func allocate<Element: BitwiseCopyable>(
    _ type: Element.Type, count: Int
  ) -> UnsafeMutablePointer<Element> {
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: max(1, count) * MemoryLayout<Element>.stride, alignment: 64)
    owned.append(memory)
    return memory.bindMemory(to: Element.self, capacity: count)
  }

  mutating func matrix(
    _ name: String, rows: Int, columns: Int
  ) throws(ModelFileError) -> WeightMatrix {
    let tensor = try file.entry(named: name)
    guard tensor.dimensions == [rows, columns], tensor.parts.count == 1, tensor.offset == 0 else {
      throw mismatch(name, expected: "\([rows, columns])", found: "\(tensor.dimensions)")
    }
    var matrix = try matrix(
      name, tensor.elementType, tensor.parts[0], rows: rows, columns: columns)
    if try corrections?.attach(to: &matrix, named: name) == true { corrected.insert(name) }
    return matrix
  }

  /// Some rows of a tensor as a matrix in place.
  mutating func matrix(
    _ name: String, _ type: ElementType, _ bytes: UnsafeRawBufferPointer, rows: Int, columns: Int
  ) throws(ModelFileError) -> WeightMatrix {
    guard type.isComputable else {
      throw mismatch(
        name, .unsupportedType, expected: "an element type with kernels", found: type.name)
    }
    taken.insert(name)
    do {
      return try WeightMatrix(bytes, type: type, rows: rows, columns: columns)
    } catch {
      throw mismatch(name, expected: "a matrix in place", found: error.description)
    }
  }

  /// Counts a tensor as read that files may hold though the model does not use it.
  mutating func pass(_ name: String) { taken.insert(name) }

  mutating func matrixIfPresent(
    _ name: String, rows: Int, columns: Int
  ) throws(ModelFileError) -> WeightMatrix? {
    guard file.entryIfPresent(named: name) != nil else { return nil }
    return try matrix(name, rows: rows, columns: columns)
  }

  mutating func vector(_ name: String, count: Int) throws(ModelFileError) -> UnsafePointer<Float> {
    try vector(name, dimensions: [count], count: count)
  }

  /// A vector for each of `rows` experts, one after the other.
  mutating func vectorsIfPresent(
    _ name: String, rows: Int, columns: Int
  ) throws(ModelFileError) -> UnsafePointer<Float>? {
    guard file.entryIfPresent(named: name) != nil else { return nil }
    return try vector(name, dimensions: [rows, columns], count: rows * columns)
  }

  private mutating func vector(
    _ name: String, dimensions: [Int], count: Int
  ) throws(ModelFileError) -> UnsafePointer<Float> {
    let tensor = try file.entry(named: name)
    guard tensor.dimensions == dimensions, tensor.parts.count == 1,
      tensor.elementType.blockLength == 1
    else {
      throw mismatch(
        name, expected: "\(dimensions) in f32, f16 or bf16",
        found: "\(tensor.dimensions) in \(tensor.elementType.name)")
    }
    guard let base = vectors.baseAddress, count <= vectors.count - vectorsUsed else {
      throw mismatch(name, expected: "a tensor that is used once", found: "it a second time")
    }
    let row = try matrix(name, tensor.elementType, tensor.parts[0], rows: 1, columns: count)
    let copy = base + vectorsUsed
    vectorsUsed += count
    row.copyFloats(to: copy)
    if tensor.offset != 0 { for index in 0..<count { copy[index] += tensor.offset } }
    return UnsafePointer(copy)
  }

  mutating func vectorIfPresent(
    _ name: String, count: Int
  ) throws(ModelFileError) -> UnsafePointer<Float>? {
    guard file.entryIfPresent(named: name) != nil else { return nil }
    return try vector(name, count: count)
  }

  /// What the file holds and nobody took: a sign that the model does more than its family.
  func warningOfUnusedTensors() -> String? {
    let unused = file.entries.map(\.name).filter { !taken.contains($0) && !isBenign($0) }
    guard let first = unused.first else { return nil }
    return "the decoder does not use \(unused.count) of the file's tensors, such as \(first)"
  }

  /// Rotations are read with the plan, and old files repeat them per layer.
  private func isBenign(_ name: String) -> Bool {
    name == "rope_freqs.weight" || name.hasPrefix("rope_factors_")
      || name.hasSuffix(".attn_rot_embd.weight")
      || name.hasSuffix(".rope_freqs.weight")
  }

  func mismatch(
    _ name: String, _ code: ModelFileError.Code = .mismatch, expected: String, found: String
  ) -> ModelFileError {
    ModelFileError(
      code, file: file.name, place: .tensor(name), expected: expected, found: found)
  }
}
