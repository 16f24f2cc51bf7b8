import Tensor

/// What tells a family with attention and a gated feed-forward part from llama, apart from its
/// metadata: what files of it leave unsaid.
struct FamilyTraits {
  /// Which elements of a head turn together.
  enum Pairing {
    case adjacent
    case halves
    /// Trained as halves; GGUF files keep the rows of q and k permuted, so that there pairs are
    /// adjacent.
    case permuted
  }

  /// Which layers see a window only, where a file gives a window and no pattern.
  enum WindowPattern {
    case all
    /// All but each `period`-th layer.
    case allButEach(period: Int)
  }

  /// How layers that see a window only turn.
  enum WindowRotation {
    case same
    /// With a base of their own (`rope.freq_base_swa`, else this one), and no scaling.
    case plain(base: Double)
    /// As the others, who do not turn at all.
    case only
  }

  var pairing: Pairing
  var headNorm: AttentionPlan.HeadNorm = .none
  var norms: NormPlacement = .before
  var activation: Activation = .silu
  var windowPattern: WindowPattern = .all
  var windowRotation: WindowRotation = .same
  /// Whether YaRN's ramp is rounded to whole pairs where a file does not say.
  var roundsYarn = true
}
