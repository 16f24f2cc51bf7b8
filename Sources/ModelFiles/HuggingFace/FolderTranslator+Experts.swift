/// Mixtures of experts: how their parts are named, and the keys that say how they are chosen.
extension FolderTranslator {
  /// The names of one expert's three matrices.
  struct ExpertNames {
    var gate = "gate_proj"
    var up = "up_proj"
    var down = "down_proj"

    static let usual = ExpertNames()
    static let numbered = ExpertNames(gate: "w1", up: "w3", down: "w2")
  }

  /// How the experts of a token are found, as GGUF numbers it.
  enum Gating: UInt32 {
    case softmax = 1
    case sigmoid = 2
  }

  /// The numbers of experts, and the width of one.
  func expertKeys(
    countKeys: [String], usedKeys: [String] = ["num_experts_per_tok"], width: Int
  ) throws(ModelFileError) -> Int {
    let count = try firstCount(countKeys)
    let used = try firstCount(usedKeys)
    guard used <= count else {
      throw config.failure(
        .invalid, usedKeys[0], expected: "at most \(count) experts", found: "\(used)")
    }
    set("expert_count", count)
    set("expert_used_count", used)
    set("expert_feed_forward_length", width)
    return count
  }

  private func firstCount(_ keys: [String]) throws(ModelFileError) -> Int {
    for key in keys {
      if let count = try config.countIfPresent(key) { return count }
    }
    return try config.count(keys[0])
  }

  /// The experts of one layer: a matrix for each, or all in one of three dimensions.
  ///
  /// `source` is the name that stands before `.0.gate_proj.weight` or `.gate_up_proj`.
  func experts(
    _ index: Int, _ source: String, count: Int, _ names: ExpertNames = .usual
  ) throws(ModelFileError) {
    let source = "model.layers.\(index).\(source)"
    let name = "blk.\(index).ffn_"
    if tensors.contains(source + ".gate_up_proj") {
      try requireStack(source + ".gate_up_proj", count: count)
      try requireStack(source + ".down_proj", count: count)
      try addRows(name + "gate_exps.weight", from: source + ".gate_up_proj") { 0..<$0 / 2 }
      try addRows(name + "up_exps.weight", from: source + ".gate_up_proj") { $0 / 2..<$0 }
      try add(name + "down_exps.weight", from: source + ".down_proj")
      return
    }
    for (part, own) in [("gate", names.gate), ("up", names.up), ("down", names.down)] {
      try addStack(name + part + "_exps.weight", count: count) { "\(source).\($0).\(own).weight" }
    }
  }

  func requireStack(_ source: String, count: Int) throws(ModelFileError) {
    guard let dimensions = tensors.dimensions(of: source) else { return }
    guard dimensions.count == 3, dimensions[0] == count, dimensions[1] % 2 == 0 else {
      throw tensors.failure(
        .mismatch, source, expected: "\(count) matrices with an even number of rows",
        found: "\(dimensions)")
    }
  }

  /// Whether a layer has experts, by its tensors.
  func hasExperts(_ index: Int, _ router: String = "mlp.gate.weight") -> Bool {
    tensors.contains("model.layers.\(index).\(router)")
  }

  /// The expert that every token goes to.
  func sharedExpert(_ index: Int, _ source: String) throws(ModelFileError) {
    try layer(
      index,
      [
        LayerName("ffn_gate_shexp", source + ".gate_proj"),
        LayerName("ffn_up_shexp", source + ".up_proj"),
        LayerName("ffn_down_shexp", source + ".down_proj"),
      ])
  }
}
