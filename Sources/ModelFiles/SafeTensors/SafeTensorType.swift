package import Tensor

/// A type of elements by its name in safetensors headers, with its size in bits.
///
/// All names of the format are known, so that sizes can be checked; ``elementType`` tells which of
/// them are weights that kernels take.
package struct SafeTensorType: Sendable, Hashable, CustomStringConvertible {
  package let name: String
  package let bits: Int

  package var description: String { name }

  /// The type with this name; nil when the format has none.
  package init?(name: String) {
    guard let bits = Self.sizes[name] else { return nil }
    self.name = name
    self.bits = bits
  }

  /// What kernels call it; nil for types that they do not take.
  package var elementType: ElementType? {
    switch name {
    case "F32": .float32
    case "F16": .float16
    case "BF16": .bfloat16
    default: nil
    }
  }

  /// Source: the `Dtype` list of the safetensors library.
  private static let sizes: [String: Int] = [
    "BOOL": 8, "U8": 8, "I8": 8, "F8_E5M2": 8, "F8_E4M3": 8, "F8_E8M0": 8, "F8_E4M3FNUZ": 8,
    "F8_E5M2FNUZ": 8, "F4": 4, "F6_E2M3": 6, "F6_E3M2": 6, "I16": 16, "U16": 16, "F16": 16,
    "BF16": 16, "I32": 32, "U32": 32, "F32": 32, "I64": 64, "U64": 64, "F64": 64, "C64": 64,
  ]
}

/// A tensor's name, type and shape, and the bytes that it takes in its file.
///
/// The product of the dimensions and the type's size is the range's length, and the range lies in
/// the file. A tensor without dimensions is one number; a dimension may be 0.
package struct SafeTensor: Sendable, Hashable {
  package let name: String
  package let type: SafeTensorType
  /// The contiguous one last.
  package let dimensions: [Int]
  /// Counted from the file's start.
  package let range: Range<Int>
}
