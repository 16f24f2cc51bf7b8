import ModelFiles
import Tensor

/// Families whose layers mostly carry a state instead of keys and values. Sources: the makers' code
/// in `transformers` 5, and the keys and names that llama.cpp's converters write.
extension Families {
  /// LFM 2: short gated convolutions; attention where a layer has heads for keys.
  static func lfm2(_ reader: PlanReader) throws(ModelFileError) -> DecoderPlan {
    try reader.decoder(
      FamilyTraits(pairing: .halves, headNorm: .beforeRotation),
      mixers: reader.shortConvolutions())
  }

  /// Qwen 3.5, dense: gated DeltaNets, and attention with a gate at its output in each fourth layer.
  static func qwen35(_ reader: PlanReader) throws(ModelFileError) -> DecoderPlan {
    try gatedDeltaNets(reader, isTiled: true)
  }

  /// Qwen 3.5 with experts, and a shared part with a gate of its own.
  static func qwen35MoE(_ reader: PlanReader) throws(ModelFileError) -> DecoderPlan {
    var plan = try gatedDeltaNets(reader, isTiled: true)
    try reader.addExperts(to: &plan, ExpertTraits(hasSharedGate: true))
    return plan
  }

  /// Qwen 3 Next: the same with experts, but its files keep the value heads of a key head together.
  static func qwen3Next(_ reader: PlanReader) throws(ModelFileError) -> DecoderPlan {
    var plan = try gatedDeltaNets(reader, isTiled: false)
    try reader.addExperts(to: &plan, ExpertTraits(hasSharedGate: true))
    return plan
  }

  private static func gatedDeltaNets(
    _ reader: PlanReader, isTiled: Bool
  ) throws(ModelFileError) -> DecoderPlan {
    let mixers = try reader.deltaNets(isTiled: isTiled)
    var plan = try reader.decoder(
      FamilyTraits(pairing: .halves, headNorm: .beforeRotation), mixers: mixers)
    for index in plan.layers.indices { plan.layers[index].attention?.hasOutputGate = true }
    try reader.dropGuessingLayers(&plan)
    return plan
  }
}

extension PlanReader {
  /// The mixers of the layers that have no heads for keys.
  func shortConvolutions() throws(ModelFileError) -> [MixerPlan?] {
    let layers = try layerCount()
    let width = try count("embedding_length")
    let kernel = try convolutionKernel("shortconv.l_cache")
    let heads = try counts("attention.head_count_kv", layers: layers, least: 0)
    return heads.map {
      $0 == 0 ? .shortConvolution(ShortConvolutionPlan(channels: width, kernel: kernel)) : nil
    }
  }

  /// The mixers of the layers that carry a state.
  ///
  /// `isTiled` tells how files of the family order value heads where several go with one key head.
  func deltaNets(isTiled: Bool) throws(ModelFileError) -> [MixerPlan?] {
    let layers = try layerCount()
    let heads = try count("ssm.time_step_rank")
    let keyHeads = try count("ssm.group_count")
    let inner = try count("ssm.inner_size")
    let keyWidth = try count("ssm.state_size")
    guard heads % keyHeads == 0 else {
      throw failure(
        "ssm.time_step_rank", expected: "a multiple of \(keyHeads) groups", found: "\(heads)")
    }
    guard inner % heads == 0 else {
      throw failure(
        "ssm.inner_size", expected: "a multiple of \(heads) heads", found: "\(inner)")
    }
    let shape = DeltaShape(
      heads: heads, keyHeads: keyHeads, keyWidth: keyWidth, valueWidth: inner / heads,
      isTiled: isTiled)
    let plan = DeltaNetPlan(shape: shape, kernel: try convolutionKernel("ssm.conv_kernel"))
    let limit = PlanReader.limit
    guard inner <= limit / keyWidth, keyHeads <= limit / keyWidth else {
      throw failure(
        "ssm.state_size", expected: "a state of at most \(limit) numbers a layer",
        found: "\(keyWidth) x \(inner)")
    }
    return try recurrentLayers(layers).map { $0 ? .deltaNet(plan) : nil }
  }

  private func recurrentLayers(_ layers: Int) throws(ModelFileError) -> [Bool] {
    if let flags = try flags("attention.recurrent_layers", layers: layers) { return flags }
    let interval = try countIfPresent("full_attention_interval") ?? 4
    let guessing = try guessingLayers()
    return (0..<layers).map { $0 < layers - guessing && ($0 + 1) % interval != 0 }
  }

  private func convolutionKernel(_ name: String) throws(ModelFileError) -> Int {
    let kernel = try count(name)
    guard (2...Compute.convolutionLimit).contains(kernel) else {
      throw failure(
        name, expected: "from 2 to \(Compute.convolutionLimit) positions", found: "\(kernel)")
    }
    return kernel
  }

  /// Layers at the end that guess tokens beyond the next; they are not run.
  private func guessingLayers() throws(ModelFileError) -> Int {
    let key = "\(family).nextn_predict_layers"
    return try file.metadata.unsignedIfPresent(key, in: 0...PlanReader.limit) ?? 0
  }

  func dropGuessingLayers(_ plan: inout DecoderPlan) throws(ModelFileError) {
    let guessing = try guessingLayers()
    guard guessing < plan.layers.count else {
      throw failure(
        "nextn_predict_layers", expected: "fewer than \(plan.layers.count) layers",
        found: "\(guessing)")
    }
    plan.layers.removeLast(guessing)
  }
}
