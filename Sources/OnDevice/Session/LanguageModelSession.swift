/// A conversation with a model, after the session of Apple's FoundationModels.
///
/// The session keeps what it computed: a further prompt pays for its own tokens only. A request that
/// fails or is cancelled leaves the transcript as it was.
public actor LanguageModelSession {
  /// One answer.
  public struct Response: Sendable, Hashable {
    public var content: String
    public var finish: FinishReason
    public var usage: Usage
  }

  public private(set) var transcript: Transcript
  /// Whether an answer is being made; a second request is refused meanwhile.
  public private(set) var isResponding = false
  private let model: LanguageModel
  private let engine: Engine

  /// Starts a conversation.
  ///
  /// Nothing is computed until the first prompt or ``prewarm()``.
  public init(model: LanguageModel, instructions: String? = nil) {
    self.model = model
    engine = Engine(model: model)
    transcript = Transcript(entries: instructions.map { [.instructions($0)] } ?? [])
  }

  /// Answers a prompt.
  ///
  /// - Throws: ``OnDeviceError`` with `modelUnavailable` for a model without a known chat form,
  ///   `contextSizeExceeded`, `concurrentRequests` or `cancelled`.
  public func respond(
    to prompt: String, options: GenerationOptions = GenerationOptions()
  ) async throws -> Response {
    try await run(prompt, options) { _ in }
  }

  /// Answers a prompt as a stream of snapshots, each the whole answer so far and what was added.
  ///
  /// Dropping the stream cancels the answer.
  public nonisolated func streamResponse(
    to prompt: String, options: GenerationOptions = GenerationOptions()
  ) -> ResponseStream {
    ResponseStream { yield in
      _ = try await self.run(prompt, options, receive: yield)
    }
  }

  /// Computes what stands before the next prompt, so that its first token comes sooner.
  public func prewarm() async throws {
    guard !transcript.entries.isEmpty else { return }
    // Some templates refuse a conversation without a question; then there is nothing to prepare.
    let template = try model.requireTemplate()
    guard let pieces = try? transcript.prompt(in: template) else { return }
    let ids = try model.encode(pieces)
    try await engine.run { workspace in try workspace.prefill(ids) }
  }

  private func run(
    _ prompt: String, _ options: GenerationOptions, receive: @escaping @Sendable (String) -> Void
  ) async throws -> Response {
    guard !isResponding else {
      throw OnDeviceError(
        .concurrentRequests, "expected one request at a time, found a second before the answer",
        hint: "wait for the answer, or use another session")
    }
    isResponding = true
    defer { isResponding = false }

    let template = try model.requireTemplate()
    var draft = transcript
    draft.append(.prompt(prompt))
    let ids = try model.encode(try draft.prompt(in: template))
    let generation = try await engine.run { workspace in
      try workspace.generate(from: ids, options: options, receive: receive)
    }
    guard generation.finish != .cancelled else {
      throw OnDeviceError(.cancelled, "cancelled")
    }
    draft.append(.response(generation.text))
    transcript = draft
    return Response(
      content: generation.text, finish: generation.finish, usage: generation.usage)
  }
}
