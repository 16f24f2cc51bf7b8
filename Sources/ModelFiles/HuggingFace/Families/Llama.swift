/// Llama, and the models of its shape: a GGUF file permutes the rows of q and k.
func translateLlama(_ folder: FolderTranslator) throws(ModelFileError) {
  folder.config.defaults = [
    "vocab_size": 32_000, "max_position_embeddings": 2048, "rms_norm_eps": 1e-6,
  ]
  folder.config.ignore("pretraining_tp")
  folder.begin("llama")
  try folder.llamaShaped()
}

/// Mistral is Llama with a window in every layer; a GGUF file calls it llama too.
func translateMistral(_ folder: FolderTranslator) throws(ModelFileError) {
  // The makers' code knows the key and follows it in Ministral only.
  folder.config.ignore("layer_types")
  try folder.mistralShaped { _ throws(ModelFileError) in nil }
}

/// Ministral is Mistral in which some layers may see everything.
func translateMinistral(_ folder: FolderTranslator) throws(ModelFileError) {
  try folder.mistralShaped { shape throws(ModelFileError) in try folder.slidingLayers(shape) }
}

/// Ministral 3 is Mistral, stretched by YaRN, whose queries grow with the stretches of text before
/// them; a GGUF file calls it mistral3.
func translateMinistral3(_ folder: FolderTranslator) throws(ModelFileError) {
  folder.config.ignore("layer_types")
  folder.queriesGrow = true
  // A configuration without one has a rotation of the makers' that no published model leaves out.
  guard folder.config.contains("rope_parameters") || folder.config.contains("rope_scaling") else {
    throw folder.config.failure(
      .missing, "rope_parameters", expected: "the rotation", found: "no such key")
  }
  try folder.mistralShaped(as: "mistral3", vocabulary: 131_072, usualWindow: nil) {
    _ throws(ModelFileError) in nil
  }
}

/// SmolLM 3 is Llama with layers that leave positions out.
func translateSmolLM3(_ folder: FolderTranslator) throws(ModelFileError) {
  folder.config.defaults = [
    "vocab_size": 128_256, "max_position_embeddings": 32_768, "rms_norm_eps": 1e-6,
    "num_key_value_heads": 4, "rope_theta": 2_000_000,
  ]
  folder.begin("smollm3")
  let shape = try folder.llamaShaped(tiedByDefault: true)
  if try folder.config.flag("use_sliding_window", default: false) {
    folder.setWindow(
      try folder.config.countIfPresent("sliding_window"),
      layers: try folder.slidingLayers(shape) ?? [Bool](repeating: false, count: shape.layers))
  } else {
    folder.config.ignore("sliding_window", "layer_types", "max_window_layers")
  }
  let interval = try folder.config.countIfPresent("no_rope_layer_interval") ?? 4
  var turns = (0..<shape.layers).map { ($0 + 1) % interval != 0 }
  if let given = try folder.config.numbersIfPresent("no_rope_layers"), !given.isEmpty {
    guard given.count >= shape.layers else {
      throw folder.config.failure(
        .mismatch, "no_rope_layers", expected: "\(shape.layers) numbers", found: "\(given.count)")
    }
    turns = given.prefix(shape.layers).map { $0 != 0 }  // 1 where positions are kept
  }
  folder.set("rope.layer_pattern", turns)
}

/// Granite is Llama with multipliers at the seams.
func translateGranite(_ folder: FolderTranslator) throws(ModelFileError) {
  folder.config.defaults = [
    "vocab_size": 32_000, "max_position_embeddings": 2048, "rms_norm_eps": 1e-6,
    "embedding_multiplier": 1, "residual_multiplier": 1, "attention_multiplier": 1,
    "logits_scaling": 1,
  ]
  folder.begin("granite")
  try folder.llamaShaped()
  try folder.graniteMultipliers()
}

/// MiniCPM is Llama with its own names for multipliers.
func translateMiniCPM(_ folder: FolderTranslator) throws(ModelFileError) {
  folder.config.defaults = [
    "vocab_size": 32_000, "max_position_embeddings": 2048, "rms_norm_eps": 1e-6,
    "scale_emb": 1, "dim_model_base": 1, "scale_depth": 1,
  ]
  folder.config.ignore("pretraining_tp")
  folder.begin("minicpm")
  let shape = try folder.llamaShaped(tiedByDefault: true)
  folder.set("embedding_scale", try folder.config.positive("scale_emb"))
  let depth = try folder.config.positive("scale_depth")
  folder.set("residual_scale", depth / Double(shape.layers).squareRoot())
  // The logits are divided by it.
  folder.set("logit_scale", Double(shape.width) / (try folder.config.positive("dim_model_base")))
}

extension FolderTranslator {
  fileprivate func mistralShaped(
    as architecture: String = "llama", vocabulary: Double = 32_000, usualWindow: Int? = 4096,
    _ sliding: (Shape) throws(ModelFileError) -> [Bool]?
  ) throws(ModelFileError) {
    config.defaults = [
      "vocab_size": vocabulary, "max_position_embeddings": 131_072, "rms_norm_eps": 1e-6,
      "num_key_value_heads": 8,
    ]
    begin(architecture)
    let shape = try llamaShaped()
    if let window = try window(usual: usualWindow) {
      let layers = try sliding(shape) ?? [Bool](repeating: true, count: shape.layers)
      setWindow(window, layers: layers)
    }
  }

  func graniteMultipliers() throws(ModelFileError) {
    set("attention.scale", try config.positive("attention_multiplier"))
    set("embedding_scale", try config.positive("embedding_multiplier"))
    set("residual_scale", try config.positive("residual_multiplier"))
    // The logits are divided by it.
    set("logit_scale", try config.positive("logits_scaling"))
  }

  /// Norms before the halves, biases where the configuration asks for them, permuted rows in GGUF.
  @discardableResult
  func llamaShaped(
    tiedByDefault: Bool = false, permuting: Bool = true
  ) throws(ModelFileError) -> Shape {
    try requireActivation()
    let shape = try shape()
    try epsilon()
    try rotation(shape)
    try embeddingAndHead(tiedByDefault: tiedByDefault)
    let bias = try config.flag("attention_bias", default: false)
    let innerBias = try config.flag("mlp_bias", default: false)
    for index in 0..<shape.layers {
      try layer(
        index,
        preNormNames + attentionNames(shape, permuting: permuting, bias: bias)
          + feedForwardNames(bias: innerBias))
    }
    return shape
  }
}

/// HyperCLOVA X SEED Think: Granite's multipliers, of which that of the logits is a factor, and mostly
/// a second norm behind each half.
///
/// The family's name in GGUF files is ours, nobody else has one; rows stay as they were trained.
func translateHyperCLOVAX(_ folder: FolderTranslator) throws(ModelFileError) {
  folder.config.defaults = [
    "vocab_size": 32_000, "max_position_embeddings": 2048, "rms_norm_eps": 1e-6,
    "embedding_multiplier": 1, "residual_multiplier": 1, "logits_scaling": 1,
  ]
  folder.begin("hyperclovax")
  let shape = try folder.llamaShaped(permuting: false)
  let usual = 1 / Double(shape.headWidth).squareRoot()
  folder.set(
    "attention.scale", try folder.config.positiveIfPresent("attention_multiplier") ?? usual)
  folder.set("embedding_scale", try folder.config.positive("embedding_multiplier"))
  folder.set("residual_scale", try folder.config.positive("residual_multiplier"))
  folder.set("logit_scale", 1 / (try folder.config.positive("logits_scaling")))
  guard try folder.config.flag("use_post_norm", default: true) else { return }
  for index in 0..<shape.layers {
    try folder.layer(
      index,
      [
        FolderTranslator.LayerName("post_attention_norm", "post_norm1"),
        FolderTranslator.LayerName("post_ffw_norm", "post_norm2"),
      ])
  }
}
