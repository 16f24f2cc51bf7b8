public import Chats

extension ChatAssistant {
  /// Writes one message that does what is asked, as "tell Mina I'll be late" or "엄마한테 늦는다고 전해줘".
  ///
  /// The default model does not write: an order mostly holds its message as indirect speech, and rules
  /// say that directly, in the speech level that fits. An instruction-tuned model writes, and what it
  /// writes may hold no number, link or name that neither the order nor the chat has; else the rules
  /// are tried.
  ///
  /// - Parameters:
  ///   - ask: what the message is to do.
  ///   - chat: where it will be sent, if there is one.
  ///   - options: how many, in which tone, from whom.
  /// - Returns: the messages, at least one.
  /// - Throws: ``OnDeviceError`` with `invalidRequest` for an empty order, `modelUnavailable` for one
  ///   that is not understood, or `cancelled`.
  public func compose(
    _ ask: String, in chat: Chat? = nil, options: ComposeOptions = ComposeOptions()
  ) async throws -> Composition {
    let ask = ChatRendering.composed(ask).trimmingWhitespace()
    guard !ask.isEmpty else {
      throw OnDeviceError(
        .invalidRequest, "expected what the message is to say, found nothing but white space")
    }
    guard ask.utf8.count <= Self.longestAsk else {
      throw OnDeviceError(
        .invalidRequest,
        "expected what the message is to say in at most \(Self.longestAsk) bytes, found \(ask.utf8.count)"
      )
    }
    let language = options.language ?? Language.detect(in: [ask])
    let lines = chat.map { ChatRendering.lines(of: $0.messages) } ?? []
    let rules = RuledCompose(
      language: language, lines: lines, me: options.me, tone: options.tone?.name)
    var usage = Usage()
    if model.pointing == nil {
      let task = InstructedCompose(
        model: model, template: try model.requireTemplate(), chat: chat, lines: lines, ask: ask,
        language: language, options: options)
      let (written, used) = try await engine.run { workspace in try task.run(workspace) }
      if !written.isEmpty {
        return Composition(texts: written, language: language, model: model.name, usage: used)
      }
      usage = used
    }
    let texts = rules.messages(ask, count: max(1, options.count))
    guard !texts.isEmpty else { throw notUnderstood(ask, language) }
    return Composition(texts: texts, language: language, model: model.name, usage: usage)
  }

  private static let longestAsk = 8_192

  private func notUnderstood(_ ask: String, _ language: Language) -> OnDeviceError {
    guard model.pointing != nil else {
      return OnDeviceError(
        .modelUnavailable,
        "\(model.name): expected a message of what the order and the chat hold, found one with other names or numbers",
        hint: "try another model, or say more in --ask")
    }
    let forms =
      language == .korean
      ? "'민수한테 7시에 보자고 해줘', '생일 축하 메시지 써줘'" : "'tell Mina I'll be late', 'ask Tom to call me'"
    return OnDeviceError(
      .modelUnavailable,
      "\(model.name) does not write by itself: expected an order that holds what is to be said, as \(forms), found \"\(ask.prefix(80))\"",
      hint: "say it in that form, or give an instruction-tuned model with --model")
  }
}
