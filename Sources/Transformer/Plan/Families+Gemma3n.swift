import ModelFiles

extension Families {
  /// Gemma 3n: layers compute with the first of several streams and correct the others by it.
  ///
  /// Keys are shared and layers have embeddings of their own as in Gemma 4; some layers silence all
  /// gates but the largest.
  static func gemma3n(_ reader: PlanReader) throws(ModelFileError) -> DecoderPlan {
    var plan = try reader.decoder(
      FamilyTraits(
        pairing: .halves, headNorm: .beforeRotation, norms: .both, activation: .geluTanh,
        windowPattern: .allButEach(period: 5), windowRotation: .plain(base: 10_000)))
    plan.multipliers.embedding = Float(plan.width).squareRoot()
    plan.perLayerWidth = try reader.count("embedding_length_per_layer_input")
    plan.streams = try reader.count("altup.num_inputs")
    let active = try reader.zeroOrCount("altup.active_idx")
    guard active == 0, plan.streams <= 64 else {
      throw reader.failure(
        "altup.active_idx", expected: "the first of up to 64 streams",
        found: "\(active) of \(plan.streams)")
    }
    let cutoffs = try reader.floats("activation_sparsity_scale", layers: plan.layers.count)
    for index in plan.layers.indices {
      if case .dense(var dense) = plan.layers[index].feedForward, let cutoffs,
        cutoffs[index] > -.infinity
      {
        dense.cutoff = cutoffs[index]
        plan.layers[index].feedForward = .dense(dense)
      }
      guard var attention = plan.layers[index].attention else { continue }
      attention.scale = 1
      attention.normalizesValues = true
      plan.layers[index].attention = attention
    }
    try shareKeys(reader, &plan)
    return plan
  }
}
