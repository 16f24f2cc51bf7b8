package import Tensor

/// What a file's weights are mostly stored as: the types that `quantize` writes, mixtures included.
package struct FileType: Sendable, Hashable {
  /// As llama.cpp's tools spell it, in lower case: "q4_k_m".
  package let name: String
  /// The number for `general.file_type`.
  package let number: UInt32
  /// What matrices become where no rule of the mixture says otherwise.
  package let elementType: ElementType
  /// Whether some layers' matrices get more bits.
  let isMixture: Bool

  private init(_ name: String, _ number: UInt32, _ type: ElementType, isMixture: Bool = false) {
    self.name = name
    self.number = number
    self.elementType = type
    self.isMixture = isMixture
  }

  /// All types, numbered as ggml numbers them.
  package static let all: [FileType] = [
    FileType("q8_0", 7, .q8), FileType("q4_0", 2, .q4), FileType("q4_1", 3, .q41),
    FileType("q5_0", 8, .q50), FileType("q5_1", 9, .q51),
    FileType("q4_k_m", 15, .q4K, isMixture: true), FileType("q5_k_m", 17, .q5K, isMixture: true),
    FileType("q6_k", 18, .q6K), FileType("f16", 1, .float16), FileType("bf16", 32, .bfloat16),
    FileType("f32", 0, .float32),
  ]

  /// The type with this name, in any case.
  package init?(name: String) {
    guard let type = Self.all.first(where: { $0.name == name.lowercased() }) else { return nil }
    self = type
  }

  /// Whether weights become blocks of integers.
  package var isQuantized: Bool { elementType.blockLength > 1 }
}
