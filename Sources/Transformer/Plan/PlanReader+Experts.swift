import ModelFiles
import Tensor

/// What files with experts leave unsaid, by family.
struct ExpertTraits {
  var gating: ExpertsPlan.Gating = .softmax
  var normalizes = true
  var activation: Activation = .silu
  var isBounded = false
  var hasSharedGate = false
  /// Whether layers with experts have their dense part beside them.
  var keepsDense = false
}

extension PlanReader {
  /// More experts than any model has.
  static let expertLimit = 1024

  /// Gives the layers that have a router their experts.
  func addExperts(
    to plan: inout DecoderPlan, _ traits: ExpertTraits
  ) throws(ModelFileError) {
    let shared = try experts(traits)
    for index in plan.layers.indices {
      let block = "blk.\(index).ffn_"
      guard file.entryIfPresent(named: block + "gate_inp.weight") != nil else { continue }
      var experts = shared
      if case .bounded(let alpha, let usual) = experts.unit {
        let own = try bound(index, layers: plan.layers.count)
        experts.unit = .bounded(alpha: alpha, limit: own ?? usual)
      }
      if let tensor = file.entryIfPresent(named: block + "up_shexp.weight") {
        experts.sharedWidth = tensor.rows
        experts.hasSharedGate = traits.hasSharedGate
      }
      if traits.keepsDense, case .dense(let dense) = plan.layers[index].feedForward {
        experts.beside = dense
      }
      plan.layers[index].feedForward = .experts(experts)
    }
  }

  private func experts(_ traits: ExpertTraits) throws(ModelFileError) -> ExpertsPlan {
    let gating = try gating()
    let normalizes = try boolIfPresent("expert_weights_norm")
    let count = try count("expert_count", upTo: PlanReader.expertLimit)
    let used = try self.count("expert_used_count", upTo: count)
    let groups = try countIfPresent("expert_group_count") ?? 1
    let groupsUsed = try countIfPresent("expert_group_used_count") ?? groups
    guard count % groups == 0, groups == 1 || count / groups > 1 else {
      throw failure(
        "expert_group_count", expected: "groups of equally many of \(count) experts, 2 at least",
        found: "\(groups)")
    }
    guard groupsUsed <= groups, used <= groupsUsed * (count / groups) else {
      throw failure(
        "expert_group_used_count",
        expected: "at most \(groups) groups, with \(used) experts in them at least",
        found: "\(groupsUsed)")
    }
    var inner = try countIfPresent("expert_feed_forward_length")
    if inner == nil { inner = try self.count("feed_forward_length") }
    return ExpertsPlan(
      count: count, used: used, innerWidth: inner ?? 0,
      unit: traits.isBounded ? .bounded(alpha: 1.702, limit: 7) : .gated(traits.activation),
      gating: gating ?? traits.gating,
      normalizes: normalizes ?? traits.normalizes,
      scale: try weightsScale(), groups: groups, groupsUsed: groupsUsed)
  }

  /// 0 stands for 1 in files of some converters.
  private func weightsScale() throws(ModelFileError) -> Float {
    let scale = try file.metadata.floatIfPresent("\(family).expert_weights_scale") ?? 1
    guard scale >= 0, scale.isFinite else {
      throw failure("expert_weights_scale", expected: "a number above 0", found: "\(scale)")
    }
    return scale == 0 ? 1 : scale
  }

  private func gating() throws(ModelFileError) -> ExpertsPlan.Gating? {
    let key = "expert_gating_func"
    switch try file.metadata.unsignedIfPresent("\(family).\(key)", in: 0...PlanReader.limit) {
    case nil, 0: return nil
    case 1: return .softmax
    case 2: return .sigmoid
    case 3: return .softmaxOfChosen
    case .some(let other):
      throw failure(key, expected: "1, 2 or 3", found: "\(other)")
    }
  }

  /// The bound of a layer's gates, where a file gives one for each.
  private func bound(_ index: Int, layers: Int) throws(ModelFileError) -> Float? {
    let key = "swiglu_clamp_exp"
    guard file.metadata.contains("\(family).\(key)") else { return nil }
    let bounds = try file.metadata.floats("\(family).\(key)")
    guard bounds.count == layers, bounds[index] > 0, bounds[index].isFinite else {
      throw failure(key, expected: "\(layers) numbers above 0", found: "\(bounds.count) numbers")
    }
    return bounds[index]
  }

  private func count(_ name: String, upTo limit: Int) throws(ModelFileError) -> Int {
    try file.metadata.unsigned("\(family).\(name)", in: 1...limit)
  }
}
