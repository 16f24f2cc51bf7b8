/// A piece of a prompt: data is never read as a special token, whatever it holds.
package enum PromptPiece: Sendable, Hashable {
  /// The spelling of one special token.
  case special(String)
  /// Text that stays text, `<|im_end|>` in a chat message included.
  case text(String)
  /// What a template wrote itself, in which special tokens are read.
  case template(String)
}

/// Who speaks in a prompt.
package enum Role: String, Sendable, Hashable {
  case system, user, assistant
}

/// The chat forms that are known without a template that can be run.
///
/// The form is found in the model's own template text. Sources: ChatML as Qwen 2.5 and 3 write it;
/// "Llama 3 prompt formats", Meta.
package enum PromptTemplate: ChatForm, Hashable {
  /// `<|im_start|>role\n…<|im_end|>\n`; `emptyThought` is what switches thinking off.
  case chatML(emptyThought: String?)
  /// `<|start_header_id|>role<|end_header_id|>\n\n…<|eot_id|>`.
  case llama3

  /// The form of a template text, if it is one that is known.
  package init?(template: String) {
    if template.contains("<|im_start|>") {
      let thinks = template.contains("<think>")
      self = .chatML(emptyThought: thinks ? "<think>\n\n</think>\n\n" : nil)
    } else if template.contains("<|start_header_id|>") {
      self = .llama3
    } else {
      return nil
    }
  }

  /// The token that ends a turn.
  package var endOfTurn: String {
    switch self {
    case .chatML: "<|im_end|>"
    case .llama3: "<|eot_id|>"
    }
  }

  package func prompt(_ turns: [Turn]) -> [PromptPiece] {
    turns.flatMap { turn($0.role, [.text($0.content)]) } + generationPrompt
  }

  package var closing: String { endOfTurn }

  package func speaks(_ spelling: String) -> Bool {
    (turn(.user, []) + generationPrompt).contains(.special(spelling))
  }

  /// A whole turn.
  package func turn(_ role: Role, _ content: [PromptPiece]) -> [PromptPiece] {
    switch self {
    case .chatML:
      [.special("<|im_start|>"), .text(role.rawValue + "\n")] + content
        + [.special("<|im_end|>"), .text("\n")]
    case .llama3:
      header(role) + content + [.special("<|eot_id|>")]
    }
  }

  /// What stands before the assistant's words.
  package var generationPrompt: [PromptPiece] {
    switch self {
    case .chatML(nil):
      [.special("<|im_start|>"), .text("assistant\n")]
    case .chatML(let thought?):
      // `<think>` is a token of its own in the models that think; it is read as such where the
      // vocabulary has it.
      [.special("<|im_start|>"), .text("assistant\n")] + Self.thoughtPieces(thought)
    case .llama3:
      header(.assistant)
    }
  }

  private func header(_ role: Role) -> [PromptPiece] {
    [
      .special("<|start_header_id|>"), .text(role.rawValue), .special("<|end_header_id|>"),
      .text("\n\n"),
    ]
  }

  private static func thoughtPieces(_ thought: String) -> [PromptPiece] {
    var pieces: [PromptPiece] = []
    var rest = Substring(thought)
    for tag in ["<think>", "</think>"] {
      guard let end = rest.range(ofText: tag) else { continue }
      if end.lowerBound > rest.startIndex { pieces.append(.text(String(rest[..<end.lowerBound]))) }
      pieces.append(.special(tag))
      rest = rest[end.upperBound...]
    }
    if !rest.isEmpty { pieces.append(.text(String(rest))) }
    return pieces
  }
}

extension Substring {
  /// The first place of a text, without Foundation.
  fileprivate func range(ofText text: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
      start = index(after: start)
    }
    return nil
  }
}
