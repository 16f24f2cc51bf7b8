import Tokenization

/// What must hold for every `tokenizer.json`, shared by the fuzz harness and the replay of its
/// corpus: it is refused with an error of one line, or usable.
enum TokenizerJSONProbe {
  private static let texts = [
    "", "Hello, world! it's 1234  \n\n x", "안녕하세요 ㅋㅋㅋ \u{1112}\u{1161}\u{11AB}",
    "👩‍👩‍👧 <s></s> <|end|>",
    "\u{0}\u{7F}\u{FFFD}\u{E000}\u{10FFFF}", "          ",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
  ]

  /// What is wrong with how the bytes are treated, or nil.
  static func violation(of bytes: [UInt8]) -> String? {
    do {
      let tokenizer = try Tokenizer(json: bytes)
      for text in texts {
        for parses in [false, true] {
          if let violation = try violation(tokenizer, text, parses) { return violation }
        }
      }
    } catch {
      return error.description.contains { $0.isNewline } ? "an error of two lines" : nil
    }
    return nil
  }

  private static func violation(
    _ tokenizer: Tokenizer, _ text: String, _ parses: Bool
  ) throws(TokenizationError) -> String? {
    let ids = try tokenizer.encode(text, addSpecial: parses, parseSpecial: parses)
    guard try tokenizer.encode(text, addSpecial: parses, parseSpecial: parses) == ids else {
      return "other ids when the words are cached"
    }
    guard ids.allSatisfy({ $0 >= 0 && $0 < tokenizer.count }) else {
      return "an id that is no token's"
    }
    let whole = try tokenizer.decode(ids, special: .omitted)
    var stream = StreamingDecoder(tokenizer)
    var streamed = ""
    for id in ids { streamed += try stream.push(id) }
    streamed += stream.flush()
    return Array(streamed.utf8) == Array(whole.utf8) ? nil : "a stream unlike the whole"
  }
}
