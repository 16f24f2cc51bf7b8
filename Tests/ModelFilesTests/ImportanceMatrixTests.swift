import Foundation
import ModelFiles
import TestSupport
import Testing

extension TemporaryFolder {
  func write(_ name: String, _ bytes: [UInt8]) throws {
    try Data(bytes).write(to: url.appending(path: name))
  }
}

/// The older form of an importance matrix, as llama.cpp wrote it.
struct LegacyImportance {
  var bytes: [UInt8] = []

  init(_ entries: [(name: String, calls: Int32, sums: [Float])]) {
    append(Int32(entries.count))
    for entry in entries {
      append(Int32(entry.name.utf8.count))
      bytes += entry.name.utf8
      append(entry.calls)
      append(Int32(entry.sums.count))
      for sum in entry.sums { append(Int32(bitPattern: sum.bitPattern)) }
    }
    // The last call and the name of the text end the file; nobody needs them.
    append(Int32(7))
    append(Int32(4))
    bytes += "text".utf8
  }

  private mutating func append(_ number: Int32) {
    withUnsafeBytes(of: number.littleEndian) { bytes += $0 }
  }
}

struct ImportanceMatrixTests {
  private let folder: TemporaryFolder
  private let sound = LegacyImportance([
    ("blk.0.attn_q.weight", 4, [4, 8, 0, 2]), ("한글", 0, [3, 1]),
  ]).bytes

  init() throws { folder = try TemporaryFolder() }

  private func read(_ bytes: [UInt8]) throws -> ImportanceMatrix {
    try folder.write("m.dat", bytes)
    return try ImportanceMatrix(path: folder.path("m.dat"))
  }

  @Test func theOlderFormIsRead() throws {
    let matrix = try read(sound)
    #expect(matrix.count == 2)
    #expect(matrix.values(of: "blk.0.attn_q.weight") == [1, 2, 0, 0.5])
    #expect(matrix.values(of: "한글") == [3, 1])
    #expect(matrix.values(of: "other") == nil)
  }

  @Test func everyCutIsAnError() {
    // The two numbers and the name at the end are not read.
    for length in 0..<sound.count - 12 {
      #expect(throws: ModelFileError.self, "\(length) bytes") {
        _ = try read(Array(sound[..<length]))
      }
    }
  }

  @Test func randomDamageEndsInAnErrorOrAMatrix() throws {
    var random = SplitMix64(seed: 3)
    for _ in 0..<300 {
      var bytes = sound
      bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(
        in: 0...255, using: &random)
      do {
        _ = try read(bytes)
      } catch is ModelFileError {}
    }
  }

  @Test func importanceThatIsNoneIsNamed() throws {
    for bad in [Float.nan, .infinity, -1] {
      let error = try #require(throws: ModelFileError.self) {
        _ = try read(LegacyImportance([("t", 1, [1, bad])]).bytes)
      }
      #expect(error.code == .invalid && error.place == .tensor("t"))
      #expect(error.found.hasSuffix("in column 1"))
    }
  }

  @Test func countsMustBelongToTheSums() throws {
    var writer = GGUFWriter()
    try writer.add(
      "t.in_sum2", .float32, dimensions: [2, 4], bytes: [UInt8](repeating: 0, count: 32))
    try writer.add("t.counts", .float32, dimensions: [3], bytes: [UInt8](repeating: 0, count: 12))
    try writer.write(to: folder.path("m.gguf"))
    let error = try #require(throws: ModelFileError.self) {
      _ = try ImportanceMatrix(path: folder.path("m.gguf"))
    }
    #expect(error.expected == "2 counts" && error.found == "3")
  }

  @Test func aGGUFWithoutSumsIsRefused() throws {
    try GGUFWriter().write(to: folder.path("m.gguf"))
    let error = try #require(throws: ModelFileError.self) {
      _ = try ImportanceMatrix(path: folder.path("m.gguf"))
    }
    #expect(error.code == .missing)
  }
}
