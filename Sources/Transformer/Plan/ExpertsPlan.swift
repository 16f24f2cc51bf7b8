package import Tensor

/// A mixture of experts: each position goes to the few gated feed-forward parts that a router
/// chooses for it, and to a shared one in some families.
///
/// Source: Shazeer and others, "Outrageously large neural networks: the sparsely-gated
/// mixture-of-experts layer" (2017); groups and the selection bias: DeepSeek-V3 (2024).
package struct ExpertsPlan: Sendable, Hashable {
  /// How the router's products become weights of experts.
  package enum Gating: Sendable, Hashable {
    /// Over all experts.
    case softmax
    /// Of each expert for itself.
    case sigmoid
    /// Over those that were chosen, by their plain products.
    case softmaxOfChosen
  }

  /// The function between an expert's matrices.
  package enum Unit: Sendable, Hashable {
    case gated(Activation)
    /// gpt-oss: `(up + 1) * gate * sigmoid(alpha * gate)`, both bounded before.
    case bounded(alpha: Float, limit: Float)
  }

  package var count: Int
  /// How many each position goes to, at most `count`.
  package var used: Int
  /// The numbers between an expert's matrices.
  package var innerWidth: Int
  package var unit: Unit = .gated(.silu)
  package var gating: Gating
  /// Whether the weights of those that are chosen are made to sum to 1.
  package var normalizes: Bool
  /// Of the weights, behind that.
  package var scale: Float = 1
  /// Experts stand in so many groups of equally many; 1 for no groups.
  package var groups = 1
  /// Only experts of so many groups are chosen, those whose best two have the largest sum.
  package var groupsUsed = 1
  /// The numbers between the matrices of the part that every position goes to; 0 without one.
  package var sharedWidth = 0
  /// Whether that part's output is weighed by a sigmoid (Qwen 2 with experts).
  package var hasSharedGate = false
  /// A dense part that every position goes to as well, it and the experts between norms of their
  /// own; nil without one (Gemma 4).
  package var beside: DensePlan?

  var sharedPlan: DensePlan {
    let activation: Activation = if case .gated(let activation) = unit { activation } else { .silu }
    return DensePlan(innerWidth: sharedWidth, activation: activation)
  }
}
