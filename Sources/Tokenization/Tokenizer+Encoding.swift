extension Tokenizer {
  /// The ids of a text.
  ///
  /// `addSpecial` puts the tokens around the text that the vocabulary asks for. `parseSpecial` reads
  /// control tokens, such as `<|im_end|>`, where the text spells them: text that somebody else wrote
  /// must be encoded without it. User-defined tokens are always read.
  package func encode(
    _ text: String, addSpecial: Bool = false, parseSpecial: Bool = false
  ) throws(TokenizationError) -> [Int32] {
    var ids: [Int32] = []
    try encode(text, addSpecial: addSpecial, parseSpecial: parseSpecial, into: &ids)
    return ids
  }

  /// Appends the ids of a text; after an error `ids` is as it was.
  package func encode(
    _ text: String, addSpecial: Bool = false, parseSpecial: Bool = false,
    into ids: inout [Int32]
  ) throws(TokenizationError) {
    // A String is valid UTF-8.
    try encode(valid: text.utf8.span, addSpecial, parseSpecial, &ids)
  }

  /// The ids of bytes that must be UTF-8; the error names the first one that is not.
  package func encode(
    _ bytes: [UInt8], addSpecial: Bool = false, parseSpecial: Bool = false
  ) throws(TokenizationError) -> [Int32] {
    var ids: [Int32] = []
    try encode(bytes, addSpecial: addSpecial, parseSpecial: parseSpecial, into: &ids)
    return ids
  }

  /// Appends the ids of bytes that must be UTF-8; after an error `ids` is as it was.
  package func encode(
    _ bytes: [UInt8], addSpecial: Bool = false, parseSpecial: Bool = false,
    into ids: inout [Int32]
  ) throws(TokenizationError) {
    if let offset = UTF8Validation.firstInvalidOffset(in: bytes.span) {
      throw TokenizationError(
        .invalidUTF8, offset: offset, expected: "UTF-8", found: "a byte that is none")
    }
    try encode(valid: bytes.span, addSpecial, parseSpecial, &ids)
  }

  private func encode(
    valid text: Span<UInt8>, _ addSpecial: Bool, _ parseSpecial: Bool, _ ids: inout [Int32]
  ) throws(TokenizationError) {
    guard text.count <= Int(Int32.max) else {
      throw TokenizationError(
        .textTooLong, expected: "at most \(Int32.max) bytes", found: "\(text.count)")
    }
    let before = ids.count
    do {
      if addSpecial { ids += prefix }
      switch encoder {
      case .merges(let encoder):
        try encode(text, by: encoder, parseSpecial: parseSpecial, into: &ids)
      case .sentencePiece(let encoder):
        try encode(text, by: encoder, parseSpecial: parseSpecial, into: &ids)
      case .unigram(let encoder):
        try encode(text, by: encoder, parseSpecial: parseSpecial, into: &ids)
      case .wordPiece(let encoder):
        try encode(text, by: encoder, parseSpecial: parseSpecial, into: &ids)
      case .pipeline(let pipeline):
        try withScratch { scratch throws(TokenizationError) in
          try pipeline.encode(text, readsSpecial: parseSpecial, &scratch, into: &ids)
        }
      }
      if addSpecial { ids += suffix }
    } catch {
      ids.removeSubrange(before...)
      throw error
    }
  }

  private func encode(
    _ text: Span<UInt8>, by encoder: some WordEncoder, parseSpecial: Bool,
    into ids: inout [Int32]
  ) throws(TokenizationError) {
    try withScratch { scratch throws(TokenizationError) in
      var isFirstOrAfterSpecial = true
      for fragment in specials.fragments(of: text, all: parseSpecial) {
        switch fragment {
        case .token(let id):
          ids.append(id)
          isFirstOrAfterSpecial = true
        case .text(let range):
          try encoder.encode(
            text, range, isFirstOrAfterSpecial: isFirstOrAfterSpecial, &scratch, into: &ids)
          isFirstOrAfterSpecial = false
        }
      }
    }
  }

  private func withScratch(
    _ body: (inout EncoderScratch) throws(TokenizationError) -> Void
  ) throws(TokenizationError) {
    var scratch = scratches.withLock { $0.popLast() } ?? EncoderScratch()
    defer {
      scratch.trim()
      let kept = scratch
      scratches.withLock { if $0.count < 4 { $0.append(kept) } }
    }
    try body(&scratch)
  }
}
