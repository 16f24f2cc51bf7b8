import Tensor
import Testing
import Transformer

/// Mixtures of experts and latent attention beyond parity: bits, plans and wrong files.
@Suite struct ExpertsTests {
  static let names = [
    "qwen3_moe", "gpt_oss-mxfp4", "deepseek_v3", "glm4_moe_lite", "ernie4_5_moe", "granitemoe",
  ]

  private static func model(_ name: String) throws -> FamilyModel {
    try #require(FamilyModel.all.first { $0.name == name })
  }

  private func state(
    _ name: String, threads: Int = 1, chunk: Int = 256, table: KernelTable
  ) throws -> (DecodeState, [Int32]) {
    let model = try Self.model(name)
    let compute = try Compute(threads: threads, precision: .auto, table: table)
    let state = try DecodeState(
      weights: ModelWeights(model.checkpoint()), compute: compute,
      options: DecodeOptions(cacheElement: .float16, contextLimit: nil, chunk: chunk))
    return (state, model.prompt)
  }

  /// Rows go to their experts with other rows, or alone; nobody may see which.
  @Test("threads and chunks change no bit", arguments: names, KernelTable.supported)
  func threadsAndChunksChangeNoBit(name: String, table: KernelTable) throws {
    let (state, prompt) = try state(name, table: table)
    let expected = bits(try state.logits(prompt))
    for (threads, chunk) in [(2, 256), (1, 1), (3, 7), (2, 37)] {
      let (other, _) = try self.state(name, threads: threads, chunk: chunk, table: table)
      let logits = bits(try other.logits(prompt))
      #expect(logits == expected, "\(threads) threads, chunks of \(chunk)")
    }
  }

  @Test("step by step gives what one pass gives", arguments: names, KernelTable.supported)
  func stepByStepGivesWhatOnePassGives(name: String, table: KernelTable) throws {
    let (state, prompt) = try state(name, threads: 2, table: table)
    let expected = bits(try state.logits(prompt))
    let (other, _) = try self.state(name, table: table)
    for (offset, token) in prompt.enumerated() {
      let logits = try other.step(token)
      #expect(logits.map(\.bitPattern) == expected[offset], "position \(offset)")
    }
  }

  /// What is cached of a position is the narrow vector and the part that turns, once.
  @Test func latentAttentionCachesOneNarrowVector() throws {
    let plan = try ModelWeights(Self.model("deepseek_v3").checkpoint()).plan
    guard case .latentAttention(let attention) = plan.layers[0].mixer else {
      Issue.record("deepseek_v3 has \(plan.layers[0].mixer)")
      return
    }
    let bytes = KeyValueCache.byteCount(plan: plan, positions: 10)
    let width = attention.latentWidth + attention.turningWidth
    #expect(bytes == 10 * 2 * plan.layers.count * width)
  }

  @Test func plansSayHowExpertsAreChosen() throws {
    let experts: (String) throws -> ExpertsPlan? = { name in
      let plan = try ModelWeights(Self.model(name).checkpoint()).plan
      if case .experts(let experts) = plan.layers.last?.feedForward { return experts }
      return nil
    }
    #expect(try experts("qwen3_moe")?.gating == .softmax)
    #expect(try experts("deepseek_v3")?.gating == .sigmoid)
    #expect(try (experts("deepseek_v3")?.sharedWidth ?? 0) > 0)
    #expect(try experts("gpt_oss-mxfp4")?.gating == .softmaxOfChosen)
    #expect(try experts("gpt_oss-mxfp4")?.unit == .bounded(alpha: 1.702, limit: 7))
  }

  /// What the metadata may not say of experts, and what the error must mention.
  static let wrong: [(key: String, value: Int, mention: String)] = [
    ("expert_used_count", 9, "from 1 to 8"), ("expert_count", 1 << 20, "from 1 to 1024"),
    ("expert_group_count", 3, "groups of equally many"),
    ("expert_group_used_count", 5, "at most 4 groups"),
    ("expert_gating_func", 7, "1, 2 or 3"),
  ]

  @Test("wrong metadata of experts is an error that says what", arguments: wrong.indices)
  func wrongMetadataIsAnErrorThatSaysWhat(index: Int) throws {
    let (key, value, mention) = Self.wrong[index]
    let edited = EditedModel {
      $0.set("general.architecture", to: "qwen3moe")
      for key in ["context_length", "embedding_length", "block_count", "feed_forward_length"] {
        $0.set("qwen3moe.\(key)", to: UInt32(key == "block_count" ? 2 : 64))
      }
      $0.set("qwen3moe.attention.head_count", to: UInt32(4))
      $0.set("qwen3moe.attention.layer_norm_rms_epsilon", to: Float(1e-5))
      $0.set("qwen3moe.expert_count", to: UInt32(8))
      $0.set("qwen3moe.expert_used_count", to: UInt32(2))
      $0.set("qwen3moe.expert_group_count", to: UInt32(4))
      $0.set("qwen3moe.\(key)", to: UInt32(value))
    }
    let error = try edited.open("qwen3-f16") { file in
      #expect(throws: TransformerError.self) { try ModelWeights(file) }
    }
    let description = error?.description ?? ""
    #expect(description.contains(key) && description.contains(mention), "\(description)")
  }
}
