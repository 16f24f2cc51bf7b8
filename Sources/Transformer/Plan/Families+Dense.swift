import ModelFiles

/// Families of llama's kind: attention and a gated feed-forward part in every layer. Where their
/// files leave something unsaid, it stands here. Sources: the makers' code in `transformers` 5, and
/// the keys and names that llama.cpp's converters write.
extension Families {
  /// Llama 1 to 3, Mistral, HyperCLOVA X SEED, Mi:dm, Kanana, and many others of the shape.
  ///
  /// Llama 3's frequency scaling comes as the tensor `rope_freqs.weight`.
  static func llama(_ reader: PlanReader) throws(ModelFileError) -> DecoderPlan {
    // Mixtral calls itself llama too.
    let experts = try reader.file.metadata.unsignedIfPresent("\(reader.family).expert_count") ?? 0
    guard experts == 0 else {
      throw reader.failure("expert_count", expected: "a model without experts", found: "\(experts)")
    }
    return try reader.decoder(FamilyTraits(pairing: .permuted))
  }

  /// Ministral 3: Llama, whose queries grow with each stretch of the length it was trained on first.
  static func mistral3(_ reader: PlanReader) throws(ModelFileError) -> DecoderPlan {
    var plan = try llama(reader)
    guard let weight = try reader.positiveIfPresent("attention.temperature_scale") else {
      return plan
    }
    let length = try reader.count("rope.scaling.original_context_length")
    for index in plan.layers.indices {
      plan.layers[index].attention?.growth = QueryGrowth(weight: Double(weight), length: length)
    }
    return plan
  }

  /// Qwen 2 and 2.5, DeepSeek's distillations of them: biases on q, k and v.
  static func qwen2(_ reader: PlanReader) throws(ModelFileError) -> DecoderPlan {
    try reader.decoder(FamilyTraits(pairing: .halves))
  }

  /// Gemma: a gate of tanh-GELU; the embedding is scaled by the root of its width.
  static func gemma(_ reader: PlanReader) throws(ModelFileError) -> DecoderPlan {
    var plan = try reader.decoder(FamilyTraits(pairing: .halves, activation: .geluTanh))
    plan.multipliers.embedding = Float(plan.width).squareRoot()
    return plan
  }

  /// Gemma 2: sandwich norms, bounded scores and logits, a window in every second layer.
  static func gemma2(_ reader: PlanReader) throws(ModelFileError) -> DecoderPlan {
    var plan = try reader.decoder(
      FamilyTraits(
        pairing: .halves, norms: .both, activation: .geluTanh,
        windowPattern: .allButEach(period: 2)))
    plan.multipliers.embedding = Float(plan.width).squareRoot()
    return plan
  }

  /// Gemma 3: heads are normalised, five layers in six see a window and turn by a base of their own.
  static func gemma3(_ reader: PlanReader) throws(ModelFileError) -> DecoderPlan {
    var plan = try reader.decoder(
      FamilyTraits(
        pairing: .halves, headNorm: .beforeRotation, norms: .both, activation: .geluTanh,
        windowPattern: .allButEach(period: 6), windowRotation: .plain(base: 10_000)))
    plan.multipliers.embedding = Float(plan.width).squareRoot()
    return plan
  }

  /// Phi 3 and 4 mini: fused matrices, a long rope over a part of each head.
  static func phi3(_ reader: PlanReader) throws(ModelFileError) -> DecoderPlan {
    try reader.decoder(FamilyTraits(pairing: .halves))
  }

  /// SmolLM 3: each fourth layer leaves positions out.
  static func smollm3(_ reader: PlanReader) throws(ModelFileError) -> DecoderPlan {
    var plan = try reader.decoder(FamilyTraits(pairing: .permuted))
    if try reader.flags("rope.layer_pattern", layers: plan.layers.count) == nil {
      for index in plan.layers.indices where index % 4 == 3 {
        plan.layers[index].attention?.rotation = nil
      }
    }
    return plan
  }

  /// ERNIE 4.5, dense: pairs are adjacent as trained.
  static func ernie45(_ reader: PlanReader) throws(ModelFileError) -> DecoderPlan {
    try reader.decoder(FamilyTraits(pairing: .adjacent))
  }

  /// EXAONE 4: norms behind each half only.
  ///
  /// Where there is a window, the layers that see everything leave positions out.
  static func exaone4(_ reader: PlanReader) throws(ModelFileError) -> DecoderPlan {
    try reader.decoder(
      FamilyTraits(
        pairing: .halves, headNorm: .beforeRotation, norms: .after,
        windowPattern: .allButEach(period: 4), windowRotation: .only))
  }

  /// Hunyuan, dense: heads are normalised behind the rotation.
  static func hunyuanDense(_ reader: PlanReader) throws(ModelFileError) -> DecoderPlan {
    try reader.decoder(FamilyTraits(pairing: .halves, headNorm: .afterRotation))
  }

  /// Granite 3: four multipliers.
  static func granite(_ reader: PlanReader) throws(ModelFileError) -> DecoderPlan {
    try reader.decoder(FamilyTraits(pairing: .permuted))
  }

  /// HyperCLOVA X SEED Think: Granite's multipliers, in most models a second norm behind each half.
  static func hyperCLOVAX(_ reader: PlanReader) throws(ModelFileError) -> DecoderPlan {
    let isSandwich = reader.file.entryIfPresent(named: "blk.0.post_attention_norm.weight") != nil
    return try reader.decoder(FamilyTraits(pairing: .halves, norms: isSandwich ? .both : .before))
  }

  /// MiniCPM 1 and 2: three multipliers, which early files leave unsaid.
  static func minicpm(_ reader: PlanReader) throws(ModelFileError) -> DecoderPlan {
    var plan = try reader.decoder(FamilyTraits(pairing: .permuted))
    if try reader.positiveIfPresent("embedding_scale") == nil { plan.multipliers.embedding = 12 }
    if try reader.positiveIfPresent("residual_scale") == nil {
      plan.multipliers.residual = 1.4 / Float(plan.layers.count).squareRoot()
    }
    if try reader.positiveIfPresent("logit_scale") == nil {
      plan.multipliers.logits = 256 / Float(plan.width)
    }
    return plan
  }

  /// GLM 4 and GLM-Edge: half of each head turns, pairs adjacent as trained.
  static func glm(_ reader: PlanReader) throws(ModelFileError) -> DecoderPlan {
    try reader.decoder(FamilyTraits(pairing: .adjacent))
  }

  /// GLM 4 of April 2025: the same with sandwich norms.
  static func glm4(_ reader: PlanReader) throws(ModelFileError) -> DecoderPlan {
    try reader.decoder(FamilyTraits(pairing: .adjacent, norms: .both))
  }

  /// OLMo 2: norms behind each half only, queries and keys normalised over all heads.
  static func olmo2(_ reader: PlanReader) throws(ModelFileError) -> DecoderPlan {
    try reader.decoder(
      FamilyTraits(pairing: .halves, headNorm: .wholeBeforeRotation, norms: .after))
  }

  /// Kanana 2, 1.3 B: Qwen 3's layer; three in four see a window and turn plainly, the fourth sees
  /// everything and turns by YaRN.
  static func kanana2Tiny(_ reader: PlanReader) throws(ModelFileError) -> DecoderPlan {
    try reader.decoder(
      FamilyTraits(
        pairing: .halves, headNorm: .beforeRotation, windowPattern: .allButEach(period: 4),
        windowRotation: .plain(base: 10_000)))
  }
}
