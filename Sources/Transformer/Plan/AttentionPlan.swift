/// The attention of one layer.
///
/// `heads * headWidth` has no fixed relation to the model's width.
package struct AttentionPlan: Sendable, Hashable {
  /// When queries and keys are normalised, and how much of them at once.
  package enum HeadNorm: Sendable, Hashable {
    case none
    /// Per head, with weights of `headWidth`, before positions turn them.
    case beforeRotation
    /// Per head, behind the rotation (Hunyuan).
    case afterRotation
    /// All heads as one, with as many weights, before the rotation (OLMo 2).
    case wholeBeforeRotation
  }

  package var heads: Int
  /// Divides `heads`; that many queries share a key and a value.
  package var keyValueHeads: Int
  package var headWidth: Int
  /// How many positions a token sees, itself counted; nil for all.
  package var window: Int?
  /// An index into the plan's rotations; nil leaves positions out.
  package var rotation: Int?
  package var headNorm: HeadNorm
  /// Of the products of queries and keys, usually 1/√headWidth.
  package var scale: Float
  /// Bounds the scaled products to `cap * tanh(score / cap)` (Gemma 2).
  package var scoreCap: Float?
  /// Whether each head has a score of its own that weighs in the sum and brings no value (gpt-oss).
  package var hasSinks = false
  /// Whether what the heads give is multiplied by the sigmoid of a gate, whose rows stand behind
  /// each head's in the query matrix (Qwen 3.5).
  package var hasOutputGate = false
  /// Whether values are normalised per head, without weights (Gemma 4).
  package var normalizesValues = false
  /// How queries grow with their place; nil where they do not.
  package var growth: QueryGrowth?
  /// The earlier layer whose keys and values this one reads, having none of its own; nil for its own.
  package var keysOf: Int?

  package var queryWidth: Int { heads * headWidth }
  package var keyValueWidth: Int { keyValueHeads * headWidth }
}
