package import Tensor

/// A gated DeltaNet: a state per head that each position decays, corrects and reads (Qwen 3.5).
///
/// Queries, keys and values pass a short convolution and SiLU, queries and keys are brought to
/// length 1, and what the state gives is normalised per head and gated. Source: Yang, Kautz and
/// Hatamizadeh, "Gated delta networks" (2024).
package struct DeltaNetPlan: Sendable, Hashable {
  package var shape: DeltaShape
  /// Positions that the convolution sums, the own one counted.
  package var kernel: Int

  package init(shape: DeltaShape, kernel: Int) {
    self.shape = shape
    self.kernel = kernel
  }

  /// Added to the sum of squares before its root is taken.
  package static let lengthEpsilon: Float = 1e-6

  /// Queries, keys and values side by side.
  package var channels: Int { 2 * shape.keysCount + shape.valuesCount }
}
