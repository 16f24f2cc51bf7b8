#if canImport(Glibc)
private import Glibc
#elseif canImport(Musl)
private import Musl
#else
private import Darwin
#endif

/// The rotation that a configuration asks for, in either of its notations.
///
/// Version 5 of transformers keeps `rope_parameters`, one object or one for each type of layer;
/// before it there were `rope_theta` and `rope_scaling` beside each other, and the older is taken
/// where both stand there.
struct FolderRope {
  let theta: Double
  /// `default`, `linear`, `dynamic`, `yarn`, `llama3`, `longrope`, `proportional`.
  let type: String
  /// The part of a head that turns; 1 in a family that names no usual part.
  let partial: Double
  let section: FolderConfig?
  let config: FolderConfig

  static let layerTypes = ["full_attention", "sliding_attention"]

  /// Reads the rotation of one type of layers, or of all.
  ///
  /// The base is `fallback` where the configuration names none.
  init(
    _ config: FolderConfig, layerType: String? = nil, theta fallback: Double? = nil
  ) throws(ModelFileError) {
    var section = try config.sectionIfPresent("rope_scaling")
    if section?.keys.isEmpty ?? true { section = try config.sectionIfPresent("rope_parameters") }
    let types = section.map { section in Self.layerTypes.filter { section.contains($0) } } ?? []
    if let layerType, let nested = try section?.sectionIfPresent(layerType) {
      section = nested
    } else if let first = types.first, layerType == nil {
      guard let all = section, !Set(all.keys).isDisjoint(with: ["rope_type", "rope_theta"]) else {
        throw config.failure(
          .unsupportedType, "rope_parameters.\(first)", expected: "one rotation for all layers",
          found: "one for each type of layer")
      }
    }
    self.config = config
    self.section = section
    let shared = try config.positiveIfPresent("rope_theta")
    theta =
      try section?.positiveIfPresent("rope_theta") ?? shared ?? fallback
      ?? config.defaults["rope_theta"] ?? 10_000
    let older = try section?.textIfPresent("type")
    type = try section?.textIfPresent("rope_type") ?? older ?? "default"
    let part = try config.positiveIfPresent("partial_rotary_factor")
    let given = try section?.positiveIfPresent("partial_rotary_factor") ?? part
    // Most makers' code turns whole heads, whatever a configuration says; scaled, it would end there.
    let usual = config.defaults["partial_rotary_factor"]
    partial = usual == nil && type == "default" ? 1 : given ?? usual ?? 1
    guard partial <= 1, usual != nil || partial == 1 else {
      throw config.failure(
        .invalid, "partial_rotary_factor",
        expected: usual == nil ? "1, since this family turns whole heads" : "at most 1",
        found: "\(partial)")
    }
  }

  /// Whether positions turn as they were trained, by the base alone.
  var isPlain: Bool { type == "default" }

  /// The positions that the model was trained on, before its context was stretched.
  func original(contextLimit: Int) throws(ModelFileError) -> Int {
    let outer = try config.countIfPresent("original_max_position_embeddings")
    let inner = try section?.countIfPresent("original_max_position_embeddings")
    return outer ?? inner ?? contextLimit
  }

  func factor() throws(ModelFileError) -> Double {
    guard let section else { return 1 }
    return try section.positive("factor")
  }

  /// Refuses what the rotation asks for beyond the keys that were read.
  func finish(alsoKnown: Set<String> = []) throws(ModelFileError) {
    guard let section else { return }
    let harmless: Set = ["finetuned", "max_position_embeddings"]
    for key in section.keys
    where !section.read.contains(key) && !harmless.contains(key) && !alsoKnown.contains(key)
      && !Self.layerTypes.contains(key) && section.value(key) != nil
    {
      throw section.failure(
        .unsupportedType, key, expected: "only keys that a rotation of type \(type) has",
        found: "this one")
    }
  }

  /// `0.1 * weight * ln(factor) + 1`, the temperature of the YaRN paper.
  static func magnitude(_ factor: Double, weight: Double = 1) -> Double {
    factor <= 1 ? 1 : 0.1 * weight * log(factor) + 1
  }

  /// What YaRN multiplies cosines and sines with.
  func yarnMagnitude(_ section: FolderConfig, factor: Double) throws(ModelFileError) -> Double {
    let numerator = try section.numberIfPresent("mscale") ?? 0
    let denominator = try section.numberIfPresent("mscale_all_dim") ?? 0
    if let given = try section.positiveIfPresent("attention_factor") { return given }
    guard numerator != 0, denominator != 0 else { return Self.magnitude(factor) }
    return Self.magnitude(factor, weight: numerator)
      / Self.magnitude(factor, weight: denominator)
  }

  /// What Llama 3 divides the frequency of each pair by.
  ///
  /// Pairs that turn fast are left alone, slow ones slowed by the factor, those between mixed.
  func llama3Divisors(
    _ section: FolderConfig, dimensions: Int, contextLimit: Int
  ) throws(ModelFileError) -> [Float] {
    let factor = try section.positive("factor")
    let low = try section.positive("low_freq_factor")
    let high = try section.positive("high_freq_factor")
    let original = Double(try original(contextLimit: contextLimit))
    guard low < high else {
      throw section.failure(
        .invalid, "high_freq_factor", expected: "more than low_freq_factor", found: "\(high)")
    }
    return (0..<dimensions / 2).map { pair in
      let frequency = pow(theta, -2 * Double(pair) / Double(dimensions))
      let waveLength = 2 * Double.pi / frequency
      if waveLength < original / high { return 1 }
      if waveLength > original / low { return Float(factor) }
      let share = (original / waveLength - low) / (high - low)
      return Float(1 / ((1 - share) / factor + share))
    }
  }

  /// What LongRoPE multiplies cosines and sines with.
  func longMagnitude(
    _ section: FolderConfig, original: Int, contextLimit: Int
  ) throws(ModelFileError) -> Double {
    let factor =
      try section.positiveIfPresent("factor") ?? Double(contextLimit) / Double(original)
    if let given = try section.positiveIfPresent("attention_factor") { return given }
    return factor <= 1 ? 1 : (1 + log(factor) / log(Double(original))).squareRoot()
  }
}
