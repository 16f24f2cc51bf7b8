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
  /// Whether GGUF files of the family keep the rows of q and k permuted, which a checkpoint as it
  /// was trained does not (``Checkpoint/keepsHalvesOrder``).
  package var permutesHalves = false
  /// What looks wrong but can be run, for the user to see.
  package var warnings: [String]
  /// The numbers of the embedding that each layer has for itself (Gemma 4); 0 without.
  package var perLayerWidth = 0
  /// How many streams layers predict and correct, of which they compute with the first (Gemma 3n).
  package var streams = 1
}

/// Factors and bounds at the seams of the decoder; all 1 or absent in the families that lack them.
package struct Multipliers: Sendable, Hashable, BitwiseCopyable {
  /// Of the embedding of a token.
  package var embedding: Float = 1
  /// Of what a layer's halves add to the stream.
  package var residual: Float = 1
  /// Of the logits.
  package var logits: Float = 1
  /// Bounds logits to `cap * tanh(logit / cap)`.
  package var logitCap: Float?
}
