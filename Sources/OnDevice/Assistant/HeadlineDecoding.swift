import Foundation

/// Decodes a headline over the words of a chat: a beam search in which every step is masked.
struct HeadlineDecoding {
  let pointing: PointingModel
  /// Sequences that are kept.
  ///
  /// Each costs a small prefill per token of the headline.
  var beams = 3
  /// More than four words of three tokens and the marker.
  var maximumTokens = 16

  private struct Beam {
    var state: HeadlineTrie.State
    var ids: [Int32]
    var score: Float
  }

  /// The best headline after what the workspace holds; `nil` when no word is left to name.
  ///
  /// The workspace is as long afterwards as before.
  func run(_ workspace: Workspace, words: [String]) throws -> String? {
    let trie = try HeadlineTrie(words: words) { try pointing.encode($0) }
    guard !trie.options(trie.start).tokens.isEmpty else { return nil }
    let base = workspace.count
    defer { workspace.truncate(to: base) }
    var live = [Beam(state: trie.start, ids: [pointing.headline], score: 0)]
    var best: (text: String, score: Float)?
    for _ in 0..<maximumTokens where !live.isEmpty {
      var next: [Beam] = []
      for beam in live {
        workspace.truncate(to: base)
        let logits = try workspace.append(beam.ids)
        let normalizer = Scores.logSumExp(logits)
        let (tokens, mayEnd) = trie.options(beam.state)
        if mayEnd, let text = trie.text(beam.state) {
          let score = beam.score + logits[Int(pointing.turnEnd)] - normalizer
          let perToken = score / Float(beam.ids.count)
          if best.map({ perToken > $0.score }) ?? true { best = (text, perToken) }
        }
        for token in tokens {
          guard let state = trie.advance(beam.state, by: token) else { continue }
          next.append(
            Beam(
              state: state, ids: beam.ids + [token],
              score: beam.score + logits[Int(token)] - normalizer))
        }
      }
      // Equal scores are told apart by their ids, so that the same chat gives the same headline.
      next.sort {
        $0.score != $1.score ? $0.score > $1.score : $0.ids.lexicographicallyPrecedes($1.ids)
      }
      live = Array(next.prefix(beams))
    }
    return best?.text
  }
}

/// Arithmetic on logits.
enum Scores {
  /// `log(sum(exp(x)))`, without overflow.
  static func logSumExp(_ logits: [Float]) -> Float {
    guard let largest = logits.max(), largest.isFinite else { return .infinity }
    var sum = 0.0
    for logit in logits { sum += exp(Double(logit - largest)) }
    return largest + Float(log(sum))
  }
}
