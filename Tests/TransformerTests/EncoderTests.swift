import Foundation
import ModelFiles
import Tensor
import TestSupport
import Testing
import Transformer

/// Encoders of BERT's kind against `transformers` in float64.
@Suite struct EncoderTests {
  private struct Reference: Decodable {
    let ids: [Int32]
    let mean, cls, last: [Float]
  }

  private func reference(_ name: String) throws -> Reference {
    let data = try Data(contentsOf: Fixtures.url("encoders/\(name)/reference.json"))
    return try JSONDecoder().decode(Reference.self, from: data)
  }

  private func folder(_ name: String) throws -> FolderCheckpoint {
    try FolderCheckpoint(path: Fixtures.url("encoders/\(name)").path(percentEncoded: false))
  }

  private func states(
    _ ids: [Int32], _ checkpoint: any Checkpoint, threads: Int = 1
  ) throws -> [[Float]] {
    let compute = try Compute(threads: threads, precision: .float32, table: nil)
    let encoder = Encoder(weights: try EncoderWeights(checkpoint), compute: compute)
    var rows: [[Float]] = []
    try encoder.states(ids) { rows.append(Array($1)) }
    return rows
  }

  private func check(_ rows: [[Float]], _ reference: Reference) {
    #expect(rows.count == reference.ids.count)
    let mean = rows[0].indices.map { column in
      rows.reduce(0) { $0 + $1[column] } / Float(rows.count)
    }
    for (found, expected) in [
      (mean, reference.mean), (rows[0], reference.cls), (rows[rows.count - 1], reference.last),
    ] {
      let error = Logits.largestDifference([found], [expected])
      #expect(error <= 1e-4 * Logits.deviation([expected]))
    }
  }

  @Test("states are the reference's", arguments: ["bert", "xlm-roberta"])
  func statesAreTheReferences(name: String) throws {
    let reference = try reference(name)
    try check(states(reference.ids, folder(name)), reference)
  }

  @Test("a converted encoder gives the same", arguments: ["bert", "xlm-roberta"])
  func aConvertedEncoderGivesTheSame(name: String) throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).gguf")
      .path(percentEncoded: false)
    defer { try? FileManager.default.removeItem(atPath: path) }
    try FolderConversion(folder(name), type: .float32).write(to: path) { _ in }
    let reference = try reference(name)

    try check(states(reference.ids, GGUFFile(path: path)), reference)
  }

  @Test func threadsDoNotChangeABit() throws {
    let ids = try reference("bert").ids
    #expect(try states(ids, folder("bert")) == states(ids, folder("bert"), threads: 2))
  }

  @Test func whatDoesNotFitIsRefused() throws {
    let tooLong = [Int32](repeating: 5, count: 49)
    let long = #expect(throws: TransformerError.self) {
      try self.states(tooLong, self.folder("xlm-roberta"))
    }
    #expect(long == .contextFull(wanted: 49, limit: 48))
    let unknown = #expect(throws: TransformerError.self) {
      try self.states([5, 67], self.folder("bert"))
    }
    #expect(unknown == .invalidToken(67, vocabularyCount: 67))
  }
}
