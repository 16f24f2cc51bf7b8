import Foundation

/// Arithmetic on logits.
enum Scores {
  /// `log(sum(exp(x)))`, without overflow.
  static func logSumExp(_ logits: [Float]) -> Float {
    guard let largest = logits.max(), largest.isFinite else { return .infinity }
    var sum = 0.0
    for logit in logits { sum += exp(Double(logit - largest)) }
    return largest + Float(log(sum))
  }
}
