extension Tokenizer {
  /// How decoding shows control and unknown tokens.
  package enum SpecialText: Sendable {
    /// As they are spelled.
    case spelled
    /// Not at all.
    case omitted
  }

  /// The bytes of text that a token stands for; for a special token its spelling.
  package func bytes(of id: Int32) throws(TokenizationError) -> [UInt8] {
    var bytes: [UInt8] = []
    let index = try checked(id)
    if let decoder, !vocabulary.kinds[index].isMatchedWhole {
      decoder.append(vocabulary.spellings[index], isFirst: false, to: &bytes)
    } else {
      vocabulary.appendPiece(of: index, to: &bytes)
    }
    return bytes
  }

  /// How the vocabulary's file writes a token, as in `Ġthe` or `<0x0A>`.
  package func spelling(of id: Int32) throws(TokenizationError) -> String {
    vocabulary.spellings.string(at: try checked(id))
  }

  /// The text of ids, with U+FFFD where their bytes are not UTF-8.
  package func decode(
    _ ids: some Sequence<Int32>, special: SpecialText = .spelled
  ) throws(TokenizationError) -> String {
    String(decoding: try decodedBytes(ids, special: special), as: UTF8.self)
  }

  /// The bytes of ids.
  package func decodedBytes(
    _ ids: some Sequence<Int32>, special: SpecialText = .spelled
  ) throws(TokenizationError) -> [UInt8] {
    var result: [UInt8] = []
    var isFirst = true
    for id in ids { try append(id, special, &isFirst, to: &result) }
    return result
  }

  /// Appends the bytes of one token of a sequence.
  ///
  /// `isFirst` says whether a space that encoding put before the text is still to come. As in
  /// encoding a GGUF's text, that is so at the beginning and after each special token.
  func append(
    _ id: Int32, _ special: SpecialText, _ isFirst: inout Bool, to bytes: inout [UInt8]
  ) throws(TokenizationError) {
    let index = try checked(id)
    let kind = vocabulary.kinds[index]
    if kind.isMatchedWhole {
      if decoder == nil { isFirst = true }
      guard kind == .userDefined || special == .spelled else { return }
      if let decoder {
        decoder.append(whole: vocabulary.spellings[index], isFirst: isFirst, to: &bytes)
        isFirst = false
      } else {
        vocabulary.appendPiece(of: index, to: &bytes)
      }
      return
    }
    if let decoder {
      decoder.append(vocabulary.spellings[index], isFirst: isFirst, to: &bytes)
    } else {
      let start = bytes.count
      vocabulary.appendPiece(of: index, to: &bytes)
      if addsSpacePrefix, isFirst, start < bytes.count, bytes[start] == 0x20 {
        bytes.remove(at: start)
      }
    }
    isFirst = false
  }

  private func checked(_ id: Int32) throws(TokenizationError) -> Int {
    guard id >= 0, id < count else {
      throw TokenizationError(
        .idOutOfRange, expected: "an id from 0 to \(count - 1)", found: "\(id)")
    }
    return Int(id)
  }
}
