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
  /// Which elements of a head form a pair.
  ///
  /// Files of some families keep the rows of q and k in an order that asks for one, files of others
  /// for the other; weights do not tell.
  package var pairing: RotaryPairing
  /// How many of a head's first elements turn; even, at most the head's width.
  package var dimensions: Int
  package var base: Double
  package var scaling: RotaryScaling
  /// Divisors of the frequencies, one per pair, as Llama 3 files bring them (`rope_freqs.weight`);
  /// empty without.
  package var frequencyDivisors: [Float] = []

  /// Whether the frequencies depend on how long the text is.
  package var dependsOnLength: Bool { scaling.dependsOnLength }

  /// Radians per position, for each pair, in a text of `length` positions.
  package func frequencies(length: Int = 0) -> [Double] {
    (0..<dimensions / 2).map { frequency($0, length: length) }
  }

  /// Radians per position of one pair.
  func frequency(_ pair: Int, length: Int) -> Double {
    let frequency = scaling.frequency(pair, of: dimensions, base: base, length: length)
    return frequencyDivisors.isEmpty ? frequency : frequency / Double(frequencyDivisors[pair])
  }

  /// What cosines and sines are multiplied by.
  package var magnitude: Double { scaling.magnitude }
}

/// The cosine and the sine of an angle in Double, rounded once.
func turn(_ angle: Double, magnitude: Double) -> (cosine: Float, sine: Float) {
  (Float(cos(angle) * magnitude), Float(sin(angle) * magnitude))
}
