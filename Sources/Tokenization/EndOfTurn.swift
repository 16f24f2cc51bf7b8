/// The spellings of tokens that end a turn in the chat formats of the families we know.
///
/// Files often name only one end token, and some give the others the wrong type; llama.cpp keeps a
/// list like this one for the same reason.
enum EndOfTurn {
  private static let spellings: [String] = [
    "<|eot_id|>", "<|eom_id|>", "<|im_end|>", "<|end|>", "<|endoftext|>", "<|end_of_text|>",
    "</s>", "<end_of_turn>", "<end_of_utterance>", "<turn|>", "<EOT>", "[EOT]", "[EOS]",
    "<｜end▁of▁sentence｜>", "<|return|>", "<|call|>", "<|calls|>", "<|flush|>", "_<EOT>", "<eos>",
    "<|tool_response>", "[e~[",
  ]
  private static let longest = spellings.map(\.utf8.count).max() ?? 0

  static func isSpelled(_ spelling: ArraySlice<UInt8>) -> Bool {
    spelling.count <= longest
      && spellings.contains {
        $0.utf8.count == spelling.count && $0.utf8.elementsEqual(spelling)
      }
  }

  /// The tokens of a vocabulary that are control tokens whatever type its file gives them.
  ///
  /// Where a response of a tool has a token of its own (Gemma 4), `</s>` is a tag of HTML.
  static func ids(in tokens: PackedStrings) -> [Int] {
    var ids: [Int] = []
    let bytes = tokens.bytes.span
    let longest = longest
    for id in 0..<tokens.count {
      // The first byte and the length decide for nearly all tokens of a vocabulary.
      let range = tokens.range(of: id)
      guard range.count <= longest, let start = range.first else { continue }
      switch bytes[start] {
      case 0x3C, 0x5B, 0x5F: if isSpelled(tokens[id]) { ids.append(id) }
      default: continue
      }
    }
    if has("<|tool_response>", ids, tokens) { ids.removeAll { isEqual(tokens[$0], "</s>") } }
    return ids
  }

  /// Those of some tokens after which a model has nothing more to say.
  ///
  /// Where a message's end and an answer's end are told apart (Harmony), `<|end|>` is the former.
  static func ending(_ ids: [Int], in tokens: PackedStrings) -> [Int] {
    let tells =
      has("<|return|>", ids, tokens) && has("<|call|>", ids, tokens)
      || has("<|calls|>", ids, tokens) && has("<|flush|>", ids, tokens)
    return tells ? ids.filter { !isEqual(tokens[$0], "<|end|>") } : ids
  }

  private static func has(_ spelling: String, _ ids: [Int], _ tokens: PackedStrings) -> Bool {
    ids.contains { isEqual(tokens[$0], spelling) }
  }

  private static func isEqual(_ token: ArraySlice<UInt8>, _ spelling: String) -> Bool {
    token.elementsEqual(spelling.utf8)
  }
}
