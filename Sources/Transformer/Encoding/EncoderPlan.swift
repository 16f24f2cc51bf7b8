package import ModelFiles

/// What an encoder of BERT's kind computes: every token sees the whole text, norms stand behind each
/// half of a layer, and positions have learned vectors.
///
/// Source: Devlin and others, "BERT" (2018). RoBERTa and XLM-RoBERTa differ in vocabulary and in the
/// number of their first position only, which their files leave out.
package struct EncoderPlan: Sendable, Hashable {
  /// The file's `general.architecture`.
  package var family: String
  package var width: Int
  package var vocabularyCount: Int
  /// The most tokens of a text.
  package var contextLimit: Int
  package var layers: Int
  package var heads: Int
  /// The numbers between the matrices of a feed-forward part.
  package var innerWidth: Int
  /// Added to the variance in every norm.
  package var epsilon: Float

  package var headWidth: Int { width / heads }

  /// The families that are encoders, by `general.architecture`.
  package static let known = ["bert"]

  /// Whether a checkpoint's model is an encoder.
  package static func describes(_ file: any Checkpoint) -> Bool {
    guard let name = try? file.metadata.string("general.architecture") else { return false }
    return known.contains(name)
  }

  /// Reads the plan of a checkpoint's model.
  package init(_ file: any Checkpoint) throws(TransformerError) {
    self = try TransformerError.wrapping { () throws(ModelFileError) in
      try EncoderPlan(PlanReader(file: file, family: file.metadata.string("general.architecture")))
    }
  }

  private init(_ reader: PlanReader) throws(ModelFileError) {
    family = reader.family
    guard try reader.boolIfPresent("attention.causal") != true else {
      throw reader.failure("attention.causal", expected: "false", found: "true")
    }
    width = try reader.count("embedding_length")
    layers = try reader.layerCount()
    heads = try reader.count("attention.head_count")
    innerWidth = try reader.count("feed_forward_length")
    epsilon = try reader.positive("attention.layer_norm_epsilon")
    guard width % heads == 0 else {
      throw reader.failure(
        "attention.head_count", expected: "a divisor of the width of \(width)", found: "\(heads)")
    }
    vocabularyCount = try reader.file.entry(named: "token_embd.weight").rows
    let positions = try reader.file.entry(named: "position_embd.weight").rows
    contextLimit = min(try reader.count("context_length"), positions)
  }
}
