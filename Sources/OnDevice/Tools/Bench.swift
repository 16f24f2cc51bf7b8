import Tensor
import Transformer

/// Tokens per second of one kind of work.
public struct BenchResult: Sendable, Hashable {
  /// `pp512`: prefill of 512 tokens; `tg128`: 128 tokens, one after the other; `tg128x4`: as many of
  /// each of four sequences that go on together, all of them counted.
  public var test: String
  public var threads: Int
  public var isa: String
  public var model: String
  public var median: Double
  public var minimum: Double
  public var maximum: Double
  /// Weight bytes that were read per second: for decode, comparable with the memory's bandwidth.
  public var bytesPerSecond: Double
}

extension LanguageModel {
  /// Measures prefill and decode on tokens drawn with a fixed seed, as llama-bench does.
  ///
  /// A run before the measured ones warms the caches and the pages of the file.
  ///
  /// - Parameters:
  ///   - promptTokens: tokens of each prefill run; none is run for 0.
  ///   - generatedTokens: tokens of each decode run, and of each sequence of a batch.
  ///   - runs: of each test, besides the first.
  ///   - batches: how many sequences decode together, each number a test of its own.
  /// - Throws: ``OnDeviceError``, for instance when the model's context is shorter.
  /// - Returns: a result for each test.
  public func bench(
    promptTokens: Int, generatedTokens: Int, runs: Int, batches: [Int] = []
  ) async throws -> [BenchResult] {
    let engine = Engine(model: self)
    let needed = max(promptTokens, generatedTokens)
    guard needed <= contextLength else {
      throw OnDeviceError(
        .invalidRequest, "expected at most \(contextLength) tokens, found \(needed)",
        hint: "use smaller -p and -n")
    }
    var state: UInt64 = 20_26
    let ids = (0..<needed).map { _ -> Int32 in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int32(truncatingIfNeeded: (state >> 33) % UInt64(vocabularyCount))
    }
    var results: [BenchResult] = []
    if promptTokens > 0 {
      let prompt = Array(ids[..<promptTokens])
      let seconds = try await measured(engine, runs) { workspace in
        workspace.truncate(to: 0)
        _ = try workspace.append(prompt)
      }
      let chunks = (promptTokens + configuration.prefillChunk - 1) / configuration.prefillChunk
      results.append(result("pp\(promptTokens)", promptTokens, passes: chunks, seconds))
    }
    if generatedTokens > 0 {
      let tokens = Array(ids[..<generatedTokens])
      let seconds = try await measured(engine, runs) { workspace in
        workspace.truncate(to: 0)
        for id in tokens { _ = try workspace.step(id) }
      }
      results.append(
        result("tg\(generatedTokens)", generatedTokens, passes: generatedTokens, seconds))
      for count in batches {
        let seconds = try await measured(engine, runs) { workspace in
          let decoder = try workspace.current().decoder
          let states = (0..<count).map { _ in DecodeState(decoder) }
          for id in tokens {
            try DecodeState.step(Array(repeating: id, count: count), of: states) { _, _ in }
          }
        }
        results.append(
          result(
            "tg\(generatedTokens)x\(count)", generatedTokens * count, passes: generatedTokens,
            seconds))
      }
    }
    return results
  }

  /// Seconds of each run after one that does not count.
  private func measured(
    _ engine: Engine, _ runs: Int, _ work: @escaping @Sendable (Workspace) throws -> Void
  ) async throws -> [Double] {
    try await engine.run { workspace in try work(workspace) }
    var seconds: [Double] = []
    for _ in 0..<runs {
      let clock = ContinuousClock()
      let start = clock.now
      try await engine.run { workspace in try work(workspace) }
      seconds.append((clock.now - start).seconds)
    }
    return seconds.sorted()
  }

  private func result(
    _ test: String, _ tokens: Int, passes: Int, _ sorted: [Double]
  ) -> BenchResult {
    let median = (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    let bytes = Double(weights.byteCountPerStep) * Double(passes)
    return BenchResult(
      test: test, threads: machine.threads, isa: machine.isa, model: name,
      median: Double(tokens) / median, minimum: Double(tokens) / (sorted.last ?? median),
      maximum: Double(tokens) / (sorted.first ?? median), bytesPerSecond: bytes / median)
  }
}
