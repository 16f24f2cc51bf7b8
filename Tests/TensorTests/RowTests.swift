import CKernels
import Tensor
import TestSupport
import Testing

/// Row operations on every table, against the reference.
@Suite struct RowTests {
  static let ulp = Double(Float.ulpOfOne)

  @Test("norms agree with the reference", arguments: tableNames, lengths)
  func norms(table: String, width: Int) throws {
    var random = SplitMix64(seed: UInt64(width))
    let x = Floats(rows: 2, columns: 3 * width, random.floats(6 * width, in: -3...3))
    let weight = Floats(rows: 1, columns: width, random.floats(width))
    let y = Floats(rows: 2, columns: 3 * width)
    let compute = try makeCompute(table)
    compute.normalize(x.view, weight: weight.base, epsilon: 1e-5, segments: 3, into: y.view)
    for row in 0..<2 {
      for segment in 0..<3 {
        let range = segment * width..<(segment + 1) * width
        let expected = Reference.rmsNorm(
          Array(x.row(row)[range]), weight: weight.row(0), epsilon: 1e-5)
        for (value, exact) in zip(y.row(row)[range], expected) {
          #expect(abs(Double(value) - exact) <= Double(width + 8) * Self.ulp * abs(exact))
        }
      }
    }
    let expected = y.values
    compute.normalize(x.view, weight: weight.base, epsilon: 1e-5, segments: 3, into: x.view)
    #expect(x.values == expected, "in place")
    #expect(y.bytes.isIntact && x.bytes.isIntact)
  }

  @Test("rotations agree with the reference", arguments: tableNames, lengths)
  func rotations(table: String, half: Int) throws {
    for pairing in [RotaryPairing.halves, .adjacent] {
      for extra in [0, 5] {  // elements that are not rotated
        var random = SplitMix64(seed: UInt64(half))
        let width = 2 * half + extra
        let x = Floats(rows: 3, columns: 2 * width, random.floats(6 * width))
        let before = (0..<3).map { x.row($0) }
        let cosines = Floats(rows: 3, columns: half, random.floats(3 * half))
        let sines = Floats(rows: 3, columns: half, random.floats(3 * half))
        try makeCompute(table).rotate(
          x.view, heads: 2, pairing: pairing, cosines: cosines.view, sines: sines.view)
        for row in 0..<3 {
          for head in 0..<2 {
            let range = head * width..<(head + 1) * width
            let expected = Reference.rotate(
              Array(before[row][range]), cosines: cosines.row(row), sines: sines.row(row),
              pairing: pairing)
            for (value, exact) in zip(x.row(row)[range], expected) {
              #expect(abs(Double(value) - exact) <= 4 * Self.ulp)  // inputs are at most 1
            }
          }
        }
        #expect(x.bytes.isIntact)
      }
    }
  }

  @Test("gated units agree with the reference", arguments: tableNames, lengths)
  func silu(table: String, width: Int) throws {
    var random = SplitMix64(seed: UInt64(width))
    let gate = Floats(rows: 2, columns: width, random.floats(2 * width, in: -90...90))
    let up = Floats(rows: 2, columns: width, random.floats(2 * width))
    let y = Floats(rows: 2, columns: width)
    try makeCompute(table).gateMultiply(.silu, gate: gate.view, up: up.view, into: y.view)
    for row in 0..<2 {
      let expected = Reference.siluMultiply(gate: gate.row(row), up: up.row(row))
      for (value, exact) in zip(y.row(row), expected) {
        // exp may be 2 units off, and loses what is below the smallest normal number
        #expect(abs(Double(value) - exact) <= 8 * Self.ulp * abs(exact) + 1e-35)
      }
    }
    #expect(y.bytes.isIntact)
  }

  @Test("gated GELU agrees with the reference", arguments: tableNames, lengths)
  func gelu(table: String, width: Int) throws {
    var random = SplitMix64(seed: UInt64(width))
    let gate = Floats(rows: 2, columns: width, random.floats(2 * width, in: -12...12))
    let up = Floats(rows: 2, columns: width, random.floats(2 * width))
    let y = Floats(rows: 2, columns: width)
    try makeCompute(table).gateMultiply(.geluTanh, gate: gate.view, up: up.view, into: y.view)
    for row in 0..<2 {
      let expected = Reference.geluMultiply(gate: gate.row(row), up: up.row(row))
      for (index, exact) in expected.enumerated() {
        // 1 + tanh loses what is small beside 1, as it does in the makers' code.
        let bound = 64 * Self.ulp * Double(abs(gate.row(row)[index] * up.row(row)[index])) + 1e-35
        #expect(abs(Double(y.row(row)[index]) - exact) <= bound)
      }
    }
    #expect(y.bytes.isIntact)
  }

  @Test("soft bounds agree with the reference", arguments: tableNames, lengths)
  func softcap(table: String, width: Int) throws {
    var random = SplitMix64(seed: UInt64(width))
    let x = random.floats(2 * width, in: -200...200)
    let y = Floats(rows: 2, columns: width, x)
    try makeCompute(table).softcap(y.view, at: 30)
    for (value, original) in zip(y.values, x) {
      let exact = Reference.softcap(Double(original), at: 30)
      #expect(abs(Double(value) - exact) <= 16 * 30 * Self.ulp)
    }
    #expect(y.bytes.isIntact)
  }

  @Test("sums and multiples are exact", arguments: tableNames, lengths)
  func addAndScale(table: String, width: Int) throws {
    var random = SplitMix64(seed: UInt64(width))
    let x = Floats(rows: 2, columns: width, random.floats(2 * width))
    let y = Floats(rows: 2, columns: width, random.floats(2 * width))
    let expected = zip(x.values, y.values).map { ($0 + $1) * 0.3 }
    let compute = try makeCompute(table)
    compute.add(x.view, to: y.view)
    compute.scale(y.view, by: 0.3)
    #expect(y.values == expected)
    #expect(y.bytes.isIntact)
  }

  @Test("long row operations give the same bits with more threads", arguments: tableNames)
  func threads(table: String) throws {
    var random = SplitMix64(seed: 20)
    let x = Floats(rows: 70, columns: 1_000, random.floats(70_000))
    let weight = Floats(rows: 1, columns: 100, random.floats(100))
    let results = try [1, 2, 3].map { threads in
      let y = Floats(rows: 70, columns: 1_000, x.values)
      let compute = try makeCompute(table, threads: threads)
      compute.normalize(y.view, weight: weight.base, epsilon: 1e-6, segments: 10, into: y.view)
      compute.gateMultiply(.silu, gate: y.view, up: x.view, into: y.view)
      compute.add(x.view, to: y.view)
      return y.values
    }
    #expect(results[0] == results[1] && results[0] == results[2])
  }

  @Test("the largest value is found, the first of equal ones", arguments: tableNames, lengths)
  func argmax(table: String, count: Int) throws {
    let compute = try makeCompute(table)
    func largest(_ values: [Float]) -> Int {
      let floats = Floats(rows: 1, columns: values.count, values)
      return compute.argmax(UnsafeBufferPointer(start: floats.base, count: values.count))
    }
    for position in Set([0, count / 2, count - 1]) {
      var values = [Float](repeating: -5, count: count)
      values[position] = -4
      #expect(largest(values) == position)
      for other in position..<count { values[other] = -4 }
      #expect(largest(values) == position)
      if count > 1 {
        var broken = [Float](repeating: .nan, count: count)
        broken[position] = -.infinity
        #expect(largest(broken) == position)
      }
    }
    #expect(largest([Float](repeating: .nan, count: count)) == 0)
  }

  @Test func everyTableReadsAllBytes() throws {
    let bytes = AlignedBuffer<UInt8>(count: 256 * 9)
    for index in 0..<bytes.count { bytes.base[index] = UInt8(truncatingIfNeeded: index * 31) }
    let all = UnsafeRawBufferPointer(bytes.elements)
    let before = try tableNames.map { try makeCompute($0, threads: 2).readAll(all) }
    bytes.base[1_000] ^= 1
    let after = try tableNames.map { try makeCompute($0, threads: 2).readAll(all) }
    #expect(Set(before).count == 1 && Set(after).count == 1 && before[0] != after[0])
  }

  @Test func bandwidthIsMeasuredWithTheBestNumberOfThreads() throws {
    let bandwidth = try MemoryBandwidth.measure(
      byteCount: 1 << 20, passes: 2, maximumThreads: 2, table: .scalar)
    #expect(bandwidth.bytesPerSecond > 0 && (1...2).contains(bandwidth.threads))
  }

  @Test("log-sum-exp agrees with the reference", arguments: tableNames, lengths)
  func logSumExp(table: String, count: Int) throws {
    var random = SplitMix64(seed: UInt64(count))
    let x = Floats(rows: 1, columns: count, random.floats(count, in: -20...20))
    let compute = try makeCompute(table)
    let value = compute.logSumExp(UnsafeBufferPointer(start: x.base, count: count))
    // exp(log(sum)) against the sum: an error of e in the logarithm is a factor of exp(e)
    let sum = x.values.reduce(0.0) { $0 + Reference.exponential(Double($1)) }
    let ratio = Reference.exponential(Double(value)) / sum
    #expect(abs(ratio - 1) <= 32 * Self.ulp)
    x.base[count - 1] = .nan
    #expect(compute.logSumExp(UnsafeBufferPointer(start: x.base, count: count)).isNaN)
  }
}
