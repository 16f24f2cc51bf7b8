import Foundation
import TestSupport
import Testing

@Suite("--lora and embed as users run them")
struct AdapterCommandTests {
  private let family = "Tests/Fixtures/families/llama"
  private let adapter = "Tests/Fixtures/adapters/llama"

  private func numbers(_ value: Any?) throws -> [Double] {
    try #require(value as? [NSNumber]).map(\.doubleValue)
  }

  /// The logits behind the first 42 tokens of the folder's own prompt.
  private func logits(_ options: [String]) throws -> [Double] {
    let data = try Data(contentsOf: Fixtures.url("families/llama/reference.json"))
    let reference = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let prompt = try numbers(reference["prompt"]).prefix(42).map { String(Int($0)) }
    let printed = try #require(
      try Command.json(
        [
          "logits", "--model", family, "--ids", prompt.joined(separator: ","), "--json",
          "--compute", "f32", "--cache-type", "f32",
        ] + options) as? [String: Any])
    return try numbers(printed["logits"])
  }

  private func largestDifference(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).map { abs($0 - $1) }.max() ?? .infinity
  }

  /// The reference is of weights merged in float64.
  @Test func anAdapterGivesTheLogitsOfMergedWeightsInBothFileForms() throws {
    let data = try Data(contentsOf: Fixtures.url("adapters/llama/logits.json"))
    let merged = try numbers(
      (try JSONSerialization.jsonObject(with: data) as? [String: Any])?["41"])
    #expect(merged.count == 131)
    for path in [adapter, adapter + "/adapter.gguf"] {
      #expect(largestDifference(try logits(["--lora", path]), merged) < 1e-4, "\(path)")
    }
    let plain = try logits([])
    #expect(try logits(["--lora", adapter + ":0"]) == plain)
    #expect(largestDifference(plain, merged) > 0.1)
    let twice = try logits(["--lora", adapter + ":0.5", "--lora", adapter + ":0.5"])
    #expect(largestDifference(twice, merged) < 1e-4)
  }

  @Test(arguments: [
    ("Tests/Fixtures/adapters/none", 66), ("Tests/Fixtures/adapters/phi3", 65),
    ("Tests/Fixtures/adapters/llama:x", 64), ("Tests/Fixtures/models/qwen3-f32.gguf", 65),
  ])
  func anAdapterThatDoesNotFitSaysWhy(_ path: String, status: Int) throws {
    let result = try Command.run(["logits", "--model", family, "--ids", "1,2", "--lora", path])
    #expect(result.status == Int32(status), "\(result.errors)")
    #expect(result.output.isEmpty)
    #expect(result.errorLines.first?.hasPrefix("error: ") == true)
  }

  private func embedding(_ options: [String], input: Data? = nil) throws -> [String: Any] {
    try #require(
      try Command.json(
        [
          "embed", "--model", family, "--json", "--compute", "f32", "--cache-type", "f32",
        ] + options, input: input) as? [String: Any])
  }

  @Test func aVectorHasLengthOneUnlessItIsAskedForRaw() throws {
    let printed = try embedding(["저녁 먹었어? hello"])
    let vector = try numbers(printed["embedding"])
    let raw = try numbers(try embedding(["저녁 먹었어? hello", "--raw"])["embedding"])
    let length = raw.map { $0 * $0 }.reduce(0, +).squareRoot()
    #expect(vector.count == 32)
    #expect(abs(vector.map { $0 * $0 }.reduce(0, +) - 1) < 1e-5)
    #expect(abs(length - 1) > 0.01)
    #expect(largestDifference(vector, raw.map { $0 / length }) < 1e-5)
    let piped = try embedding(["-"], input: Data("저녁 먹었어? hello".utf8))
    #expect(try numbers(piped["embedding"]) == vector)
  }

  @Test func poolsDifferAndTheLastTokenIsOnlyThere() throws {
    var vectors: [[Double]] = []
    for pool in ["mean", "last", "cls"] {
      let printed = try embedding(["several words here", "--pool", pool, "--raw"])
      #expect(printed["pooling"] as? String == pool)
      #expect(try #require(printed["tokens"] as? Int) > 2)
      vectors.append(try numbers(printed["embedding"]))
    }
    #expect(largestDifference(vectors[0], vectors[1]) > 0.01)
    #expect(largestDifference(vectors[1], vectors[2]) > 0.01)
    // Attention looks back only: the first token's state does not know what follows.
    let other = try embedding(["several other things", "--pool", "cls", "--raw"])
    #expect(largestDifference(try numbers(other["embedding"]), vectors[2]) < 1e-5)
    let refused = try Command.run(["embed", "--model", family, "x", "--pool", "max"])
    #expect(refused.status == 64, "\(refused.errors)")
  }
}
