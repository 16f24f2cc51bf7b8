/// Chooses the next token of one sequence: settings, what was said lately, and the random state.
///
/// Equal settings, logits and shown tokens give equal choices, whatever the machine. After the
/// first choice it allocates nothing.
package struct Sampler: ~Copyable {
  package let settings: SamplerSettings
  private let penalties: Penalties
  /// In rising order of ids, so that every pass over it is the same pass.
  private let bias: [(id: Int32, value: Float)]
  private var history: TokenHistory
  private var random: SeededRandom
  private var candidates = Candidates()
  /// How many of the settings' tokens to replay were given.
  private var replayedCount = 0

  package init(_ settings: SamplerSettings) throws(TransformerError) {
    try settings.validate()
    self.settings = settings
    penalties = Penalties(settings)
    bias = settings.logitBias.sorted { $0.key < $1.key }.map { (id: $0.key, value: $0.value) }
    history = TokenHistory(window: settings.penalizes ? settings.penaltyWindow : 0)
    random = SeededRandom(seed: settings.seed)
  }

  /// Counts a token as recent: each chosen one, and those of the prompt that penalties should see.
  package mutating func show(_ id: Int32) { history.append(id) }

  /// Forgets what was shown, and starts the random sequence again.
  package mutating func reset() {
    history.removeAll()
    random = SeededRandom(seed: settings.seed)
    replayedCount = 0
  }

  /// Chooses among all tokens, or among those of `allowed`, by their logits.
  ///
  /// `logits` has one for each token, from id 0 on, and is changed where a bias or a penalty
  /// applies.
  package mutating func choose(
    from logits: UnsafeMutableBufferPointer<Float>, allowed: TokenSet? = nil
  ) throws(TransformerError) -> Int32 {
    let id = try chooseFreely(from: logits, allowed: allowed)
    guard replayedCount < settings.replayed.count else { return id }
    replayedCount += 1
    return settings.replayed[replayedCount - 1]
  }

  private mutating func chooseFreely(
    from logits: UnsafeMutableBufferPointer<Float>, allowed: TokenSet?
  ) throws(TransformerError) -> Int32 {
    adjust(logits)
    guard !settings.isGreedy else { return try best(of: logits, allowed: allowed) }
    candidates.removeAll(reserving: logits.count)
    for (index, logit) in logits.enumerated() {
      let id = Int32(truncatingIfNeeded: index)
      if let allowed, !allowed.contains(id) { continue }
      try consider(id, logit)
    }
    return try draw()
  }

  /// Chooses among the listed tokens only, whose logits were computed alone.
  ///
  /// `ids` are in rising order.
  package mutating func choose(
    from logits: UnsafeMutableBufferPointer<Float>, of ids: [Int32]
  ) throws(TransformerError) -> Int32 {
    precondition(logits.count == ids.count, "\(logits.count) logits of \(ids.count) tokens")
    candidates.removeAll(reserving: ids.count)
    for (index, id) in ids.enumerated() {
      var logit = logits[index]
      if let index = bias.firstIndex(where: { $0.id == id }) { logit += bias[index].value }
      if let entry = history.entries.first(where: { $0.id == id }) {
        logit = penalties.penalized(logit, occurrences: entry.count)
      }
      try consider(id, logit)
    }
    return try draw()
  }

  private func adjust(_ logits: UnsafeMutableBufferPointer<Float>) {
    for (id, value) in bias where logits.indices.contains(Int(id)) { logits[Int(id)] += value }
    for entry in history.entries where logits.indices.contains(Int(entry.id)) {
      let logit = logits[Int(entry.id)]
      logits[Int(entry.id)] = penalties.penalized(logit, occurrences: entry.count)
    }
  }

  /// The exact maximum; of equal ones the lowest id.
  private func best(
    of logits: UnsafeMutableBufferPointer<Float>, allowed: TokenSet?
  ) throws(TransformerError) -> Int32 {
    var bestID: Int32 = -1
    var best = -Float.infinity
    for (index, logit) in logits.enumerated() {
      let id = Int32(truncatingIfNeeded: index)
      if let allowed, !allowed.contains(id) { continue }
      guard logit < .infinity else { throw .invalidLogit(id: id, logit) }
      if logit > best { (best, bestID) = (logit, id) }
    }
    guard bestID >= 0 else { throw .noCandidate }
    return bestID
  }

  private mutating func consider(_ id: Int32, _ logit: Float) throws(TransformerError) {
    guard logit < .infinity else { throw .invalidLogit(id: id, logit) }  // NaN as well
    if logit > -.infinity { candidates.append(id: id, logit: logit) }
  }

  private mutating func draw() throws(TransformerError) -> Int32 {
    guard candidates.count > 0 else { throw .noCandidate }
    if settings.isGreedy {
      candidates.order(first: 1)
      return candidates[rank: 0].id
    }
    candidates.applyTopK(settings.topK)
    candidates.applyTopP(settings.topP)
    candidates.applyMinP(settings.minP)
    let temperature = Double(settings.temperature)
    let threshold = random.unit() * candidates.weight(temperature: temperature)
    return candidates.draw(at: threshold, temperature: temperature).id
  }
}
