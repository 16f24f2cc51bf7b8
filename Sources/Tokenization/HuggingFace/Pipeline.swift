/// A `tokenizer.json` at work: added tokens, normaliser, cuts, model.
struct Pipeline: Sendable {
  enum Model: Sendable {
    case merges(MergeEncoder)
    case unigram(UnigramModel)
    case wordPiece(WordPieceModel)
  }

  /// Matched in the text as it is.
  var added = AddedTokens()
  /// Matched in the normalised text.
  var addedNormalized = AddedTokens()
  var normalizer: TextNormalizer?
  var steps: [PieceStep] = []
  var model: Model

  func encode(
    _ text: Span<UInt8>, readsSpecial: Bool, _ scratch: inout EncoderScratch,
    into ids: inout [Int32]
  ) throws(TokenizationError) {
    for fragment in added.fragments(of: text, readsSpecial: readsSpecial) {
      switch fragment {
      case .token(let id): ids.append(id)
      case .text(let range):
        var part: [UInt8] = []
        part.reserveCapacity(range.count)
        for position in range { part.append(text[position]) }
        try encode(
          part, isFirst: range.lowerBound == 0, readsSpecial: readsSpecial, &scratch, into: &ids)
      }
    }
  }

  private func encode(
    _ part: [UInt8], isFirst: Bool, readsSpecial: Bool, _ scratch: inout EncoderScratch,
    into ids: inout [Int32]
  ) throws(TokenizationError) {
    var text = part
    if let normalizer { try normalizer.apply(&text) }
    if addedNormalized.isEmpty { return try encode(text, isFirst, &scratch, &ids) }
    for fragment in addedNormalized.fragments(of: text.span, readsSpecial: readsSpecial) {
      switch fragment {
      case .token(let id): ids.append(id)
      case .text(let range):
        try encode(Array(text[range]), isFirst && range.lowerBound == 0, &scratch, &ids)
      }
    }
  }

  private func encode(
    _ text: [UInt8], _ isFirst: Bool, _ scratch: inout EncoderScratch, _ ids: inout [Int32]
  ) throws(TokenizationError) {
    var pieces = Pieces(text, isFirst: isFirst)
    for step in steps { try pieces.apply(step) }
    guard pieces.text.count <= Int(Int32.max) else {
      throw TokenizationError(
        .textTooLong, expected: "at most \(Int32.max) bytes when normalised",
        found: "\(pieces.text.count)")
    }
    let span = pieces.text.span
    switch model {
    case .merges(let encoder):
      for range in pieces.ranges {
        try encoder.encodePiece(span, range, &scratch, into: &ids)
      }
    case .unigram(let encoder):
      for range in pieces.ranges {
        try scratch.encodeCached(span, range, by: encoder, into: &ids)
      }
    case .wordPiece(let encoder):
      for range in pieces.ranges {
        try scratch.encodeCached(span, range, by: encoder, into: &ids)
      }
    }
  }
}
