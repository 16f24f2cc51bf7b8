import Foundation
import ModelFiles
import Tensor
import Testing
import Transformer

@Suite struct PlanTests {
  @Test func headWidthIsReadAndNotDerived() throws {
    let plan = try Families.plan(of: TinyModel.named("llama-f16").file())

    #expect(plan.width == 64)
    #expect(plan.layers.map { $0.attention?.heads } == [4, 4])
    #expect(plan.layers.map { $0.attention?.keyValueHeads } == [2, 2])
    #expect(plan.layers.map { $0.attention?.headWidth } == [24, 24])
    #expect(plan.rotations.map(\.pairing) == [.adjacent])
    #expect(plan.layers[0].attention?.headNorm == AttentionPlan.HeadNorm.none)
    #expect(plan.contextLimit == 512)
  }

  @Test func qwen3NormalisesHeadsAndTurnsHalves() throws {
    let plan = try Families.plan(of: TinyModel.named("qwen3-f16").file())

    #expect(plan.rotations.map(\.pairing) == [.halves])
    #expect(plan.layers.allSatisfy { $0.attention?.headNorm == .beforeRotation })
    #expect(plan.warnings == [])
  }

  @Test func headsAreTiedOrTheirOwn() throws {
    #expect(try TinyModel.named("qwen3-f16").weights().isTied)
    #expect(try !TinyModel.named("llama-f16").weights().isTied)
  }

  @Test func anUnknownFamilyIsNamedWithTheKnownOnes() throws {
    let edited = EditedModel { $0.set("general.architecture", to: "mamba") }
    let error = try edited.open("llama-f16") { file in
      #expect(throws: TransformerError.self) { try ModelWeights(file) }
    }
    let description = error?.description ?? ""
    #expect(description.hasPrefix("general.architecture: expected one of chatglm, "))
    #expect(description.contains(", qwen3, "))
    #expect(description.hasSuffix(", found mamba"))
  }

  /// What the metadata may not say, and what the error must mention.
  static let wrongKeys: [(key: String, value: Int, mentions: [String])] = [
    ("llama.attention.head_count_kv", 3, ["head_count_kv", "divisor of 4", "3"]),
    ("llama.attention.head_count", 0, ["head_count", "from 1"]),
    ("llama.attention.head_count", 1 << 30, ["head_count", "16777216"]),
    ("llama.block_count", 1000, ["block_count", "tensors", "1000"]),
    ("llama.block_count", 3, ["blk.2."]),
    ("llama.attention.value_length", 32, ["value_length", "24", "32"]),
    ("llama.rope.dimension_count", 26, ["dimension_count", "24", "26"]),
    ("llama.rope.dimension_count", 11, ["dimension_count", "even", "11"]),
    ("llama.embedding_length", 32, ["token_embd.weight", "[259, 32]", "[259, 64]"]),
    ("llama.feed_forward_length", 65, ["ffn_gate.weight", "[65, 64]", "[64, 64]"]),
    ("llama.attention.key_length", 0, ["key_length", "from 1"]),
    ("llama.expert_count", 8, ["expert_count", "without experts", "8"]),
  ]

  @Test("wrong metadata is an error that says what", arguments: wrongKeys.indices)
  func wrongMetadataIsAnErrorThatSaysWhat(index: Int) throws {
    let (key, value, mentions) = Self.wrongKeys[index]
    let edited = EditedModel { $0.set(key, to: UInt32(value)) }
    let error = try edited.open("llama-f16") { file in
      #expect(throws: TransformerError.self) { try ModelWeights(file) }
    }
    let description = error?.description ?? ""
    #expect(mentions.allSatisfy(description.contains), "\(description)")
  }

  @Test func aWrongShapeIsTold() throws {
    let name = "blk.1.attn_q.weight"
    let edited = EditedModel(withoutTensors: [name]) {
      try $0.add(
        name, .float16, dimensions: [96, 32], bytes: [UInt8](repeating: 0, count: 96 * 64))
    }
    let error = try edited.open("llama-f16") { file in
      #expect(throws: TransformerError.self) { try ModelWeights(file) }
    }
    let description = error?.description ?? ""
    #expect(description.hasSuffix(#""blk.1.attn_q.weight": expected [96, 64], found [96, 32]"#))
  }

  @Test(
    "a missing tensor is named",
    arguments: [
      "token_embd.weight", "output_norm.weight", "blk.0.attn_norm.weight", "blk.1.ffn_down.weight",
      "blk.1.attn_k_norm.weight",
    ])
  func aMissingTensorIsNamed(name: String) throws {
    let error = try EditedModel(withoutTensors: [name]).open("qwen3-f16") { file in
      #expect(throws: TransformerError.self) { try ModelWeights(file) }
    }
    #expect(error?.description.contains(name) == true)
  }

  @Test func aMissingHeadWidthIsDerivedOnlyWhereItCanBe() throws {
    let without = EditedModel(
      withoutKeys: ["llama.attention.key_length", "llama.rope.dimension_count"])
    // 64 / 4 heads = 16, but the matrices have 24: found when they are checked.
    let error = try without.open("llama-f16") { file in
      #expect(throws: TransformerError.self) { try ModelWeights(file) }
    }
    #expect(error?.description.contains("[64, 64], found [96, 64]") == true)
    let odd = EditedModel(withoutKeys: ["llama.attention.key_length"]) {
      $0.set("llama.attention.head_count", to: UInt32(3))
      $0.set("llama.attention.head_count_kv", to: UInt32(3))
    }
    let other = try odd.open("llama-f16") { file in
      #expect(throws: TransformerError.self) { try ModelWeights(file) }
    }
    #expect(other?.description.contains("key_length") == true)
  }

  @Test func headCountsMayDifferFromLayerToLayer() throws {
    let edited = EditedModel {
      $0.set("llama.attention.head_count_kv", to: [UInt32(2), UInt32(2)])
      $0.set("llama.feed_forward_length", to: [UInt32(64), UInt32(64)])
    }
    let plan = try edited.open("llama-f16") { try ModelWeights($0).plan }
    #expect(plan == (try Families.plan(of: TinyModel.named("llama-f16").file())))
    let short = EditedModel { $0.set("llama.feed_forward_length", to: [UInt32(64)]) }
    #expect(throws: TransformerError.self) {
      try short.open("llama-f16") { try ModelWeights($0) }
    }
  }

  @Test func anUnknownRotationScalingIsRefused() throws {
    let edited = EditedModel { $0.set("qwen3.rope.scaling.type", to: "zigzag") }
    let error = try edited.open("qwen3-f16") { file in
      #expect(throws: TransformerError.self) { try ModelWeights(file) }
    }
    #expect(error?.description.contains("dynamic or longrope, found zigzag") == true)
  }

  @Test func tensorsThatNobodyReadsAreAWarning() throws {
    let edited = EditedModel {
      try $0.add(
        "blk.0.attn_gate.weight", .float32, dimensions: [4],
        bytes: [UInt8](repeating: 0, count: 16))
    }
    let warnings = try edited.open("llama-f16") { try ModelWeights($0).warnings }
    #expect(warnings.count == 1)
    #expect(warnings.first?.contains("blk.0.attn_gate.weight") == true)
    #expect(try TinyModel.named("llama3-rope-f16").weights().warnings == [])
  }

  @Test func theShapeOfKanana2TinyUnderAnotherNameIsAWarning() throws {
    let edited = EditedModel {
      for (key, value) in [
        ("embedding_length", 1280), ("block_count", 32), ("feed_forward_length", 5760),
        ("attention.head_count", 32), ("attention.head_count_kv", 8),
        ("attention.key_length", 128), ("attention.value_length", 128),
        ("rope.dimension_count", 128),
      ] { $0.set("qwen3." + key, to: UInt32(value)) }
      for layer in 2..<32 {  // so many tensors that 32 layers are believed
        try $0.add(
          "blk.\(layer).attn_norm.weight", .float32, dimensions: [4],
          bytes: [UInt8](repeating: 0, count: 16))
      }
    }
    let warnings = try edited.open("qwen3-f16") { try Families.plan(of: $0).warnings }
    #expect(warnings.count == 1)
    #expect(warnings.first?.contains("kanana-2-1.3b") == true)
  }

  @Test func llama3DivisorsSlowTheSlowPairsOnly() throws {
    let plan = try Families.plan(of: TinyModel.named("llama3-rope-f16").file())
    let rotation = try #require(plan.rotations.first)
    var plain = rotation
    plain.frequencyDivisors = []
    let ratios = zip(plain.frequencies(), rotation.frequencies()).map { $0 / $1 }
    #expect(ratios.first == 1)
    #expect(ratios.last == 8)
    #expect(zip(ratios, ratios.dropFirst()).allSatisfy { $0 <= $1 })
  }
}
