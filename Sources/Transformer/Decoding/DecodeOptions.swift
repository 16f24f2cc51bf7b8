/// How a model is run; the defaults are what people should use.
package struct DecodeOptions: Sendable, Hashable {
  package var cacheElement: CacheElement
  /// The most positions of a sequence; nil for the model's own limit.
  package var contextLimit: Int?
  /// How many tokens of a prompt go through the model at once, at most.
  ///
  /// There are fewer where a model is wide. No result depends on it.
  package var chunk: Int
  /// Positions that layers with a window keep at least, so that texts of that length can be cut
  /// anywhere; no result depends on it.
  package var windowRoom: Int

  package init(
    cacheElement: CacheElement = .float16, contextLimit: Int? = nil, chunk: Int = 256,
    windowRoom: Int = 4096
  ) {
    self.windowRoom = windowRoom
    self.cacheElement = cacheElement
    self.contextLimit = contextLimit
    self.chunk = chunk
  }

  /// Throws unless the numbers fit to a model.
  func validate(for plan: DecoderPlan) throws(TransformerError) {
    guard (1...4096).contains(chunk) else {
      throw .invalidSetting(name: "chunk", expected: "from 1 to 4096 tokens", found: "\(chunk)")
    }
    try cacheElement.validate(for: plan)
    guard let contextLimit else { return }
    guard contextLimit >= 1, contextLimit <= plan.contextLimit else {
      throw .invalidSetting(
        name: "context", expected: "from 1 to the model's \(plan.contextLimit) tokens",
        found: "\(contextLimit)")
    }
  }
}

/// The positions whose logits an evaluation gives, counted from the first token that it is given.
package enum LogitPositions: Sendable, Hashable {
  case none
  case last
  case all
  /// In rising order.
  case at([Int])

  /// Whether the list fits to a number of tokens.
  func fit(_ count: Int) -> Bool {
    guard case .at(let offsets) = self else { return true }
    return zip(offsets, offsets.dropFirst()).allSatisfy { $0 < $1 }
      && (offsets.first ?? 0) >= 0 && (offsets.last ?? -1) < count
  }

  /// Gives those of `range`, in rising order.
  func forEach(in range: Range<Int>, of count: Int, _ body: (Int) -> Void) {
    switch self {
    case .none: break
    case .last: if range.contains(count - 1) { body(count - 1) }
    case .all: for offset in range { body(offset) }
    case .at(let offsets): for offset in offsets where range.contains(offset) { body(offset) }
    }
  }
}
