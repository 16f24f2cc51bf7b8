/// Guesses how a text goes on, so that several tokens are verified in one pass over the weights.
///
/// Guesses cost time at worst: each is compared with what the model and the sampler choose, from
/// logits that have the same bits as they would have one by one (source: Leviathan and others,
/// "Fast inference from transformers via speculative decoding", 2023; here the sampler draws from
/// the model's own distribution, with the random numbers that it would use without guesses, and a
/// guess holds when it is what was drawn).
package protocol Drafter: AnyObject {
  /// Hears the prompt, and then each token that was chosen.
  func hear(_ tokens: [Int32])
  /// Replaces `draft` by at most `limit` tokens that may come next; by none when it has no idea.
  func propose(limit: Int, into draft: inout [Int32]) throws(TransformerError)
  /// Hears how many tokens of its last guess held.
  func learn(accepted: Int, of drafted: Int)
}
