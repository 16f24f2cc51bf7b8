package import Tensor

/// Several sequences that go on together: each adds one token, and the weights are read once for
/// all of them.
///
/// What a sequence gets has the same bits as if it had gone on alone, whoever is beside it.
extension DecodeState {
  /// Adds a token to each of several sequences, and gives the logits behind each.
  ///
  /// - Parameters:
  ///   - tokens: one for each of `states`.
  ///   - states: different sequences of one decoder, at most ``Decoder/batchLimit``.
  ///   - cancellation: is read inside each matrix.
  ///   - receive: is given the index of each sequence, in rising order, and its logits, one per
  ///     token of the vocabulary, valid during the call.
  /// - Throws: ``TransformerError``; all sequences are as they were then.
  package static func step(
    _ tokens: [Int32], of states: [DecodeState], cancellation: CancellationFlag? = nil,
    receive: (_ index: Int, _ logits: UnsafeMutableBufferPointer<Float>) -> Void
  ) throws(TransformerError) {
    guard let decoder = states.first?.decoder else { return }
    try check(tokens, states, decoder)
    // Frequencies that depend on a text's length are the decoder's, so such texts take turns.
    guard decoder.weights.plan.rotations.allSatisfy({ !$0.dependsOnLength }) else {
      return try stepInTurn(tokens, of: states, cancellation, receive)
    }
    for state in states { try state.catchUp(cancellation) }
    try tokens.withUnsafeBufferPointer { tokens throws(TransformerError) in
      try decoder.step(
        tokens, into: states.map(\.cache), cancellation: cancellation, receive: receive)
      for (index, state) in states.enumerated() {
        state.remember(UnsafeBufferPointer(rebasing: tokens[index..<index + 1]))
      }
    }
  }

  private static func check(
    _ tokens: [Int32], _ states: [DecodeState], _ decoder: Decoder
  ) throws(TransformerError) {
    guard tokens.count == states.count else {
      throw .invalidSetting(
        name: "tokens", expected: "one for each of \(states.count) sequences",
        found: "\(tokens.count)")
    }
    guard states.count <= decoder.batchLimit else {
      throw .invalidSetting(
        name: "sequences", expected: "at most \(decoder.batchLimit) at once",
        found: "\(states.count)")
    }
    guard states.allSatisfy({ $0.decoder === decoder }),
      Set(states.map(ObjectIdentifier.init)).count == states.count
    else {
      throw .invalidSetting(
        name: "sequences", expected: "different ones of one decoder", found: "others")
    }
  }

  private static func stepInTurn(
    _ tokens: [Int32], of states: [DecodeState], _ cancellation: CancellationFlag?,
    _ receive: (Int, UnsafeMutableBufferPointer<Float>) -> Void
  ) throws(TransformerError) {
    var done = 0
    do {
      for (index, state) in states.enumerated() {
        receive(index, try state.step(tokens[index], cancellation: cancellation))
        done += 1
      }
    } catch {
      for state in states[..<done] { state.truncate(to: state.tokens.count - 1) }
      throw error
    }
  }
}

extension Decoder {
  /// The most sequences that go on together.
  package var batchLimit: Int { scratch.rows }

  /// Adds one token to each of several sequences.
  ///
  /// A call that throws leaves all caches as they were.
  fileprivate func step(
    _ tokens: UnsafeBufferPointer<Int32>, into caches: [KeyValueCache],
    cancellation: CancellationFlag?,
    receive: (_ index: Int, _ logits: UnsafeMutableBufferPointer<Float>) -> Void
  ) throws(TransformerError) {
    try check(tokens, .all, nil)
    for cache in caches { try cache.reserve(1) }
    beginPass()
    for (row, cache) in caches.enumerated() {
      cache.slide(for: 1)
      append(Span(cache: cache.view(), first: cache.count, rows: row..<row + 1))
    }
    try compute.withCancellation(cancellation) { () throws(TransformerError) in
      try forward(tokens, .decode, needsStream: true)
      for cache in caches { cache.advance(by: 1) }
      want(.all, in: tokens.indices, of: tokens.count)
      do throws(TransformerError) {
        try giveLogits(start: 0, nil, .decode, receive)
      } catch {
        for cache in caches { cache.truncate(to: cache.count - 1) }
        throw error
      }
    }
  }
}
