import Foundation
import TestSupport
import Testing

@Suite("quantize and perplexity as users run them")
struct QuantizeCommandTests {
  private let model = "Tests/Fixtures/models/qwen3-f32.gguf"
  private let text = "examples/english.txt"

  private func number(_ value: Any?) throws -> Double {
    try #require((value as? NSNumber)?.doubleValue)
  }

  /// What `perplexity` says of a model, 32 tokens at a time.
  private func perplexity(_ path: String, _ more: [String] = []) throws -> [String: Any] {
    try #require(
      try Command.json(
        ["perplexity", "--model", path, text, "--context", "32", "--json"] + more)
        as? [String: Any])
  }

  @Test func fewerBitsMakeASmallerFileThatDivergesMore() throws {
    let folder = try TemporaryFolder()
    let base = folder.url.appending(path: "base.bin").path
    let whole = try perplexity(model, ["--save-logits", base])
    #expect(whole["kl"] is NSNull)
    var divergences: [Double] = [], sizes: [Int] = []
    for type in ["Q8_0", "q5_1", "q4_0"] {
      let path = folder.url.appending(path: type + ".gguf").path
      let made = try #require(
        try Command.json(["quantize", model, path, "--type", type, "--json"]) as? [String: Any])
      #expect(made["type"] as? String == type.lowercased())
      let counts = try #require(made["element_types"] as? [String: Any])
      #expect(try number(counts[type.lowercased()]) >= 14)
      #expect(try number(counts["f32"]) == 9)
      let size = try #require(
        try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int)
      #expect(try number(made["bytes"]) == Double(size))
      let result = try perplexity(path, ["--kl", base])
      let kl = try #require(result["kl"] as? [String: Any])
      divergences.append(try number(kl["mean"]))
      sizes.append(size)
      #expect(try number(result["tokens"]) == (try number(whole["tokens"])))
    }
    #expect(sizes == sizes.sorted(by: >))
    #expect(divergences == divergences.sorted())
    #expect(divergences[0] > 0 && divergences[0] < 1e-2 && divergences[2] > 1e-2)
  }

  @Test func aTextFromStandardInputIsTheSameText() throws {
    let bytes = try Data(contentsOf: Fixtures.root.appending(path: text))
    let piped = try #require(
      try Command.json(
        ["perplexity", "--model", model, "-", "--context", "32", "--json"], input: bytes)
        as? [String: Any])
    #expect(try number(piped["perplexity"]) == (try number(perplexity(model)["perplexity"])))
  }

  @Test(arguments: [
    (["--type", "q99"], 64, "q4_k_m"),
    (["--type", "q4_0", "--imatrix", "/nowhere"], 66, "/nowhere"),
    (
      ["--type", "q4_0", "--imatrix", "Tests/Fixtures/models/qwen3-f32.gguf"], 65, "importance"
    ),
    (["--type", "q4_0", "--threads", "0"], 64, "1 to 1024"),
  ])
  func whatCannotBeQuantizedSaysWhyAndWritesNothing(
    _ options: [String], status: Int, says: String
  ) throws {
    let folder = try TemporaryFolder()
    let path = folder.url.appending(path: "out.gguf").path
    let result = try Command.run(["quantize", model, path] + options)
    #expect(result.status == Int32(status), "\(result.errors)")
    #expect(result.errorLines.first?.hasPrefix("error: ") == true)
    #expect(result.errors.contains(says))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).isEmpty)
  }

  @Test func theFileThatIsReadIsNotWritten() throws {
    let folder = try TemporaryFolder()
    let bytes = [UInt8](try Data(contentsOf: Fixtures.root.appending(path: model)))
    let path = try folder.file("model.gguf", bytes)
    let link = folder.url.appending(path: "link.gguf").path
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
    let result = try Command.run(["quantize", path, link, "--type", "q4_0"])
    #expect(result.status == 64, "\(result.errors)")
    #expect([UInt8](try Data(contentsOf: URL(filePath: path))) == bytes)
  }

  @Test func whatPerplexityCannotCompareSaysWhy() throws {
    let short = try Command.run(["perplexity", "--model", model, "-"], input: Data("hi".utf8))
    #expect(short.status == 65, "\(short.errors)")
    #expect(short.errors.contains("at least 1024 tokens"))
    let other = try Command.run(["perplexity", "--model", model, text, "--kl", model])
    #expect(other.status == 65, "\(other.errors)")
    #expect(other.errors.contains("--save-logits"))
  }
}
