#if canImport(Glibc)
private import Glibc
#elseif canImport(Musl)
private import Musl
#else
private import Darwin
#endif

/// Which experts a position goes to, and with which weights.
///
/// Exponentials are taken in Double. Of equal scores the lower index is chosen.
struct Routing {
  let plan: ExpertsPlan
  /// `[count]`, added to what experts are chosen by.
  let bias: UnsafePointer<Float>?

  /// Writes the indices of the chosen, rising, and the weight of each.
  ///
  /// - Parameters:
  ///   - scores: the router's products, `[count]`; written over.
  ///   - choice: scratch, `[count + groups]`.
  ///   - experts: `[used]`.
  ///   - weights: `[used]`.
  func choose(
    _ scores: UnsafeMutablePointer<Float>, choice: UnsafeMutablePointer<Float>,
    experts: UnsafeMutablePointer<Int32>, weights: UnsafeMutablePointer<Float>
  ) {
    gate(scores)
    for index in 0..<plan.count { choice[index] = scores[index] + (bias?[index] ?? 0) }
    if plan.groupsUsed < plan.groups { leaveOutGroups(choice) }
    best(choice, into: experts)
    weigh(scores, experts, into: weights)
  }

  private func gate(_ scores: UnsafeMutablePointer<Float>) {
    switch plan.gating {
    case .softmaxOfChosen: return
    case .sigmoid:
      for index in 0..<plan.count { scores[index] = Routing.sigmoid(scores[index]) }
    case .softmax: softmax(scores, plan.count)
    }
  }

  static func sigmoid(_ value: Float) -> Float { Float(1 / (1 + exp(-Double(value)))) }

  private func softmax(_ values: UnsafeMutablePointer<Float>, _ count: Int) {
    var largest = -Float.infinity
    for index in 0..<count { largest = max(largest, values[index]) }
    var sum = 0.0
    for index in 0..<count { sum += exp(Double(values[index] - largest)) }
    for index in 0..<count {
      values[index] = Float(exp(Double(values[index] - largest)) / sum)
    }
  }

  /// Makes sure that nobody of the weaker groups is chosen.
  private func leaveOutGroups(_ choice: UnsafeMutablePointer<Float>) {
    let size = plan.count / plan.groups
    let sums = choice + plan.count
    for group in 0..<plan.groups {
      var (first, second) = (-Float.infinity, -Float.infinity)
      for index in group * size..<(group + 1) * size {
        let value = choice[index]
        if value > first { (first, second) = (value, first) } else { second = max(second, value) }
      }
      sums[group] = first + second
    }
    for group in 0..<plan.groups {
      var better = 0
      for other in 0..<plan.groups where other != group {
        if sums[other] > sums[group] || sums[other] == sums[group] && other < group { better += 1 }
      }
      guard better >= plan.groupsUsed else { continue }
      for index in group * size..<(group + 1) * size { choice[index] = -.infinity }
    }
  }

  /// The indices of the `used` largest, rising.
  private func best(
    _ choice: UnsafeMutablePointer<Float>, into experts: UnsafeMutablePointer<Int32>
  ) {
    var kept = 0  // in falling order of their choice
    for index in 0..<plan.count {
      let value = choice[index]
      if kept == plan.used {
        guard value > choice[Int(experts[kept - 1])] else { continue }
        kept -= 1
      }
      var place = kept
      while place > 0, value > choice[Int(experts[place - 1])] {
        experts[place] = experts[place - 1]
        place -= 1
      }
      experts[place] = Int32(index)
      kept += 1
    }
    for end in 1..<max(1, plan.used) {
      let index = experts[end]
      var place = end
      while place > 0, experts[place - 1] > index {
        experts[place] = experts[place - 1]
        place -= 1
      }
      experts[place] = index
    }
  }

  private func weigh(
    _ scores: UnsafeMutablePointer<Float>, _ experts: UnsafeMutablePointer<Int32>,
    into weights: UnsafeMutablePointer<Float>
  ) {
    for slot in 0..<plan.used { weights[slot] = scores[Int(experts[slot])] }
    if plan.gating == .softmaxOfChosen { softmax(weights, plan.used) }
    var factor = plan.scale
    if plan.normalizes {
      var sum: Float = 0
      for slot in 0..<plan.used { sum += weights[slot] }
      if sum != 0 { factor /= sum }
    }
    for slot in 0..<plan.used { weights[slot] *= factor }
  }
}
