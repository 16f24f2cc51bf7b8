#if canImport(Glibc)
private import Glibc
#elseif canImport(Musl)
private import Musl
#else
private import Darwin
#endif

/// How rotations are written as GGUF keys and tensors.
///
/// `rope.scaling.type` is `linear`, `yarn`, `longrope` as in every GGUF, and `dynamic`, which only
/// this program knows. YaRN has `rope.scaling.factor`, `original_context_length`, `yarn_beta_fast`,
/// `yarn_beta_slow`, and `attn_factor`: what multiplies the paper's own temperature, 1 where it is
/// left out. `yarn_truncate` is ours, written only where it is false: the ramp's ends are not
/// rounded to whole pairs then. Where the temperature is a factor of the scores instead, as DeepSeek
/// has it, `yarn_log_multiplier` is set and `attn_factor` multiplies 1. Llama 3's scaling is a tensor of divisors, `rope_freqs.weight`;
/// LongRoPE has two, `rope_factors_short.weight` and `rope_factors_long.weight`.
extension FolderTranslator {
  /// Sets the keys of the rotation that all layers share, or that the layers without a window have.
  func rotation(
    _ shape: Shape, layerType: String? = nil, theta: Double? = nil, headWidth: Int? = nil
  ) throws(ModelFileError) {
    let rope = try FolderRope(config, layerType: layerType, theta: theta)
    let dimensions = Int(Double(headWidth ?? shape.headWidth) * rope.partial)
    guard dimensions >= 2, dimensions % 2 == 0, dimensions <= headWidth ?? shape.headWidth else {
      throw config.failure(
        .invalid, "partial_rotary_factor", expected: "an even part of a head",
        found: "\(dimensions)")
    }
    set("rope.dimension_count", dimensions)
    set("rope.freq_base", rope.theta)
    try scaling(rope, shape, dimensions: dimensions)
    try rope.finish()
  }

  /// Sets the base of the layers with a window, whose rotation must be a plain one.
  func slidingRotation(theta: Double) throws(ModelFileError) {
    let rope = try FolderRope(config, layerType: "sliding_attention", theta: theta)
    guard rope.isPlain else {
      throw config.failure(
        .unsupportedType, "rope_parameters.sliding_attention.rope_type", expected: "default",
        found: Printable.quoted(rope.type))
    }
    try rope.finish()
    set("rope.freq_base_swa", rope.theta)
  }

  func scaling(_ rope: FolderRope, _ shape: Shape, dimensions: Int) throws(ModelFileError) {
    guard let section = rope.section, !rope.isPlain else { return }
    switch rope.type {
    case "linear":
      set("rope.scaling.type", "linear")
      set("rope.scaling.factor", try rope.factor())
    case "dynamic":
      set("rope.scaling.type", "dynamic")
      set("rope.scaling.factor", try rope.factor())
      set("rope.scaling.original_context_length", shape.contextLimit)
      section.ignore("original_max_position_embeddings")
    case "yarn": try yarn(rope, section, shape)
    case "llama3":
      let divisors = try rope.llama3Divisors(
        section, dimensions: dimensions, contextLimit: shape.contextLimit)
      add("rope_freqs.weight", floats: divisors, dimensions: [divisors.count])
    case "longrope", "su": try longRope(rope, section, shape, dimensions: dimensions)
    default:
      throw section.failure(
        .unsupportedType, "rope_type",
        expected: "default, linear, dynamic, yarn, llama3 or longrope",
        found: Printable.quoted(rope.type))
    }
  }

  private func yarn(
    _ rope: FolderRope, _ section: FolderConfig, _ shape: Shape
  ) throws(ModelFileError) {
    let original = try rope.original(contextLimit: shape.contextLimit)
    let factor =
      try section.positiveIfPresent("factor") ?? Double(shape.contextLimit) / Double(original)
    set("rope.scaling.type", "yarn")
    set("rope.scaling.factor", factor)
    set("rope.scaling.original_context_length", original)
    if let fast = try section.positiveIfPresent("beta_fast") {
      set("rope.scaling.yarn_beta_fast", fast)
    }
    if let slow = try section.positiveIfPresent("beta_slow") {
      set("rope.scaling.yarn_beta_slow", slow)
    }
    if try !section.flag("truncate", default: true) {
      set("rope.scaling.yarn_truncate", false)
    }
    if queriesGrow {
      set("attention.temperature_scale", try section.number("llama_4_scaling_beta"))
    }
    let magnitude = try rope.yarnMagnitude(section, factor: factor)
    var usual = FolderRope.magnitude(factor)
    if scoresHaveTemperature, let weight = try section.positiveIfPresent("mscale_all_dim") {
      set("rope.scaling.yarn_log_multiplier", 0.1 * weight)
      usual = 1
    }
    if abs(magnitude - usual) > 1e-9 { set("rope.scaling.attn_factor", magnitude / usual) }
  }

  private func longRope(
    _ rope: FolderRope, _ section: FolderConfig, _ shape: Shape, dimensions: Int
  ) throws(ModelFileError) {
    let original = try rope.original(contextLimit: shape.contextLimit)
    let magnitude = try rope.longMagnitude(
      section, original: original, contextLimit: shape.contextLimit)
    set("rope.scaling.type", "longrope")
    set("rope.scaling.original_context_length", original)
    set("rope.scaling.attn_factor", magnitude)
    for (key, name) in [
      ("long_factor", "rope_factors_long.weight"), ("short_factor", "rope_factors_short.weight"),
    ] {
      let factors = try section.numbersIfPresent(key) ?? []
      guard factors.count == dimensions / 2, factors.allSatisfy({ $0 > 0 }) else {
        throw section.failure(
          .mismatch, key, expected: "\(dimensions / 2) numbers above 0",
          found: "\(factors.count) numbers")
      }
      add(name, floats: factors.map { Float($0) }, dimensions: [factors.count])
    }
  }
}
