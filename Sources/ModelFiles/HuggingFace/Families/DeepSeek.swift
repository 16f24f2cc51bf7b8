/// DeepSeek 3 and the models of its shape (Kanana 2 with 30 billion parameters, Moonlight): keys
/// and values come from a narrow latent vector; a GGUF file calls it deepseek2.
func translateDeepSeek3(_ folder: FolderTranslator) throws(ModelFileError) {
  folder.config.defaults = [
    "vocab_size": 129_280, "max_position_embeddings": 4096, "rms_norm_eps": 1e-6,
    "n_routed_experts": 256, "num_experts_per_tok": 8, "moe_intermediate_size": 2048,
    "n_shared_experts": 1, "routed_scaling_factor": 2.5, "n_group": 8, "topk_group": 4,
    "kv_lora_rank": 512, "qk_rope_head_dim": 64, "qk_nope_head_dim": 128, "v_head_dim": 128,
    "first_k_dense_replace": 3,
  ]
  folder.config.ignore("ep_size", "num_nextn_predict_layers", "qk_head_dim", "pretraining_tp")
  try folder.latentDecoder(hasExperts: true)
}

/// GLM 4.7 Flash: DeepSeek's layer with GLM's sizes.
func translateGLM4MoeLite(_ folder: FolderTranslator) throws(ModelFileError) {
  folder.config.defaults = [
    "vocab_size": 154_880, "max_position_embeddings": 202_752, "rms_norm_eps": 1e-5,
    "n_routed_experts": 64, "num_experts_per_tok": 4, "moe_intermediate_size": 1536,
    "n_shared_experts": 1, "routed_scaling_factor": 1.8, "n_group": 1, "topk_group": 1,
    "kv_lora_rank": 512, "q_lora_rank": 768, "qk_rope_head_dim": 64, "qk_nope_head_dim": 192,
    "v_head_dim": 256,
  ]
  folder.config.ignore("num_nextn_predict_layers", "qk_head_dim", "pretraining_tp")
  try folder.latentDecoder(hasExperts: true)
}

/// Youtu: DeepSeek's attention, no experts.
func translateYoutu(_ folder: FolderTranslator) throws(ModelFileError) {
  folder.config.defaults = [
    "vocab_size": 128_256, "max_position_embeddings": 131_072, "rms_norm_eps": 1e-6,
    "kv_lora_rank": 512, "q_lora_rank": 1536, "qk_rope_head_dim": 64, "qk_nope_head_dim": 128,
    "v_head_dim": 128,
  ]
  folder.config.ignore("qk_head_dim", "pretraining_tp")
  try folder.latentDecoder(hasExperts: false, tiedByDefault: true)
}

extension FolderTranslator {
  /// A decoder with latent attention in every layer.
  fileprivate func latentDecoder(
    hasExperts: Bool, tiedByDefault: Bool = false
  ) throws(ModelFileError) {
    begin("deepseek2")
    scoresHaveTemperature = true
    try requireActivation()
    try config.require("rope_interleave", true, default: true)
    config.defaults["head_dim"] = Double(try config.count("qk_rope_head_dim"))
    var shape = try shape()
    let latent = try config.count("kv_lora_rank")
    let turning = try config.count("qk_rope_head_dim")
    let still = try config.count("qk_nope_head_dim")
    let value = try config.count("v_head_dim")
    shape.headWidth = turning
    // In GGUF's view all heads share one key, the latent vector with the part that turns.
    set("attention.head_count_kv", 1)
    set("attention.key_length", latent + turning)
    set("attention.value_length", latent)
    set("attention.key_length_mla", still + turning)
    set("attention.value_length_mla", value)
    set("attention.kv_lora_rank", latent)
    try epsilon()
    try rotation(shape, headWidth: turning)
    var count = 0
    if hasExperts {
      count = try deepSeekExperts(shape)
    } else {
      set("leading_dense_block_count", shape.layers)
      set("expert_feed_forward_length", try config.count("intermediate_size"))
      set("expert_shared_count", 0)
    }
    try embeddingAndHead(tiedByDefault: tiedByDefault)
    tensors.ignoreLayers(from: shape.layers)
    let isNarrow = tensors.contains("model.layers.0.self_attn.q_a_proj.weight")
    if isNarrow {
      config.ignore("q_lora_rank")
      set("attention.q_lora_rank", try rows(of: "model.layers.0.self_attn.q_a_proj.weight"))
    } else {
      config.ignore("q_lora_rank")
    }
    for index in 0..<shape.layers {
      try layer(index, preNormNames + latentNames(isNarrow: isNarrow))
      try splitLatent(index, heads: shape.heads, still: still, value: value, latent: latent)
      try deepSeekFeedForward(index, count: count)
    }
  }

  private func latentNames(isNarrow: Bool) -> [LayerName] {
    let queries =
      isNarrow
      ? [
        LayerName("attn_q_a", "self_attn.q_a_proj"),
        LayerName("attn_q_a_norm", "self_attn.q_a_layernorm"),
        LayerName("attn_q_b", "self_attn.q_b_proj"),
      ] : [LayerName("attn_q", "self_attn.q_proj")]
    return queries + [
      LayerName("attn_kv_a_mqa", "self_attn.kv_a_proj_with_mqa"),
      LayerName("attn_kv_a_norm", "self_attn.kv_a_layernorm"),
      LayerName("attn_output", "self_attn.o_proj"),
    ]
  }

  /// One matrix makes keys and values of the latent vector; GGUF has two, a head after the other,
  /// that of the keys transposed, so that it can be applied to the queries instead.
  private func splitLatent(
    _ index: Int, heads: Int, still: Int, value: Int, latent: Int
  ) throws(ModelFileError) {
    let source = "model.layers.\(index).self_attn.kv_b_proj.weight"
    let (type, dimensions, bytes) = try tensors.take(source)
    guard dimensions == [heads * (still + value), latent] else {
      throw tensors.failure(
        .mismatch, source, expected: "\([heads * (still + value), latent])",
        found: "\(dimensions)")
    }
    let size = type.blockByteCount
    let rowBytes = latent * size
    let starts = (0..<heads).map { $0 * (still + value) }
    add(
      "blk.\(index).attn_k_b.weight", type, dimensions: [heads, latent, still],
      byteCount: heads * still * rowBytes
    ) { keys in
      for start in starts {
        for column in 0..<latent {
          for row in start..<start + still {
            let from = (row * latent + column) * size
            keys.append(bytes[from..<from + size])
          }
        }
      }
    }
    add(
      "blk.\(index).attn_v_b.weight", type, dimensions: [heads, value, latent],
      byteCount: heads * value * rowBytes
    ) { values in
      for start in starts {
        values.append(bytes[(start + still) * rowBytes..<(start + still + value) * rowBytes])
      }
    }
    tensors.release(source)
  }

  /// The keys of experts that are chosen by a sigmoid with a bias, among groups.
  func deepSeekExperts(_ shape: Shape) throws(ModelFileError) -> Int {
    if let scores = try config.textIfPresent("scoring_func"), scores != "sigmoid" {
      throw config.failure(
        .unsupportedType, "scoring_func", expected: "sigmoid", found: Printable.quoted(scores))
    }
    if let method = try config.textIfPresent("topk_method"), method != "noaux_tc" {
      throw config.failure(
        .unsupportedType, "topk_method", expected: "noaux_tc", found: Printable.quoted(method))
    }
    config.ignore("moe_layer_freq")
    let width = try config.count("moe_intermediate_size")
    let count = try expertKeys(countKeys: ["n_routed_experts"], width: width)
    let shared = try config.countIfPresent("n_shared_experts", in: 0...1024) ?? 1
    set("expert_shared_count", shared)
    if shared > 0 { set("expert_shared_feed_forward_length", width * shared) }
    set("expert_gating_func", Gating.sigmoid.rawValue)
    set("expert_weights_scale", try config.positive("routed_scaling_factor"))
    set("expert_weights_norm", try config.flag("norm_topk_prob", default: true))
    set("expert_group_count", try config.count("n_group"))
    set("expert_group_used_count", try config.count("topk_group"))
    config.ignore("first_k_dense_replace", "mlp_layer_types")
    let dense = (0..<shape.layers).prefix { !self.hasExperts($0) }.count
    set("leading_dense_block_count", dense)
    return count
  }

  /// The feed-forward part of one layer, with experts where the folder has them.
  func deepSeekFeedForward(_ index: Int, count: Int) throws(ModelFileError) {
    guard hasExperts(index) else { return try layer(index, feedForwardNames()) }
    let source = "model.layers.\(index).mlp."
    try layer(index, [LayerName("ffn_gate_inp", "mlp.gate")])
    try addIfPresent(
      "blk.\(index).exp_probs_b.bias", from: source + "gate.e_score_correction_bias")
    try experts(index, "mlp.experts", count: count)
    if tensors.contains(source + "shared_experts.up_proj.weight") {
      try sharedExpert(index, "mlp.shared_experts")
    }
  }
}
