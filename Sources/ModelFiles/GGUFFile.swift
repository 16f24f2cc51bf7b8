package import Tensor

/// A GGUF file, open for reading: its metadata, its tensors' descriptions and their bytes in place.
///
/// An instance exists only if the whole directory is valid, so nothing that it hands out can lie
/// outside the file. Versions 2 and 3, little endian. Weights stay in the mapped file and are not
/// looked at on opening (``checkBlocks()`` does); opening costs one pass over the metadata. A file
/// without tensors, as vocabularies are kept, opens like any other.
///
/// ```swift
/// let file = try GGUFFile(path: "model.gguf")
/// let layers = try file.metadata.unsigned("llama.block_count")
/// let embedding = try file.matrix(named: "token_embd.weight")
/// ```
package final class GGUFFile: Sendable {
  package let storage: ModelBytes
  package let version: UInt32
  /// What tensors' offsets are multiples of.
  package let alignment: Int
  package let metadata: GGUFMetadata
  /// In file order.
  package let tensors: [GGUFTensor]
  private let indices: [String: Int]

  package init(_ storage: ModelBytes) throws(ModelFileError) {
    let directory = try GGUFDirectory(parsing: storage)
    self.storage = storage
    self.version = directory.version
    self.alignment = directory.alignment
    self.metadata = directory.metadata
    self.tensors = directory.tensors
    self.indices = directory.tensorIndices
  }

  package convenience init(path: String) throws(ModelFileError) {
    try self.init(ModelBytes(path: path))
  }

  /// What messages call the file.
  package var name: String { storage.name }

  package func tensorIfPresent(named name: String) -> GGUFTensor? {
    indices[name].map { tensors[$0] }
  }

  package func tensor(named name: String) throws(ModelFileError) -> GGUFTensor {
    guard let tensor = tensorIfPresent(named: name) else {
      throw ModelFileError(
        .missing, file: self.name, place: .tensor(name), expected: "a tensor of this name",
        found: "none among \(tensors.count)")
    }
    return tensor
  }

  /// A tensor's bytes, valid as long as this file is kept.
  package func bytes(of tensor: GGUFTensor) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: storage.bytes[tensor.range])
  }
  /// A tensor as the matrix `rows × columns` that kernels take, in place: valid as long as this file
  /// is kept.
  package func matrix(of tensor: GGUFTensor) throws(ModelFileError) -> WeightMatrix {
    do {
      return try WeightMatrix(
        bytes(of: tensor), type: tensor.elementType, rows: tensor.rows, columns: tensor.columns)
    } catch {
      // The shape was checked on opening, which leaves bytes in memory that is not aligned.
      throw ModelFileError(
        .invalid, file: name, place: .tensor(tensor.name), offset: tensor.range.lowerBound,
        expected: "bytes that kernels can read in place", found: "others: \(error)")
    }
  }

  package func matrix(named name: String) throws(ModelFileError) -> WeightMatrix {
    try matrix(of: tensor(named: name))
  }
}
