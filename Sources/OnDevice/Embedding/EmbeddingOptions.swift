/// How the states of a text's tokens become one vector.
public enum EmbeddingPooling: String, Sendable, Hashable, CaseIterable {
  /// The mean over all tokens.
  case mean
  /// The last token's: of a decoder the only one that has seen the whole text.
  case last
  /// The first token's, which encoders are trained to give the sense of the whole.
  case cls
}

/// How a text is embedded.
public struct EmbeddingOptions: Sendable, Hashable {
  /// `nil` is what the model was made for, and the mean where it does not say.
  public var pooling: EmbeddingPooling?
  /// Whether vectors have unit length, so that a product of two is their cosine.
  public var normalizes: Bool

  public init(pooling: EmbeddingPooling? = nil, normalizes: Bool = true) {
    self.pooling = pooling
    self.normalizes = normalizes
  }
}

/// A text as a vector: texts of like meaning are near each other.
public struct Embedding: Sendable, Hashable {
  public var values: [Float]
  /// Tokens of the text, special ones counted.
  public var tokenCount: Int
  /// How it was pooled.
  public var pooling: EmbeddingPooling

  public init(values: [Float], tokenCount: Int, pooling: EmbeddingPooling) {
    self.values = values
    self.tokenCount = tokenCount
    self.pooling = pooling
  }
}
