import Foundation
import ModelFiles
import TestSupport
import Testing

/// Damage at random places: anything may be refused, nothing may crash or read past the end.
struct GGUFMutationTests {
  private let original: [UInt8]

  init() throws {
    original = Array(try Data(contentsOf: Fixtures.url("gguf/every-type.gguf")))
  }

  @Test func aFileCutAnywhereIsRefusedUnlessOnlyPaddingIsLost() throws {
    let memory = try GuardedBytes(capacity: original.count)
    let needed = try memory.open(original).tensors.map(\.range.upperBound).max()
    for count in 0...original.count {
      let opened = try? memory.open(original.prefix(count))
      #expect((opened != nil) == (count >= needed ?? 0), "\(count) bytes")
      if let opened { _ = probe(opened) }
    }
  }

  @Test(arguments: 0..<4 as Range<UInt64>)
  func bytesChangedAtRandomNeverCrashTheReader(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let memory = try GuardedBytes(capacity: original.count)
    var opened = 0
    for _ in 0..<5_000 {
      var bytes = original
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        // Nine in ten hit the directory, which is less than half of the file.
        let limit = Int.random(in: 0..<10, using: &random) == 0 ? bytes.count : 1_150
        bytes[Int.random(in: 0..<limit, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      guard let file = try? memory.open(bytes) else { continue }
      opened += 1
      _ = probe(file)
    }
    // Both outcomes occur often, or the mutations miss what they are for.
    #expect((500...4_500).contains(opened), "\(opened) of 5000 opened")
  }

  /// Numbers at their limits are where sums and products wrap.
  @Test func numbersAtTheirLimitsNeverCrashTheReader() throws {
    let memory = try GuardedBytes(capacity: original.count)
    let limits: [UInt64] = [
      0, 1, .max, .max >> 1, 1 << 63, 1 << 32, .max >> 32, .max - 31, 1 << 61,
    ]
    for offset in 0..<1_150 {
      for value in limits {
        var bytes = original
        withUnsafeBytes(of: value.littleEndian) {
          bytes.replaceSubrange(offset..<offset + 8, with: $0)
        }
        if let file = try? memory.open(bytes) { _ = probe(file) }
      }
    }
  }
}
