/// A safetensors file, open for reading: its tensors' descriptions and their bytes in place.
///
/// An instance exists only if the whole header is valid, so nothing that it hands out can lie
/// outside the file. Weights stay in the mapped file and are not looked at on opening.
package final class SafeTensorsFile: Sendable {
  package let storage: ModelBytes
  /// In the order of their bytes.
  package let tensors: [SafeTensor]
  /// The texts of `__metadata__`.
  package let metadata: [String: String]

  package init(_ storage: ModelBytes) throws(ModelFileError) {
    let header = try SafeTensorsHeader(parsing: storage)
    self.storage = storage
    tensors = header.tensors
    metadata = header.metadata
  }

  package convenience init(path: String) throws(ModelFileError) {
    try self.init(ModelBytes(path: path))
  }

  /// What messages call the file.
  package var name: String { storage.name }

  /// A tensor's bytes, valid as long as this file is kept.
  package func bytes(of tensor: SafeTensor) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: storage.bytes[tensor.range])
  }

  /// Gives back the memory that a tensor's bytes take; they stay readable.
  func release(_ tensor: SafeTensor) { storage.release(bytes(of: tensor)) }
}
