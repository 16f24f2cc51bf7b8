import ModelFiles

extension Families {
  /// Gemma 4, dense or with experts beside the dense part of each layer.
  ///
  /// Scores are not scaled, values are normalised without weights, heads are wider where attention
  /// sees everything, the last layers read the keys of earlier ones of their kind, and each layer
  /// adds an embedding of its own and ends with a factor.
  static func gemma4(_ reader: PlanReader) throws(ModelFileError) -> DecoderPlan {
    var plan = try reader.decoder(
      FamilyTraits(
        pairing: .halves, headNorm: .beforeRotation, norms: .both, activation: .geluTanh,
        windowPattern: .allButEach(period: 6), windowRotation: .plain(base: 10_000)))
    plan.multipliers.embedding = Float(plan.width).squareRoot()
    plan.perLayerWidth = try reader.zeroOrCount("embedding_length_per_layer_input")
    let narrow = try reader.countIfPresent("attention.key_length_swa")
    for index in plan.layers.indices {
      plan.layers[index].hasOutputScale = true
      guard var attention = plan.layers[index].attention else { continue }
      if attention.window != nil { attention.headWidth = narrow ?? attention.headWidth }
      attention.scale = 1
      attention.normalizesValues = true
      plan.layers[index].attention = attention
    }
    if plan.rotations.count > 1 {
      let width = plan.layers.lazy.compactMap(\.attention).first { $0.window != nil }?.headWidth
      let dimensions = try reader.countIfPresent("rope.dimension_count_swa") ?? width ?? 0
      guard dimensions <= width ?? 0, dimensions % 2 == 0 else {
        throw reader.failure(
          "rope.dimension_count_swa", expected: "an even number up to the head's width",
          found: "\(dimensions)")
      }
      plan.rotations[1].dimensions = dimensions
    }
    try shareKeys(reader, &plan)
    if try reader.zeroOrCount("expert_count") > 0 {
      try reader.addExperts(to: &plan, ExpertTraits(activation: .geluTanh, keepsDense: true))
    }
    return plan
  }

  /// The last layers have no keys: each reads those of the last layer of its kind that has some.
  static func shareKeys(
    _ reader: PlanReader, _ plan: inout DecoderPlan
  ) throws(ModelFileError) {
    let shared = try reader.zeroOrCount("attention.shared_kv_layers")
    let first = plan.layers.count - min(shared, plan.layers.count)
    for index in first..<plan.layers.count {
      let kind = plan.layers[index].attention?.window
      guard
        let source = plan.layers[..<first].lastIndex(where: { $0.attention?.window == kind }),
        let owner = plan.layers[source].attention, var attention = plan.layers[index].attention,
        owner.keyValueWidth == attention.keyValueWidth, owner.headWidth == attention.headWidth
      else {
        throw reader.failure(
          "attention.shared_kv_layers", expected: "an earlier layer of the kind of layer \(index)",
          found: "\(shared) of \(plan.layers.count) layers without keys")
      }
      attention.keysOf = source
      plan.layers[index].attention = attention
    }
  }
}
