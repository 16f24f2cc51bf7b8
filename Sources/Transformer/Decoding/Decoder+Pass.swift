import Tensor

/// What a pass of rows reads besides weights and scratch, as plain numbers and pointers.
///
/// Arrays and objects would be retained and released in every layer.
extension Decoder {
  /// Rows of a pass that follow each other in one sequence.
  struct Span: BitwiseCopyable {
    let cache: KeyValueCache.View
    /// The absolute position of the first row.
    let first: Int
    private let start: Int
    private let end: Int

    init(cache: KeyValueCache.View, first: Int, rows: Range<Int>) {
      self.cache = cache
      self.first = first
      (start, end) = (rows.lowerBound, rows.upperBound)
    }

    /// Which rows of the pass they are.
    var rows: Range<Int> { start..<end }
  }

  /// The plan's numbers that all layers share.
  struct Constants: BitwiseCopyable {
    let width: Int
    let layerCount: Int
    let vocabularyCount: Int
    let epsilon: Float
    let multipliers: Multipliers
    let perLayerWidth: Int
    let streams: Int
    /// Not where routers choose experts: over 49 tiny checkpoints of the families the errors of
    /// bfloat16 (2^-9) leave a divergence of at most 1.5e-4 without experts, and of up to 2.8e-3
    /// with them.
    let mayRoundToBFloat16: Bool

    init(_ plan: DecoderPlan) {
      width = plan.width
      layerCount = plan.layers.count
      vocabularyCount = plan.vocabularyCount
      epsilon = plan.epsilon
      multipliers = plan.multipliers
      perLayerWidth = plan.perLayerWidth
      streams = plan.streams
      mayRoundToBFloat16 = plan.layers.allSatisfy {
        if case .experts = $0.feedForward { false } else { true }
      }
    }
  }

  /// One rotation of the plan, and where its tables lie.
  struct Turning: BitwiseCopyable {
    let pairing: RotaryPairing
    let pairs: Int
    let magnitude: Double
    /// The first of its frequencies.
    let firstFrequency: Int
    /// The first of its cosines and sines.
    let firstTurn: Int
  }

  /// The rotations of a plan whose tables have room for `rows` rows.
  static func turnings(_ plan: DecoderPlan, rows: Int) -> AlignedBuffer<Turning> {
    let turnings = AlignedBuffer<Turning>(count: plan.rotations.count)
    var first = 0
    for (index, rotation) in plan.rotations.enumerated() {
      let pairs = rotation.dimensions / 2
      turnings.base[index] = Turning(
        pairing: rotation.pairing, pairs: pairs, magnitude: rotation.magnitude,
        firstFrequency: first, firstTurn: first * rows)
      first += pairs
    }
    return turnings
  }

  /// Writes the frequencies of the rotations for a text of a length: of all of them, or of those
  /// that depend on it.
  func setFrequencies(length: Int, onlyDependent: Bool) {
    for (index, rotation) in weights.plan.rotations.enumerated()
    where rotation.dependsOnLength || !onlyDependent {
      let place = turnings.base[index].firstFrequency
      for pair in 0..<rotation.dimensions / 2 {
        frequencies.base[place + pair] = rotation.frequency(pair, length: length)
      }
    }
  }
}
