import Chats

/// Puts a chat into an instruction-tuned model's prompt: instructions, the chat, the task last.
///
/// When the whole chat does not fit, its last messages stay: what counts now stands at the end.
struct InstructedChat: Sendable {
  let model: LanguageModel
  let template: any ChatForm
  let prompts: InstructPrompts
  let chat: Chat
  let lines: [ChatLine]

  struct Prompt {
    let ids: [Int32]
    /// The lines that are in it.
    let used: Range<Int>
  }

  func prompt(task: String, answerTokens: Int) throws -> Prompt {
    let fixed = try model.encode(try pieces(body: "", task: task)).count
    var room = model.contextLength - fixed - answerTokens - 16
    guard room > 0 else {
      throw OnDeviceError(
        .contextSizeExceeded,
        "expected a context of at least \(fixed + answerTokens + 64) tokens, found \(model.contextLength)",
        hint: "use a larger --context or another model")
    }
    let tokenizer = try model.tokenizer
    var start = lines.count
    while start > 0 {
      let cost = try tokenizer.encode(
        rendered(lines[start - 1]), addSpecial: false, parseSpecial: false
      ).count
      guard cost <= room else { break }
      room -= cost
      start -= 1
    }
    guard start < lines.count else {
      throw OnDeviceError(
        .contextSizeExceeded,
        "the last message alone does not fit into the context of \(model.contextLength) tokens",
        hint: "use a larger --context or another model")
    }
    let used = start..<lines.count
    let body = lines[used].map(rendered).joined()
    return Prompt(ids: try model.encode(try pieces(body: body, task: task)), used: used)
  }

  /// The clock times of the lines, which a model may mention.
  static func times(_ chat: Chat, _ lines: [ChatLine]) -> [String] {
    lines.compactMap { chat.messages[$0.index].time.map { "\($0)" } }
  }

  private func pieces(body: String, task: String) throws(OnDeviceError) -> [PromptPiece] {
    try template.prompt([
      Turn(.system, prompts.instructions),
      Turn(.user, prompts.chatStart + body + prompts.chatEnd + task),
    ])
  }

  private func rendered(_ line: ChatLine) -> String {
    let time = chat.messages[line.index].time.map { " \($0.shortText)" } ?? ""
    // Two thousand characters of one message are enough to know what it says.
    return "[\(line.index)]\(time) \(line.sender): \(line.text.prefix(2_000))\n"
  }
}
