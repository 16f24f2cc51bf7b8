extension LanguageModel {
  /// Continues a text or tokens, token by token, without a chat form.
  ///
  /// - Parameters:
  ///   - input: what to continue.
  ///   - options: how; the default takes the likeliest token until the model ends.
  ///   - receive: gets each piece of text as it comes; pieces never split a character.
  /// - Throws: ``OnDeviceError``, for instance `contextSizeExceeded`.
  /// - Returns: the continuation; `finish` is `cancelled` when the task was cancelled on the way.
  public func generate(
    _ input: PromptInput, options: GenerationOptions = GenerationOptions(),
    receive: @escaping @Sendable (String) -> Void = { _ in }
  ) async throws -> Generation {
    try check(options)
    let ids = try promptIDs(input)
    return try await Engine(model: self).run { workspace in
      try workspace.generate(from: ids, options: options, receive: receive)
    }
  }

  /// The scores of every vocabulary entry after the given tokens.
  ///
  /// - Parameters:
  ///   - ids: tokens, verbatim.
  ///   - allPositions: a row after each token instead of one after the last.
  ///   - chunk: tokens per prefill chunk; `nil` is the configuration's.
  ///   - receive: gets the rows in order, [vocabularyCount] each, valid during the call.
  /// - Throws: ``OnDeviceError``; `badData` when a score is no finite number.
  public func logits(
    after ids: [Int], allPositions: Bool = false, chunk: Int? = nil,
    receive: @escaping @Sendable (UnsafeBufferPointer<Float>) throws -> Void
  ) async throws {
    let tokens = try promptIDs(.tokens(ids))
    try await Engine(model: self).run { workspace in
      // In pieces, so that a long prompt with a large vocabulary needs no matrix of all scores.
      let step = chunk ?? self.configuration.prefillChunk
      workspace.chunk = step
      for start in stride(from: 0, to: tokens.count, by: step) {
        let part = Array(tokens[start..<min(start + step, tokens.count)])
        let isLast = start + step >= tokens.count
        let positions = allPositions ? Array(part.indices) : isLast ? [part.count - 1] : []
        for row in try workspace.append(part, logitsAt: positions) {
          if let bad = row.firstIndex(where: { !$0.isFinite }) {
            throw OnDeviceError(
              .badData, "logit \(bad): expected a finite number, found \(row[bad])")
          }
          try row.withUnsafeBufferPointer(receive)
        }
      }
    }
  }

  /// Throws where the options name tokens that the model does not have.
  func check(_ options: GenerationOptions) throws(OnDeviceError) {
    for id in options.logitBias.keys.sorted() where !(0..<vocabularyCount).contains(id) {
      throw OnDeviceError(
        .invalidRequest,
        "logit bias: expected a token id of 0 to \(vocabularyCount - 1), found \(id)")
    }
  }

  /// The tokens of an input, each inside the vocabulary, at least one.
  func promptIDs(_ input: PromptInput) throws(OnDeviceError) -> [Int32] {
    let ids: [Int32]
    switch input {
    case .text(let text, let parseSpecial):
      ids = try Problems.translated {
        try checked(tokenizer.encode(text, addSpecial: true, parseSpecial: parseSpecial))
      }
    case .tokens(let given): ids = try checked(given.map { Int32(clamping: $0) })
    }
    guard !ids.isEmpty else {
      throw OnDeviceError(.invalidRequest, "expected at least one token to continue, found none")
    }
    return ids
  }
}
