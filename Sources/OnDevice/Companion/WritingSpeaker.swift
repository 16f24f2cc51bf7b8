import Synchronization

/// The words of a model that converses in its own chat template.
struct WritingSpeaker: CompanionSpeaker {
  /// What an answer may need at most, where nobody says how long it may be.
  static let longestAnswer = 1024

  let model: LanguageModel
  let form: any ChatForm
  let engine: Engine

  init(model: LanguageModel) throws(OnDeviceError) {
    self.model = model
    form = try model.requireTemplate()
    engine = Engine(model: model)
  }

  func answer(
    _ message: CompanionMessage, options: GenerationOptions, attempt: Int,
    receive: @escaping @Sendable (String) -> Void
  ) async throws -> SpokenAnswer {
    var options = options
    let reserve = min(
      options.maximumResponseTokens ?? Self.longestAnswer, max(1, model.contextLength / 4))
    options.maximumResponseTokens = options.maximumResponseTokens ?? reserve
    options.seed = options.seed.map { $0 &+ UInt64(attempt) }
    if let user = message.persona.user { options.stop.append("\n\(user):") }
    try model.check(options)

    let prompt = try CompanionPrompt(
      model: model, form: form, persona: message.persona,
      words: CompanionWords(language: message.language), reserve: reserve
    ).make(
      message.text, after: message.present, facts: message.memory.facts, memory: message.memory)
    let shown = Mutex((text: "", opening: AnswerOpening(name: message.persona.name)))
    let show: @Sendable (String) -> Void = { piece in
      guard !piece.isEmpty else { return }
      shown.withLock { $0.text += piece }
      receive(piece)
    }
    let settled = options
    var finish = FinishReason.cancelled
    var usage = Usage()
    do {
      let generation = try await engine.run { workspace in
        try workspace.generate(from: prompt.ids, options: settled) { piece in
          show(shown.withLock { $0.opening.push(piece) })
        }
      }
      finish = generation.finish
      usage = generation.usage
    } catch {
      // What was said before somebody stopped it stays said.
      guard error.code == .cancelled else { throw error }
    }
    show(shown.withLock { $0.opening.finish() })
    return SpokenAnswer(
      answer: CompanionAnswer(
        text: shown.withLock { $0.text }.trimmingWhitespace(), finish: finish,
        recalled: prompt.recalled.count, usage: usage),
      dropped: prompt.dropped, recalled: prompt.recalled.map(\.id))
  }

  func forgetComputed() async throws {
    try await engine.run { workspace in
      _ = try workspace.current()
      workspace.truncate(to: 0)
    }
  }
}
