import Transformer

extension LanguageModel {
  /// The vector of a text, for search and comparison.
  ///
  /// It is pooled from what the model knows of each token behind its last layer. Any model gives
  /// vectors; good ones come from models that were trained for it.
  ///
  /// - Parameters:
  ///   - text: is read without special tokens; those that the model wants around it are added.
  ///   - options: how; by default what the model was made for, in unit length.
  /// - Throws: ``OnDeviceError``, for instance `contextSizeExceeded`.
  /// - Returns: as many numbers as the model is wide, and how they were made.
  public func embed(
    _ text: String, options: EmbeddingOptions = EmbeddingOptions()
  ) async throws -> Embedding {
    let tokens = try embeddingTokens(of: text)
    let pooling = try options.pooling ?? .ofModel(weights.metadata)
    return try await Engine(model: self).run { workspace in
      try workspace.embed(tokens, pooling: pooling, normalizes: options.normalizes)
    }
  }

  private func embeddingTokens(of text: String) throws(OnDeviceError) -> [Int32] {
    let tokens = try Problems.translated {
      try tokenizer.encode(text, addSpecial: true, parseSpecial: false)
    }
    guard !tokens.isEmpty else {
      throw OnDeviceError(.invalidRequest, "expected a text to embed, found an empty one")
    }
    return tokens
  }
}

extension Workspace {
  /// Pools the states of tokens, in a sequence of their own.
  func embed(
    _ tokens: [Int32], pooling: EmbeddingPooling, normalizes: Bool
  ) throws -> Embedding {
    try onTheSide {
      let state = try current()
      state.truncate(to: 0)
      var pooler = Pooler(pooling, width: state.decoder.weights.plan.width)
      let positions: LogitPositions =
        switch pooling {
        case .mean: .all
        case .last: .last
        case .cls: .at([0])
        }
      try state.states(
        tokens, at: positions, cancellation: state.decoder.compute.cancellation
      ) { pooler.add($1) }
      return Embedding(
        values: try pooler.vector(normalizes: normalizes), tokenCount: tokens.count,
        pooling: pooling)
    }
  }
}
