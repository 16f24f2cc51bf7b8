package import Tensor

/// Why a generation ended.
package enum FinishReason: String, Sendable, Hashable {
  /// The model gave one of the stop tokens.
  case stop
  /// As many tokens came as were asked for.
  case length
  case cancelled
  /// The context is full.
  case context
}

/// Continues a prompt token by token.
///
/// Tokens in, tokens out: text, and stops within text, are the caller's. The prompt is computed by
/// the first call of ``next(allowing:)``, as far as the state does not hold it already.
///
/// ```swift
/// var generator = try Generator(state: state, prompt: ids, stops: [2], limit: 100)
/// while let id = try generator.next() { … }
/// print(generator.finish)
/// ```
package struct Generator: ~Copyable {
  package let state: DecodeState
  package let limit: Int
  /// Tokens of the prompt that need not be computed again.
  package let cachedCount: Int
  /// Tokens given so far.
  package private(set) var count = 0
  /// Nil until the generation has ended.
  package private(set) var finish: FinishReason?
  /// Tokens that a drafter guessed, and how many of them held.
  package private(set) var draftedCount = 0
  package private(set) var acceptedCount = 0
  /// Is told, while the prompt is computed, how many of its tokens are done.
  package var progress: ((Int) -> Void)?

  private var sampler: Sampler
  private var stops: Set<Int32>
  private var vocabularyCount: Int
  private let cancellation: CancellationFlag?
  private let drafter: (any Drafter)?
  /// What the model has not seen yet: the prompt's rest, then the token given last.
  private var pending: [Int32]
  /// Tokens that are chosen and not given yet.
  private var chosen: [Int32] = []
  private var draft: [Int32] = []
  /// The scores after the prompt, where it is computed and nothing chosen yet.
  private var computed: UnsafeMutableBufferPointer<Float>?
  /// Scratch of a step that computes some rows of the head only.
  private var ids: [Int32] = []

  /// - Parameters:
  ///   - state: the sequence; what it shares with the prompt is kept, the rest forgotten.
  ///   - prompt: at least one token.
  ///   - sampling: how tokens are chosen.
  ///   - stops: tokens that end the text, and are not given.
  ///   - limit: the most tokens that are given.
  ///   - vocabularyCount: ids from there on are padding and never chosen; nil if there is none.
  ///   - drafter: guesses ahead; the tokens are the same with any or none.
  ///   - cancellation: ends the generation when it is set.
  /// - Throws: when the settings are wrong, or the prompt is empty or longer than the context.
  package init(
    state: DecodeState, prompt: [Int32], sampling: SamplerSettings = SamplerSettings(),
    stops: Set<Int32> = [], limit: Int = .max, vocabularyCount: Int? = nil,
    drafter: (any Drafter)? = nil, cancellation: CancellationFlag? = nil
  ) throws(TransformerError) {
    guard !prompt.isEmpty else {
      throw .invalidSetting(name: "prompt", expected: "at least one token", found: "none")
    }
    guard prompt.count <= state.contextLimit else {
      throw .contextFull(wanted: prompt.count, limit: state.contextLimit)
    }
    var sampler = try Sampler(sampling)
    if sampling.penalizesPrompt { for id in prompt { sampler.show(id) } }
    let shared = state.keepPrefix(of: prompt)
    let rows = state.decoder.weights.plan.vocabularyCount
    self.state = state
    self.sampler = sampler
    self.stops = stops
    self.limit = limit
    self.cancellation = cancellation
    self.vocabularyCount = min(vocabularyCount ?? rows, rows)
    self.drafter = drafter
    cachedCount = shared
    pending = Array(prompt[shared...])
    drafter?.hear(prompt)
  }

  /// Computes the prompt and chooses nothing, so that what choosing needs can come later.
  ///
  /// Without this call ``next(allowing:)`` does it.
  package mutating func computePrompt() throws(TransformerError) {
    guard finish == nil, limit > 0, count == 0, computed == nil else { return }
    do {
      computed = try logits(of: nil)
    } catch .cancelled {
      finish = .cancelled
    }
  }

  /// Says which tokens may be chosen, all below a count, and which of them end the text.
  package mutating func choose(among vocabularyCount: Int?, stops: Set<Int32>) {
    self.vocabularyCount = min(vocabularyCount ?? .max, state.decoder.weights.plan.vocabularyCount)
    self.stops = stops
  }

  /// The next token; nil when the generation has ended, see ``finish``.
  ///
  /// `allowed` is what may come next, all tokens if nil; stop tokens are in it or they cannot come.
  /// Where few tokens are allowed, only their rows of the output head are computed.
  package mutating func next(
    allowing allowed: TokenSet? = nil
  ) throws(TransformerError) -> Int32? {
    guard finish == nil else { return nil }
    guard count < limit else { return end(.length) }
    let id: Int32
    do {
      id = try nextChosen(allowed)
    } catch .cancelled {
      return end(.cancelled)
    } catch .contextFull where count > 0 {
      return end(.context)
    }
    guard !stops.contains(id) else { return end(.stop) }
    count += 1
    return id
  }

  /// The token whose logits this text needs to go on, so that a batch can compute it with those of
  /// others; nil before the first token and behind the last.
  package var awaited: Int32? {
    guard finish == nil, count > 0, count < limit, chosen.isEmpty else { return nil }
    return pending.last
  }

  /// The next token, chosen from the logits behind ``awaited``, as ``next(allowing:)`` would choose.
  package mutating func next(
    from logits: UnsafeMutableBufferPointer<Float>
  ) throws(TransformerError) -> Int32? {
    precondition(awaited != nil, "logits that nobody awaits")
    let id = try sampler.choose(
      from: UnsafeMutableBufferPointer(rebasing: logits[..<vocabularyCount]))
    take(id)
    guard !stops.contains(id) else { return end(.stop) }
    count += 1
    return id
  }

  private mutating func take(_ id: Int32) {
    sampler.show(id)
    pending.removeAll(keepingCapacity: true)
    pending.append(id)
    drafter?.hear(pending)
  }

  /// One token: of those that a verified guess has left, or a new one.
  private mutating func nextChosen(_ allowed: TokenSet?) throws(TransformerError) -> Int32 {
    if !chosen.isEmpty { return chosen.removeFirst() }
    if allowed == nil, count > 0, let drafter, try verify(drafter) { return chosen.removeFirst() }
    let id = try choose(allowed)
    take(id)
    return id
  }

  /// Computes the pending token and a guess of what follows it in one pass, and chooses behind each
  /// until a choice is not the guess.
  ///
  /// - Returns: whether there was a guess; ``chosen`` holds at least one token then.
  private mutating func verify(_ drafter: any Drafter) throws(TransformerError) -> Bool {
    let room = min(state.contextLimit - state.tokens.count - pending.count, limit - count - 1)
    guard state.canRewind, room > 0 else { return false }
    try drafter.propose(limit: room, into: &draft)
    while let last = draft.last, last < 0 || last >= vocabularyCount { draft.removeLast() }
    if let bad = draft.firstIndex(where: { $0 < 0 || $0 >= vocabularyCount }) {
      draft.removeSubrange(bad...)
    }
    guard !draft.isEmpty else { return false }
    let before = state.tokens.count
    let fed = pending + draft
    let guess = draft
    var failure: TransformerError?
    var isOpen = true
    let first = pending.count - 1
    try state.evaluate(
      fed, logitsAt: .at(Array(first..<fed.count)), phase: .decode, cancellation: cancellation
    ) { offset, logits in
      guard isOpen, failure == nil else { return }
      do throws(TransformerError) {
        let known = UnsafeMutableBufferPointer(rebasing: logits[..<vocabularyCount])
        let id = try sampler.choose(from: known)
        sampler.show(id)
        chosen.append(id)
        let index = offset - first
        isOpen = index < guess.count && guess[index] == id && !stops.contains(id)
      } catch {
        failure = error
      }
    }
    // The token chosen last is new to the model, whether the guess held or ended.
    state.truncate(to: before + pending.count + max(chosen.count - 1, 0))
    if let failure { throw failure }
    let accepted = min(chosen.count - 1, guess.count)
    draftedCount += guess.count
    acceptedCount += accepted
    drafter.learn(accepted: accepted, of: guess.count)
    drafter.hear(chosen)
    pending.removeAll(keepingCapacity: true)
    if let last = chosen.last { pending.append(last) }
    return true
  }

  private mutating func end(_ reason: FinishReason) -> Int32? {
    finish = reason
    return nil
  }

  private mutating func choose(_ allowed: TokenSet?) throws(TransformerError) -> Int32 {
    if let logits = computed {
      computed = nil
      return try sampler.choose(
        from: UnsafeMutableBufferPointer(rebasing: logits[..<vocabularyCount]), allowed: allowed)
    }
    // One row of the head alone costs about as much as four in a row.
    if let allowed, allowed.count <= vocabularyCount / 4 {
      ids.removeAll(keepingCapacity: true)
      allowed.append(to: &ids)
      while let last = ids.last, last >= vocabularyCount { ids.removeLast() }
      guard !ids.isEmpty else { throw .noCandidate }
      return try sampler.choose(from: logits(of: ids), of: ids)
    }
    let logits = try logits(of: nil)
    return try sampler.choose(
      from: UnsafeMutableBufferPointer(rebasing: logits[..<vocabularyCount]), allowed: allowed)
  }

  private func logits(
    of ids: [Int32]?
  ) throws(TransformerError) -> UnsafeMutableBufferPointer<Float> {
    var last = UnsafeMutableBufferPointer<Float>(start: nil, count: 0)
    try state.evaluate(
      pending, logitsAt: .last, of: ids, phase: count == 0 ? .prompt : .decode,
      cancellation: cancellation,
      progress: count == 0 ? progress : nil
    ) { last = $1 }
    return last
  }
}
