import Foundation
import OnDevice
import Synchronization
import TestSupport
import Testing

@Suite("Perplexity")
struct PerplexityTests {
  private let text = String(repeating: "민서: 내일 3시에 강남역에서 만나자\n지훈: 좋아, 늦지 마!\n", count: 6)
  private let window = 16

  /// The definition, from the scores of each window computed alone.
  @Test func theSecondHalfOfEachWindowIsScored() async throws {
    let model = try LanguageModel.open()
    let tokenizer = try model.tokenizer
    let ids = try tokenizer.encode(text, addSpecial: true, parseSpecial: false).map(Int.init)
    var losses: [Double] = []
    for start in stride(from: 0, through: ids.count - window, by: window) {
      var part = Array(ids[start..<start + window])
      let scored = part
      if tokenizer.addsBeginningOfText, let first = tokenizer.beginningOfText {
        part[0] = Int(first)
      }
      let rows = Mutex<[[Float]]>([])
      try await model.logits(after: part, allPositions: true) { row in
        rows.withLock { $0.append(Array(row)) }
      }
      for position in window / 2..<window - 1 {
        let row = rows.withLock { $0[position] }.map { Double($0) }
        let most = row.max() ?? 0
        let sum = row.reduce(0) { $0 + exp($1 - most) }
        losses.append(most + log(sum) - row[scored[position + 1]])
      }
    }
    let result = try await model.perplexity(of: text, window: window)
    let mean = losses.reduce(0, +) / Double(losses.count)
    let variance = losses.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(losses.count)
    let error = exp(mean) * (variance / Double(losses.count - 1)).squareRoot()
    #expect(result.tokens == losses.count && result.windows == ids.count / window)
    #expect(abs(result.perplexity / exp(mean) - 1) < 1e-5)
    #expect(abs(result.error / error - 1) < 1e-3)
    #expect(result.divergence == nil)
  }

  @Test func aModelIsNoDistanceFromItself() async throws {
    let model = try LanguageModel.open()
    let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: path) }
    _ = try await model.perplexity(of: text, window: window, saveTo: path)
    let result = try await model.perplexity(of: text, window: window, base: path)
    let divergence = try #require(result.divergence)
    // The file keeps what is less likely than e^-16 times the likeliest as that: each of the 12
    // thousand entries may weigh 1.1e-7 too much. Steps of 2.4e-4 above that add some 1e-9.
    let tail = Double(model.vocabularyCount) * exp(-16)
    #expect(divergence.maximum < tail && abs(divergence.mean) < tail)
    #expect(divergence.sameTop > 0.95)

    await #expect(throws: OnDeviceError.self) {
      _ = try await model.perplexity(of: "아니, " + text, window: window, base: path)
    }
    let whole = try Data(contentsOf: URL(filePath: path))
    for length in [0, 7, 8, 19, 40, whole.count - 1] {
      try whole.prefix(length).write(to: URL(filePath: path))
      let error = await #expect(throws: OnDeviceError.self) {
        _ = try await model.perplexity(of: text, window: window, base: path)
      }
      #expect(error?.code == .badData)
    }
  }

  @Test func aShortTextIsRefusedWithItsLength() async throws {
    let model = try LanguageModel.open()
    let error = await #expect(throws: OnDeviceError.self) {
      _ = try await model.perplexity(of: "안녕", window: window)
    }
    #expect(error?.code == .badData)
    #expect(error?.message.contains("at least 32 tokens") == true)
    await #expect(throws: OnDeviceError.self) {
      _ = try await model.perplexity(of: text, window: 3)
    }
  }
}
