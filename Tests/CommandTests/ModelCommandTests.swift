import Foundation
import TestSupport
import Testing

@Suite("Models as folders, converted and listed")
struct ModelCommandTests {
  private let family = "Tests/Fixtures/families/qwen3"

  @Test func convertWritesAFileThatOpensWithTheFoldersShapes() throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("out.gguf", [1, 2, 3])  // replaced when the new one is whole
    let result = try Command.run(["convert", family, path, "--type", "BF16", "--no-tokenizer"])
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.isEmpty)
    let before = try #require(
      try Command.json(["inspect", family, "--json", "--tensors"]) as? [String: Any])
    let after = try #require(
      try Command.json(["inspect", path, "--json", "--tensors"]) as? [String: Any])
    for key in ["family", "layers", "width", "heads", "context_length", "parameters"] {
      #expect("\(before[key] ?? 0)" == "\(after[key] ?? 1)", "\(key)")
    }
    #expect(after["problem"] is NSNull)
  }

  @Test(arguments: [
    (["convert", "Tests/Fixtures/families/qwen3", "/nowhere/out.gguf", "--no-tokenizer"], 74),
    (["convert", "models/default.gguf", "/tmp/never.gguf"], 64),
    (["convert", "Tests", "/tmp/never.gguf"], 69), (["convert", "nowhere", "/tmp/never.gguf"], 69),
    (
      ["convert", "Tests/Fixtures/families/qwen3", "/tmp/never.gguf", "--type", "q0"], 64
    ),
  ])
  func whatCannotBeConvertedSaysWhy(_ arguments: [String], status: Int) throws {
    let result = try Command.run(arguments)
    #expect(result.status == Int32(status), "\(result.errors)")
    #expect(result.errorLines.first?.hasPrefix("error: ") == true)
    #expect(!FileManager.default.fileExists(atPath: "/tmp/never.gguf"))
  }

  @Test func modelsAreListedWithTheNamesThatOpenThem() throws {
    let folder = try TemporaryFolder()
    for name in ["qwen3", "llama"] {
      try FileManager.default.copyItem(
        at: Fixtures.url("families/\(name)"), to: folder.url.appending(path: name))
    }
    _ = try folder.file("broken.gguf", [71, 71, 85, 70])
    _ = try folder.file("notes.txt", [65])
    let environment = [
      "ONDEVICE_MODELS": folder.url.path, "XDG_DATA_HOME": folder.url.path + "/none",
    ]
    let listed = try Command.run(["models", "--json"], environment: environment)
    let entries = try #require(
      try JSONSerialization.jsonObject(with: Data(listed.output.utf8)) as? [[String: Any]])
    #expect(entries.map { $0["name"] as? String } == ["broken", "llama", "qwen3"])
    #expect(entries[0]["problem"] is String)
    #expect(entries[2]["family"] as? String == "qwen3")
    let scores = try Command.run(
      ["logits", "--model", "qwen3", "--ids", "1,2"], environment: environment)
    #expect(scores.status == 0, "\(scores.errors)")
    let verified = try Command.run(["models", "verify"], environment: environment)
    #expect(verified.status == 65)
    #expect(verified.output.contains("qwen3\tok\n"))
    let paths = try Command.run(["models", "path"], environment: environment)
    #expect(paths.output.hasPrefix(folder.url.path + "\n"))
  }
}
