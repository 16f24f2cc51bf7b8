/// Qwen 2 and 2.5: biases at q, k and v.
func translateQwen2(_ folder: FolderTranslator) throws(ModelFileError) {
  folder.config.defaults = [
    "vocab_size": 151_936, "max_position_embeddings": 32_768, "rms_norm_eps": 1e-6,
  ]
  folder.begin("qwen2")
  try folder.requireActivation()
  let shape = try folder.qwenShape()
  try folder.embeddingAndHead()
  for index in 0..<shape.layers {
    try folder.layer(
      index,
      folder.preNormNames + folder.attentionNames(shape, bias: true, outputBias: false)
        + folder.feedForwardNames())
  }
}

/// Qwen 3, dense: queries and keys are normalised per head.
func translateQwen3(_ folder: FolderTranslator) throws(ModelFileError) {
  folder.config.defaults = [
    "vocab_size": 151_936, "max_position_embeddings": 32_768, "rms_norm_eps": 1e-6,
    "head_dim": 128,
  ]
  folder.begin("qwen3")
  try folder.requireActivation()
  let shape = try folder.qwenShape()
  try folder.embeddingAndHead()
  let bias = try folder.config.flag("attention_bias", default: false)
  for index in 0..<shape.layers {
    try folder.layer(
      index,
      folder.preNormNames + folder.attentionNames(shape, bias: bias) + folder.headNormNames()
        + folder.feedForwardNames())
  }
}

extension FolderTranslator {
  /// Which layers have a window where the configuration asks for windows.
  enum QwenWindows {
    /// Those that `layer_types` names, else those from `max_window_layers` on.
    case late
    /// Those that `layer_types` names, else every other one before `max_window_layers`.
    case alternating
    /// All, whatever else the configuration says.
    case everywhere
  }

  /// Sizes, rotation and windows.
  func qwenShape(
    setsInner: Bool = true, windows: QwenWindows = .late
  ) throws(ModelFileError) -> Shape {
    let shape = try shape(setsInner: setsInner)
    try epsilon()
    try rotation(shape)
    guard try config.flag("use_sliding_window", default: false) else {
      config.ignore("sliding_window", "max_window_layers", "layer_types")
      return shape
    }
    let first = try config.countIfPresent("max_window_layers", in: 0...FolderConfig.limit) ?? 28
    let layers: [Bool]
    switch windows {
    case .late: layers = try slidingLayers(shape) ?? (0..<shape.layers).map { $0 >= first }
    case .alternating:
      layers = try slidingLayers(shape) ?? (0..<shape.layers).map { $0 % 2 == 0 && $0 < first }
    case .everywhere:
      config.ignore("layer_types")  // as this family's makers do
      layers = [Bool](repeating: true, count: shape.layers)
    }
    setWindow(try window(usual: 4096), layers: layers)
    return shape
  }
}
