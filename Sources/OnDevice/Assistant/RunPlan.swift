public import Chats
import Transformer

/// What a run would cost, told before it is made.
public struct RunPlan: Sendable, Hashable {
  /// Messages that the model would look at.
  public var messages: Int
  /// Tokens that would be computed, and those that would be written at most.
  public var promptTokens: Int
  public var generatedTokens: Int
  /// Prefill chunks.
  public var chunks: Int
  /// As measured on this machine just now.
  public var seconds: Double
  /// Weights, keys and values, and scratch.
  public var memoryBytes: Int
}

extension ChatAssistant {
  /// What a summary of the chat would cost.
  ///
  /// A short prefill is measured; nothing of the chat is
  /// computed.
  ///
  /// - Throws: ``OnDeviceError``, as ``summarize(_:options:onEvent:)`` does.
  public func plan(
    _ chat: Chat, options: SummaryOptions = SummaryOptions()
  ) async throws -> RunPlan {
    let lines = ChatRendering.lines(of: chat.messages)
    guard !lines.isEmpty else { throw Self.noMessages(chat) }
    let language = options.language ?? Language.detect(in: lines.map(\.text))
    let counts: (lines: Int, tokens: [Int])
    var written = 0
    if let pointing = model.pointing {
      counts = try PointedSummary(
        pointing: pointing, lines: lines, chat: chat, language: language, options: options,
        modelName: model.name, contextLength: model.contextLength
      ).prefillCounts()
    } else {
      let prompts = InstructPrompts(language: language)
      let prompt = try InstructedChat(
        model: model, template: try model.requireTemplate(), prompts: prompts, chat: chat,
        lines: lines
      ).prompt(
        task: prompts.summarize(
          style: options.style, points: options.points, ending: options.ending),
        answerTokens: InstructedSummary.answerTokens)
      counts = (prompt.used.count, [prompt.ids.count])
      written = InstructedSummary.answerTokens
    }
    let chunk = model.configuration.prefillChunk
    let longest = (counts.tokens.max() ?? 0) + written
    let speed = try await speed(writes: written > 0)
    let tokens = counts.tokens.reduce(0, +)
    return RunPlan(
      messages: counts.lines, promptTokens: tokens, generatedTokens: written,
      chunks: counts.tokens.reduce(0) { $0 + ($1 + chunk - 1) / chunk },
      seconds: Double(tokens) / speed.prefill + Double(written) / speed.decode,
      memoryBytes: model.weights.byteCountPerStep
        + Decoder.byteCount(plan: model.weights.plan, positions: longest))
  }

  /// Tokens per second of this machine: the better of two short runs.
  private func speed(writes: Bool) async throws -> (prefill: Double, decode: Double) {
    let results = try await model.bench(
      promptTokens: min(128, model.contextLength), generatedTokens: writes ? 4 : 0, runs: 2)
    func best(_ prefix: String) -> Double {
      results.first { $0.test.hasPrefix(prefix) }?.maximum ?? .infinity
    }
    return (best("pp"), best("tg"))
  }
}
