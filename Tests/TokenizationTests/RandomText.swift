/// Texts in which the characters that tokenizers care about are frequent.
enum RandomText {
  private static let parts: [String] = [
    " ", " ", "  ", "\n", "\r\n", "\t", "\u{A0}", "\u{3000}", "'s", "'LL", "'", "a", "B", "the",
    "1",
    "23", "456", "٣", "½", ".", "!?", "$", "`", "_", "—", "한", "글", "ㅋㅋ", "\u{1112}\u{1161}",
    "e\u{301}", "é", "я", "語", "👍", "👩‍👩‍👧", "\u{FE0F}", "\u{200B}", "\0", "\u{E000}",
    "\u{10FFFF}", "<s>", "<|end|>", "<think>", "▁", "hello", "안녕",
  ]

  static func make(
    upTo longest: Int = 30, using random: inout some RandomNumberGenerator
  ) -> String {
    (0..<Int.random(in: 0...longest, using: &random))
      .map { _ in parts.randomElement(using: &random) ?? "" }.joined()
  }
}
