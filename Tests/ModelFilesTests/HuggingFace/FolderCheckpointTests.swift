import Foundation
import ModelFiles
import TestSupport
import Testing

struct FolderCheckpointTests {
  @Test func aFolderSpeaksTheLanguageOfGGUF() throws {
    let folder = try EditedFolder("qwen3").open()
    let metadata = folder.metadata
    #expect(try metadata.string("general.architecture") == "qwen3")
    #expect(try metadata.unsigned("qwen3.attention.key_length") == 16)
    #expect(try metadata.unsigned("qwen3.attention.head_count_kv") == 2)
    #expect(try metadata.unsigned("tokenizer.ggml.eos_token_id") == 2)
    let query = try folder.entry(named: "blk.1.attn_q.weight")
    #expect(query.dimensions.count == 2)
    #expect(query.byteCount == query.rows * query.columns * 2, "bf16 in place")
    #expect(folder.entryIfPresent(named: "output.weight") == nil, "tied")
    #expect(folder.keepsHalvesOrder)
  }

  @Test func everyFamilyOfTheFixturesIsUnderstoodOrRefusedByName() throws {
    let url = Fixtures.url("families")
    let names = try FileManager.default.contentsOfDirectory(atPath: url.path).sorted()
    var refused: [String] = []
    for name in names
    where FileManager.default.fileExists(atPath: url.path + "/\(name)/config.json") {
      do {
        let folder = try FolderCheckpoint(path: url.path + "/" + name)
        #expect(folder.warnings.isEmpty, "\(name)")
      } catch {
        #expect(error.description.contains("model_type"), "\(name): \(error)")
        refused.append(name)
      }
    }
    #expect(names.count - refused.count >= 30, "\(refused)")
  }

  @Test(arguments: [
    ("model_type", "mamba3", "one of "), ("hidden_act", "relu", "silu"),
    ("attention_bias", "yes", "true or false"), ("num_hidden_layers", "3", "whole number"),
  ])
  func whatAConfigurationAsksForAndNobodyKnowsIsNamed(
    key: String, value: String, expected: String
  ) throws {
    let folder = try EditedFolder("llama")
    try folder.configure([key: value])
    let refusal = folder.refusal()
    #expect(refusal.contains("\"\(key)\""), "\(refusal)")
    #expect(refusal.contains(expected), "\(refusal)")
  }

  @Test func aRotationOfAnUnknownKindOrWithAnUnknownKeyIsRefused() throws {
    let folder = try EditedFolder("llama")
    try folder.configure(["rope_parameters": ["rope_type": "spiral", "rope_theta": 10_000]])
    #expect(folder.refusal().contains("\"spiral\""))
    try folder.configure([
      "rope_parameters": ["rope_type": "linear", "factor": 2, "rope_theta": 10_000, "twist": 3]
    ])
    #expect(folder.refusal().contains("rope_parameters.twist"))
  }

  @Test func theOldNotationOfARotationMeansTheSame() throws {
    let new = try EditedFolder("llama")
    try new.configure([
      "rope_parameters": [
        "rope_type": "yarn", "factor": 4, "rope_theta": 20_000,
        "original_max_position_embeddings": 32, "truncate": false, "attention_factor": 1.5,
      ]
    ])
    let old = try EditedFolder("llama")
    try old.configure([
      "rope_parameters": nil, "rope_theta": 20_000,
      "rope_scaling": [
        "type": "yarn", "factor": 4, "original_max_position_embeddings": 32, "truncate": false,
        "attention_factor": 1.5,
      ],
    ])
    let (one, other) = (try new.open().metadata, try old.open().metadata)
    let keys = one.keys.filter { $0.hasPrefix("llama.") }
    #expect(keys == other.keys.filter { $0.hasPrefix("llama.") })
    for key in keys { #expect(one.summary(of: key) == other.summary(of: key), "\(key)") }
    #expect(try one.bool("llama.rope.scaling.yarn_truncate") == false)
    let usual = 1 + 0.1 * Foundation.log(4.0)
    #expect(abs(try one.float("llama.rope.scaling.attn_factor") - Float(1.5 / usual)) < 1e-6)
  }

  @Test func packedWeightsAreRefusedByTheNameOfTheirMaker() throws {
    let folder = try EditedFolder("llama")
    try folder.configure(["quantization_config": ["quant_method": "gptq", "bits": 4]])
    #expect(folder.refusal().contains("\"gptq\""))
  }

  @Test func aTensorThatNobodyKnowsIsRefusedAndOneThatIsMissingToo() throws {
    let folder = try EditedFolder("llama")
    let name = "model.layers.0.self_attn.q_proj.weight"
    try folder.editHeader { header, _ in
      header["model.layers.0.self_attn.q_proj.gate"] = header.removeValue(forKey: name)
    }
    #expect(folder.refusal().contains(name))
    let other = try EditedFolder("qwen3")
    try other.editHeader { header, body in
      header["model.layers.0.surprise.weight"] = [
        "dtype": "U8", "shape": [3], "data_offsets": [body.count, body.count + 3],
      ]
      body += [1, 2, 3]
    }
    #expect(other.refusal().contains("surprise"))
  }

  @Test func bytesThatAreNotAlignedAreReadTheSame() throws {
    let folder = try EditedFolder("qwen3")
    func contents(_ checkpoint: FolderCheckpoint) -> [[[UInt8]]] {
      withExtendedLifetime(checkpoint) {
        checkpoint.entries.map { $0.parts.map { Array($0) } }
      }
    }
    let before = contents(try folder.open())
    try folder.editHeader(padding: 3) { _, _ in }
    let after = try folder.open()
    #expect(contents(after) == before)
    for entry in after.entries {
      for part in entry.parts {
        let place = part.baseAddress.map { Int(bitPattern: $0) } ?? 1
        #expect(place % entry.elementType.blockByteCount == 0)
      }
    }
  }

  @Test func weightsInSeveralFilesAreOneModel() throws {
    let folder = try EditedFolder("qwen3")
    let whole = try folder.open().entries.map(\.name)
    try folder.split()
    #expect(try folder.open().entries.map(\.name) == whole)
    try folder.remove("model-00002-of-00002.safetensors")
    #expect(folder.refusal().contains("model-00002-of-00002.safetensors"))
  }

  @Test func missingFilesAreNamed() throws {
    let folder = try EditedFolder("llama")
    try folder.remove("model.safetensors")
    #expect(folder.refusal().contains("model.safetensors.index.json"))
    try folder.remove("config.json")
    #expect(folder.refusal().contains("config.json"))
    #expect(throws: ModelFileError.self) { try FolderCheckpoint(path: "/nowhere/at/all") }
  }

  @Test func aCutConfigurationNeverOpens() throws {
    let folder = try EditedFolder("gemma3")
    let whole = try folder.data("config.json")
    for count in stride(from: 0, to: whole.count - 2, by: 7) {
      try folder.write(whole.prefix(count), as: "config.json")
      #expect(folder.refusal() != "opened", "cut at \(count)")
    }
  }
}

extension EditedFolder {
  /// Puts the last tensor into a second file.
  fileprivate func split() throws {
    let file = try SafeTensorsFile(path: path + "/model.safetensors")
    let last = try #require(file.tensors.last)
    func write(_ tensors: [SafeTensor], as name: String) throws {
      var header: [String: Any] = [:]
      var body = Data()
      for tensor in tensors {
        let bytes = file.bytes(of: tensor)
        header[tensor.name] = [
          "dtype": tensor.type.name, "shape": tensor.dimensions,
          "data_offsets": [body.count, body.count + bytes.count],
        ]
        body += bytes
      }
      let text = try JSONSerialization.data(withJSONObject: header)
      var length = Data()
      withUnsafeBytes(of: UInt64(text.count).littleEndian) { length += $0 }
      try self.write(length + text + body, as: name)
    }
    let names = ["model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors"]
    try write(file.tensors.dropLast(), as: names[0])
    try write([last], as: names[1])
    var map = Dictionary(uniqueKeysWithValues: file.tensors.map { ($0.name, names[0]) })
    map[last.name] = names[1]
    let index = try JSONSerialization.data(withJSONObject: ["weight_map": map])
    try self.write(index, as: "model.safetensors.index.json")
    try remove("model.safetensors")
  }
}
