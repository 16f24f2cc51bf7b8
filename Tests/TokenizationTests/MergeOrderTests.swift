import TestSupport
import Testing
import Tokenization

/// Merging by scan and by heap against the plain statement of both kinds of BPE.
struct MergeOrderTests {
  private static let lengths = [0, 1, 2, 3, 5, 8, 15, 16, 17, 31, 32, 33, 34, 64, 65, 200]

  @Test(arguments: lengths)
  func byteLevelMergesInTheOrderOfRanks(length: Int) throws {
    var random = SplitMix64(seed: UInt64(length))
    // Random merges over two letters, each of two parts that are tokens by then.
    var parts = ["a", "b"]
    var merges: [(String, String)] = []
    while merges.count < 60 {
      let (left, right) = (
        parts.randomElement(using: &random) ?? "", parts.randomElement(using: &random) ?? ""
      )
      if left.utf8.count + right.utf8.count > 9 || parts.contains(left + right) { continue }
      merges.append((left, right))
      parts.append(left + right)
    }
    let tokenizer = try Tokenizer(TinyVocabulary.byteLevel(pre: "gpt-2", merges: merges))
    for _ in 0..<20 {
      let letters = (0..<length).map { _ in Bool.random(using: &random) ? "a" : "b" }
      let expected = PlainMerging.merged(letters) { left, right in
        merges.firstIndex { $0.0 == left && $0.1 == right }.map { Double($0) }
      }
      let ids = try tokenizer.encode(letters.joined())
      #expect(try ids.map { try tokenizer.spelling(of: $0) } == expected)
    }
  }

  @Test(arguments: lengths)
  func sentencePieceMergesIntoTheBestScoredToken(length: Int) throws {
    var random = SplitMix64(seed: UInt64(length) + 1_000)
    var pieces = ["가", "b"]
    while pieces.count < 60 {
      let piece = (0..<Int.random(in: 2...6, using: &random))
        .map { _ in Bool.random(using: &random) ? "가" : "b" }.joined()
      if !pieces.contains(piece) { pieces.append(piece) }
    }
    var source = try TinyVocabulary.sentencePiece(pieces: pieces)
    source.addsSpacePrefix = false
    // Few scores, so that ties are many; 0 and -0 are one of them.
    source.scores = source.scores.indices.map { [0, -0.0, -1, -2, 3][$0 % 5] }
    let scores = source.scores
    let tokenizer = try Tokenizer(source)
    let first = tokenizer.count - 1 - pieces.count
    for _ in 0..<20 {
      let letters = (0..<length).map { _ in Bool.random(using: &random) ? "가" : "b" }
      let expected = PlainMerging.merged(letters) { left, right in
        pieces.firstIndex(of: left + right).map { -Double(scores[first + $0]) }
      }
      let ids = try tokenizer.encode(letters.joined())
      #expect(try ids.map { try tokenizer.spelling(of: $0) } == expected)
    }
  }

  @Test func aMegabyteWithoutASpaceIsMergedToTheEnd() throws {
    let merges = (0..<12).map { power in
      let half = String(repeating: "a", count: 1 << power)
      return (half, half)
    }
    let tokenizer = try Tokenizer(TinyVocabulary.byteLevel(pre: "qwen2", merges: merges))
    let ids = try tokenizer.encode(String(repeating: "a", count: 1 << 20))
    #expect(ids == Array(repeating: Int32(256 + 11), count: 1 << 8))
  }
}
