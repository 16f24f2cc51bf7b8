/// Qwen 3 with experts: Qwen 3's attention; some layers may be dense.
func translateQwen3Moe(_ folder: FolderTranslator) throws(ModelFileError) {
  folder.config.defaults = [
    "vocab_size": 151_936, "max_position_embeddings": 32_768, "rms_norm_eps": 1e-6,
    "num_key_value_heads": 4, "num_experts_per_tok": 8,
  ]
  folder.config.ignore("decoder_sparse_step", "mlp_only_layers")
  folder.begin("qwen3moe")
  try folder.requireActivation()
  let shape = try folder.qwenShape(windows: .everywhere)
  let count = try folder.expertKeys(
    countKeys: ["num_experts", "num_local_experts"],
    width: try folder.config.count("moe_intermediate_size"))
  folder.set("expert_weights_norm", try folder.config.flag("norm_topk_prob", default: false))
  try folder.embeddingAndHead()
  let bias = try folder.config.flag("attention_bias", default: false)
  for index in 0..<shape.layers {
    try folder.layer(
      index,
      folder.preNormNames + folder.attentionNames(shape, bias: bias) + folder.headNormNames())
    if folder.hasExperts(index) {
      try folder.layer(index, [FolderTranslator.LayerName("ffn_gate_inp", "mlp.gate")])
      try folder.experts(index, "mlp.experts", count: count)
    } else {
      try folder.layer(index, folder.feedForwardNames())
    }
  }
}

/// ERNIE 4.5 with experts: a bias helps to choose them, some are shared by all tokens.
func translateErnieMoe(_ folder: FolderTranslator) throws(ModelFileError) {
  folder.config.defaults = [
    "vocab_size": 103_424, "max_position_embeddings": 131_072, "rms_norm_eps": 1e-5,
    "num_key_value_heads": 4, "rope_theta": 500_000, "moe_k": 6, "moe_num_experts": 64,
    "moe_intermediate_size": 1536, "moe_num_shared_experts": 2,
  ]
  folder.config.ignore("moe_layer_end_index", "moe_norm_min")
  let shape = try folder.beginDecoder("ernie4_5-moe")
  let width = try folder.config.count("moe_intermediate_size")
  let count = try folder.expertKeys(
    countKeys: ["moe_num_experts"], usedKeys: ["moe_k"], width: width)
  let shared = try folder.config.countIfPresent("moe_num_shared_experts", in: 0...1024) ?? 2
  folder.set("expert_shared_count", shared)
  if shared > 0 { folder.set("expert_shared_feed_forward_length", width * shared) }
  folder.set(
    "interleave_moe_layer_step", try folder.config.countIfPresent("moe_layer_interval") ?? 1)
  folder.set(
    "leading_dense_block_count",
    try folder.config.countIfPresent("moe_layer_start_index", in: 0...FolderConfig.limit) ?? 1)
  try folder.embeddingAndHead(tiedByDefault: true)
  let bias = try folder.config.flag("use_bias", default: false)
  folder.tensors.ignore(prefixes: ["model.mtp_"])
  for index in 0..<shape.layers {
    try folder.layer(index, folder.preNormNames + folder.attentionNames(shape, bias: bias))
    guard folder.hasExperts(index) else {
      try folder.layer(index, folder.feedForwardNames(bias: bias))
      continue
    }
    try folder.layer(index, [FolderTranslator.LayerName("ffn_gate_inp", "mlp.gate")])
    try folder.add(
      "blk.\(index).exp_probs_b.bias",
      from: "model.layers.\(index).mlp.moe_statics.e_score_correction_bias", shaped: [count])
    try folder.experts(index, "mlp.experts", count: count)
    if shared > 0 { try folder.sharedExpert(index, "mlp.shared_experts") }
  }
}

/// Granite with experts: all of them in tensors of three dimensions, gate and up as one.
func translateGraniteMoe(_ folder: FolderTranslator) throws(ModelFileError) {
  folder.config.defaults = [
    "vocab_size": 32_000, "max_position_embeddings": 2048, "rms_norm_eps": 1e-6,
    "embedding_multiplier": 1, "residual_multiplier": 1, "attention_multiplier": 1,
    "logits_scaling": 1, "num_local_experts": 8, "num_experts_per_tok": 2,
  ]
  let shape = try folder.beginDecoder("granitemoe")
  try folder.graniteMultipliers()
  let count = try folder.expertKeys(
    countKeys: ["num_local_experts"], width: try folder.config.count("intermediate_size"))
  try folder.embeddingAndHead()
  let bias = try folder.config.flag("attention_bias", default: false)
  for index in 0..<shape.layers {
    try folder.layer(
      index,
      folder.preNormNames + folder.attentionNames(shape, permuting: true, bias: bias) + [
        FolderTranslator.LayerName("ffn_gate_inp", "block_sparse_moe.router.layer")
      ])
    let source = "model.layers.\(index).block_sparse_moe."
    let name = "blk.\(index).ffn_"
    try folder.requireStack(source + "input_linear.weight", count: count)
    try folder.addRows(name + "gate_exps.weight", from: source + "input_linear.weight") {
      0..<$0 / 2
    }
    try folder.addRows(name + "up_exps.weight", from: source + "input_linear.weight") {
      $0 / 2..<$0
    }
    try folder.add(name + "down_exps.weight", from: source + "output_linear.weight")
  }
}

/// GLM 4.5: pairs are halves here; a bias helps to choose experts among groups.
func translateGLM4Moe(_ folder: FolderTranslator) throws(ModelFileError) {
  folder.config.defaults = [
    "vocab_size": 151_552, "max_position_embeddings": 131_072, "rms_norm_eps": 1e-5,
    "num_key_value_heads": 8, "partial_rotary_factor": 0.5, "n_routed_experts": 128,
    "num_experts_per_tok": 8, "moe_intermediate_size": 1408, "n_shared_experts": 1,
    "routed_scaling_factor": 1, "n_group": 1, "topk_group": 1, "first_k_dense_replace": 1,
  ]
  let shape = try folder.beginDecoder("glm4moe")
  let count = try folder.deepSeekExperts(shape)
  try folder.embeddingAndHead()
  let bias = try folder.config.flag("attention_bias", default: false)
  let normalises = try folder.config.flag("use_qk_norm", default: false)
  folder.tensors.ignoreLayers(from: shape.layers)
  for index in 0..<shape.layers {
    try folder.layer(
      index,
      [
        FolderTranslator.LayerName("attn_norm", "input_layernorm"),
        FolderTranslator.LayerName("post_attention_norm", "post_attention_layernorm"),
      ] + folder.attentionNames(shape, bias: bias, outputBias: false)
        + (normalises ? folder.headNormNames() : []))
    try folder.deepSeekFeedForward(index, count: count)
  }
}

/// OLMoE: OLMo 2's norms of all queries and all keys, before the halves; experts in every layer.
func translateOlmoe(_ folder: FolderTranslator) throws(ModelFileError) {
  folder.config.defaults = [
    "vocab_size": 50_304, "max_position_embeddings": 4096, "rms_norm_eps": 1e-5,
    "num_experts": 64, "num_experts_per_tok": 8,
  ]
  folder.begin("olmoe")
  try folder.requireActivation()
  if let clip = try folder.config.numberIfPresent("clip_qkv") {
    throw folder.config.failure(
      .unsupportedType, "clip_qkv", expected: "none", found: "\(clip)")
  }
  let shape = try folder.shape()
  try folder.epsilon()
  try folder.rotation(shape)
  let count = try folder.expertKeys(
    countKeys: ["num_experts", "num_local_experts"],
    width: try folder.config.count("intermediate_size"))
  folder.set("expert_weights_norm", try folder.config.flag("norm_topk_prob", default: false))
  try folder.embeddingAndHead()
  let bias = try folder.config.flag("attention_bias", default: false)
  for index in 0..<shape.layers {
    try folder.layer(
      index,
      folder.preNormNames + folder.attentionNames(shape, bias: bias) + folder.headNormNames() + [
        FolderTranslator.LayerName("ffn_gate_inp", "mlp.gate")
      ])
    try folder.experts(index, "mlp.experts", count: count)
  }
}

/// Qwen 1.5 and 2 with experts: biases at q, k and v, and a shared expert with a gate of its own.
func translateQwen2Moe(_ folder: FolderTranslator) throws(ModelFileError) {
  folder.config.defaults = [
    "vocab_size": 151_936, "max_position_embeddings": 32_768, "rms_norm_eps": 1e-6,
    "num_experts": 60, "num_experts_per_tok": 4,
  ]
  folder.config.ignore("decoder_sparse_step", "mlp_only_layers")
  folder.begin("qwen2moe")
  try folder.requireActivation()
  let shape = try folder.qwenShape(windows: .alternating)
  let count = try folder.expertKeys(
    countKeys: ["num_experts", "num_local_experts"],
    width: try folder.config.count("moe_intermediate_size"))
  folder.set(
    "expert_shared_feed_forward_length",
    try folder.config.count("shared_expert_intermediate_size"))
  folder.set("expert_weights_norm", try folder.config.flag("norm_topk_prob", default: false))
  try folder.embeddingAndHead()
  let bias = try folder.config.flag("qkv_bias", default: true)
  for index in 0..<shape.layers {
    try folder.layer(
      index,
      folder.preNormNames + folder.attentionNames(shape, bias: bias, outputBias: false))
    guard folder.hasExperts(index) else {
      try folder.layer(index, folder.feedForwardNames())
      continue
    }
    try folder.layer(index, [FolderTranslator.LayerName("ffn_gate_inp", "mlp.gate")])
    try folder.add(
      "blk.\(index).ffn_gate_inp_shexp.weight",
      from: "model.layers.\(index).mlp.shared_expert_gate.weight", shaped: [shape.width])
    try folder.experts(index, "mlp.experts", count: count)
    try folder.sharedExpert(index, "mlp.shared_expert")
  }
}
