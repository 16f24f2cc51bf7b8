#if canImport(Glibc)
private import Glibc
#elseif canImport(Musl)
private import Musl
#else
private import Darwin
#endif

/// How a model that was trained on short texts turns positions of long ones.
package enum RotaryScaling: Sendable, Hashable {
  case none
  /// Positions are divided by the factor.
  case linear(factor: Double)
  /// Fast pairs turn as they were trained, slow ones by the factor slower.
  case yarn(Yarn)
  /// The base grows with a text that is longer than `original` ("dynamic NTK").
  case dynamic(factor: Double, original: Int)
  /// Each pair has a divisor of its own, one for texts up to `original` and one for longer ones.
  case long(LongRope)

  /// Peng and others, "YaRN: efficient context window extension of large language models" (2023).
  package struct Yarn: Sendable, Hashable {
    package var factor: Double
    /// The positions that the model was trained on.
    package var original: Int
    /// Pairs that turn so often within `original`, or oftener, are left alone.
    package var fast: Double = 32
    /// Pairs that turn so seldom, or less, turn slower by the whole factor.
    package var slow: Double = 1
    /// Whether the ramp's ends are rounded to whole pairs.
    package var rounds = true
    /// Of cosines and sines.
    package var magnitude: Double

    package init(
      factor: Double, original: Int, fast: Double = 32, slow: Double = 1, rounds: Bool = true,
      magnitude: Double? = nil
    ) {
      self.factor = factor
      self.original = original
      self.fast = fast
      self.slow = slow
      self.rounds = rounds
      self.magnitude = magnitude ?? Yarn.magnitude(factor)
    }

    /// `0.1 * weight * ln(factor) + 1`, the paper's temperature.
    package static func magnitude(_ factor: Double, weight: Double = 1) -> Double {
      factor <= 1 ? 1 : 0.1 * weight * log(factor) + 1
    }

    /// 1 where a pair is left alone, 0 where it is slowed by the whole factor.
    fileprivate func share(_ pair: Int, of dimensions: Int, base: Double) -> Double {
      func pairThatTurns(_ turns: Double) -> Double {
        Double(dimensions) * log(Double(original) / (turns * 2 * .pi)) / (2 * log(base))
      }
      var low = pairThatTurns(fast)
      var high = pairThatTurns(slow)
      if rounds { (low, high) = (low.rounded(.down), high.rounded(.up)) }
      low = max(low, 0)
      high = min(high, Double(dimensions - 1))
      if low == high { high += 0.001 }
      return 1 - min(max((Double(pair) - low) / (high - low), 0), 1)
    }
  }

  /// Ding and others, "LongRoPE" (2024), as the Phi models keep it.
  package struct LongRope: Sendable, Hashable {
    package var short: [Float]
    package var long: [Float]
    package var original: Int
    /// Of cosines and sines.
    package var magnitude: Double

    package init(short: [Float], long: [Float], original: Int, magnitude: Double) {
      self.short = short
      self.long = long
      self.original = original
      self.magnitude = magnitude
    }
  }

  var dependsOnLength: Bool {
    switch self {
    case .dynamic, .long: true
    default: false
    }
  }

  var magnitude: Double {
    switch self {
    case .yarn(let yarn): yarn.magnitude
    case .long(let long): long.magnitude
    default: 1
    }
  }

  /// Whether positions computed for a text of one length do for one of another.
  ///
  /// Dynamic scaling changes with every token, and models that have it live with keys that were
  /// turned for shorter texts; the two sets of a long rope do not mix.
  func agrees(_ length: Int, _ other: Int) -> Bool {
    guard case .long(let long) = self else { return true }
    return (length > long.original) == (other > long.original)
  }

  func frequency(_ pair: Int, of dimensions: Int, base: Double, length: Int) -> Double {
    func plain(_ base: Double) -> Double {
      pow(base, -2 * Double(pair) / Double(dimensions))
    }
    switch self {
    case .none: return plain(base)
    case .linear(let factor): return plain(base) / factor
    case .yarn(let yarn):
      let share = yarn.share(pair, of: dimensions, base: base)
      return plain(base) * (share + (1 - share) / yarn.factor)
    case .dynamic(let factor, let original):
      let ratio = Double(max(length, original)) / Double(original)
      let growth = factor * ratio - (factor - 1)
      return plain(base * pow(growth, Double(dimensions) / Double(dimensions - 2)))
    case .long(let long):
      let divisors = length > long.original ? long.long : long.short
      return plain(base) / Double(divisors[pair])
    }
  }
}
