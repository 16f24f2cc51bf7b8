/// Gemma 1: norms are kept as the distance from 1.
func translateGemma(_ folder: FolderTranslator) throws(ModelFileError) {
  folder.config.defaults = [
    "vocab_size": 256_000, "max_position_embeddings": 8192, "rms_norm_eps": 1e-6,
    "head_dim": 256,
  ]
  folder.begin("gemma")
  try folder.requireGemmaActivation()
  let shape = try folder.shape()
  try folder.epsilon()
  try folder.rotation(shape)
  try folder.gemmaEmbedding()
  let bias = try folder.config.flag("attention_bias", default: false)
  for index in 0..<shape.layers {
    try folder.layer(
      index,
      [
        FolderTranslator.LayerName("attn_norm", "input_layernorm", offset: 1),
        FolderTranslator.LayerName("ffn_norm", "post_attention_layernorm", offset: 1),
      ] + folder.attentionNames(shape, bias: bias) + folder.feedForwardNames())
  }
}

/// Gemma 2: norms around both halves, soft caps, a window in every other layer.
func translateGemma2(_ folder: FolderTranslator) throws(ModelFileError) {
  folder.config.defaults = [
    "vocab_size": 256_000, "max_position_embeddings": 8192, "rms_norm_eps": 1e-6,
    "head_dim": 256, "num_key_value_heads": 4, "query_pre_attn_scalar": 256,
  ]
  folder.begin("gemma2")
  try folder.requireGemmaActivation()
  let shape = try folder.shape()
  try folder.epsilon()
  try folder.rotation(shape)
  try folder.gemmaEmbedding()
  try folder.softCaps(attention: 50, final: 30)
  try folder.gemmaScale()
  folder.setWindow(
    try folder.config.countIfPresent("sliding_window") ?? 4096,
    layers: try folder.slidingLayers(shape) ?? (0..<shape.layers).map { $0 % 2 == 0 })
  let bias = try folder.config.flag("attention_bias", default: false)
  for index in 0..<shape.layers {
    try folder.layer(
      index,
      folder.gemmaNorms + folder.attentionNames(shape, bias: bias) + folder.feedForwardNames())
  }
}

/// Gemma 3, the text decoder: norms of queries and keys, two bases, a window in five of six layers.
func translateGemma3(_ folder: FolderTranslator) throws(ModelFileError) {
  folder.config.defaults = [
    "vocab_size": 262_208, "max_position_embeddings": 131_072, "rms_norm_eps": 1e-6,
    "head_dim": 256, "num_attention_heads": 8, "num_key_value_heads": 4,
    "query_pre_attn_scalar": 256,
  ]
  folder.begin("gemma3")
  try folder.requireGemmaActivation()
  try folder.config.require("use_bidirectional_attention", false, default: false)
  let shape = try folder.shape()
  try folder.epsilon()
  try folder.rotation(shape, layerType: "full_attention", theta: 1_000_000)
  let local = try folder.config.positiveIfPresent("rope_local_base_freq") ?? 10_000
  try folder.gemmaSlidingBase(local)
  try folder.gemmaEmbedding()
  // The makers' code knows the key and bounds no score.
  folder.config.ignore("attn_logit_softcapping")
  if let cap = try folder.config.positiveIfPresent("final_logit_softcapping") {
    folder.set("final_logit_softcapping", cap)
  }
  let queryScale = try folder.gemma3QueryScale(shape)
  let older = try folder.config.countIfPresent("sliding_window_pattern")
  let period = try folder.config.countIfPresent("_sliding_window_pattern") ?? older ?? 6
  folder.setWindow(
    try folder.config.countIfPresent("sliding_window") ?? 4096,
    layers: try folder.slidingLayers(shape) ?? (0..<shape.layers).map { ($0 + 1) % period != 0 })
  let bias = try folder.config.flag("attention_bias", default: false)
  for index in 0..<shape.layers {
    try folder.layer(
      index,
      folder.gemmaNorms + folder.attentionNames(shape, bias: bias)
        + [FolderTranslator.LayerName("attn_k_norm", "self_attn.k_norm", offset: 1)]
        + folder.feedForwardNames())
    try folder.gemma3QueryNorm(index, scale: queryScale)
  }
}

extension FolderTranslator {
  /// Both names of the function, of which older files have one that is not what it says.
  func requireGemmaActivation() throws(ModelFileError) {
    try requireActivation(
      ["hidden_activation", "hidden_act"], ["gelu_pytorch_tanh", "gelu", "gelu_new"])
  }

  func gemmaEmbedding() throws(ModelFileError) {
    try embeddingAndHead(normOffset: 1, tiedByDefault: true)
  }

  /// Four norms, each kept as the distance from 1.
  var gemmaNorms: [LayerName] {
    [
      LayerName("attn_norm", "input_layernorm", offset: 1),
      LayerName("post_attention_norm", "post_attention_layernorm", offset: 1),
      LayerName("ffn_norm", "pre_feedforward_layernorm", offset: 1),
      LayerName("post_ffw_norm", "post_feedforward_layernorm", offset: 1),
    ]
  }

  /// Sets the bounds of scores and logits; those that the configuration leaves out or sets to null
  /// are none, except the defaults of a family that always has them.
  func softCaps(attention: Double?, final: Double?) throws(ModelFileError) {
    let ofScores =
      try config.positiveIfPresent("attn_logit_softcapping")
      ?? (config.keys.contains("attn_logit_softcapping") ? nil : attention)
    let ofLogits =
      try config.positiveIfPresent("final_logit_softcapping")
      ?? (config.keys.contains("final_logit_softcapping") ? nil : final)
    if let ofScores { set("attn_logit_softcapping", ofScores) }
    if let ofLogits { set("final_logit_softcapping", ofLogits) }
  }

  /// `query_pre_attn_scalar` to the power of -1/2 multiplies scores; it is not always the head's width.
  func gemmaScale() throws(ModelFileError) {
    let scalar = try config.positive("query_pre_attn_scalar")
    set("attention.scale", 1 / scalar.squareRoot())
  }

  /// Other engines take 1/√(head's width) for this family whatever a file says (of the model with 62
  /// layers they know better), so a difference goes into the norm of the queries.
  func gemma3QueryScale(_ shape: Shape) throws(ModelFileError) -> Float {
    let scalar = try config.positive("query_pre_attn_scalar")
    if shape.layers == 62 || scalar == Double(shape.headWidth) {
      set("attention.scale", 1 / scalar.squareRoot())
      return 1
    }
    set("attention.scale", 1 / Double(shape.headWidth).squareRoot())
    return Float((Double(shape.headWidth) / scalar).squareRoot())
  }

  func gemma3QueryNorm(_ index: Int, scale: Float) throws(ModelFileError) {
    let name = "blk.\(index).attn_q_norm.weight"
    let source = "model.layers.\(index).self_attn.q_norm.weight"
    guard scale != 1 else { return try add(name, from: source, offset: 1) }
    let (dimensions, weights) = try tensors.takeFloats(source)
    add(name, floats: weights.map { ($0 + 1) * scale }, dimensions: dimensions)
  }

  /// Before version 5 the layers with a window turned by a base of their own and no scaling.
  func gemmaSlidingBase(_ base: Double) throws(ModelFileError) {
    guard let section = try config.sectionIfPresent("rope_parameters"),
      section.contains("sliding_attention")
    else {
      set("rope.freq_base_swa", base)
      return
    }
    try slidingRotation(theta: base)
  }
}
