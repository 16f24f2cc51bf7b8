package import Tensor

#if canImport(Glibc)
private import Glibc
#elseif canImport(Musl)
private import Musl
#else
private import Darwin
#endif

/// One rotary position embedding: how fast each pair of a head's elements turns.
///
/// Source: Su et al., "RoFormer" (2021). Angles are computed in Double from the absolute position,
/// so that they are the same however the positions were reached.
package struct RotaryPlan: Sendable, Hashable {
  package enum Scaling: Sendable, Hashable {
    case none
    /// Positions are divided by the factor.
    case linear(factor: Double)
  }

  /// Which elements of a head form a pair.
  ///
  /// Files of some families keep the rows of q and k in an order that asks for one, files of others
  /// for the other; weights do not tell.
  package var pairing: RotaryPairing
  /// How many of a head's first elements turn; even, at most the head's width.
  package var dimensions: Int
  package var base: Double
  package var scaling: Scaling
  /// Divisors of the frequencies, one per pair, as Llama 3 files bring them (`rope_freqs.weight`);
  /// empty without.
  package var frequencyDivisors: [Float] = []

  /// Radians per position, for each pair.
  package func frequencies() -> [Double] {
    (0..<dimensions / 2).map { pair in
      var frequency = pow(base, -2 * Double(pair) / Double(dimensions))
      if case .linear(let factor) = scaling { frequency /= factor }
      if !frequencyDivisors.isEmpty { frequency /= Double(frequencyDivisors[pair]) }
      return frequency
    }
  }
}

/// The cosine and the sine of an angle in Double, rounded once.
func turn(_ angle: Double) -> (cosine: Float, sine: Float) {
  (Float(cos(angle)), Float(sin(angle)))
}
