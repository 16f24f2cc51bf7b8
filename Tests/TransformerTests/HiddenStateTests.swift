import Foundation
import TestSupport
import Testing
import Transformer

/// Hidden states behind the output norm against `transformers` in float64.
@Suite struct HiddenStateTests {
  private func pooled(_ family: String) throws -> [String: [Float]] {
    let data = try Data(contentsOf: Fixtures.url("embeddings/\(family).json"))
    return try JSONDecoder().decode([String: [Float]].self, from: data)
  }

  private func model(_ family: String) throws -> FamilyModel {
    try #require(FamilyModel.all.first { $0.name == family })
  }

  @Test("pooled states are the reference's", arguments: ["gemma3", "llama", "qwen3"])
  func pooledStatesAreTheReferences(family: String) throws {
    let (expected, model) = (try pooled(family), try model(family))
    var rows: [[Float]] = []

    try model.state(chunk: 40).states(model.prompt, at: .all) { rows.append(Array($1)) }

    let count = Float(rows.count)
    let mean = rows[0].indices.map { column in rows.reduce(0) { $0 + $1[column] } / count }
    for (name, found) in [("mean", mean), ("last", rows[rows.count - 1]), ("cls", rows[0])] {
      let reference = try #require(expected[name])
      let error = Logits.largestDifference([found], [reference])
      #expect(error <= 1e-4 * Logits.deviation([reference]), "\(name)")
    }
  }

  @Test func onlyTheWantedStatesAreGiven() throws {
    let model = try model("llama")
    var all: [Int: [Float]] = [:]
    try model.state().states(model.prompt, at: .all) { all[$0] = Array($1) }
    var some: [Int: [Float]] = [:]

    try model.state(chunk: 16).states(model.prompt, at: .at([0, 17, 95])) { some[$0] = Array($1) }

    #expect(some.count == 3)
    for (offset, state) in some { #expect(state == all[offset]) }
  }
}
