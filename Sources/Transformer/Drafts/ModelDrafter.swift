/// Lets a smaller model of the same vocabulary guess, each token the likeliest.
package final class ModelDrafter: Drafter {
  /// Tokens of a guess: more are seldom right, and each costs a step of the smaller model.
  static let longest = 4

  private let state: DecodeState
  private let vocabularyCount: Int
  private var tokens: [Int32] = []
  private var length = ModelDrafter.longest

  /// - Parameters:
  ///   - state: a sequence of the smaller model, which is this drafter's from now on.
  ///   - vocabularyCount: the tokens that both models have.
  package init(state: DecodeState, vocabularyCount: Int) {
    self.state = state
    self.vocabularyCount = min(vocabularyCount, state.decoder.weights.plan.vocabularyCount)
  }

  package func hear(_ added: [Int32]) { tokens += added }

  package func propose(limit: Int, into draft: inout [Int32]) throws(TransformerError) {
    draft.removeAll(keepingCapacity: true)
    let wanted = min(limit, length)
    // Beyond its own context the smaller model has nothing to say.
    guard wanted > 0, !tokens.isEmpty, tokens.count + wanted <= state.contextLimit else { return }
    let shared = state.keepPrefix(of: tokens)
    var logits = try state.prefill(Array(tokens[shared...]))
    while true {
      let known = UnsafeBufferPointer(rebasing: logits[..<vocabularyCount])
      draft.append(Int32(truncatingIfNeeded: state.decoder.compute.argmax(known)))
      guard draft.count < wanted, let last = draft.last else { return }
      logits = try state.step(last)
    }
  }

  package func learn(accepted: Int, of drafted: Int) {
    length = min(max(accepted + 1, 1), Self.longest)
  }
}
