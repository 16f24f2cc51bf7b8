#if canImport(Glibc)
private import Glibc
#elseif canImport(Musl)
private import Musl
#else
private import Darwin
#endif

/// The steps that cut off the tail of unlikely tokens; each leaves at least the best token.
extension Candidates {
  /// Keeps the best `count`; 0 keeps all.
  mutating func applyTopK(_ count: Int) {
    if count > 0 { keep(first: count) }
  }

  /// Keeps the fewest best tokens whose share of the probability reaches `share`.
  ///
  /// Source: Holtzman et al., "The curious case of neural text degeneration" (2020).
  mutating func applyTopP(_ share: Float) {
    guard share < 1 else { return }
    order(first: 1)
    let best = Double(self[rank: 0].logit)
    let wanted = Double(share) * weight(temperature: 1)
    var sum = 0.0
    var kept = 0
    while kept < count, sum < wanted {
      order(first: kept + 1)
      sum += exponential(Double(self[rank: kept].logit) - best)
      kept += 1
    }
    keep(first: max(kept, 1))
  }

  /// Keeps the tokens that are at least `share` times as likely as the best.
  ///
  /// Source: Nguyen et al., "Turning up the heat: min-p sampling" (2024).
  mutating func applyMinP(_ share: Float) {
    guard share > 0 else { return }
    order(first: 1)
    removeAll(below: self[rank: 0].logit + Float(logarithm(Double(share))))
  }
}

func exponential(_ x: Double) -> Double { exp(x) }
func logarithm(_ x: Double) -> Double { log(x) }
