import Foundation
import ModelFiles
import TestSupport
import Testing
import Transformer

/// LoRA adapters beside the weights, against float64 logits of weights that they were merged into.
@Suite struct AdapterTests {
  private func model(_ family: String) throws -> FamilyModel {
    try #require(FamilyModel.all.first { $0.name == family })
  }

  private func path(_ name: String) -> String {
    Fixtures.url("adapters/\(name)").path(percentEncoded: false)
  }

  private func peft(_ family: String) throws -> LoRAAdapter {
    try LoRAAdapter.open(path: path(family), isFolder: true)
  }

  /// Logits by position.
  private func expected(_ family: String) throws -> [Int: [Float]] {
    let data = try Data(contentsOf: URL(filePath: path(family) + "/logits.json"))
    let rows = try JSONDecoder().decode([String: [Float]].self, from: data)
    return Dictionary(
      uniqueKeysWithValues: rows.compactMap { key, row in Int(key).map { ($0, row) } })
  }

  private func logits(
    _ model: FamilyModel, _ checkpoint: any Checkpoint, _ adapters: [AppliedAdapter],
    chunk: Int = 256
  ) throws -> [[Float]] {
    let weights = try ModelWeights(checkpoint, adapters: adapters)
    return try model.state(chunk: chunk, weights: weights).logits(model.prompt)
  }

  private func check(_ family: String, _ logits: [[Float]]) throws {
    let expected = try expected(family)
    #expect(expected.count == 3)
    let bound = 1e-4 * Logits.deviation(Array(expected.values))
    for (position, row) in expected {
      #expect(Logits.largestDifference([logits[position]], [row]) <= bound)
    }
  }

  /// qwen3 has ranks and factors by module and rsLoRA, phi3 fused matrices.
  @Test("an adapter of PEFT does what merging would do", arguments: ["llama", "qwen3", "phi3"])
  func anAdapterOfPEFTDoesWhatMergingWouldDo(family: String) throws {
    let model = try model(family)

    let logits = try logits(model, model.checkpoint(), [AppliedAdapter(peft(family))], chunk: 17)

    try check(family, logits)
  }

  @Test func aGGUFAdapterMovesItsRowsForAFolder() throws {
    let model = try model("llama")
    let adapter = try LoRAAdapter.open(path: path("llama/adapter.gguf"), isFolder: false)

    try check("llama", logits(model, model.checkpoint(), [AppliedAdapter(adapter)]))
  }

  @Test func bothFormsFitAConvertedFile() throws {
    let model = try model("llama")
    let converted = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).gguf")
      .path(percentEncoded: false)
    defer { try? FileManager.default.removeItem(atPath: converted) }
    try FolderConversion(model.checkpoint(), type: .float32).write(to: converted) { _ in }
    let file = try GGUFFile(path: converted)
    let gguf = try LoRAAdapter.open(path: path("llama/adapter.gguf"), isFolder: false)

    try check("llama", logits(model, file, [AppliedAdapter(gguf)]))
    try check("llama", logits(model, file, [AppliedAdapter(peft("llama"))]))
  }

  @Test func twoHalvesAreOneAndStrengthZeroIsNone() throws {
    let model = try model("llama")
    let adapter = try peft("llama")
    let half = AppliedAdapter(adapter, strength: 0.5)

    try check("llama", logits(model, model.checkpoint(), [half, half]))
    let none = try logits(model, model.checkpoint(), [AppliedAdapter(adapter, strength: 0)])
    #expect(try none == model.state().logits(model.prompt))
  }

  /// No row sees how many others were computed with it.
  @Test func chunksGiveTheSameBits() throws {
    let model = try model("llama")
    let adapters = [AppliedAdapter(try peft("llama"))]
    let whole = try logits(model, model.checkpoint(), adapters)
    #expect(try whole == logits(model, model.checkpoint(), adapters, chunk: 7))
  }

  @Test func anAdapterOfAnotherFamilyIsRefused() throws {
    let adapter = try LoRAAdapter.open(path: path("llama/adapter.gguf"), isFolder: false)
    let error = #expect(throws: TransformerError.self) {
      try ModelWeights(self.model("qwen3").checkpoint(), adapters: [AppliedAdapter(adapter)])
    }
    #expect(error?.description.contains("expected an adapter of qwen3") == true)
  }

  @Test func anAdapterOfOtherShapesOrMatricesIsRefused() throws {
    let fused = try peft("phi3")
    let unknown = #expect(throws: TransformerError.self) {
      try ModelWeights(self.model("llama").checkpoint(), adapters: [AppliedAdapter(fused)])
    }
    #expect(unknown != nil)
    let other = try peft("qwen3")
    let shape = #expect(throws: TransformerError.self) {
      try ModelWeights(self.model("granite").checkpoint(), adapters: [AppliedAdapter(other)])
    }
    #expect(shape?.description.contains("blk.0.") == true)
  }

  /// A copy of a committed adapter with a changed configuration.
  @Test(
    "what is no plain pair is refused by its name",
    arguments: [
      ("\"use_dora\": false", "\"use_dora\": true", "use_dora"),
      ("\"modules_to_save\": null", "\"modules_to_save\": [\"lm_head\"]", "modules_to_save"),
      ("\"peft_type\": \"LORA\"", "\"peft_type\": \"IA3\"", "peft_type"),
      ("\"bias\": \"none\"", "\"bias\": \"all\"", "bias"),
      ("\"r\": 3", "\"r\": 4", "rank 3"),
    ])
  func whatIsNoPlainPairIsRefused(old: String, new: String, named: String) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "\(UUID())")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.copyItem(at: Fixtures.url("adapters/llama"), to: folder)
    let config = folder.appending(path: "adapter_config.json")
    let text = try String(contentsOf: config, encoding: .utf8)
    #expect(text.contains(old))
    try text.replacingOccurrences(of: old, with: new).write(
      to: config, atomically: true, encoding: .utf8)

    let error = #expect(throws: ModelFileError.self) {
      try LoRAAdapter.open(path: folder.path(percentEncoded: false), isFolder: true)
    }

    #expect(error?.description.contains(named) == true)
  }
}
