#if canImport(Glibc)
private import Glibc
#elseif canImport(Musl)
private import Musl
#else
private import Darwin
#endif

/// Gemma 3n, the text decoder: several streams of which one is computed with, and an embedding of
/// its own for each layer.
func translateGemma3n(_ folder: FolderTranslator) throws(ModelFileError) {
  let config = folder.config
  config.defaults = [
    "vocab_size": 262_400, "max_position_embeddings": 32_768, "rms_norm_eps": 1e-6,
    "head_dim": 256, "num_attention_heads": 8, "num_key_value_heads": 2,
    "hidden_size_per_layer_input": 256, "altup_num_inputs": 4,
  ]
  folder.begin("gemma3n")
  try folder.requireGemmaActivation()
  try config.require("altup_correct_scale", true, default: true)
  config.ignore("altup_coef_clip", "laurel_rank", "vocab_size_per_layer_input")
  config.ignore("query_pre_attn_scalar", "attn_logit_softcapping", "altup_lr_multiplier")
  let shape = try folder.shape(setsInner: false)
  try folder.epsilon()
  try folder.rotation(shape, layerType: "full_attention", theta: 1_000_000)
  try folder.gemmaSlidingBase(try config.positiveIfPresent("rope_local_base_freq") ?? 10_000)
  folder.setWindow(
    try config.countIfPresent("sliding_window") ?? 512,
    layers: try folder.slidingLayers(shape) ?? (0..<shape.layers).map { ($0 + 1) % 5 != 0 })
  try folder.embeddingAndHead(tiedByDefault: true)
  try folder.softCaps(attention: nil, final: 30)
  let limit = 0...FolderConfig.limit
  let shared = min(
    shape.layers, try config.countIfPresent("num_kv_shared_layers", in: limit) ?? 15)
  folder.set("attention.shared_kv_layers", shared)
  folder.set("embedding_length_per_layer_input", try config.count("hidden_size_per_layer_input"))
  try folder.gemma3nStreams(shape)
  try folder.gemma3nInner(shape)
  try folder.add("per_layer_token_embd.weight", from: "model.embed_tokens_per_layer.weight")
  try folder.add("per_layer_model_proj.weight", from: "model.per_layer_model_projection.weight")
  try folder.add("per_layer_proj_norm.weight", from: "model.per_layer_projection_norm.weight")
  for index in 0..<shape.layers {
    try folder.gemma3nLayer(index, hasKeys: index < shape.layers - shared)
  }
}

extension FolderTranslator {
  fileprivate func gemma3nStreams(_ shape: Shape) throws(ModelFileError) {
    let inputs = try config.count("altup_num_inputs")
    let active = try config.countIfPresent("altup_active_idx", in: 0...inputs) ?? 0
    guard active == 0, inputs <= 64 else {
      throw config.failure(
        .unsupportedType, "altup_active_idx", expected: "the first of up to 64 streams",
        found: "\(active) of \(inputs)")
    }
    set("altup.active_idx", active)
    set("altup.num_inputs", inputs)
    for (name, source) in [
      ("altup_proj", "altup_projections"), ("altup_unembd_proj", "altup_unembed_projections"),
    ] {
      try addStack(
        name + ".weight", from: (0..<inputs - 1).map { "model.\(source).\($0).weight" })
    }
  }

  /// Widths and sparsities, each one number for all layers or a list.
  fileprivate func gemma3nInner(_ shape: Shape) throws(ModelFileError) {
    func perLayer(_ key: String, default fallback: [Double]) throws(ModelFileError) -> [Double] {
      let list = config.value(key)?.array == nil ? nil : try config.numbersIfPresent(key)
      let values: [Double]
      if let list {
        values = list
      } else {
        let one = try config.numberIfPresent(key)
        values = one.map { [Double](repeating: $0, count: shape.layers) } ?? fallback
      }
      guard values.count >= shape.layers else {
        throw config.failure(
          .mismatch, key, expected: "\(shape.layers) numbers", found: "\(values.count)")
      }
      return Array(values.prefix(shape.layers))
    }
    let widths = try perLayer(
      "intermediate_size", default: [Double](repeating: 16_384, count: shape.layers))
    guard widths.allSatisfy({ $0 >= 1 && $0 <= Double(FolderConfig.limit) }) else {
      throw config.failure(
        .invalid, "intermediate_size", expected: "positive widths", found: "\(widths)")
    }
    set("feed_forward_length", widths.map { Int($0) })
    let sparse = shape.layers > 10 ? 10 : 0
    let parts = try perLayer(
      "activation_sparsity_pattern", default: (0..<shape.layers).map { $0 < sparse ? 0.95 : 0 })
    guard parts.allSatisfy({ $0 >= 0 && $0 < 1 }) else {
      throw config.failure(
        .invalid, "activation_sparsity_pattern", expected: "parts from 0 to below 1",
        found: "\(parts)")
    }
    metadata.set(
      "\(architecture).activation_sparsity_scale",
      to: parts.map { $0 > 0 ? Float(quantile($0)) : -.infinity })
  }

  fileprivate func gemma3nLayer(_ index: Int, hasKeys: Bool) throws(ModelFileError) {
    var names = [
      LayerName("attn_norm", "input_layernorm"),
      LayerName("post_attention_norm", "post_attention_layernorm"),
      LayerName("ffn_norm", "pre_feedforward_layernorm"),
      LayerName("post_ffw_norm", "post_feedforward_layernorm"),
      LayerName("attn_q", "self_attn.q_proj"), LayerName("attn_q_norm", "self_attn.q_norm"),
      LayerName("attn_output", "self_attn.o_proj"),
      LayerName("inp_gate", "per_layer_input_gate"), LayerName("proj", "per_layer_projection"),
      LayerName("post_norm", "post_per_layer_input_norm"),
      LayerName("altup_correct_coef", "altup.correction_coefs"),
      LayerName("altup_predict_coef", "altup.prediction_coefs"),
      LayerName("altup_router", "altup.modality_router"),
      LayerName("altup_router_norm", "altup.router_norm"),
      LayerName("laurel_l", "laurel.linear_left"), LayerName("laurel_r", "laurel.linear_right"),
      LayerName("laurel_post_norm", "laurel.post_laurel_norm"),
    ]
    names += feedForwardNames()
    if hasKeys {
      names += [
        LayerName("attn_k", "self_attn.k_proj"), LayerName("attn_v", "self_attn.v_proj"),
        LayerName("attn_k_norm", "self_attn.k_norm"),
      ]
    } else {
      // Published files keep what the layer does not use.
      for name in ["k_proj", "k_norm", "v_proj"] {
        tensors.ignore("model.layers.\(index).self_attn.\(name).weight")
      }
    }
    try layer(index, names)
    try add(
      "blk.\(index).altup_correct_scale.weight",
      from: "model.layers.\(index).altup.correct_output_scale")
  }
}

/// The point below which a part of a normal distribution lies, by Newton's method.
private func quantile(_ part: Double) -> Double {
  var x = 0.0
  for _ in 0..<64 {
    let below = 0.5 * erfc(-x / 2.0.squareRoot())
    let density = exp(-x * x / 2) / (2 * Double.pi).squareRoot()
    let step = (below - part) / max(density, 1e-300)
    x -= min(max(step, -1), 1)
    if abs(step) < 1e-14 { break }
  }
  return x
}
