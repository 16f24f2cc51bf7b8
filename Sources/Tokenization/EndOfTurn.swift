/// The spellings of tokens that end a turn in the chat formats of the families we know.
///
/// Files often name only one end token, and some give the others the wrong type; llama.cpp keeps a
/// list like this one for the same reason.
enum EndOfTurn {
  private static let spellings: [String] = [
    "<|eot_id|>", "<|eom_id|>", "<|im_end|>", "<|end|>", "<|endoftext|>", "<|end_of_text|>",
    "</s>", "<end_of_turn>", "<end_of_utterance>", "<turn|>", "<EOT>", "[EOT]", "[EOS]",
    "<｜end▁of▁sentence｜>", "<|return|>", "<|call|>",
  ]
  private static let longest = spellings.map(\.utf8.count).max() ?? 0

  static func isSpelled(_ spelling: ArraySlice<UInt8>) -> Bool {
    // The first byte decides for nearly all tokens of a vocabulary.
    guard let first = spelling.first, first == UInt8(ascii: "<") || first == UInt8(ascii: "["),
      spelling.count <= longest
    else { return false }
    return spellings.contains { $0.utf8.elementsEqual(spelling) }
  }
}
