/// What one model's decoder computes: its dimensions and a table with one row per layer.
///
/// A plan is numbers only, read from a file's metadata and checked there; the weights must fit to
/// it (``ModelWeights``). A family is a mapping from its metadata to a plan, never code of its own
/// in the decoder.
package struct DecoderPlan: Sendable, Hashable {
  /// The file's `general.architecture`.
  package var family: String
  /// The numbers of a token between layers.
  package var width: Int
  /// Rows of the embedding and of the output head; more than the tokenizer's are padding.
  package var vocabularyCount: Int
  /// The most positions that the model was made for.
  package var contextLimit: Int
  package var layers: [LayerPlan]
  /// The distinct rotations; layers name one by index.
  package var rotations: [RotaryPlan]
  /// Added to the mean square in every norm.
  package var epsilon: Float
  package var multipliers: Multipliers
  /// What looks wrong but can be run, for the user to see.
  package var warnings: [String]
}

/// Factors at the seams of the decoder; all 1 in the families that lack them.
package struct Multipliers: Sendable, Hashable {
  /// Of the embedding of a token.
  package var embedding: Float = 1
  /// Of what a layer's halves add to the stream.
  package var residual: Float = 1
  /// Of the logits.
  package var logits: Float = 1
}

/// One layer: attention and a gated feed-forward part, each behind a norm of its input.
package struct LayerPlan: Sendable, Hashable {
  package var attention: AttentionPlan
  /// The numbers between the feed-forward part's matrices.
  package var innerWidth: Int
}

/// The attention of one layer.
///
/// `heads * headWidth` has no fixed relation to the model's width.
package struct AttentionPlan: Sendable, Hashable {
  /// When queries and keys are normalised per head, with weights of `headWidth`.
  package enum HeadNorm: Sendable, Hashable {
    case none
    case beforeRotation
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

  package var queryWidth: Int { heads * headWidth }
  package var keyValueWidth: Int { keyValueHeads * headWidth }
}
