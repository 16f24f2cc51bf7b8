/// Gemma 4, the text decoder, dense or with experts: heads of another width where attention sees
/// everything, later layers that read the keys of earlier ones, and an embedding of its own for each
/// layer.
func translateGemma4(_ folder: FolderTranslator) throws(ModelFileError) {
  let config = folder.config
  config.defaults = [
    "vocab_size": 262_144, "max_position_embeddings": 131_072, "rms_norm_eps": 1e-6,
    "head_dim": 256, "num_attention_heads": 8, "num_key_value_heads": 4,
    "partial_rotary_factor": 1,
  ]
  folder.begin("gemma4")
  try folder.requireGemmaActivation()
  let shape = try folder.shape(setsInner: false)
  try folder.epsilon()
  let sliding =
    try folder.slidingLayers(shape)
    ?? (0..<shape.layers).map { ($0 + 1) % 6 != 0 && $0 + 1 < shape.layers }
  folder.setWindow(try config.countIfPresent("sliding_window") ?? 512, layers: sliding)
  let wide = try folder.gemma4Heads(shape, sliding)
  try folder.gemma4Rotation(headWidth: wide)
  try folder.slidingRotation(theta: 10_000)
  folder.set("rope.dimension_count_swa", shape.headWidth)
  try folder.embeddingAndHead(tiedByDefault: true)
  try folder.softCaps(attention: nil, final: nil)

  let limit = 0...FolderConfig.limit
  let shared = min(
    shape.layers, try config.countIfPresent("num_kv_shared_layers", in: limit) ?? 0)
  folder.set("attention.shared_kv_layers", shared)
  let inner = try config.count("intermediate_size")
  let doubles = try config.flag("use_double_wide_mlp", default: false)
  let first = shape.layers - shared
  folder.set(
    "feed_forward_length", (0..<shape.layers).map { doubles && $0 >= first ? 2 * inner : inner })

  let perLayer = try config.countIfPresent("hidden_size_per_layer_input", in: limit) ?? 256
  folder.set("embedding_length_per_layer_input", perLayer)
  config.ignore("vocab_size_per_layer_input")
  if perLayer > 0 {
    try folder.add("per_layer_token_embd.weight", from: "model.embed_tokens_per_layer.weight")
    try folder.add("per_layer_model_proj.weight", from: "model.per_layer_model_projection.weight")
    try folder.add("per_layer_proj_norm.weight", from: "model.per_layer_projection_norm.weight")
  }
  let keysAreValues = try config.flag("attention_k_eq_v", default: false)
  var experts: Int?
  if try config.flag("enable_moe_block", default: false) {
    experts = try folder.expertKeys(
      countKeys: ["num_experts"], usedKeys: ["top_k_experts"],
      width: try config.count("moe_intermediate_size"))
  } else {
    config.ignore("num_experts", "top_k_experts", "moe_intermediate_size")
  }
  for index in 0..<shape.layers {
    try folder.gemma4Layer(
      index, hasKeys: index < first, hasValues: sliding[index] || !keysAreValues,
      perLayer: perLayer > 0)
    if let experts { try folder.gemma4Experts(index, count: experts) }
  }
}

extension FolderTranslator {
  /// Sets the widths and numbers of heads by kind of layer; gives the width of those without a window.
  fileprivate func gemma4Heads(_ shape: Shape, _ sliding: [Bool]) throws(ModelFileError) -> Int {
    var width = try config.countIfPresent("global_head_dim") ?? 512
    var keyValueHeads = shape.keyValueHeads
    if try config.flag("attention_k_eq_v", default: false) {
      keyValueHeads = try config.countIfPresent("num_global_key_value_heads") ?? keyValueHeads
    } else {
      config.ignore("num_global_key_value_heads")
    }
    // Version 5 of transformers writes what differs as one object for each layer that does.
    let layers = try config.sectionIfPresent("per_layer_config")
    var widths: Set<Int> = []
    var heads: [Int] = []
    for index in 0..<shape.layers {
      let own = try layers?.sectionIfPresent("\(index)")
      let ownHeads = try own?.countIfPresent("num_key_value_heads")
      heads.append(ownHeads ?? (sliding[index] ? shape.keyValueHeads : keyValueHeads))
      guard let ownWidth = try own?.countIfPresent("head_dim") else { continue }
      guard !sliding[index] || ownWidth == shape.headWidth else {
        throw config.failure(
          .unsupportedType, "per_layer_config",
          expected: "\(shape.headWidth) where there is a window",
          found: "a head of \(ownWidth)")
      }
      if !sliding[index] { widths.insert(ownWidth) }
    }
    guard widths.count <= 1 else {
      throw config.failure(
        .unsupportedType, "per_layer_config", expected: "one width for layers without a window",
        found: "\(widths.sorted())")
    }
    width = widths.first ?? width
    set("attention.key_length", width)
    set("attention.value_length", width)
    set("attention.key_length_swa", shape.headWidth)
    set("attention.value_length_swa", shape.headWidth)
    set("attention.head_count_kv", heads)
    return width
  }

  /// A proportional rotation: its first pairs turn as in a whole head, the others do not.
  fileprivate func gemma4Rotation(headWidth: Int) throws(ModelFileError) {
    let rope = try FolderRope(config, layerType: "full_attention", theta: 1_000_000)
    let factor = try rope.section?.positiveIfPresent("factor") ?? 1
    let turning = Int(Double(headWidth) * rope.partial) / 2
    guard rope.isPlain || rope.type == "proportional", factor == 1, headWidth % 2 == 0,
      (1...headWidth / 2).contains(turning)
    else {
      throw config.failure(
        .unsupportedType, "rope_parameters.full_attention",
        expected: "a plain or proportional rotation over a part of a head",
        found: "\(rope.type) by \(factor), part \(rope.partial)")
    }
    try rope.finish()
    set("rope.freq_base", rope.theta)
    guard !rope.isPlain else {
      set("rope.dimension_count", 2 * turning)
      return
    }
    set("rope.dimension_count", headWidth)
    // A divisor of 10³⁰ is how GGUF files keep a pair from turning.
    let divisors = (0..<headWidth / 2).map { $0 < turning ? Float(1) : 1e30 }
    add("rope_freqs.weight", floats: divisors, dimensions: [divisors.count])
  }

  /// The experts beside a layer's dense part, with the norms that hold the two apart.
  fileprivate func gemma4Experts(_ index: Int, count: Int) throws(ModelFileError) {
    try layer(
      index,
      [
        LayerName("post_ffw_norm_1", "post_feedforward_layernorm_1"),
        LayerName("pre_ffw_norm_2", "pre_feedforward_layernorm_2"),
        LayerName("post_ffw_norm_2", "post_feedforward_layernorm_2"),
        LayerName("ffn_gate_inp", "router.proj"),
      ])
    let router = "model.layers.\(index).router."
    try add("blk.\(index).ffn_gate_inp.scale", from: router + "scale")
    try add("blk.\(index).ffn_down_exps.scale", from: router + "per_expert_scale")
    try experts(index, "experts", count: count)
  }

  fileprivate func gemma4Layer(
    _ index: Int, hasKeys: Bool, hasValues: Bool, perLayer: Bool
  ) throws(ModelFileError) {
    var names = [
      LayerName("attn_norm", "input_layernorm"),
      LayerName("post_attention_norm", "post_attention_layernorm"),
      LayerName("ffn_norm", "pre_feedforward_layernorm"),
      LayerName("post_ffw_norm", "post_feedforward_layernorm"),
      LayerName("attn_q", "self_attn.q_proj"), LayerName("attn_q_norm", "self_attn.q_norm"),
      LayerName("attn_output", "self_attn.o_proj"),
    ]
    names += feedForwardNames()
    let keys = [
      LayerName("attn_k", "self_attn.k_proj"), LayerName("attn_k_norm", "self_attn.k_norm"),
    ]
    if hasKeys {
      names += keys
      if hasValues { names.append(LayerName("attn_v", "self_attn.v_proj")) }
    } else {
      // Published files may keep what the layer no longer uses.
      for name in ["k_proj", "k_norm", "v_proj"] {
        tensors.ignore("model.layers.\(index).self_attn.\(name).weight")
      }
    }
    if perLayer {
      names += [
        LayerName("inp_gate", "per_layer_input_gate"), LayerName("proj", "per_layer_projection"),
        LayerName("post_norm", "post_per_layer_input_norm"),
      ]
    }
    try layer(index, names)
    try add("blk.\(index).layer_output_scale.weight", from: "model.layers.\(index).layer_scalar")
  }
}
