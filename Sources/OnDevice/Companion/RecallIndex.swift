import Foundation

/// Finds what was said before by BM25, the later of alike first.
///
/// BM25 with k1 = 1.2 and b = 0.75: Robertson and Zaragoza, "The Probabilistic Relevance Framework",
/// 2009. Documents are numbered and only added; what is left out of an answer is the caller's to say.
package struct RecallIndex: Sendable {
  /// A document that was found.
  package struct Match: Sendable, Hashable {
    package let id: Int
    package let score: Double
  }

  private static let saturation = 1.2
  private static let lengthShare = 0.75
  /// What being the very last is worth, as a share of the score; half of it `fading` documents earlier.
  private static let recency = 0.2
  private static let fading = 64.0
  /// Of a question's weight, what a document must hold at least: a chance pair of syllables is less.
  private static let leastShare = 0.2
  /// Of the best score, what others must have to come with it.
  private static let besideBest = 0.6

  private var postings: [String: [(document: Int, count: Int)]] = [:]
  private var ids: [Int] = []
  private var lengths: [Int] = []
  private var totalLength = 0

  package init() {}

  package mutating func add(_ text: String, id: Int) {
    let terms = RecallTerms.list(text)
    var counts: [String: Int] = [:]
    for term in terms { counts[term, default: 0] += 1 }
    for (term, count) in counts { postings[term, default: []].append((ids.count, count)) }
    ids.append(id)
    lengths.append(terms.count)
    totalLength += terms.count
  }

  /// The best documents for a question, best first.
  package func matches(
    _ question: String, most: Int, where isWanted: (Int) -> Bool = { _ in true }
  ) -> [Match] {
    guard !ids.isEmpty, most > 0 else { return [] }
    let total = Double(ids.count)
    let mean = max(1, Double(totalLength) / total)
    var scores: [Int: (score: Double, held: Double, terms: Int)] = [:]
    var whole = 0.0
    // In one order, so that sums have the same bits each time.
    for term in Set(RecallTerms.list(question)).sorted() {
      let list = postings[term] ?? []
      let frequency = Double(list.count)
      let rarity = log(1 + (total - frequency + 0.5) / (frequency + 0.5))
      whole += rarity
      for (document, count) in list where isWanted(ids[document]) {
        let length = 1 - Self.lengthShare + Self.lengthShare * Double(lengths[document]) / mean
        let weight =
          Double(count) * (Self.saturation + 1) / (Double(count) + Self.saturation * length)
        var entry = scores[document] ?? (0, 0, 0)
        entry.score += rarity * weight
        entry.held += rarity
        entry.terms += 1
        scores[document] = entry
      }
    }
    let ranked = scores.compactMap { document, entry -> Match? in
      guard entry.held >= Self.leastShare * whole else { return nil }
      let age = Double(ids.count - 1 - document)
      let score = entry.score * (1 + Self.recency * exp2(-age / Self.fading))
      return Match(id: ids[document], score: score)
    }.sorted { ($0.score, $0.id) > ($1.score, $1.id) }
    let least = (ranked.first?.score ?? 0) * Self.besideBest
    return Array(ranked.prefix { $0.score >= least }.prefix(most))
  }
}
