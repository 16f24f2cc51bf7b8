import ModelFiles
import Tensor

/// The rotations of a model, and which of them its layers use: an index, or nil for none.
struct Rotations {
  var plans: [RotaryPlan]
  /// Of layers that see everything.
  var everything: Int?
  /// Of layers that see a window.
  var window: Int?
}

extension PlanReader {
  func rotations(
    _ traits: FamilyTraits, headWidth: Int, hasWindows: Bool
  ) throws(ModelFileError) -> Rotations {
    let main = try rotation(traits, headWidth: headWidth)
    guard hasWindows else { return Rotations(plans: [main], everything: 0, window: 0) }
    switch traits.windowRotation {
    case .same: return Rotations(plans: [main], everything: 0, window: 0)
    case .only: return Rotations(plans: [main], everything: nil, window: 0)
    case .plain(let base):
      var plain = main
      plain.scaling = .none
      plain.frequencyDivisors = []
      plain.base = Double(try positiveIfPresent("rope.freq_base_swa") ?? Float(base))
      return Rotations(plans: [main, plain], everything: 0, window: 1)
    }
  }

  /// The rotation that the main keys describe.
  func rotation(
    _ traits: FamilyTraits, headWidth: Int
  ) throws(ModelFileError) -> RotaryPlan {
    let dimensions = try countIfPresent("rope.dimension_count") ?? headWidth
    guard dimensions <= headWidth, dimensions % 2 == 0 else {
      throw failure(
        "rope.dimension_count", expected: "an even number up to the head's width of \(headWidth)",
        found: "\(dimensions)")
    }
    let pairing: RotaryPairing =
      switch traits.pairing {
      case .adjacent: .adjacent
      case .halves: .halves
      case .permuted: file.keepsHalvesOrder ? .halves : .adjacent
      }
    let divisors = try divisors("rope_freqs.weight", pairs: dimensions / 2)
    return RotaryPlan(
      pairing: pairing, dimensions: dimensions,
      base: Double(try positiveIfPresent("rope.freq_base") ?? 10_000),
      scaling: try scaling(dimensions: dimensions, roundsYarn: traits.roundsYarn),
      frequencyDivisors: divisors ?? [])
  }

  private func scaling(
    dimensions: Int, roundsYarn: Bool
  ) throws(ModelFileError) -> RotaryScaling {
    let old = try positiveIfPresent("rope.scale_linear")  // what files had before the type key
    let factor = Double(try positiveIfPresent("rope.scaling.factor") ?? old ?? 1)
    let hasLong = file.entryIfPresent(named: "rope_factors_long.weight") != nil
    let type =
      try stringIfPresent("rope.scaling.type")
      ?? (hasLong ? "longrope" : factor == 1 ? "none" : "linear")
    switch type {
    case "none": return .none
    case "linear": return factor == 1 ? .none : .linear(factor: factor)
    case "yarn": return .yarn(try yarn(factor: factor, rounds: roundsYarn))
    case "dynamic":
      guard dimensions > 2 else {
        throw failure(
          "rope.dimension_count", expected: "more than 2 for dynamic scaling",
          found: "\(dimensions)")
      }
      return .dynamic(factor: factor, original: try originalLength())
    case "longrope": return .long(try longRope(pairs: dimensions / 2))
    default:
      throw failure(
        "rope.scaling.type", expected: "none, linear, yarn, dynamic or longrope", found: type)
    }
  }

  private func originalLength() throws(ModelFileError) -> Int {
    if let length = try countIfPresent("rope.scaling.original_context_length") { return length }
    return try count("context_length")
  }

  /// The magnitude is the paper's, times a factor of the file's own.
  ///
  /// With DeepSeek's multiplier it is 1: there the temperature is a factor of the scores.
  /// Converters write a magnitude that a configuration sets as a whole under a name of its own.
  private func yarn(
    factor: Double, rounds: Bool
  ) throws(ModelFileError) -> RotaryScaling.Yarn {
    let own = Double(try positiveIfPresent("rope.scaling.attn_factor") ?? 1)
    let whole = try positiveIfPresent("rope.scaling.yarn_attn_factor").map { Double($0) }
    let multiplier = try positiveIfPresent("rope.scaling.yarn_log_multiplier")
    var magnitude = multiplier == nil ? RotaryScaling.Yarn.magnitude(factor) : 1
    if family == "mistral3", let multiplier {
      // There the scores are left alone: a magnitude of its own divides the paper's.
      magnitude =
        RotaryScaling.Yarn.magnitude(factor)
        / RotaryScaling.Yarn.magnitude(factor, weight: Double(multiplier))
    }
    return RotaryScaling.Yarn(
      factor: factor, original: try originalLength(),
      fast: Double(try positiveIfPresent("rope.scaling.yarn_beta_fast") ?? 32),
      slow: Double(try positiveIfPresent("rope.scaling.yarn_beta_slow") ?? 1),
      rounds: try boolIfPresent("rope.scaling.yarn_truncate") ?? rounds,
      magnitude: whole ?? own * magnitude)
  }

  private func longRope(pairs: Int) throws(ModelFileError) -> RotaryScaling.LongRope {
    let name = { (length: String) in "rope_factors_\(length).weight" }
    guard let short = try divisors(name("short"), pairs: pairs),
      let long = try divisors(name("long"), pairs: pairs)
    else {
      throw ModelFileError(
        .missing, file: file.name, place: .tensor(name("short")),
        expected: "divisors for a long rope, short and long", found: "not both")
    }
    return RotaryScaling.LongRope(
      short: short, long: long, original: try originalLength(),
      magnitude: Double(try positiveIfPresent("rope.scaling.attn_factor") ?? 1))
  }

  private func divisors(_ name: String, pairs: Int) throws(ModelFileError) -> [Float]? {
    guard let tensor = file.entryIfPresent(named: name) else { return nil }
    guard tensor.elementType == .float32, tensor.dimensions == [pairs],
      let bytes = tensor.parts.first
    else {
      throw ModelFileError(
        .mismatch, file: file.name, place: .tensor(name), expected: "[\(pairs)] in f32",
        found: "\(tensor.dimensions) in \(tensor.elementType.name)")
    }
    let divisors = (0..<pairs).map {
      Float(
        bitPattern: UInt32(
          littleEndian: bytes.loadUnaligned(fromByteOffset: 4 * $0, as: UInt32.self)))
    }
    if let index = divisors.firstIndex(where: { !($0 > 0 && $0 < .infinity) }) {
      throw ModelFileError(
        .invalid, file: file.name, place: .tensor(name), expected: "positive divisors",
        found: "\(divisors[index]) as element \(index)")
    }
    return divisors
  }
}
