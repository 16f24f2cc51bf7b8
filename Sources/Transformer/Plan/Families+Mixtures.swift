import ModelFiles

/// Families with mixtures of experts and attention of the usual kind. Sources: the makers' code in
/// `transformers` 5, and the keys and names that llama.cpp's converters write.
extension Families {
  /// Qwen 3 with experts, whose weights sum to 1 where a file does not say.
  static func qwen3MoE(_ reader: PlanReader) throws(ModelFileError) -> DecoderPlan {
    var plan = try reader.decoder(FamilyTraits(pairing: .halves, headNorm: .beforeRotation))
    try reader.addExperts(to: &plan, ExpertTraits())
    return plan
  }

  /// Qwen 1.5 and 2 with experts: a shared part with a gate of its own.
  static func qwen2MoE(_ reader: PlanReader) throws(ModelFileError) -> DecoderPlan {
    var plan = try reader.decoder(FamilyTraits(pairing: .halves))
    try reader.addExperts(to: &plan, ExpertTraits(normalizes: false, hasSharedGate: true))
    return plan
  }

  /// gpt-oss: sinks, a window in every other layer, bounded gates, biases everywhere; YaRN's ramp
  /// has ends between pairs.
  static func gptOSS(_ reader: PlanReader) throws(ModelFileError) -> DecoderPlan {
    var plan = try reader.decoder(
      FamilyTraits(
        pairing: .halves, windowPattern: .allButEach(period: 2), roundsYarn: false))
    for index in plan.layers.indices { plan.layers[index].attention?.hasSinks = true }
    try reader.addExperts(to: &plan, ExpertTraits(gating: .softmaxOfChosen, isBounded: true))
    return plan
  }

  /// ERNIE 4.5 with experts: pairs are adjacent as trained; a bias helps to choose.
  static func ernie45MoE(_ reader: PlanReader) throws(ModelFileError) -> DecoderPlan {
    var plan = try reader.decoder(FamilyTraits(pairing: .adjacent))
    try reader.addExperts(to: &plan, ExpertTraits())
    return plan
  }

  /// GLM 4.5: pairs are halves, heads are normalised in some sizes; experts as DeepSeek's.
  static func glm4MoE(_ reader: PlanReader) throws(ModelFileError) -> DecoderPlan {
    let normalises = reader.file.entryIfPresent(named: "blk.0.attn_q_norm.weight") != nil
    var plan = try reader.decoder(
      FamilyTraits(pairing: .halves, headNorm: normalises ? .beforeRotation : .none))
    try reader.dropGuessingLayers(&plan)
    try reader.addExperts(to: &plan, ExpertTraits(gating: .sigmoid))
    return plan
  }

  /// OLMoE: queries and keys normalised over all heads before they turn.
  static func olmoe(_ reader: PlanReader) throws(ModelFileError) -> DecoderPlan {
    var plan = try reader.decoder(FamilyTraits(pairing: .halves, headNorm: .wholeBeforeRotation))
    try reader.addExperts(to: &plan, ExpertTraits(normalizes: false))
    return plan
  }

  /// Granite 3 with experts: Granite's multipliers.
  static func graniteMoE(_ reader: PlanReader) throws(ModelFileError) -> DecoderPlan {
    var plan = try reader.decoder(FamilyTraits(pairing: .permuted))
    try reader.addExperts(to: &plan, ExpertTraits(gating: .softmaxOfChosen, normalizes: false))
    return plan
  }

  /// LFM 2 with experts, behind some dense layers; a bias helps to choose.
  static func lfm2MoE(_ reader: PlanReader) throws(ModelFileError) -> DecoderPlan {
    var plan = try lfm2(reader)
    try reader.addExperts(to: &plan, ExpertTraits(gating: .sigmoid))
    return plan
  }
}
