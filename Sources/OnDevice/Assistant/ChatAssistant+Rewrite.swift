extension ChatAssistant {
  /// Says the same in another way; numbers, times and links stay as they are.
  ///
  /// The default model does not write, so its rewrites are made by rules over the message's own
  /// words. An instruction-tuned model writes, and what it writes must keep every number and link and
  /// bring no new one; else the rules are tried.
  ///
  /// - Parameters:
  ///   - text: the message.
  ///   - style: what it should be like.
  ///   - language: its language; `nil` finds out.
  ///   - generation: how a model that writes draws its words.
  /// - Returns: the message, rewritten.
  /// - Throws: ``OnDeviceError`` with `badData` for an empty message, `modelUnavailable` where the
  ///   style needs a model that writes, or `cancelled`.
  public func rewrite(
    _ text: String, style: RewriteStyle, language: Language? = nil,
    generation: GenerationOptions = GenerationOptions()
  ) async throws -> Rewriting {
    let message = text.trimmingWhitespace()
    guard !message.isEmpty else {
      throw OnDeviceError(.badData, "expected a message, found nothing but white space")
    }
    let language = language ?? Language.detect(in: [message])
    let rules = RuledRewrite(language: language, style: style)
    guard model.pointing == nil else {
      guard let text = rules.rewritten(message) else { throw Self.needsWriter(style, model.name) }
      return Rewriting(text: text, language: language, model: model.name, usage: Usage())
    }
    let task = InstructedRewrite(
      model: model, template: try model.requireTemplate(), message: message, style: style,
      language: language, generation: generation)
    let (written, usage) = try await engine.run { workspace in try task.run(workspace) }
    guard let text = written ?? rules.rewritten(message) else {
      throw OnDeviceError(
        .modelUnavailable,
        "\(model.name): expected a text that keeps the message's numbers and links, found one that does not",
        hint: "try another model, or another --style")
    }
    return Rewriting(text: text, language: language, model: model.name, usage: usage)
  }

  private static func needsWriter(_ style: RewriteStyle, _ name: String) -> OnDeviceError {
    OnDeviceError(
      .modelUnavailable,
      "\(name) does not write, and its rules found nothing to change for the style '\(style.rawValue)'",
      hint: "give an instruction-tuned model with --model")
  }
}
