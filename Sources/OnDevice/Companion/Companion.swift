/// Somebody to talk with, who is somebody and remembers.
///
/// A companion is a model, a persona and a memory. The talk may be longer than the model's context:
/// its oldest turns leave the prompt, and those that fit a new message are called to mind. A model that
/// cannot converse, as the default one, answers with the replies that it would suggest
/// (``converses``). One request at a time; a request that fails leaves the talk as it was.
///
/// ```swift
/// let companion = try Companion(
///   model: try LanguageModel.open("kanana-nano.gguf"),
///   persona: try Persona.read(bytes, name: "hana.txt"),
///   memory: try CompanionMemory(folder: "hana.memory"))
/// let answer = try await companion.respond(to: "나 오늘 면접 봤어") { print($0, terminator: "") }
/// ```
public actor Companion {
  public nonisolated let model: LanguageModel
  public nonisolated let persona: Persona
  public nonisolated let memory: CompanionMemory
  /// Whether the model finds words of its own; else the answers are replies that it would suggest.
  public nonisolated let converses: Bool
  /// Whether an answer is being made; a second request is refused meanwhile.
  public private(set) var isResponding = false
  private let speaker: any CompanionSpeaker
  private var language: Language?
  /// How many answers the last message has had beside its first.
  private var attempts = 0

  /// Makes a companion; nothing is computed yet.
  ///
  /// - Throws: ``OnDeviceError`` with `modelUnavailable` for a model without a chat template.
  public init(
    model: LanguageModel, persona: Persona = Persona(),
    memory: CompanionMemory = CompanionMemory()
  ) throws(OnDeviceError) {
    self.model = model
    self.persona = persona
    self.memory = memory
    converses = model.pointing == nil
    speaker =
      converses ? try WritingSpeaker(model: model) : SuggestingSpeaker(model: model)
    let said = [persona.instructions, persona.greeting ?? ""].joined()
    let texts = said.isEmpty ? memory.exchanges.prefix(1).map(\.prompt) : [said]
    language = texts.isEmpty ? nil : Language.detect(in: texts)
  }

  /// The talk that is in the prompt, oldest first.
  public var talk: [Exchange] { memory.present }

  /// Answers a message.
  ///
  /// - Parameters:
  ///   - message: what is said to the companion.
  ///   - options: how the next word is chosen.
  ///   - receive: gets the words as they come; pieces never split a character.
  /// - Returns: the answer. Where the task was cancelled on the way, what was said until then stays in
  ///   the talk; where nothing was, the message is not in it either.
  /// - Throws: ``OnDeviceError``: `contextSizeExceeded` where the message does not fit, `cannotWrite`
  ///   where the memory cannot keep it, `concurrentRequests`.
  public func respond(
    to message: String, options: GenerationOptions = GenerationOptions(),
    receive: @escaping @Sendable (String) -> Void = { _ in }
  ) async throws -> CompanionAnswer {
    let text = ChatRendering.composed(message).trimmingWhitespace()
    guard !text.isEmpty else {
      throw OnDeviceError(.invalidRequest, "expected a message, found an empty one")
    }
    let answer = try await answer(text, after: memory.present, options, 0, receive)
    attempts = 0
    return answer
  }

  /// Answers the last message once more, in place of the answer that it has.
  ///
  /// - Returns: the answer; `nil` where nothing was said yet.
  public func retry(
    options: GenerationOptions = GenerationOptions(),
    receive: @escaping @Sendable (String) -> Void = { _ in }
  ) async throws -> CompanionAnswer? {
    var present = memory.present
    guard let last = present.popLast() else { return nil }
    let answer = try await answer(
      last.prompt, after: present, options, attempts + 1, receive, instead: last.id)
    attempts += 1
    return answer
  }

  /// Takes the last message and its answer back.
  ///
  /// - Returns: what is gone; `nil` where nothing was said yet.
  @discardableResult
  public func undo() throws(OnDeviceError) -> Exchange? {
    guard let last = memory.present.last else { return nil }
    try memory.undo(last.id)
    attempts = 0
    return last
  }

  /// Begins a new talk; what is remembered stays.
  public func reset() throws(OnDeviceError) {
    try memory.closeTalk()
    attempts = 0
  }

  /// Forgets facts and turns that hold a text, or everything where there is none: in the memory, on the
  /// disk, and in what was computed.
  ///
  /// - Returns: how many facts and exchanges are gone.
  public func forget(
    _ text: String?
  ) async throws -> (facts: Int, exchanges: Int) {
    let gone =
      try text.map { text throws(OnDeviceError) in try memory.forget(text) }
      ?? memory.forgetAll()
    attempts = 0
    // The session's file holds the tokens of the talk.
    if model.configuration.session != nil { try await speaker.forgetComputed() }
    return gone
  }

  private func answer(
    _ text: String, after present: [Exchange], _ options: GenerationOptions, _ attempt: Int,
    _ receive: @escaping @Sendable (String) -> Void, instead replaced: Int? = nil
  ) async throws -> CompanionAnswer {
    guard !isResponding else {
      throw OnDeviceError(
        .concurrentRequests, "expected one message at a time, found a second before the answer",
        hint: "wait for the answer")
    }
    isResponding = true
    defer { isResponding = false }
    let language = self.language ?? Language.detect(in: [text])
    self.language = language
    let spoken = try await speaker.answer(
      CompanionMessage(
        text: text, present: present, memory: memory, persona: persona, language: language),
      options: options, attempt: attempt, receive: receive)
    let answer = spoken.answer
    if answer.finish == .cancelled, answer.text.isEmpty { return answer }
    if replaced != nil, answer.text.isEmpty { return answer }

    if spoken.dropped > 0 {
      let first = present.dropFirst(spoken.dropped).first?.id
      try memory.moveWindow(to: first ?? memory.nextID)
    }
    _ = try memory.add(
      text, answer.text, isStopped: answer.finish == .cancelled, recalled: spoken.recalled)
    // Only now: whatever happens between, one of the two answers is kept.
    if let replaced { try memory.undo(replaced) }
    return answer
  }
}
