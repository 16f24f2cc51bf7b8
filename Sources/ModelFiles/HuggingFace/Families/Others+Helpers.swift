#if canImport(Glibc)
private import Glibc
#elseif canImport(Musl)
private import Musl
#else
private import Darwin
#endif

extension FolderTranslator {
  /// `LLLG` or 4: which layers have a window where no list says it.
  func exaonePattern(_ shape: Shape) throws(ModelFileError) -> [Bool] {
    guard let value = config.value("sliding_window_pattern") else {
      return (0..<shape.layers).map { ($0 + 1) % 4 != 0 }
    }
    if let letters = value.string.map(Array.init), !letters.isEmpty {
      return (0..<shape.layers).map { letters[$0 % letters.count] == "L" }
    }
    let period = try config.countIfPresent("sliding_window_pattern") ?? 4
    return (0..<shape.layers).map { ($0 + 1) % period != 0 }
  }

  /// A rotation that calls itself dynamic and has an `alpha` is a plain one with a larger base.
  func hunyuanRotation(_ shape: Shape) throws(ModelFileError) {
    let rope = try FolderRope(config)
    let alpha = try rope.section?.positiveIfPresent("alpha")
    guard rope.type == "dynamic", let alpha else { return try rotation(shape) }
    let width = Double(shape.headWidth)
    set("rope.dimension_count", shape.headWidth)
    set("rope.freq_base", rope.theta * pow(alpha, width / (width - 2)))
    rope.section?.ignore("factor", "mscale", "mscale_all_dim", "beta_fast", "beta_slow")
    try rope.finish()
  }

  func glmDefaults() {
    config.defaults = [
      "vocab_size": 151_552, "max_position_embeddings": 131_072, "rms_norm_eps": 1.5625e-07,
      "num_key_value_heads": 2, "head_dim": 128, "partial_rotary_factor": 0.5,
    ]
  }

  func glmLayers(_ shape: Shape, norms: [LayerName]) throws(ModelFileError) {
    let bias = try config.flag("attention_bias", default: true)
    for index in 0..<shape.layers {
      try layer(
        index,
        norms + attentionNames(shape, bias: bias, outputBias: false) + [
          LayerName("ffn_up", "mlp.gate_up_proj"), LayerName("ffn_down", "mlp.down_proj"),
        ])
    }
  }
}
