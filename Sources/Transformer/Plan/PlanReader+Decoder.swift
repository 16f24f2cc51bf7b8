import ModelFiles
import Tensor

/// The mapping that the families with the common key names share; each changes what differs in it.
extension PlanReader {
  /// Reads a decoder with attention and a gated feed-forward part in every layer.
  func decoder(
    pairing: RotaryPairing, headNorm: AttentionPlan.HeadNorm
  ) throws(ModelFileError) -> DecoderPlan {
    let width = try count("embedding_length")
    let layers = try layerCount()
    let heads = try counts("attention.head_count", layers: layers)
    let keyValueHeads = try counts("attention.head_count_kv", layers: layers, default: heads)
    let innerWidths = try counts("feed_forward_length", layers: layers)
    let headWidth = try headWidth(width: width, heads: heads)

    var layerPlans: [LayerPlan] = []
    for index in 0..<layers {
      guard heads[index] % keyValueHeads[index] == 0 else {
        throw failure(
          "attention.head_count_kv", expected: "a divisor of \(heads[index]) heads",
          found: "\(keyValueHeads[index]) in layer \(index)")
      }
      let attention = AttentionPlan(
        heads: heads[index], keyValueHeads: keyValueHeads[index], headWidth: headWidth,
        window: nil, rotation: 0, headNorm: headNorm,
        scale: Float(1 / Double(headWidth).squareRoot()))
      layerPlans.append(LayerPlan(attention: attention, innerWidth: innerWidths[index]))
    }
    let embedding = try file.tensor(named: "token_embd.weight")
    return DecoderPlan(
      family: family, width: width, vocabularyCount: embedding.rows,
      contextLimit: try count("context_length"), layers: layerPlans,
      rotations: [try rotation(pairing, headWidth: headWidth)],
      epsilon: try positive("attention.layer_norm_rms_epsilon"), multipliers: Multipliers(),
      warnings: [])
  }

  /// Every layer has tensors, so a file cannot claim more layers than it has of those.
  private func layerCount() throws(ModelFileError) -> Int {
    let layers = try count("block_count")
    guard layers <= file.tensors.count else {
      throw failure(
        "block_count", expected: "at most the file's \(file.tensors.count) tensors",
        found: "\(layers)")
    }
    return layers
  }

  /// The key where there is one: `width / heads` is wrong for many models, and then never noticed.
  private func headWidth(width: Int, heads: [Int]) throws(ModelFileError) -> Int {
    if let headWidth = try countIfPresent("attention.key_length") {
      let valueWidth = try countIfPresent("attention.value_length") ?? headWidth
      guard valueWidth == headWidth else {
        throw failure(
          "attention.value_length", expected: "\(headWidth), as attention.key_length",
          found: "\(valueWidth)")
      }
      return headWidth
    }
    for count in Set(heads).sorted() where width % count != 0 || Set(heads).count > 1 {
      throw failure(
        "attention.key_length",
        expected: "the key, as \(width) is not one head's width times heads",
        found: "no such key, and \(count) heads")
    }
    return width / (heads.first ?? 1)
  }

  private func rotation(
    _ pairing: RotaryPairing, headWidth: Int
  ) throws(ModelFileError) -> RotaryPlan {
    let dimensions = try countIfPresent("rope.dimension_count") ?? headWidth
    guard dimensions <= headWidth, dimensions % 2 == 0 else {
      throw failure(
        "rope.dimension_count", expected: "an even number up to the head's width of \(headWidth)",
        found: "\(dimensions)")
    }
    return RotaryPlan(
      pairing: pairing, dimensions: dimensions,
      base: Double(try positiveIfPresent("rope.freq_base") ?? 10_000),
      scaling: try scaling(), frequencyDivisors: try frequencyDivisors(pairs: dimensions / 2))
  }

  private func scaling() throws(ModelFileError) -> RotaryPlan.Scaling {
    let old = try positiveIfPresent("rope.scale_linear")  // what files had before the type key
    let factor = try positiveIfPresent("rope.scaling.factor") ?? old ?? 1
    let type = try stringIfPresent("rope.scaling.type") ?? (factor == 1 ? "none" : "linear")
    switch type {
    case "none": return .none
    case "linear": return factor == 1 ? .none : .linear(factor: Double(factor))
    default:
      throw failure("rope.scaling.type", expected: "none or linear", found: type)
    }
  }

  private func frequencyDivisors(pairs: Int) throws(ModelFileError) -> [Float] {
    let name = "rope_freqs.weight"
    guard let tensor = file.tensorIfPresent(named: name) else { return [] }
    guard tensor.elementType == .float32, tensor.dimensions == [pairs] else {
      throw ModelFileError(
        .mismatch, file: file.name, place: .tensor(name), expected: "[\(pairs)] in f32",
        found: "\(tensor.dimensions) in \(tensor.elementType.name)")
    }
    let bytes = file.bytes(of: tensor)
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
