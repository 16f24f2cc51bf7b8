/// What each kernel must compute, in double precision, plainly.
///
/// Written from the papers and the description of the formats, not from the C: two independent
/// statements must agree. Tests only; nothing here is fast.
package enum Reference {
  // MARK: Formats

  /// A half-precision number: 1 sign bit, 5 of exponent (bias 15), 10 of fraction (IEEE 754).
  package static func half(_ bits: UInt16) -> Double {
    let sign: Double = bits & 0x8000 == 0 ? 1 : -1
    let exponent = Int(bits >> 10) & 31
    let fraction = Double(bits & 1023) / 1024
    if exponent == 31 { return fraction == 0 ? sign * .infinity : .nan }
    if exponent == 0 { return sign * fraction * power(-14) }
    return sign * (1 + fraction) * power(exponent - 15)
  }

  private static func power(_ exponent: Int) -> Double {
    Double(sign: .plus, exponent: exponent, significand: 1)
  }

  /// Activations as the integer kernels see them: blocks of 32, each a multiple of its largest
  /// magnitude over 127.
  package static func rounded(_ x: [Float]) -> [Double] {
    var result: [Double] = []
    for start in stride(from: 0, to: x.count, by: 32) {
      let block = x[start..<min(start + 32, x.count)]
      let largest = block.reduce(Float(0)) { max($0, abs($1)) }
      let scale = Double(largest / 127)
      let inverse = largest == 0 ? 0 : 127 / largest
      result += block.map { scale * Double(($0 * inverse).rounded(.toNearestOrEven)) }
    }
    return result
  }

  /// Activations as the kernels of bfloat16 see them: the upper half of a float, to nearest even;
  /// subnormal numbers are zero.
  package static func roundedToBFloat16(_ x: [Float]) -> [Double] {
    x.map { value in
      guard value.isFinite, abs(value) >= Float.leastNormalMagnitude else {
        return value.isFinite ? 0 : Double(value)
      }
      let even = (value.bitPattern >> 16) & 1
      return Double(Float(bitPattern: (value.bitPattern &+ 0x7FFF &+ even) & 0xFFFF_0000))
    }
  }

  // MARK: Operations

  package static func dot(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// The largest error that an honest single-precision sum of products may show, in any order.
  package static func dotTolerance(_ a: [Double], _ b: [Double]) -> Double {
    let magnitude = zip(a, b).reduce(0) { $0 + abs($1.0 * $1.1) }
    return Double(a.count + 2) * Double(Float.ulpOfOne) * magnitude
  }

  /// The product with weights that are sums themselves, and its largest honest error.
  package static func dotAndTolerance(
    _ weights: [Weight], _ x: [Double]
  ) -> (value: Double, tolerance: Double) {
    var value = 0.0
    var magnitude = 0.0
    for index in weights.indices {
      value += weights[index].value * x[index]
      magnitude += weights[index].magnitude * abs(x[index])
    }
    return (value, Double(weights.count + 2) * Double(Float.ulpOfOne) * magnitude)
  }

  /// Zhang and Sennrich, "Root mean square layer normalization" (2019).
  package static func rmsNorm(_ x: [Float], weight: [Float], epsilon: Float) -> [Double] {
    let mean = x.reduce(0.0) { $0 + Double($1) * Double($1) } / Double(max(x.count, 1))
    let factor = 1 / (mean + Double(epsilon)).squareRoot()
    return zip(x, weight).map { Double($0) * factor * Double($1) }
  }

  /// Su and others, "RoFormer" (2021): each pair is a complex number, multiplied by (c + is).
  package static func rotate(
    _ head: [Float], cosines: [Float], sines: [Float], pairing: RotaryPairing
  ) -> [Double] {
    var result = head.map { Double($0) }
    let half = cosines.count
    for i in 0..<half {
      let (first, second) = pairing == .halves ? (i, i + half) : (2 * i, 2 * i + 1)
      let (a, b) = (Double(head[first]), Double(head[second]))
      let (c, s) = (Double(cosines[i]), Double(sines[i]))
      result[first] = a * c - b * s
      result[second] = a * s + b * c
    }
    return result
  }

  /// Elfwing and others, "Sigmoid-weighted linear units" (2017), gated.
  package static func siluMultiply(gate: [Float], up: [Float]) -> [Double] {
    zip(gate, up).map { gate, up in
      let x = Double(gate)
      return x / (1 + exponential(-x)) * Double(up)
    }
  }

  /// The same with the Gaussian error unit in its approximation by tanh.
  package static func geluMultiply(gate: [Float], up: [Float]) -> [Double] {
    zip(gate, up).map { gate, up in
      let x = Double(gate)
      let inner = (2 / Double.pi).squareRoot() * (x + 0.044715 * x * x * x)
      return x / (1 + exponential(-2 * inner)) * Double(up)
    }
  }

  /// `cap * tanh(x / cap)`.
  package static func softcap(_ x: Double, at cap: Double) -> Double {
    cap * (1 - 2 / (exponential(2 * x / cap) + 1))
  }

  /// Softmax attention of one query over rows of keys and values.
  package static func attend(
    query: [Double], keys: [[Double]], values: [[Double]], scale: Double,
    softcap cap: Double? = nil,
    sink: Double? = nil
  ) -> [Double] {
    let products = keys.map { dot(query, $0) * scale }
    let scores = products.map { score in cap.map { softcap(score, at: $0) } ?? score }
    let largest = max(scores.max() ?? 0, sink ?? -.infinity)
    let weights = scores.map { exponential($0 - largest) }
    let sum = weights.reduce(0, +) + (sink.map { exponential($0 - largest) } ?? 0)
    return (values.first ?? []).indices.map { column in
      zip(weights, values).reduce(0) { $0 + $1.0 * $1.1[column] } / sum
    }
  }

  /// exp(x) by its series, after halving x until it is small.
  package static func exponential(_ x: Double) -> Double {
    guard x > -745 else { return 0 }
    guard x < 709 else { return .infinity }
    var reduced = x
    var halvings = 0
    while abs(reduced) > 0.25 {
      reduced /= 2
      halvings += 1
    }
    var sum = 1.0
    var term = 1.0
    for n in 1...16 {
      term *= reduced / Double(n)
      sum += term
    }
    for _ in 0..<halvings { sum *= sum }
    return sum
  }
}
