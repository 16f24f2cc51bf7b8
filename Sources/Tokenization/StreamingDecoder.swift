/// Decodes ids one by one as a model makes them, giving out only whole characters.
///
/// What it has given out in the end equals ``Tokenizer/decode(_:special:)`` of all ids. It holds
/// back at most three bytes, those of a character whose rest may still come; bytes that no character
/// can begin or continue with become U+FFFD at once.
package struct StreamingDecoder: Sendable {
  private let tokenizer: Tokenizer
  private let special: Tokenizer.SpecialText
  private var isFirst: Bool
  private var held: [UInt8] = []

  /// Makes a decoder for the ids that follow a prompt.
  ///
  /// `continuesText` says that ordinary text stands before the first id, so that the space with
  /// which SentencePiece begins a text is the text's own.
  package init(
    _ tokenizer: Tokenizer, special: Tokenizer.SpecialText = .omitted, continuesText: Bool = false
  ) {
    self.tokenizer = tokenizer
    self.special = special
    isFirst = !continuesText
  }

  /// The text that a further id completes; empty while a character is incomplete.
  package mutating func push(_ id: Int32) throws(TokenizationError) -> String {
    try tokenizer.append(id, special, &isFirst, to: &held)
    let whole = held.count - UTF8Validation.incompleteSuffixLength(of: held.span)
    let text = String(decoding: held[..<whole], as: UTF8.self)
    held.removeSubrange(..<whole)
    return text
  }

  /// The end of the text: U+FFFD for a character that nothing completed.
  package mutating func flush() -> String {
    defer { held.removeAll(keepingCapacity: true) }
    return String(decoding: held, as: UTF8.self)
  }
}
