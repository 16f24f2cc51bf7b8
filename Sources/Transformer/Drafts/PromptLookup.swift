/// Guesses that the text repeats itself: what followed the last few tokens where they stood before.
///
/// Summaries and rewrites copy names, values and phrases from the chat, so that this needs no second
/// model. Source: Saxena, "Prompt lookup decoding" (2023). The latest place of every n-gram is kept
/// in a hash table; a collision only loses a guess, since places are compared before they are used.
package final class PromptLookup: Drafter {
  /// Tokens that must be equal for a place to count.
  ///
  /// Two match by chance too often: on open text a
  /// pair that was seen before goes on the same way in one case of five.
  static let ngram = 3
  /// The longest guess.
  ///
  /// One pass over so many rows costs about two over one row.
  static let longest = 15

  private var tokens: [Int32] = []
  /// Per bucket the position behind the n-gram that was hashed there last; 0 for none.
  private var places: [Int32]
  /// How long the next guess is: it doubles while guesses hold, and halves when they do not.
  private var length = 4
  /// Tokens to come before the next guess; grows while guesses fail, so that a text that copies
  /// nothing is not slowed.
  private var pause = 0
  private var failures = 0

  /// - Parameter capacity: tokens of the prompt and its continuation, as far as they are known.
  package init(capacity: Int = 4096) {
    var buckets = 1024
    while buckets < 2 * capacity, buckets < 1 << 22 { buckets *= 2 }
    places = [Int32](repeating: 0, count: buckets)
    tokens.reserveCapacity(capacity)
  }

  package func hear(_ added: [Int32]) {
    for token in added {
      tokens.append(token)
      // The n-gram that ends before this token now has a continuation.
      let end = tokens.count - 1
      if end >= Self.ngram { places[bucket(endingAt: end)] = Int32(truncatingIfNeeded: end) }
      if pause > 0 { pause -= 1 }
    }
  }

  package func propose(limit: Int, into draft: inout [Int32]) {
    draft.removeAll(keepingCapacity: true)
    guard pause == 0, limit > 0, tokens.count > Self.ngram else { return }
    let place = Int(places[bucket(endingAt: tokens.count)])
    guard place > 0, matches(place) else { return }
    let end = min(place + min(limit, length, Self.longest), tokens.count)
    draft.append(contentsOf: tokens[place..<end])
  }

  package func learn(accepted: Int, of drafted: Int) {
    if accepted == drafted {
      failures = 0
      length = min(2 * length, Self.longest)
    } else if accepted == 0 {
      failures = min(failures + 1, 6)
      length = max(length / 2, 2)
      pause = (1 << failures) - 1
    } else {
      failures = 0
      length = max(accepted + 1, 2)
    }
  }

  private func matches(_ place: Int) -> Bool {
    (1...Self.ngram).allSatisfy { tokens[place - $0] == tokens[tokens.count - $0] }
  }

  private func bucket(endingAt end: Int) -> Int {
    var hash: UInt64 = 0
    for offset in 1...Self.ngram {
      hash = (hash ^ UInt64(UInt32(bitPattern: tokens[end - offset]))) &* 0x9E37_79B9_7F4A_7C15
      hash ^= hash >> 29
    }
    return Int(truncatingIfNeeded: hash) & (places.count - 1)
  }
}
