package import Tensor

/// One layer: a mixer, which brings positions together, and a feed-forward part, which works on each
/// position for itself.
///
/// What each of them makes is added to the stream.
package struct LayerPlan: Sendable, Hashable {
  package var mixer: MixerPlan
  package var feedForward: FeedForwardPlan
  package var norms: NormPlacement = .before
  /// Whether the stream is multiplied by a number of the layer's own behind it (Gemma 4).
  package var hasOutputScale = false

  package init(mixer: MixerPlan, feedForward: FeedForwardPlan, norms: NormPlacement = .before) {
    self.mixer = mixer
    self.feedForward = feedForward
    self.norms = norms
  }

  /// The attention of a layer that has one of the usual kind.
  package var attention: AttentionPlan? {
    get { if case .attention(let plan) = mixer { plan } else { nil } }
    set { if let newValue { mixer = .attention(newValue) } }
  }
}

/// How a layer brings positions together.
package enum MixerPlan: Sendable, Hashable {
  case attention(AttentionPlan)
  case shortConvolution(ShortConvolutionPlan)
  case deltaNet(DeltaNetPlan)
  case latentAttention(LatentAttentionPlan)
}

extension MixerPlan {
  /// Floats of a position's queries in scratch, and of what the output matrix reads.
  var queryWidth: Int {
    switch self {
    case .attention(let plan): plan.queryWidth
    case .shortConvolution(let plan): plan.channels
    case .deltaNet(let plan): plan.shape.valuesCount
    case .latentAttention(let plan):
      plan.heads * max(plan.keyWidth, plan.headWidth, plan.valueWidth)
    }
  }

  /// Floats of a position's keys in scratch, and of its values.
  var keyValueWidth: Int {
    switch self {
    case .attention(let plan): plan.keyValueWidth
    case .shortConvolution: 0
    case .deltaNet(let plan): plan.shape.heads
    case .latentAttention(let plan): max(plan.keyWidth, plan.queryRank ?? 0)
    }
  }

  /// Floats of a position that wait in the scratch of the feed-forward part.
  var innerWidth: Int {
    switch self {
    case .attention(let plan): plan.hasOutputGate ? 2 * plan.queryWidth : 0
    case .shortConvolution(let plan): 3 * plan.channels
    case .deltaNet(let plan): plan.channels
    case .latentAttention: 0
    }
  }

  /// Heads whose keys and values lie apart in the cache.
  var cachedHeads: Int {
    if case .attention(let plan) = self { plan.keyValueHeads } else { 1 }
  }

  /// Elements of a position's keys in the cache; 0 where nothing is cached.
  var cachedWidth: Int {
    switch self {
    case .attention(let plan): plan.keysOf == nil ? plan.keyValueWidth : 0
    case .shortConvolution, .deltaNet: 0
    case .latentAttention(let plan): plan.keyWidth
    }
  }

  /// The widths in which kernels read a position of the cache.
  var cachedHeadWidths: [Int] {
    switch self {
    case .attention(let plan): [plan.headWidth]
    case .shortConvolution, .deltaNet: []
    case .latentAttention(let plan): [plan.keyWidth]
    }
  }

  /// Elements of a position's values in the cache, where they are others than the keys.
  var cachedValueWidth: Int {
    if case .latentAttention = self { 0 } else { cachedWidth }
  }
}

/// What a layer does with each position.
package enum FeedForwardPlan: Sendable, Hashable {
  case dense(DensePlan)
  case experts(ExpertsPlan)
}

/// Where a layer's norms stand: before a half, behind it (of what it adds), or both.
package struct NormPlacement: Sendable, Hashable {
  /// Of the input of each half.
  package var isBefore: Bool
  /// Of the output of each half, before it is added to the stream.
  package var isAfter: Bool

  /// Llama and most others.
  package static let before = NormPlacement(isBefore: true, isAfter: false)
  /// OLMo 2, EXAONE 4.
  package static let after = NormPlacement(isBefore: false, isAfter: true)
  /// Gemma 2 and 3, GLM 4: a sandwich.
  package static let both = NormPlacement(isBefore: true, isAfter: true)
}

extension FeedForwardPlan {
  /// Floats of a position between the matrices in scratch.
  package var innerWidth: Int {
    switch self {
    case .dense(let plan): plan.innerWidth
    case .experts(let plan): max(plan.innerWidth, plan.sharedWidth, plan.beside?.innerWidth ?? 0)
    }
  }
}

/// A gated feed-forward part: `down(activation(gate(x)) * up(x))`.
package struct DensePlan: Sendable, Hashable {
  /// The numbers between the matrices.
  package var innerWidth: Int
  package var activation: Activation
  /// Gates are silenced up to so many deviations above their mean, and lowered by as much (Gemma 3n).
  package var cutoff: Float?

  package init(innerWidth: Int, activation: Activation = .silu) {
    self.innerWidth = innerWidth
    self.activation = activation
  }
}
