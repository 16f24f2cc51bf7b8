extension Reference {
  /// A causal convolution of one channel: the last of `weight` belongs to the position itself.
  package static func convolve(
    _ x: [Double], window: [Double], weight: [Double], bias: Double = 0
  ) -> [Double] {
    let all = window + x
    return x.indices.map { position in
      bias + weight.indices.reduce(0) { $0 + weight[$1] * all[position + $1] }
    }
  }

  /// One position of one head, Yang, Kautz and Hatamizadeh, "Gated delta networks" (2024),
  /// equation 10, as a step: forget, correct what the key recalls, read with the query.
  ///
  /// `state` is `[keyWidth][valueWidth]`.
  package static func deltaStep(
    _ state: inout [[Double]], query: [Double], key: [Double], value: [Double], decay: Double,
    beta: Double
  ) -> [Double] {
    for row in state.indices {
      for column in value.indices { state[row][column] *= decay }
    }
    for column in value.indices {
      let recalled = key.indices.reduce(0) { $0 + key[$1] * state[$1][column] }
      for row in key.indices { state[row][column] += key[row] * beta * (value[column] - recalled) }
    }
    return value.indices.map { column in
      query.indices.reduce(0) { $0 + query[$1] * state[$1][column] }
    }
  }

  package static func sigmoid(_ x: Double) -> Double { 1 / (1 + exponential(-x)) }
}
