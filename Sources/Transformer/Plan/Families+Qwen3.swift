import ModelFiles

extension Families {
  /// Qwen 3, dense: queries and keys are normalised per head before they turn.
  static func qwen3(_ reader: PlanReader) throws(ModelFileError) -> DecoderPlan {
    var plan = try reader.decoder(
      FamilyTraits(pairing: .halves, headNorm: .beforeRotation))
    if plan.hasShapeOfKanana2Tiny {
      plan.warnings.append(
        "this file calls itself qwen3 but has the shape of kanana-2-1.3b, whose sliding windows and "
          + "second rotation it does not describe: expect wrong text beyond some 1,000 tokens")
    }
    return plan
  }
}

extension DecoderPlan {
  /// Whether this may be a conversion of kanana-2-1.3b that claims to be qwen3.
  ///
  /// There, 24 of the 32 layers see 1,024 positions only. Nothing but the shape tells them apart.
  fileprivate var hasShapeOfKanana2Tiny: Bool {
    guard let layer = layers.first, let attention = layer.attention else { return false }
    return layers.count == 32 && width == 1280 && layer.feedForward.innerWidth == 5760
      && attention.heads == 32 && attention.keyValueHeads == 8 && attention.headWidth == 128
  }
}
