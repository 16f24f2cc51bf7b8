/// How a byte-level BPE model cuts text into words, as named by `tokenizer.ggml.pre`.
///
/// Merges never cross a word's border, so the wrong cut gives ids that the model was not trained
/// on. An unknown name is therefore an error and never a guess.
package struct PreTokenizer: Sendable {
  /// Each cuts the pieces of the one before.
  let cuts: [Cut]
  /// Whether a word that is a token is not merged at all.
  let takesWholeWords: Bool
  /// Whether a text begins with the beginning-of-text token unless the vocabulary says otherwise.
  let addsBeginningOfText: Bool
  /// Whether a word of line ends alone is a token if there is one.
  let takesLineEnds: Bool
  /// How the vocabulary spells text.
  let spelling: Spelling

  enum Spelling: Sendable {
    /// Each byte as a character of ``ByteAlphabet``.
    case bytes
    /// As it is, with `▁` for a space.
    case marked
    /// As it is.
    case plain
  }

  package static var knownNames: [String] { PreTokenizerName.all.map(\.name) }

  /// The pre-tokenizer of a name; a vocabulary without one means llama.cpp's `default`.
  package static func named(_ name: String?) throws(TokenizationError) -> PreTokenizer {
    let name = name ?? "default"
    guard let entry = PreTokenizerName.all.first(where: { $0.name == name }) else {
      throw TokenizationError(
        .unsupported, expected: "one of the pre-tokenizers \(knownNames.joined(separator: ", "))",
        found: TokenizationError.quoted(name.utf8))
    }
    return try PreTokenizer(entry)
  }

  private init(_ entry: PreTokenizerName) throws(TokenizationError) {
    cuts = try PreTokenizerName.cuts(entry.group)
    takesWholeWords = entry.traits.contains(.wholeWords)
    addsBeginningOfText = entry.traits.contains(.beginning)
    takesLineEnds = entry.traits.contains(.lineEnds)
    spelling =
      entry.traits.contains(.marked) ? .marked : entry.traits.contains(.plain) ? .plain : .bytes
  }

  /// The words of a text, for tests and for looking at a tokenizer; they join up to the text.
  package func words(in text: String) throws(TokenizationError) -> [String] {
    let bytes = Array(text.utf8)
    return try Cut.words(bytes.span, 0..<bytes.count, cuts).map {
      String(decoding: bytes[$0], as: UTF8.self)
    }
  }
}
