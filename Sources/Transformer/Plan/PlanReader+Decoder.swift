import ModelFiles
import Tensor

/// The mapping that the families with the common key names share; each changes what differs in it.
extension PlanReader {
  /// Reads a decoder with attention and a gated feed-forward part in every layer, except where
  /// another mixer is given for one.
  func decoder(
    _ traits: FamilyTraits, mixers: [MixerPlan?] = []
  ) throws(ModelFileError) -> DecoderPlan {
    let width = try count("embedding_length")
    let layers = try layerCount()
    let heads = try counts("attention.head_count", layers: layers)
    let keyValueHeads = try counts(
      "attention.head_count_kv", layers: layers, default: heads, least: mixers.isEmpty ? 1 : 0)
    // Where all layers have experts, files of some families leave the width of dense parts out.
    let ofExpert = try countIfPresent("expert_feed_forward_length")
    let innerWidths = try counts(
      "feed_forward_length", layers: layers,
      default: ofExpert.map { [Int](repeating: $0, count: layers) })
    let headWidth = try headWidth(width: width, heads: heads)
    let windows = try windows(traits.windowPattern, layers: layers)
    let rotations = try rotations(
      traits, headWidth: headWidth, hasWindows: windows.contains { $0 != nil })
    let turns = try flags("rope.layer_pattern", layers: layers)
    let scale =
      try positiveIfPresent("attention.scale") ?? Float(1 / Double(headWidth).squareRoot())
    let scoreCap = try positiveIfPresent("attn_logit_softcapping")

    var layerPlans: [LayerPlan] = []
    for index in 0..<layers {
      let other = mixers.isEmpty ? nil : mixers[index]
      let groups = keyValueHeads[index]
      guard other != nil || groups > 0 && heads[index] % groups == 0 else {
        throw failure(
          "attention.head_count_kv", expected: "a divisor of \(heads[index]) heads",
          found: "\(keyValueHeads[index]) in layer \(index)")
      }
      let rotation = windows[index] == nil ? rotations.everything : rotations.window
      let attention = AttentionPlan(
        heads: heads[index], keyValueHeads: keyValueHeads[index], headWidth: headWidth,
        window: windows[index], rotation: turns?[index] ?? true ? rotation : nil,
        headNorm: traits.headNorm, scale: scale, scoreCap: scoreCap)
      layerPlans.append(
        LayerPlan(
          mixer: other ?? .attention(attention),
          feedForward: .dense(
            DensePlan(innerWidth: innerWidths[index], activation: traits.activation)),
          norms: traits.norms))
    }
    let embedding = try file.entry(named: "token_embd.weight")
    return DecoderPlan(
      family: family, width: width, vocabularyCount: embedding.rows,
      contextLimit: try contextLimit(rotations.plans), layers: layerPlans,
      rotations: rotations.plans,
      epsilon: try positive("attention.layer_norm_rms_epsilon"), multipliers: try multipliers(),
      permutesHalves: traits.pairing == .permuted, warnings: [])
  }

  /// The length that a file names, except where it is the one from which a rotation begins to
  /// stretch: dynamic scaling has no end, and 16 times is more than anybody has made use of.
  func contextLimit(_ rotations: [RotaryPlan]) throws(ModelFileError) -> Int {
    let limit = try count("context_length")
    let grows = rotations.contains { if case .dynamic = $0.scaling { true } else { false } }
    return grows ? min(16 * limit, PlanReader.limit) : limit
  }

  func multipliers() throws(ModelFileError) -> Multipliers {
    Multipliers(
      embedding: try positiveIfPresent("embedding_scale") ?? 1,
      residual: try positiveIfPresent("residual_scale") ?? 1,
      logits: 1 / (try positiveIfPresent("logit_scale") ?? 1),
      logitCap: try positiveIfPresent("final_logit_softcapping"))
  }

  /// Every layer has tensors, so a file cannot claim more layers than it has of those.
  func layerCount() throws(ModelFileError) -> Int {
    let layers = try count("block_count")
    guard layers <= file.entries.count else {
      throw failure(
        "block_count", expected: "at most the file's \(file.entries.count) tensors",
        found: "\(layers)")
    }
    return layers
  }

  /// The key where there is one: `width / heads` is wrong for many models, and then never noticed.
  func headWidth(width: Int, heads: [Int]) throws(ModelFileError) -> Int {
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
}
