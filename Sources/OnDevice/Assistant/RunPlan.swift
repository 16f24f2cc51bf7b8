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
    let counts: (lines: Int, passes: [[Int]])
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
      counts = (prompt.used.count, [[prompt.ids.count]])
      written = InstructedSummary.answerTokens
    }
    let chunk = model.configuration.prefillChunk
    let longest = counts.passes.map { $0.reduce(0, +) }.max() ?? 0
    let speed = try await speed(at: longest, writes: written > 0)
    let passes = counts.passes.flatMap { $0 }
    let tokens = passes.reduce(0, +)
    return RunPlan(
      messages: counts.lines, promptTokens: tokens, generatedTokens: written,
      chunks: passes.reduce(0) { $0 + ($1 + chunk - 1) / chunk },
      seconds: Double(tokens) / speed.prefill + Double(written) / speed.decode,
      memoryBytes: model.weights.byteCountPerStep
        + Decoder.byteCount(plan: model.weights.plan, positions: longest + written))
  }

  /// Tokens per second of this machine.
  ///
  /// A small model's rate falls with the length, since attention is a large part of its work (12,100
  /// tokens a second at 128 tokens, 6,100 at 1,800): it is measured at the length of the run.
  private func speed(
    at length: Int, writes: Bool
  ) async throws -> (prefill: Double, decode: Double) {
    let probe = model.weights.byteCountPerStep < 64 << 20 ? 2_048 : 256
    let results = try await model.bench(
      promptTokens: min(length, probe, model.contextLength), generatedTokens: writes ? 4 : 0,
      runs: 1)
    func best(_ prefix: String) -> Double {
      results.first { $0.test.hasPrefix(prefix) }?.maximum ?? .infinity
    }
    return (best("pp"), best("tg"))
  }
}
