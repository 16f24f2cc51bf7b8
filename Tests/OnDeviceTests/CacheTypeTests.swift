import Foundation
import OnDevice
import Synchronization
import Testing

@Suite("How keys and values are kept")
struct CacheTypeTests {
  /// The scores after each token of a prompt.
  private func scores(
    _ cacheType: CacheType, chunk: Int = 256, threads: Int = 1
  ) async throws -> [[Float]] {
    let model = try LanguageModel.open(
      configuration: .init(threads: threads, cacheType: cacheType, prefillChunk: chunk))
    let rows = Mutex<[[Float]]>([])
    try await model.logits(after: (0..<150).map { ($0 * 61) % 6000 + 100 }, allPositions: true) {
      row in rows.withLock { $0.append(Array(row)) }
    }
    return rows.withLock { $0 }
  }

  private func divergence(_ p: [Float], _ q: [Float]) -> Double {
    func logs(_ x: [Float]) -> [Double] {
      let largest = Double(x.max() ?? 0)
      let sum = x.reduce(0) { $0 + exp(Double($1) - largest) }
      return x.map { Double($0) - largest - log(sum) }
    }
    return zip(logs(p), logs(q)).reduce(0) { $0 + exp($1.0) * ($1.0 - $1.1) }
  }

  @Test func eightBitsChangeTheScoresLittleAndHalvesOfFloatsHardly() async throws {
    let exact = try await scores(.float32)
    for (type, most) in [(CacheType.float16, 1e-3), (.quantized8, 5e-3)] {
      let rounded = try await scores(type)
      let mean = zip(exact, rounded).reduce(0) { $0 + divergence($1.0, $1.1) } / Double(exact.count)
      #expect(mean < most, "\(type)")
      #expect(rounded != exact)
    }
  }

  @Test func eightBitsHaveTheSameBitsForAnyChunkAndThreads() async throws {
    let expected = try await scores(.quantized8)
    for (chunk, threads) in [(1, 1), (7, 2), (64, 3)] {
      #expect(try await scores(.quantized8, chunk: chunk, threads: threads) == expected)
    }
  }
}
