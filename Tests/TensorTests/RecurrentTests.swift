import Tensor
import TestSupport
import Testing

/// Convolutions and the delta rule on every table, against the reference.
@Suite struct RecurrentTests {
  @Test("a convolution looks back into the window", arguments: [1, 2, 3, 4, 7])
  func convolution(kernel: Int) throws {
    for (tokens, channels) in [(1, 5), (2, 33), (600, 61)] {
      var random = SplitMix64(seed: UInt64(kernel))
      let window = Floats(
        rows: 1, columns: max(1, kernel - 1) * channels,
        random.floats(max(1, kernel - 1) * channels))
      let weight = Floats(rows: kernel, columns: channels, random.floats(kernel * channels))
      let bias = Floats(rows: 1, columns: channels, random.floats(channels))
      let x = Floats(rows: tokens, columns: channels, random.floats(tokens * channels))
      let y = Floats(rows: tokens, columns: channels)
      let after = Floats(rows: 1, columns: max(1, kernel - 1) * channels)
      try makeCompute("scalar", threads: 2).convolve(
        x.view, window: window.base, weight: weight.base, kernel: kernel, bias: bias.base,
        into: y.view, windowAfter: after.base)
      for channel in 0..<channels {
        let past = (0..<kernel - 1).map { Double(window.row(0)[$0 * channels + channel]) }
        let own = (0..<tokens).map { Double(x.row($0)[channel]) }
        let expected = Reference.convolve(
          own, window: past, weight: (0..<kernel).map { Double(weight.row($0)[channel]) },
          bias: Double(bias.row(0)[channel]))
        let error = (0..<tokens).reduce(0) {
          max($0, abs(Double(y.row($1)[channel]) - expected[$1]))
        }
        #expect(error < 1e-5)
        let last = Array((past + own).suffix(kernel - 1))
        #expect((0..<kernel - 1).map { Double(after.row(0)[$0 * channels + channel]) } == last)
      }
      #expect(y.bytes.isIntact && after.bytes.isIntact)
    }
  }

  static let shapes = [
    DeltaShape(heads: 1, keyHeads: 1, keyWidth: 1, valueWidth: 1),
    DeltaShape(heads: 4, keyHeads: 2, keyWidth: 16, valueWidth: 8),
    DeltaShape(heads: 4, keyHeads: 2, keyWidth: 16, valueWidth: 8, isTiled: true),
    DeltaShape(heads: 3, keyHeads: 3, keyWidth: 20, valueWidth: 45),
    DeltaShape(heads: 2, keyHeads: 1, keyWidth: 128, valueWidth: 128),
  ]

  /// Rows of queries, keys and values side by side, and gates, all random.
  private struct Input {
    let rows: Floats
    let decays: Floats
    let betas: Floats
    let shape: DeltaShape

    init(_ shape: DeltaShape, tokens: Int) {
      var random = SplitMix64(seed: UInt64(shape.keyWidth))
      let columns = 2 * shape.keysCount + shape.valuesCount
      rows = Floats(
        rows: tokens, columns: columns, random.floats(tokens * columns, in: -0.3...0.3))
      decays = Floats(
        rows: tokens, columns: shape.heads, random.floats(tokens * shape.heads, in: 0.5...1))
      betas = Floats(
        rows: tokens, columns: shape.heads, random.floats(tokens * shape.heads, in: 0...1))
      self.shape = shape
    }

    func run(
      _ compute: Compute, _ range: Range<Int>, from before: Floats, to after: Floats, out: Floats
    ) {
      let rows = rows.view.rows(range)
      let keys = shape.keysCount
      compute.deltaRule(
        shape, queries: rows.columns(0..<keys), keys: rows.columns(keys..<2 * keys),
        values: rows.columns(2 * keys..<rows.columns), decays: decays.view.rows(range),
        betas: betas.view.rows(range), before: before.base, after: after.base,
        into: out.view.rows(range))
    }

    func expected(_ head: Int) -> [[Double]] {
      let keyHead =
        shape.isTiled ? head % shape.keyHeads : head / (shape.heads / shape.keyHeads)
      var state = [[Double]](
        repeating: [Double](repeating: 0, count: shape.valueWidth), count: shape.keyWidth)
      func part(_ row: [Float], _ start: Int, _ count: Int) -> [Double] {
        row[start..<start + count].map { Double($0) }
      }
      return (0..<rows.view.rows).map { token in
        let row = rows.row(token)
        return Reference.deltaStep(
          &state, query: part(row, keyHead * shape.keyWidth, shape.keyWidth),
          key: part(row, shape.keysCount + keyHead * shape.keyWidth, shape.keyWidth),
          value: part(row, 2 * shape.keysCount + head * shape.valueWidth, shape.valueWidth),
          decay: Double(decays.row(token)[head]), beta: Double(betas.row(token)[head]))
      }
    }
  }

  @Test("the delta rule agrees with the reference", arguments: tableNames, shapes)
  func deltaRule(table: String, shape: DeltaShape) throws {
    let tokens = 37
    let input = Input(shape, tokens: tokens)
    let state = Floats(rows: 1, columns: shape.stateCount)
    let out = Floats(rows: tokens, columns: shape.valuesCount)
    input.run(
      try makeCompute(table, threads: 2), 0..<tokens, from: state, to: state, out: out)
    for head in 0..<shape.heads {
      var error = 0.0
      for (token, expected) in input.expected(head).enumerated() {
        let start = head * shape.valueWidth
        for (value, exact) in zip(out.row(token)[start..<start + shape.valueWidth], expected) {
          error = max(error, abs(Double(value) - exact))
        }
      }
      #expect(error < 2e-5)
    }
    #expect(out.bytes.isIntact && state.bytes.isIntact)
  }

  @Test("cuts and threads change no bit of the delta rule", arguments: tableNames, shapes)
  func cuts(table: String, shape: DeltaShape) throws {
    let tokens = 37
    let input = Input(shape, tokens: tokens)
    var results: [[Float]] = []
    for (threads, cuts) in [(1, [37]), (2, [37]), (2, [1, 2, 30, 37]), (1, Array(1...37))] {
      let compute = try makeCompute(table, threads: threads)
      var states = [
        Floats(rows: 1, columns: shape.stateCount), Floats(rows: 1, columns: shape.stateCount),
      ]
      let out = Floats(rows: tokens, columns: shape.valuesCount)
      var start = 0
      for end in cuts {
        input.run(compute, start..<end, from: states[0], to: states[1], out: out)
        states.swapAt(0, 1)
        start = end
      }
      results.append(out.values + states[0].values)
    }
    for result in results { #expect(result == results[0]) }
  }

  @Test("gates agree with the reference", arguments: tableNames, [1, 7, 8, 17, 64])
  func gates(table: String, width: Int) throws {
    let compute = try makeCompute(table)
    var random = SplitMix64(seed: UInt64(width))
    let gate = Floats(rows: 2, columns: width, random.floats(2 * width, in: -20...20))
    let x = Floats(rows: 2, columns: width, random.floats(2 * width))
    let out = Floats(rows: 2, columns: width)
    compute.sigmoidMultiply(gate: gate.view, x.view, into: out.view)
    let (steps, raw) = (gate.values, x.values)
    let errors = out.values.indices.map { index in
      let exact = Double(raw[index]) * Reference.sigmoid(Double(steps[index]))
      return abs(Double(out.values[index]) - exact) / (abs(exact) + 1e-6)
    }
    #expect((errors.max() ?? 1) < 1e-6)
    let rates = Floats(rows: 1, columns: width, random.floats(width, in: -4 ... -0.01))
    let biases = Floats(rows: 1, columns: width, random.floats(width, in: -3...3))
    compute.deltaGates(
      decays: gate.view, betas: x.view, rates: rates.base, biases: biases.base)
    let (decays, betas) = (gate.values, x.values)
    var largest = 0.0
    for index in 0..<2 * width {
      let step = Double(steps[index] + biases.row(0)[index % width])
      // ln(1 + exp(step)) is the power to which e must be raised: compared as powers.
      let exact = power(
        1 + Reference.exponential(step), Double(rates.row(0)[index % width]))
      largest = max(
        largest, abs(Double(decays[index]) - exact),
        abs(Double(betas[index]) - Reference.sigmoid(Double(raw[index]))))
    }
    #expect(largest < 2e-5)
    #expect(out.bytes.isIntact && gate.bytes.isIntact && x.bytes.isIntact)
  }

  /// `base` (at least 1) to a negative power, by bisection on the exponential.
  private func power(_ base: Double, _ exponent: Double) -> Double {
    var (low, high) = (0.0, 64.0)
    for _ in 0..<80 {
      let middle = (low + high) / 2
      if Reference.exponential(middle) < base { low = middle } else { high = middle }
    }
    return Reference.exponential(low * exponent)
  }

  @Test("lengths become the factor", arguments: lengths)
  func lengthNorm(width: Int) throws {
    var random = SplitMix64(seed: UInt64(width))
    let x = Floats(rows: 2, columns: 3 * width, random.floats(6 * width, in: -2...2))
    let before = x.values.map { Double($0) }
    try makeCompute("scalar").normalizeLength(x.view, segments: 3, epsilon: 1e-6, factor: 0.25)
    for part in 0..<6 {
      let range = part * width..<(part + 1) * width
      let sum = before[range].reduce(0) { $0 + $1 * $1 }
      let after = x.values[range].map { Double($0) }
      let exact = before[range].map { $0 * 0.25 / (sum + 1e-6).squareRoot() }
      #expect(zip(after, exact).allSatisfy { abs($0 - $1) < 1e-6 })
    }
  }
}
