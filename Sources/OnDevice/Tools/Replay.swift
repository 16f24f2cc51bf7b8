import Transformer

/// A recorded text: what stood before it, and how it went on.
public struct ReplayRecord: Sendable, Hashable {
  public var prompt: [Int]
  public var continuation: [Int]

  public init(prompt: [Int], continuation: [Int]) {
    self.prompt = prompt
    self.continuation = continuation
  }
}

/// What guessing ahead by prompt lookup brings where the text is a given one.
public struct ReplayResult: Sendable, Hashable {
  public var tokens: Int
  /// Tokens that were guessed, and how many of them held.
  public var drafted: Int
  public var accepted: Int
  /// Median seconds of the continuation without and with guesses.
  public var plainSeconds: Double
  public var draftedSeconds: Double

  /// How many times faster it is with guesses.
  public var gain: Double { draftedSeconds > 0 ? plainSeconds / draftedSeconds : 1 }
}

extension LanguageModel {
  /// Decodes a recorded continuation with and without guesses, turn by turn.
  ///
  /// Every pass and every choice is made as for a text of the model's own; only the token that is given
  /// is the recorded one, so that a gain can be measured on texts that this model would not write.
  public func replay(_ record: ReplayRecord, runs: Int) async throws -> ReplayResult {
    let prompt = try checked(record.prompt.map { Int32(clamping: $0) })
    let continuation = try checked(record.continuation.map { Int32(clamping: $0) })
    guard !prompt.isEmpty, !continuation.isEmpty else {
      throw OnDeviceError(
        .invalidRequest, "expected a prompt and a continuation, found one of them")
    }
    var settings = SamplerSettings(penalizesPrompt: false)
    settings.replayed = continuation
    return try await Engine(model: self).run { [settings] workspace in
      var seconds: [[Double]] = [[], []]
      var result = ReplayResult(
        tokens: continuation.count, drafted: 0, accepted: 0, plainSeconds: 0, draftedSeconds: 0)
      // The first turn warms the caches and computes the prompt; it does not count.
      for run in 0...max(runs, 1) {
        for drafts in run % 2 == 0 ? [false, true] : [true, false] {
          let capacity = prompt.count + continuation.count
          var generator = try Generator(
            state: try workspace.current(), prompt: prompt, sampling: settings,
            limit: continuation.count, drafter: drafts ? PromptLookup(capacity: capacity) : nil,
            cancellation: machine.compute.cancellation)
          try generator.computePrompt()
          let start = ContinuousClock().now
          while try generator.next() != nil {}
          let elapsed = (ContinuousClock().now - start).seconds
          guard generator.finish == .length else {
            throw OnDeviceError(.cancelled, "cancelled")
          }
          if run > 0 { seconds[drafts ? 1 : 0].append(elapsed) }
          if drafts {
            (result.drafted, result.accepted) = (generator.draftedCount, generator.acceptedCount)
          }
        }
      }
      result.plainSeconds = Self.median(seconds[0])
      result.draftedSeconds = Self.median(seconds[1])
      return result
    }
  }

  private static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }

  /// A recorded text as one would be: a prompt of tokens drawn with a fixed seed, and a continuation of
  /// which `share` of the tokens is copied from the prompt, in runs of 8 to 40.
  public func drawnRecord(
    promptTokens: Int, tokens: Int, copied share: Double
  ) -> ReplayRecord {
    var state: UInt64 = 20_26
    func draw(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(max(limit, 1)))
    }
    let prompt = (0..<promptTokens).map { _ in draw(vocabularyCount) }
    var continuation: [Int] = []
    var copied = 0
    while continuation.count < tokens {
      let run = min(8 + draw(33), tokens - continuation.count, promptTokens)
      if Double(copied) < share * Double(continuation.count + run) - Double(run) / 2 {
        let start = draw(promptTokens - run)
        continuation += prompt[start..<start + run]
        copied += run
      } else {
        for _ in 0..<run { continuation.append(draw(vocabularyCount)) }
      }
    }
    return ReplayRecord(prompt: prompt, continuation: continuation)
  }
}
