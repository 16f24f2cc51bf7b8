import Tensor

/// A weight, or the scale of a block of weights, that is NaN or infinite.
package struct NotFiniteWeight: Sendable, Hashable, CustomStringConvertible {
  package let row: Int
  /// The weight's column, or the first column of the block.
  package let column: Int
  /// What the number is to its block: `value`, `scale`, `minimum`.
  package let role: String
  package let isNaN: Bool

  package var description: String {
    "\(isNaN ? "NaN" : "infinity") as \(role) at row \(row), column \(column)"
  }
}

extension GGUFFile {
  /// Reads every weight of every tensor, and throws at the first NaN or infinity.
  ///
  /// For blocks it is the scales that are looked at, since quants are integers. Costs one pass over
  /// the whole file, at memory speed.
  package func checkBlocks() throws(ModelFileError) {
    for tensor in tensors {
      if let weight = firstNotFiniteWeight(of: tensor) {
        throw ModelFileError(
          .notFinite, file: name, place: .tensor(tensor.name), expected: "finite weights",
          found: "\(weight)")
      }
    }
  }

  /// The first weight of one tensor that is NaN or infinite; nil if all are finite.
  package func firstNotFiniteWeight(of tensor: GGUFTensor) -> NotFiniteWeight? {
    let bytes = bytes(of: tensor)
    let type = tensor.elementType
    return BlockFloat.all(in: type).lazy.compactMap { floats -> NotFiniteWeight? in
      guard
        let (block, isNaN) = floats.firstNotFinite(in: bytes, strideBytes: type.blockByteCount)
      else { return nil }
      let blocksPerRow = tensor.columns / type.blockLength
      return NotFiniteWeight(
        row: block / blocksPerRow, column: block % blocksPerRow * type.blockLength,
        role: floats.role, isNaN: isNaN)
    }.first
  }
}
