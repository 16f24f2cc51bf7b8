/// LFM 2: short convolutions in most layers, attention in the others; the norm of the embedding's
/// name is that of the output.
func translateLFM2(_ folder: FolderTranslator) throws(ModelFileError) {
  folder.config.defaults = [
    "vocab_size": 65_536, "max_position_embeddings": 128_000, "norm_eps": 1e-5,
    "num_key_value_heads": 8, "rope_theta": 1_000_000, "conv_L_cache": 3,
  ]
  folder.config.ignore(
    "block_auto_adjust_ff_dim", "block_ffn_dim_multiplier", "block_multiple_of", "block_dim",
    "block_out_init_scale",
    "block_ff_dim", "conv_dim", "conv_dim_out", "block_mlp_init_scale", "block_use_swiglu",
    "block_use_xavier_init", "block_norm_eps", "conv_use_xavier_init", "intermediate_size",
    "use_pos_enc", "num_heads", "max_seq_len", "theta")
  folder.begin("lfm2")
  let shape = try folder.lfmShape()
  for index in 0..<shape.layers {
    try folder.lfmMixer(index, shape)
    try folder.layer(
      index,
      [
        FolderTranslator.LayerName("ffn_gate", "feed_forward.w1"),
        FolderTranslator.LayerName("ffn_up", "feed_forward.w3"),
        FolderTranslator.LayerName("ffn_down", "feed_forward.w2"),
      ])
  }
  // The configuration's number is the one before it is adjusted.
  folder.set("feed_forward_length", try folder.rows(of: "model.layers.0.feed_forward.w1.weight"))
}

/// LFM 2 with experts behind the first layers.
func translateLFM2Moe(_ folder: FolderTranslator) throws(ModelFileError) {
  folder.config.defaults = [
    "vocab_size": 65_536, "max_position_embeddings": 128_000, "norm_eps": 1e-5,
    "num_key_value_heads": 8, "rope_theta": 1_000_000, "conv_L_cache": 3, "num_experts": 32,
    "num_experts_per_tok": 4, "num_dense_layers": 2, "routed_scaling_factor": 1,
  ]
  folder.config.ignore("num_dense_layers")
  folder.begin("lfm2moe")
  let shape = try folder.lfmShape()
  folder.set("feed_forward_length", try folder.config.count("intermediate_size"))
  let count = try folder.expertKeys(
    countKeys: ["num_experts"], width: try folder.config.count("moe_intermediate_size"))
  folder.set("expert_gating_func", FolderTranslator.Gating.sigmoid.rawValue)
  folder.set("expert_weights_norm", try folder.config.flag("norm_topk_prob", default: true))
  folder.set("expert_weights_scale", try folder.config.positive("routed_scaling_factor"))
  let router = "feed_forward.gate.weight"
  folder.set(
    "leading_dense_block_count",
    (0..<shape.layers).prefix { !folder.hasExperts($0, router) }.count)
  let hasBias = try folder.config.flag("use_expert_bias", default: true)
  for index in 0..<shape.layers {
    try folder.lfmMixer(index, shape)
    guard folder.hasExperts(index, router) else {
      try folder.layer(
        index,
        [
          FolderTranslator.LayerName("ffn_gate", "feed_forward.w1"),
          FolderTranslator.LayerName("ffn_up", "feed_forward.w3"),
          FolderTranslator.LayerName("ffn_down", "feed_forward.w2"),
        ])
      continue
    }
    try folder.layer(index, [FolderTranslator.LayerName("ffn_gate_inp", "feed_forward.gate")])
    if hasBias {
      try folder.add(
        "blk.\(index).exp_probs_b.bias", from: "model.layers.\(index).feed_forward.expert_bias")
    }
    try folder.experts(index, "feed_forward.experts", count: count, .numbered)
  }
}

extension FolderTranslator {
  fileprivate func lfmShape() throws(ModelFileError) -> Shape {
    try config.require("conv_bias", false, default: false)
    let shape = try shape(setsInner: false)
    try epsilon("norm_eps")
    try rotation(shape)
    set("shortconv.l_cache", try config.count("conv_L_cache"))
    config.ignore("layer_types", "full_attn_idxs")
    // A layer without heads for keys is a convolution.
    set(
      "attention.head_count_kv",
      (0..<shape.layers).map { isConvolution($0) ? 0 : shape.keyValueHeads })
    try add("token_embd.weight", from: "model.embed_tokens.weight")
    try add("token_embd_norm.weight", from: "model.embedding_norm.weight")
    let older = try config.flag("tie_embedding", default: true)
    if try config.flag("tie_word_embeddings", default: older) {
      tensors.ignore("lm_head.weight")
    } else {
      try add("output.weight", from: "lm_head.weight")
    }
    return shape
  }

  private func isConvolution(_ index: Int) -> Bool {
    tensors.contains("model.layers.\(index).conv.in_proj.weight")
  }

  func rows(of source: String) throws(ModelFileError) -> Int {
    guard let rows = tensors.dimensions(of: source)?.first else {
      throw tensors.failure(.missing, source, expected: "a matrix of this name", found: "none")
    }
    return rows
  }

  fileprivate func lfmMixer(_ index: Int, _ shape: Shape) throws(ModelFileError) {
    try layer(
      index, [LayerName("attn_norm", "operator_norm"), LayerName("ffn_norm", "ffn_norm")])
    guard isConvolution(index) else {
      try layer(
        index,
        [
          LayerName("attn_q", "self_attn.q_proj"), LayerName("attn_k", "self_attn.k_proj"),
          LayerName("attn_v", "self_attn.v_proj"),
          LayerName("attn_output", "self_attn.out_proj"),
        ] + headNormNames("self_attn.q_layernorm", "self_attn.k_layernorm"))
      return
    }
    let source = "model.layers.\(index).conv."
    let taps = try config.count("conv_L_cache")
    try add(
      "blk.\(index).shortconv.conv.weight", from: source + "conv.weight",
      shaped: [shape.width, taps])
    try add("blk.\(index).shortconv.in_proj.weight", from: source + "in_proj.weight")
    try add("blk.\(index).shortconv.out_proj.weight", from: source + "out_proj.weight")
  }
}
