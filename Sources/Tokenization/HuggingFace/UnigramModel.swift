/// SentencePiece's unigram model: of all ways to cut a text into tokens the likeliest (Viterbi).
///
/// A character without a token costs ten more than the least likely token. Equal sums go to the way
/// that was found first, as in Hugging Face's library and llama.cpp.
struct UnigramModel: WordEncoder {
  private let trie: ByteTrie
  private let scores: [Double]
  private let unknown: Int32
  private let unknownScore: Double
  private let byteTokens: [Int32]
  private let usesBytes: Bool

  init(
    trie: ByteTrie, scores: [Double], unknown: Int32, least: Double, byteTokens: [Int32],
    usesBytes: Bool
  ) {
    self.trie = trie
    self.scores = scores
    self.unknown = unknown
    unknownScore = least - 10
    self.byteTokens = byteTokens
    self.usesBytes = usesBytes
  }

  func encode(
    _ text: Span<UInt8>, _ range: Range<Int>, isFirstOrAfterSpecial: Bool,
    _ scratch: inout EncoderScratch, into ids: inout [Int32]
  ) throws(TokenizationError) {
    try scratch.encodeCached(text, range, by: self, into: &ids)
  }

  func encodeWord(
    _ text: Span<UInt8>, _ word: Range<Int>, _ merger: inout PairMerger, into ids: inout [Int32]
  ) throws(TokenizationError) {
    let count = word.count
    var sums = [Double](repeating: -.infinity, count: count + 1)
    var starts = [Int32](repeating: -1, count: count + 1)
    var tokens = [Int32](repeating: -1, count: count + 1)
    sums[0] = 0
    var offset = 0
    while offset < count {
      let length = min(Cut.characterLength(text[word.lowerBound + offset]), count - offset)
      let sum = sums[offset]
      var hasCharacter = false
      var walk = trie.root
      var end = offset
      while end < count, trie.advance(&walk, text[word.lowerBound + end]) {
        end += 1
        let token = trie.token(walk)
        guard token >= 0 else { continue }
        if end - offset == length { hasCharacter = true }
        let candidate = sum + scores[Int(token)]
        if candidate > sums[end] || starts[end] < 0 {
          (sums[end], starts[end], tokens[end]) = (candidate, Int32(offset), token)
        }
      }
      if !hasCharacter {
        let end = offset + length
        let candidate = sum + unknownScore
        if candidate > sums[end] || starts[end] < 0 {
          (sums[end], starts[end], tokens[end]) = (candidate, Int32(offset), unknown)
        }
      }
      offset += length
    }
    appendBest(text, word, starts, tokens, &ids)
  }

  private func appendBest(
    _ text: Span<UInt8>, _ word: Range<Int>, _ starts: [Int32], _ tokens: [Int32],
    _ ids: inout [Int32]
  ) {
    var path: [(token: Int32, start: Int, end: Int)] = []
    var end = word.count
    while end > 0 {
      let start = Int(starts[end])
      let token = tokens[end]
      if token == unknown, let last = path.last, last.token == unknown {
        path[path.count - 1].start = start
      } else {
        path.append((token, start, end))
      }
      end = start
    }
    for step in path.reversed() {
      let before = ids.count
      if step.token == unknown, usesBytes {
        for offset in step.start..<step.end {
          ids.append(byteTokens[Int(text[word.lowerBound + offset])])
        }
      }
      // All of the bytes have tokens, or none is used.
      if ids.count == before || ids[before...].contains(-1) {
        ids.removeSubrange(before...)
        ids.append(step.token)
      }
    }
  }
}
