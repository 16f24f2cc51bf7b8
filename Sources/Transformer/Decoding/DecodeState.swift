package import Tensor

/// One sequence: the tokens that its cache holds, and the means to add to them.
///
/// ``tokens`` and the cache agree: a call that fails, or is cancelled, leaves both as they were
/// before it. Only where layers carry a state or keep a window, which cannot be rewound to any
/// position, may the cache be behind; the next call that adds tokens computes what lies between. It
/// is used by one task at a time.
///
/// ```swift
/// let state = try DecodeState(weights: weights, compute: compute)
/// let logits = try state.prefill(prompt)   // of the position behind the prompt
/// let next = try sampler.choose(from: logits)
/// let more = try state.step(next)
/// ```
package final class DecodeState {
  package let decoder: Decoder
  package let cache: KeyValueCache
  /// The text, from the first position on.
  // A state has one owner: accesses in each step are not checked at run time.
  @exclusivity(unchecked) package internal(set) var tokens: [Int32] = []

  /// - Parameters:
  ///   - weights: the model, which many states may share.
  ///   - compute: the kernels and threads that do the work.
  ///   - options: how it is done.
  /// - Throws: when an option does not fit to the model, or memory lacks for the scratch.
  package convenience init(
    weights: ModelWeights, compute: Compute, options: DecodeOptions = DecodeOptions()
  ) throws(TransformerError) {
    self.init(try Decoder(weights: weights, compute: compute, options: options))
  }

  /// A sequence of its own that shares a decoder's scratch, and so must take turns with others.
  package init(_ decoder: Decoder, memory: AvailableMemory = AvailableMemory()) {
    self.decoder = decoder
    cache = KeyValueCache(
      plan: decoder.weights.plan, options: decoder.options, memory: memory)
  }

  package var contextLimit: Int { cache.limit }

  /// Adds tokens, and gives the logits behind the last of them.
  ///
  /// - Parameters:
  ///   - tokens: at least one.
  ///   - cancellation: is read inside each matrix.
  ///   - progress: is told after each chunk how many tokens are done.
  /// - Throws: ``TransformerError``; the state is as it was then.
  /// - Returns: one logit per token of the vocabulary, which the caller may change; valid until
  ///   the decoder is used again.
  package func prefill(
    _ tokens: [Int32], cancellation: CancellationFlag? = nil, progress: ((Int) -> Void)? = nil
  ) throws(TransformerError) -> UnsafeMutableBufferPointer<Float> {
    var last = UnsafeMutableBufferPointer<Float>(start: nil, count: 0)
    try evaluate(tokens, logitsAt: .last, cancellation: cancellation, progress: progress) {
      last = $1
    }
    return last
  }

  /// Adds one token, and gives the logits behind it, as ``prefill(_:cancellation:progress:)`` does.
  package func step(
    _ token: Int32, cancellation: CancellationFlag? = nil
  ) throws(TransformerError) -> UnsafeMutableBufferPointer<Float> {
    try restart(before: 1, cancellation)
    return try withOne(token) { tokens throws(TransformerError) in
      var last = UnsafeMutableBufferPointer<Float>(start: nil, count: 0)
      try decoder.evaluate(
        tokens, into: cache, logitsAt: .last, phase: .decode, cancellation: cancellation
      ) {
        last = $1
      }
      remember(tokens)
      return last
    }
  }

  /// Adds tokens, and gives logits at chosen positions, in one pass over the weights per chunk.
  ///
  /// - Parameters:
  ///   - tokens: what is added.
  ///   - positions: where logits are wanted.
  ///   - ids: the rows of the head that are computed, in rising order; all of them if nil.
  ///   - phase: whether the tokens are a prompt or generated text, see ``Compute``.
  ///   - cancellation: is read inside each matrix.
  ///   - progress: is told after each chunk how many tokens are done.
  ///   - givesStates: whether normed hidden states are given instead of logits.
  ///   - receive: is given each wanted position's offset in `tokens`, in rising order, and its
  ///     logits, one for each of `ids`. They are valid until the decoder is used again only for the
  ///     last position, and during the call for the others.
  /// - Throws: ``TransformerError``; the state is as it was then.
  package func evaluate(
    _ tokens: [Int32], logitsAt positions: LogitPositions, of ids: [Int32]? = nil,
    phase: Phase = .prompt, cancellation: CancellationFlag? = nil, progress: ((Int) -> Void)? = nil,
    givesStates: Bool = false,
    receive: (_ offset: Int, _ logits: UnsafeMutableBufferPointer<Float>) -> Void
  ) throws(TransformerError) {
    try restart(before: tokens.count, cancellation)
    try tokens.withUnsafeBufferPointer { tokens throws(TransformerError) in
      try decoder.evaluate(
        tokens, into: cache, logitsAt: positions, of: ids, phase: phase,
        cancellation: cancellation, progress: progress, givesStates: givesStates, receive: receive)
      remember(tokens)
    }
  }

  /// Computes the text anew when it grows beyond what its rotations were made for.
  ///
  /// A long rope has one set of frequencies for texts up to a length and one for longer ones; keys
  /// of both in one cache are of no model.
  private func restart(
    before added: Int, _ cancellation: CancellationFlag?
  ) throws(TransformerError) {
    try catchUp(cancellation)
    let old = tokens.count
    if old > 0, !decoder.agrees(old, old + added) { try startAnew(old + added, cancellation) }
  }

  @inline(never)
  private func startAnew(
    _ length: Int, _ cancellation: CancellationFlag?
  ) throws(TransformerError) {
    let text = tokens
    cache.truncate(to: 0)
    tokens.removeAll(keepingCapacity: true)
    do {
      try text.withUnsafeBufferPointer { text throws(TransformerError) in
        try decoder.evaluate(
          text, into: cache, logitsAt: .none, phase: .prompt, cancellation: cancellation,
          length: length
        ) { _, _ in }
        remember(text)
      }
    } catch {
      // What was there is gone; an empty sequence agrees with its cache too.
      cache.truncate(to: 0)
      throw error
    }
  }

  /// Computes what the cache lacks of the text.
  func catchUp(_ cancellation: CancellationFlag?) throws(TransformerError) {
    if cache.count < tokens.count { try computeRest(cancellation) }
  }

  @inline(never)
  private func computeRest(_ cancellation: CancellationFlag?) throws(TransformerError) {
    let behind = tokens[cache.count...]
    try behind.withUnsafeBufferPointer { text throws(TransformerError) in
      try decoder.evaluate(
        text, into: cache, logitsAt: .none, phase: .prompt, cancellation: cancellation
      ) { _, _ in }
    }
  }

  /// Grows when the cache has grown, so that a step allocates nothing else.
  func remember(_ added: UnsafeBufferPointer<Int32>) {
    if tokens.capacity < cache.capacity { growTokens() }
    tokens.append(contentsOf: added)
  }

  @inline(never)
  private func growTokens() { tokens.reserveCapacity(cache.capacity) }

  /// Whether positions that were added last can be forgotten without computing others again.
  package var canRewind: Bool {
    cache.recurrent == nil && !decoder.dependsOnLength
  }

  /// Forgets the positions from `count` on.
  package func truncate(to count: Int) {
    if count < cache.count { cache.truncate(to: count) }
    tokens.removeLast(tokens.count - count)
  }

  /// Keeps what the cache shares with a prompt, and forgets the rest.
  ///
  /// At least one token of the prompt is left to be added, as logits come from adding.
  /// Where layers carry a state, what is kept may be shorter than what is shared.
  /// - Returns: how many tokens of the prompt are there already.
  package func keepPrefix(of prompt: [Int32]) -> Int {
    var shared = 0
    while shared < min(tokens.count, prompt.count - 1), tokens[shared] == prompt[shared] {
      shared += 1
    }
    truncate(to: shared)
    tokens.removeLast(tokens.count - cache.count)
    return cache.count
  }

  /// Lends one token as a buffer without an array.
  private func withOne<Result>(
    _ token: Int32,
    _ body: (UnsafeBufferPointer<Int32>) throws(TransformerError) -> Result
  ) throws(TransformerError) -> Result {
    var token = token
    return try withUnsafePointer(to: &token) { pointer throws(TransformerError) in
      try body(UnsafeBufferPointer(start: pointer, count: 1))
    }
  }
}
