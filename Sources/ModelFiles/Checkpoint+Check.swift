import Tensor

extension Checkpoint {
  /// Reads every weight, and throws at the first NaN or infinity; see ``GGUFFile/checkBlocks()``.
  package func checkAllBlocks() throws(ModelFileError) {
    for entry in entries {
      guard let weight = entry.firstNotFiniteWeight else { continue }
      throw ModelFileError(
        .notFinite, file: name, place: .tensor(entry.name), expected: "finite weights",
        found: "\(weight)")
    }
  }
}

extension CheckpointTensor {
  /// The first weight that is NaN or infinite, or the first block whose scale is; nil if none is.
  package var firstNotFiniteWeight: NotFiniteWeight? {
    let blocksPerRow = columns / elementType.blockLength
    guard blocksPerRow > 0, !parts.isEmpty else { return nil }
    let rowsPerPart = rows / parts.count
    for (part, bytes) in parts.enumerated() {
      for floats in BlockFloat.all(in: elementType) {
        guard
          let (block, isNaN) = floats.firstNotFinite(
            in: bytes, strideBytes: elementType.blockByteCount)
        else { continue }
        return NotFiniteWeight(
          row: part * rowsPerPart + block / blocksPerRow,
          column: block % blocksPerRow * elementType.blockLength, role: floats.role, isNaN: isNaN)
      }
    }
    return nil
  }
}
