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
  /// Is told, while the prompt is computed, how many of its tokens are done.
  package var progress: ((Int) -> Void)?

  private var sampler: Sampler
  private let stops: Set<Int32>
  private let vocabularyCount: Int
  private let cancellation: CancellationFlag?
  /// What the model has not seen yet: the prompt's rest, then the token given last.
  private var pending: [Int32]
  /// Scratch of a step that computes some rows of the head only.
  private var ids: [Int32] = []

  /// - Parameters:
  ///   - state: the sequence; what it shares with the prompt is kept, the rest forgotten.
  ///   - prompt: at least one token.
  ///   - sampling: how tokens are chosen.
  ///   - stops: tokens that end the text, and are not given.
  ///   - limit: the most tokens that are given.
  ///   - vocabularyCount: ids from there on are padding and never chosen; nil if there is none.
  ///   - cancellation: ends the generation when it is set.
  /// - Throws: when the settings are wrong, or the prompt is empty or longer than the context.
  package init(
    state: DecodeState, prompt: [Int32], sampling: SamplerSettings = SamplerSettings(),
    stops: Set<Int32> = [], limit: Int = .max, vocabularyCount: Int? = nil,
    cancellation: CancellationFlag? = nil
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
    cachedCount = shared
    pending = Array(prompt[shared...])
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
      id = try choose(allowed)
    } catch .cancelled {
      return end(.cancelled)
    } catch .contextFull where count > 0 {
      return end(.context)
    }
    guard !stops.contains(id) else { return end(.stop) }
    sampler.show(id)
    pending.removeAll(keepingCapacity: true)
    pending.append(id)
    count += 1
    return id
  }

  private mutating func end(_ reason: FinishReason) -> Int32? {
    finish = reason
    return nil
  }

  private mutating func choose(_ allowed: TokenSet?) throws(TransformerError) -> Int32 {
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
