/// ERNIE 4.5, dense: pairs of a rotation are adjacent in both file forms.
func translateErnie(_ folder: FolderTranslator) throws(ModelFileError) {
  folder.config.defaults = [
    "vocab_size": 103_424, "max_position_embeddings": 131_072, "rms_norm_eps": 1e-5,
    "num_key_value_heads": 2, "head_dim": 128, "rope_theta": 500_000,
  ]
  let shape = try folder.beginDecoder("ernie4_5")
  try folder.embeddingAndHead(tiedByDefault: true)
  let bias = try folder.config.flag("use_bias", default: false)
  for index in 0..<shape.layers {
    try folder.layer(
      index,
      folder.preNormNames + folder.attentionNames(shape, bias: bias)
        + folder.feedForwardNames(bias: bias))
  }
}

/// EXAONE 4: norms behind the halves only; layers without a window leave positions out where others
/// have one.
func translateExaone4(_ folder: FolderTranslator) throws(ModelFileError) {
  folder.config.defaults = [
    "vocab_size": 102_400, "max_position_embeddings": 2048, "rms_norm_eps": 1e-5,
  ]
  let shape = try folder.beginDecoder("exaone4")
  try folder.embeddingAndHead()
  if let window = try folder.config.countIfPresent("sliding_window") {
    let pattern = try folder.exaonePattern(shape)
    let layers = try folder.slidingLayers(shape) ?? pattern
    folder.setWindow(window, layers: layers)
  } else {
    folder.config.ignore("layer_types", "sliding_window_pattern")
  }
  for index in 0..<shape.layers {
    try folder.layer(
      index,
      folder.postNormNames + folder.attentionNames(shape) + folder.headNormNames()
        + folder.feedForwardNames())
  }
}

/// Hunyuan, dense: queries and keys are normalised behind the rotation.
func translateHunyuan(_ folder: FolderTranslator) throws(ModelFileError) {
  folder.config.defaults = [
    "max_position_embeddings": 2048, "rms_norm_eps": 1e-5,
  ]
  folder.config.ignore(
    "pretraining_tp", "eod_token_id", "attention_head_dim", "org_vocab_size", "cla_share_factor")
  try folder.config.require("use_qk_norm", true, default: true)
  try folder.config.require("use_cla", false, default: false)
  folder.begin("hunyuan-dense")
  try folder.requireActivation()
  let shape = try folder.shape()
  try folder.epsilon()
  try folder.hunyuanRotation(shape)
  try folder.embeddingAndHead()
  let bias = try folder.config.flag("attention_bias", default: false)
  for index in 0..<shape.layers {
    try folder.layer(
      index,
      folder.preNormNames + folder.attentionNames(shape, bias: bias)
        + folder.headNormNames("self_attn.query_layernorm", "self_attn.key_layernorm")
        + folder.feedForwardNames())
  }
}

/// GLM 4 as its first releases were: gate and up are one matrix, half of a head turns, pairs are
/// adjacent in both file forms.
///
/// A GGUF file calls it chatglm.
func translateGLM(_ folder: FolderTranslator) throws(ModelFileError) {
  folder.glmDefaults()
  let shape = try folder.beginDecoder("chatglm")
  try folder.embeddingAndHead()
  try folder.glmLayers(shape, norms: folder.preNormNames)
}

/// GLM 4 of 2025: norms around both halves.
func translateGLM4(_ folder: FolderTranslator) throws(ModelFileError) {
  folder.glmDefaults()
  let shape = try folder.beginDecoder("glm4")
  try folder.embeddingAndHead()
  try folder.glmLayers(
    shape,
    norms: folder.preNormNames + [
      FolderTranslator.LayerName("post_attention_norm", "post_self_attn_layernorm"),
      FolderTranslator.LayerName("post_ffw_norm", "post_mlp_layernorm"),
    ])
}

/// OLMo 2, and OLMo 3 with its windows: norms behind the halves, and of all queries and all keys at
/// once.
func translateOlmo2(_ folder: FolderTranslator) throws(ModelFileError) {
  folder.config.defaults = [
    "vocab_size": 50_304, "max_position_embeddings": 2048, "rms_norm_eps": 1e-5,
  ]
  folder.begin("olmo2")
  try folder.requireActivation()
  let shape = try folder.shape()
  try folder.epsilon()
  if let window = try folder.config.countIfPresent("sliding_window") {
    // Only the layers without a window stretch their rotation.
    folder.config.defaults["rope_theta"] = 500_000
    try folder.rotation(shape, layerType: "full_attention")
    folder.setWindow(
      window,
      layers: try folder.slidingLayers(shape) ?? (0..<shape.layers).map { ($0 + 1) % 4 != 0 })
  } else {
    try folder.rotation(shape)
  }
  try folder.embeddingAndHead()
  let bias = try folder.config.flag("attention_bias", default: false)
  for index in 0..<shape.layers {
    try folder.layer(
      index,
      folder.postNormNames + folder.attentionNames(shape, bias: bias) + folder.headNormNames()
        + folder.feedForwardNames())
  }
}

/// Kanana 2 of 1.3 billion parameters: Qwen 3's layer, three with a window to one without, whose
/// rotation alone is stretched.
///
/// The family's name in GGUF files is ours, nobody else has one.
func translateKanana2Tiny(_ folder: FolderTranslator) throws(ModelFileError) {
  folder.config.defaults = [
    "vocab_size": 128_256, "max_position_embeddings": 32_768, "rms_norm_eps": 1e-6,
  ]
  folder.begin("kanana2_tiny")
  try folder.requireActivation()
  let shape = try folder.shape()
  try folder.epsilon()
  try folder.rotation(shape, layerType: "full_attention")
  try folder.slidingRotation(theta: 10_000)
  try folder.embeddingAndHead(tiedByDefault: true)
  folder.setWindow(
    try folder.config.countIfPresent("sliding_window") ?? 1024,
    layers: try folder.slidingLayers(shape) ?? (0..<shape.layers).map { ($0 + 1) % 4 != 0 })
  let bias = try folder.config.flag("attention_bias", default: false)
  for index in 0..<shape.layers {
    try folder.layer(
      index,
      folder.preNormNames + folder.attentionNames(shape, bias: bias) + folder.headNormNames()
        + folder.feedForwardNames())
  }
}

/// Seed-OSS: a bias at q, k and v, one at the output of its own.
func translateSeedOss(_ folder: FolderTranslator) throws(ModelFileError) {
  folder.config.defaults = [
    "vocab_size": 155_136, "max_position_embeddings": 524_288, "rms_norm_eps": 1e-6,
    "num_key_value_heads": 8, "head_dim": 128,
  ]
  let shape = try folder.beginDecoder("seed_oss")
  try folder.embeddingAndHead()
  let bias = try folder.config.flag("attention_bias", default: true)
  let outputBias = try folder.config.flag("attention_out_bias", default: false)
  let innerBias = try folder.config.flag("mlp_bias", default: false)
  for index in 0..<shape.layers {
    try folder.layer(
      index,
      [
        FolderTranslator.LayerName("attn_norm", "input_layernorm"),
        FolderTranslator.LayerName("post_attention_norm", "post_attention_layernorm"),
      ] + folder.attentionNames(shape, bias: bias, outputBias: outputBias)
        + folder.feedForwardNames(bias: innerBias))
  }
}
