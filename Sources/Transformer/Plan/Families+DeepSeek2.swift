import ModelFiles

#if canImport(Glibc)
private import Glibc
#elseif canImport(Musl)
private import Musl
#else
private import Darwin
#endif

extension Families {
  /// DeepSeek 2 and 3, Kanana 2 with 30 billion parameters, Moonlight, GLM 4.7 Flash, Youtu: latent
  /// attention in every layer, and experts in most of them.
  static func deepSeek2(_ reader: PlanReader) throws(ModelFileError) -> DecoderPlan {
    let width = try reader.count("embedding_length")
    let layers = try reader.layerCount()
    let (attention, rotation) = try reader.latentAttention()
    let innerWidths = try reader.counts("feed_forward_length", layers: layers)
    let embedding = try reader.file.entry(named: "token_embd.weight")
    var plan = DecoderPlan(
      family: reader.family, width: width, vocabularyCount: embedding.rows,
      contextLimit: try reader.contextLimit([rotation]),
      layers: innerWidths.map {
        LayerPlan(
          mixer: .latentAttention(attention), feedForward: .dense(DensePlan(innerWidth: $0)))
      },
      rotations: [rotation], epsilon: try reader.positive("attention.layer_norm_rms_epsilon"),
      multipliers: try reader.multipliers(), warnings: [])
    try reader.dropGuessingLayers(&plan)
    let routed = plan.layers.indices.first {
      reader.file.entryIfPresent(named: "blk.\($0).ffn_gate_inp.weight") != nil
    }
    if let routed {
      // Many files do not say how they choose. A bias of the choice came with the sigmoid, in
      // DeepSeek 3.
      let isThird = ["exp_probs_b.bias", "exp_probs_b"].contains {
        reader.file.entryIfPresent(named: "blk.\(routed).\($0)") != nil
      }
      try reader.addExperts(
        to: &plan, ExpertTraits(gating: isThird ? .sigmoid : .softmax, normalizes: isThird))
    }
    return plan
  }
}

extension PlanReader {
  /// The attention of every layer, and how it turns.
  fileprivate func latentAttention() throws(ModelFileError) -> (LatentAttentionPlan, RotaryPlan) {
    let heads = try count("attention.head_count")
    let latent = try count("attention.kv_lora_rank")
    let turning = try count("rope.dimension_count")
    // Files from before keys were split have the widths of a head under the plain names.
    let key = try firstCount("attention.key_length_mla", "attention.key_length")
    let value = try firstCount("attention.value_length_mla", "attention.value_length")
    guard turning < key, turning % 2 == 0 else {
      throw failure(
        "rope.dimension_count", expected: "an even number below \(key)", found: "\(turning)")
    }
    let (numbers, overflow) = heads.multipliedReportingOverflow(
      by: max(latent + turning, key, value))
    guard !overflow, numbers <= PlanReader.limit else {
      throw failure(
        "attention.head_count", expected: "heads of at most \(PlanReader.limit) numbers in all",
        found: "\(heads) with \(latent + turning)")
    }
    let rotation = try rotation(FamilyTraits(pairing: .adjacent), headWidth: turning)
    let temperature = try temperature(of: rotation)
    let scale = temperature * temperature / Double(key).squareRoot()
    let plan = LatentAttentionPlan(
      heads: heads, latentWidth: latent, turningWidth: turning, stillWidth: key - turning,
      valueWidth: value, queryRank: try countIfPresent("attention.q_lora_rank"), rotation: 0,
      scale: Float(scale))
    return (plan, rotation)
  }

  private func firstCount(_ name: String, _ other: String) throws(ModelFileError) -> Int {
    if let count = try countIfPresent(name) { return count }
    return try count(other)
  }

  /// YaRN's temperature as a factor of queries and keys each, where DeepSeek has it.
  ///
  /// The key is a tenth of the configuration's `mscale_all_dim`.
  private func temperature(of rotation: RotaryPlan) throws(ModelFileError) -> Double {
    guard case .yarn(let yarn) = rotation.scaling,
      let tenth = try positiveIfPresent("rope.scaling.yarn_log_multiplier")
    else { return 1 }
    return RotaryScaling.Yarn.magnitude(yarn.factor, weight: 10 * Double(tenth))
  }
}
