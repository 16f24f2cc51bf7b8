/// A piece of a prompt: what its template wrote, or what came in with the messages.
package struct PromptText: Sendable, Hashable {
  package var text: String
  package var isData: Bool

  package init(_ text: String, isData: Bool) {
    self.text = text
    self.isData = isData
  }
}

extension Tokenizer {
  /// The ids of a prompt: special tokens are read in the template's own words only.
  ///
  /// What stands between two special tokens is one text, whoever wrote it, so that words at the
  /// borders of a message are cut as in training. User-defined tokens are read in messages as well,
  /// except for those that `isMarker` says the template speaks with.
  package func encode(
    prompt: [PromptText], isMarker: (Int32) -> Bool
  ) throws(TokenizationError) -> [Int32] {
    // Nearly always no message spells a special token: then the prompt is one text like any other.
    if let whole = wholeText(of: prompt) { return try encode(whole, parseSpecial: true) }
    var ids: [Int32] = []
    var pending: [UInt8] = []
    for piece in prompt {
      let bytes = Array(piece.text.utf8)
      for fragment in specials.fragments(of: bytes.span, all: !piece.isData) {
        switch fragment {
        case .text(let range): pending += bytes[range]
        case .token(let id) where piece.isData:
          let spelling = Array(vocabulary.spellings[Int(id)])
          guard isMarker(id), let first = spelling.first else {
            pending += spelling
            continue
          }
          // In two runs, neither of which spells the token.
          let cut = Self.firstCharacterLength(first)
          pending += spelling[..<min(cut, spelling.count)]
          try flush(&pending, into: &ids)
          pending += spelling.dropFirst(cut)
          try flush(&pending, into: &ids)
        case .token(let id):
          try flush(&pending, into: &ids)
          ids.append(id)
        }
      }
    }
    try flush(&pending, into: &ids)
    return ids
  }

  /// All pieces as one text, unless a special token in it is, or shares a byte with, data.
  private func wholeText(of prompt: [PromptText]) -> [UInt8]? {
    var bytes: [UInt8] = []
    var data: [Range<Int>] = []
    for piece in prompt {
      let start = bytes.count
      bytes += piece.text.utf8
      if piece.isData, bytes.count > start { data.append(start..<bytes.count) }
    }
    var plain: [Range<Int>] = []
    for fragment in specials.fragments(of: bytes.span, all: true) {
      guard case .text(let range) = fragment else { continue }
      plain.append(range)
    }
    // Both lists ascend: each range of data must lie inside one that has no token.
    var index = 0
    for range in data {
      while index < plain.count, plain[index].upperBound < range.upperBound { index += 1 }
      guard index < plain.count, plain[index].lowerBound <= range.lowerBound else { return nil }
    }
    return bytes
  }

  private func flush(
    _ pending: inout [UInt8], into ids: inout [Int32]
  ) throws(TokenizationError) {
    guard !pending.isEmpty else { return }
    try encode(pending, into: &ids)
    pending.removeAll(keepingCapacity: true)
  }

  /// Bytes of the UTF-8 character that begins with a byte.
  private static func firstCharacterLength(_ byte: UInt8) -> Int {
    byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
  }

  /// The special token that a text begins with, after white space.
  package func leadingSpecial(of text: String) -> Int32? {
    let bytes = Array(text.utf8)
    for fragment in specials.fragments(of: bytes.span, all: true) {
      switch fragment {
      case .token(let id): return id
      case .text(let range):
        guard bytes[range].allSatisfy({ $0 == 0x20 || (0x09...0x0D).contains($0) }) else {
          return nil
        }
      }
    }
    return nil
  }
}
