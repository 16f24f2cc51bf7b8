import JSON
package import Templates

/// A model's own chat template, rendered for each conversation.
///
/// Templates differ in what they take; a conversation is offered in the plainest way first, and a
/// prompt counts only if it holds all that the user and the instructions say.
package struct JinjaPrompt: ChatForm {
  private let template: Template
  private let source: String
  private let tokens: [TemplateValue.Member]

  /// Reads a template; `tokens` are `bos_token` and the like.
  package init(
    _ source: String, tokens: [(name: String, spelling: String)] = []
  ) throws(TemplateError) {
    template = try Template(source)
    self.source = source
    self.tokens = tokens.map { .init($0.name, .string($0.spelling)) }
  }

  package func speaks(_ spelling: String) -> Bool { source.contains(spelling) }

  package func prompt(_ turns: [Turn]) throws(OnDeviceError) -> [PromptPiece] {
    let text = try render(turns, addsGenerationPrompt: true)
    var pieces = Self.pieces(text)
    if let end = withoutThought(text) { pieces.append(.template(end)) }
    return pieces
  }

  package var closing: String {
    // Characters for private use, which nothing else of the prompt holds.
    let answer = "\u{E0F1}A\u{E0F2}"
    let question = "\u{E0F3}Q\u{E0F4}"
    let turns = [Turn(.user, "\u{E0F5}"), Turn(.assistant, answer)]
    for tried in [turns + [Turn(.user, question)], turns] {
      guard let text = try? render(tried, addsGenerationPrompt: false).string,
        let start = text.firstRange(of: answer)?.upperBound
      else { continue }
      let end = text[start...].firstRange(of: question)?.lowerBound ?? text.endIndex
      return String(text[start..<end])
    }
    return ""
  }

  // MARK: Thinking

  /// What closes a thought that the prompt opens although thinking is off.
  ///
  /// Most templates know `enable_thinking`; those of models that always think leave `<think>` open,
  /// and gpt-oss names the channel of its thoughts itself unless it is given the one of answers.
  private func withoutThought(_ text: Text) -> String? {
    let words = text.units.suffix(64).reversed().prefix { $0 & Text.dataMark == 0 }
    let string = Text(units: words.reversed()).string
    let bare = string.trimmingWhitespace()
    if bare.hasSuffix("<think>") {
      return string.hasSuffix("\n") ? "\n</think>\n\n" : "\n\n</think>\n\n"
    }
    if bare.hasSuffix("<|start|>assistant"), source.contains("<|channel|>final") {
      return "<|channel|>final<|message|>"
    }
    return nil
  }

  // MARK: Rendering

  /// The ways to offer a conversation: contents as texts or as lists of parts, the instructions as
  /// a turn of the system or, where a model has no such role, before the first question.
  private func render(_ turns: [Turn], addsGenerationPrompt: Bool) throws(OnDeviceError) -> Text {
    var failure: TemplateError?
    for (isFolded, hasParts) in [(false, false), (false, true), (true, false), (true, true)] {
      let offered = isFolded ? Self.folded(turns) : turns
      guard !isFolded || offered != turns else { continue }
      do {
        let text = try template.render(variables(offered, hasParts, addsGenerationPrompt))
        if Self.holds(text, offered) { return text }
      } catch {
        failure = failure ?? error
        if error.code == .limit { break }
      }
    }
    guard let failure else {
      throw OnDeviceError(
        .modelUnavailable, "the chat template leaves out what the messages say",
        hint: "'ondevice template' shows what it makes of messages")
    }
    throw ChatTemplate.problem(failure, in: "the model")
  }

  private func variables(
    _ turns: [Turn], _ hasParts: Bool, _ addsGenerationPrompt: Bool
  ) -> [TemplateValue.Member] {
    let messages = turns.map { turn -> JSONValue in
      var message = JSONObject()
      message.updateValue(.string(turn.role.rawValue), forKey: "role")
      var part = JSONObject()
      part.updateValue(.string("text"), forKey: "type")
      part.updateValue(.string(turn.content), forKey: "text")
      message.updateValue(
        hasParts ? .array([.object(part)]) : .string(turn.content), forKey: "content")
      return .object(message)
    }
    return ChatVariables(
      messages: .array(messages), addsGenerationPrompt: addsGenerationPrompt,
      settings: tokens + [.init("enable_thinking", .bool(false))]
    ).members
  }

  /// The instructions at the head of the first question.
  private static func folded(_ turns: [Turn]) -> [Turn] {
    let instructions = turns.filter { $0.role == .system }.map(\.content)
    var rest = turns.filter { $0.role != .system }
    guard !instructions.isEmpty, let first = rest.firstIndex(where: { $0.role == .user }) else {
      return turns
    }
    rest[first].content = (instructions + [rest[first].content]).joined(separator: "\n\n")
    return rest
  }

  private static func holds(_ text: Text, _ turns: [Turn]) -> Bool {
    turns.allSatisfy { turn in
      turn.role == .assistant || text.contains(Text(turn.content.trimmingWhitespace()))
    }
  }

  private static func pieces(_ text: Text) -> [PromptPiece] {
    var pieces: [PromptPiece] = []
    var start = 0
    while start < text.count {
      let mark = text.units[start] & Text.dataMark
      var end = start
      while end < text.count, text.units[end] & Text.dataMark == mark { end += 1 }
      let string = Text(units: Array(text.units[start..<end])).string
      pieces.append(mark == 0 ? .template(string) : .text(string))
      start = end
    }
    return pieces
  }
}
