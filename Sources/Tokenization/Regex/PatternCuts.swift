/// The words that one expression of a `Split` makes of a text.
package struct PatternCuts: Sendable {
  private let cut: Cut

  /// - Parameters:
  ///   - pattern: an expression in Oniguruma's syntax.
  ///   - behaviour: what becomes of its matches, as `tokenizer.json` spells it: "Isolated".
  /// - Throws: ``TokenizationError`` for what the engine does not know.
  package init(
    _ pattern: String, behaviour: String = "Isolated"
  ) throws(TokenizationError) {
    guard let known = Cut.Behaviour(rawValue: behaviour) else {
      throw TokenizationError(
        .unsupported,
        expected: Cut.Behaviour.allCases.map(\.rawValue).joined(separator: ", "),
        found: behaviour)
    }
    cut = .regex(try RegexProgram(pattern), known, isInverted: false)
  }

  /// Ranges of the text's bytes, in order.
  package func words(of text: [UInt8]) throws(TokenizationError) -> [Range<Int>] {
    try Cut.words(text.span, 0..<text.count, [cut])
  }
}
