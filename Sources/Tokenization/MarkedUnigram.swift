/// The unigram model of a GGUF of the kind `t5`, with the normalisation that llama.cpp gives it.
struct MarkedUnigram: WordEncoder {
  private let model: UnigramModel
  private let map: CharacterMap?
  private let addsSpacePrefix: Bool
  private let mergesSpaces: Bool
  /// Tokens that the map leaves as they are.
  private let userDefined: ByteTrie

  init(
    _ vocabulary: Vocabulary, _ source: VocabularySource, unknown: Int32
  ) throws(TokenizationError) {
    map = source.characterMap.isEmpty ? nil : try CharacterMap(source.characterMap)
    addsSpacePrefix = source.addsSpacePrefix ?? true
    mergesSpaces = source.removesExtraSpaces ?? false
    guard vocabulary.spellings.bytes.count < 1 << 24 else {
      throw .malformed(
        expected: "tokens of under 16 MiB", found: "\(vocabulary.spellings.bytes.count) bytes")
    }
    var userDefined = ByteTrie(capacity: 64)
    var trie = ByteTrie(capacity: vocabulary.spellings.bytes.count)
    var scores = source.scores.map { Double($0) }
    var least = Double.infinity
    var bytes = 0
    for id in 0..<vocabulary.count {
      let kind = vocabulary.kinds[id]
      if kind == .normal { least = min(least, scores[id]) }
      if kind == .userDefined {
        scores[id] = 0
        bytes += vocabulary.spellings[id].count
      }
      if kind == .normal || kind == .userDefined || kind == .unused,
        !vocabulary.spellings[id].isEmpty
      {
        trie.insert(vocabulary.spellings[id], Int32(id))
      }
    }
    if bytes > 0 { userDefined = ByteTrie(capacity: bytes) }
    for id in 0..<vocabulary.count
    where vocabulary.kinds[id] == .userDefined && !vocabulary.spellings[id].isEmpty {
      userDefined.insert(vocabulary.spellings[id], Int32(id))
    }
    self.userDefined = userDefined
    model = UnigramModel(
      trie: trie, scores: scores, unknown: unknown, least: least.isFinite ? least : 0,
      byteTokens: vocabulary.byteTokens, usesBytes: false)
  }

  func encode(
    _ text: Span<UInt8>, _ range: Range<Int>, isFirstOrAfterSpecial: Bool,
    _ scratch: inout EncoderScratch, into ids: inout [Int32]
  ) throws(TokenizationError) {
    var original: [UInt8] = []
    original.reserveCapacity(range.count)
    for position in range { original.append(text[position]) }
    var normalized: [UInt8] = []
    var hasPrefix = false
    var isInWord = false
    var position = 0
    while position < original.count {
      let (part, length) = prefix(original, position)
      for byte in part {
        guard byte != 0x20 else {
          isInWord = false
          if !mergesSpaces { normalized += SpaceMark.bytes }
          continue
        }
        if !isInWord {
          isInWord = true
          if addsSpacePrefix && !hasPrefix || mergesSpaces {
            normalized += SpaceMark.bytes
            hasPrefix = true
          }
        }
        normalized.append(byte)
      }
      position += length
    }
    guard normalized.count <= Int(Int32.max) else {
      throw TokenizationError(
        .textTooLong, expected: "at most \(Int32.max) bytes when normalised",
        found: "\(normalized.count)")
    }
    guard !normalized.isEmpty else { return }
    var merger = PairMerger()
    try encodeWord(normalized.span, 0..<normalized.count, &merger, into: &ids)
  }

  private func prefix(_ text: [UInt8], _ start: Int) -> (ArraySlice<UInt8>, Int) {
    var walk = userDefined.root
    var end = start
    var longest = 0
    while end < text.count, userDefined.advance(&walk, text[end]) {
      end += 1
      if userDefined.token(walk) >= 0 { longest = end - start }
    }
    if longest > 0 { return (text[start..<start + longest], longest) }
    if let (replacement, length) = map?.longestMatch(text, start, text.count) {
      return (replacement, length)
    }
    let length = Cut.characterLength(text[start])
    return (text[start..<start + length], length)
  }

  func encodeWord(
    _ text: Span<UInt8>, _ word: Range<Int>, _ merger: inout PairMerger, into ids: inout [Int32]
  ) throws(TokenizationError) {
    try model.encodeWord(text, word, &merger, into: &ids)
  }
}
