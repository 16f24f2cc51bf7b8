/// WordPiece: the longest token that begins a word, then the longest that goes on with it.
///
/// A word that cannot be made up so is unknown as a whole.
struct WordPieceModel: WordEncoder {
  private let index: TokenIndex
  private let unknown: Int32
  /// What tokens that go on with a word are spelled with, as `##`.
  private let prefix: [UInt8]
  /// What tokens that begin a word are spelled with: nothing, or in a GGUF `▁`.
  private let start: [UInt8]
  private let longestWord: Int

  init(
    _ vocabulary: Vocabulary, unknown: Int32, prefix: [UInt8], start: [UInt8] = [],
    longestWord: Int
  ) {
    index = vocabulary.index
    self.unknown = unknown
    self.prefix = prefix
    self.start = start
    self.longestWord = longestWord
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
    var characters = 0
    for position in word where text[position] & 0xC0 != 0x80 { characters += 1 }
    guard characters <= longestWord else { return ids.append(unknown) }
    let before = ids.count
    var spelled: [UInt8] = []
    var position = word.lowerBound
    while position < word.upperBound {
      spelled.removeAll(keepingCapacity: true)
      spelled += position == word.lowerBound ? start : prefix
      let lead = spelled.count
      for index in position..<min(word.upperBound, position + index.longest) {
        spelled.append(text[index])
      }
      var end = spelled.count
      var token: Int32?
      while end > lead {
        let next = position + end - lead
        if next == word.upperBound || text[next] & 0xC0 != 0x80 {
          token = index.id(of: spelled.span, 0..<end)
          if token != nil { break }
        }
        end -= 1
      }
      guard let token else {
        ids.removeSubrange(before...)
        return ids.append(unknown)
      }
      ids.append(token)
      position += end - lead
    }
  }
}
