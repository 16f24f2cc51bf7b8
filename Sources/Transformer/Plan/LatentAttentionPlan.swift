/// Attention whose keys and values are made of one narrow vector per position.
///
/// Source: DeepSeek-V2 (2024). That vector, normalised, and a part of the key that turns and that
/// all heads share are all that is cached. The matrix that would make keys of it is applied to the
/// queries instead, and the one that makes values to what was attended to: the same sums, in another
/// order.
package struct LatentAttentionPlan: Sendable, Hashable {
  /// Of the norms of narrow vectors: the makers' code does not give them the other norms' one.
  static let epsilon: Float = 1e-6

  package var heads: Int
  /// The numbers of the narrow vector.
  package var latentWidth: Int
  /// The last of a head's query, and of the shared key, which turn with the position; even.
  package var turningWidth: Int
  /// The first of a head's query, which do not.
  package var stillWidth: Int
  /// The numbers of a head's value.
  package var valueWidth: Int
  /// The numbers of the vector that queries are made of; nil where that is the input itself.
  package var queryRank: Int?
  /// An index into the plan's rotations.
  package var rotation: Int
  /// Of the products of queries and keys.
  package var scale: Float

  /// A head's query and the cached key, as they meet.
  package var keyWidth: Int { latentWidth + turningWidth }
  package var headWidth: Int { stillWidth + turningWidth }

  /// Heads that are attended for at once: as few as keep a tile's keys in the cache, and enough
  /// tiles for all threads where there is one position only.
  var groups: Int {
    (1...heads).first { heads % $0 == 0 && heads / $0 <= 8 } ?? heads
  }
}
