import Foundation
import ModelFiles
import TestSupport
import Testing

/// Configurations with values at their limits: anything may be refused, nothing may trap or hang.
struct FolderMutationTests {
  private func corpus() throws -> [[UInt8]] {
    try FileManager.default.contentsOfDirectory(
      at: Fixtures.url("fuzz/FuzzFolder"), includingPropertiesForKeys: nil
    ).sorted { $0.path < $1.path }.map { [UInt8](try Data(contentsOf: $0)) }
  }

  private static let limits = [
    "0", "-1", "1", "0.5", "1e300", "1e-300", "9223372036854775807", "18446744073709551616",
    "16777216", "null", "true", "\"x\"", "[]", "{}", "[1e300]",
  ]

  @Test func everyValueAtItsLimitsIsRefusedInOneLineOrUnderstood() throws {
    for seed in try corpus() {
      let text = String(decoding: seed, as: UTF8.self)
      // Behind each colon stands a value that ends with a comma or a bracket.
      for start in text.indices where text[start] == ":" {
        let rest = text[text.index(after: start)...]
        guard let end = rest.firstIndex(where: { ",}]".contains($0) }) else { continue }
        for value in Self.limits {
          let changed = text[...start] + value + text[end...]
          let problem = probeFolder(ModelBytes(Array(changed.utf8), name: "limits"))
          #expect(problem?.contains { $0.isNewline } != true, "\(changed)")
        }
      }
    }
  }

  @Test func bytesChangedAtRandomNeverTrapTheReader() throws {
    var random = SplitMix64(seed: 11)
    for seed in try corpus() {
      for _ in 0..<60 {
        var bytes = seed
        for _ in 0..<Int.random(in: 1...4, using: &random) {
          bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(
            in: 0x20...0x7E, using: &random)
        }
        let problem = probeFolder(ModelBytes(bytes, name: "mutated"))
        #expect(problem?.contains { $0.isNewline } != true)
      }
    }
  }
}
