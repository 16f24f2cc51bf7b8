package import Tensor

/// A model as it was published, open for reading: what it says of itself and where its weights lie.
///
/// There are two forms, a GGUF file and a Hugging Face folder, and one language: keys and names are
/// those of GGUF. A folder is read as the GGUF that `convert` would write of it, so that a family
/// has one mapping for both. An instance exists only if all that it lists lies inside its files.
package protocol Checkpoint: AnyObject, Sendable {
  /// What messages call it: the path of the file or the folder.
  var name: String { get }
  var metadata: GGUFMetadata { get }
  /// In file order.
  var entries: [CheckpointTensor] { get }
  /// Whether the rows of q and k stand as they were trained, so that pairs of a rotation are halves
  /// of a head, also in families whose GGUF files keep them permuted to be adjacent.
  var keepsHalvesOrder: Bool { get }

  func entryIfPresent(named name: String) -> CheckpointTensor?
}

/// A tensor of a checkpoint: its shape, and its bytes where they lie.
///
/// The bytes are valid as long as the checkpoint is kept.
package struct CheckpointTensor: Sendable {
  package let name: String
  package let elementType: ElementType
  /// The contiguous one last; for stacked tensors the parts' number first.
  package let dimensions: [Int]
  // SAFETY: nobody writes through these pointers; the checkpoint keeps what they point to.
  /// The rows in order, cut into parts of equally many whole rows: one part, or one for each expert
  /// where a checkpoint keeps every expert as a tensor of its own.
  package nonisolated(unsafe) let parts: [UnsafeRawBufferPointer]
  /// What is added to every element: 1 where norms are stored as the distance from 1, else 0.
  package let offset: Float

  package init(
    name: String, elementType: ElementType, dimensions: [Int], parts: [UnsafeRawBufferPointer],
    offset: Float = 0
  ) {
    self.name = name
    self.elementType = elementType
    self.dimensions = dimensions
    self.parts = parts
    self.offset = offset
  }

  package var columns: Int { dimensions.last ?? 0 }
  /// All dimensions but the last, multiplied.
  package var rows: Int { dimensions.dropLast().reduce(1, *) }
  package var byteCount: Int { parts.reduce(0) { $0 + $1.count } }
}

extension Checkpoint {
  package func entry(named name: String) throws(ModelFileError) -> CheckpointTensor {
    guard let entry = entryIfPresent(named: name) else {
      throw ModelFileError(
        .missing, file: self.name, place: .tensor(name), expected: "a tensor of this name",
        found: "none among \(entries.count)")
    }
    return entry
  }
}

extension GGUFFile: Checkpoint {
  package var entries: [CheckpointTensor] { tensors.map(entry) }

  package var keepsHalvesOrder: Bool { false }

  package func entryIfPresent(named name: String) -> CheckpointTensor? {
    tensorIfPresent(named: name).map(entry)
  }

  private func entry(_ tensor: GGUFTensor) -> CheckpointTensor {
    CheckpointTensor(
      name: tensor.name, elementType: tensor.elementType, dimensions: tensor.dimensions,
      parts: [bytes(of: tensor)])
  }
}
