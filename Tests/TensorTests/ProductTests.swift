import Tensor
import TestSupport
import Testing

/// Products on every table, against the reference and against themselves.
@Suite struct ProductTests {
  /// Odd numbers of outputs meet the ends of tiles; rows of x go through every way.
  static let shapes = [(1, 1), (3, 2), (8, 3), (17, 5), (37, 40)]

  @Test("float products agree with the reference", arguments: tableNames, lengths)
  func floatProducts(table: String, columns: Int) throws {
    for type in floatTypes {
      for (outputs, rows) in Self.shapes where columns < 200 || outputs < 20 {
        try check(type, table, .auto, outputs: outputs, rows: rows, columns: columns)
        try check(type, table, .float32, outputs: outputs, rows: rows, columns: columns)
      }
    }
  }

  @Test("quantised products agree with the reference", arguments: tableNames, blockLengths)
  func quantisedProducts(table: String, columns: Int) throws {
    for type in quantisedTypes where columns % type.blockLength == 0 {
      for (outputs, rows) in Self.shapes {
        try check(type, table, .auto, outputs: outputs, rows: rows, columns: columns)
        try check(type, table, .float32, outputs: outputs, rows: rows, columns: columns)
      }
    }
  }

  private func check(
    _ type: ElementType, _ table: String, _ precision: Precision, outputs: Int, rows: Int,
    columns: Int
  ) throws {
    let weights = Weights(type, rows: outputs, columns: columns, seed: UInt64(columns))
    var random = SplitMix64(seed: 7)
    let x = Floats(rows: rows, columns: columns, random.floats(rows * columns))
    let y = Floats(rows: rows, columns: outputs)
    let compute = try makeCompute(table, precision: precision)

    compute.multiply(try weights.matrix, by: x.view, into: y.view)

    let rounds = precision == .auto && compute.table.roundsActivations(for: type)
    #expect(rounds == (precision == .auto && quantisedTypes.contains(type)) || type == .bfloat16)
    let decoded = (0..<outputs).map { weights.parts($0) }
    for row in 0..<rows {
      let activations =
        rounds ? rounded(x.row(row), for: type) : x.row(row).map { Double($0) }
      let results = y.row(row)
      for (output, weight) in decoded.enumerated() {
        let (exact, tolerance) = Reference.dotAndTolerance(weight, activations)
        #expect(
          abs(Double(results[output]) - exact) <= tolerance,
          "\(type) \(precision) output \(output) of \(outputs), row \(row) of \(rows)")
      }
    }
    #expect(y.bytes.isIntact && x.bytes.isIntact)
  }

  /// Activations as the type's products see them: mxfp4's keep what rounding leaves, rounded again.
  private func rounded(_ x: [Float], for type: ElementType) -> [Double] {
    if type == .bfloat16 { return Reference.roundedToBFloat16(x) }
    let once = Reference.rounded(x)
    guard type == .mxfp4 else { return once }
    let rest = Reference.rounded(zip(x, once).map { $0 - Float($1) })
    return zip(once, rest).map { $0 + $1 }
  }

  @Test("extreme integers do not saturate", arguments: tableNames, quantisedTypes)
  func extremes(table: String, type: ElementType) throws {
    let columns = type.wholeBlocks(64)
    for byte: UInt8 in [0x80, 0x7F, 0x81, 0xFF, 0x00, 0x0F, 0xF0] {
      for sign: Float in [1, -1] {
        var contents = [UInt8](repeating: byte, count: 20 * (type.byteCount(of: columns) ?? 0))
        for block in stride(from: 0, to: contents.count, by: type.blockByteCount) {
          for offset in type.halfOffsets {
            (contents[block + offset], contents[block + offset + 1]) = (0, 0x3C)  // a scale of 1
          }
          if type == .mxfp4 { contents[block] = 127 }
        }
        let weights = Weights(type, rows: 20, columns: columns, contents)
        for rows in [1, 4, 40] {
          let x = Floats(
            rows: rows, columns: columns, [Float](repeating: sign, count: rows * columns))
          let y = Floats(rows: rows, columns: 20)
          try makeCompute(table).multiply(try weights.matrix, by: x.view, into: y.view)
          let activations = Reference.rounded(x.row(0))
          let (expected, tolerance) = Reference.dotAndTolerance(weights.parts(0), activations)
          for value in y.values { #expect(abs(Double(value) - expected) <= tolerance) }
        }
      }
    }
  }

  @Test(
    "a row has the same bits in every batch and with every number of threads",
    arguments: tableNames, weightTypes)
  func sameBits(table: String, type: ElementType) throws {
    let (outputs, columns) = (83, type.wholeBlocks(1_056))
    let weights = Weights(type, rows: outputs, columns: columns, seed: 3)
    var random = SplitMix64(seed: 4)
    let all = 65
    let x = Floats(rows: all, columns: columns, random.floats(all * columns, in: -2...2))
    for precision in [Precision.auto, .float32] {
      let alone = Floats(rows: all, columns: outputs)
      let single = try makeCompute(table, precision: precision)
      for row in 0..<all {
        single.multiply(
          try weights.matrix, by: x.view.rows(row..<row + 1), into: alone.view.rows(row..<row + 1))
      }
      for threads in 1...3 {
        let compute = try makeCompute(table, threads: threads, precision: precision)
        for batch in Array(1...17) + [33, 64, 65] {
          let together = Floats(rows: batch, columns: outputs)
          compute.multiply(
            try weights.matrix, by: x.view.rows(all - batch..<all), into: together.view)
          let expected = Array(alone.values.suffix(batch * outputs))
          #expect(
            together.values.map(\.bitPattern) == expected.map(\.bitPattern),
            "\(type) \(precision), batch of \(batch), \(threads) threads")
        }
      }
    }
  }

  @Test("all tables agree bit for bit on quantised products", arguments: quantisedTypes)
  func tablesAgree(type: ElementType) throws {
    let columns = type.wholeBlocks(544)
    let weights = Weights(type, rows: 45, columns: columns, seed: 11)
    var random = SplitMix64(seed: 12)
    let x = Floats(rows: 20, columns: columns, random.floats(20 * columns, in: -30...30))
    let results = try tableNames.map { table in
      let y = Floats(rows: 20, columns: 45)
      try makeCompute(table).multiply(try weights.matrix, by: x.view, into: y.view)
      return y.values.map(\.bitPattern)
    }
    for result in results { #expect(result == results[0]) }
  }

  @Test("several weights in one call give what they give alone", arguments: tableNames)
  func severalWeights(table: String) throws {
    let types: [ElementType] = [.q8, .float16, .q4K]
    let columns = 256
    let weights = zip(types, [40, 24, 7]).map { Weights($0, rows: $1, columns: columns, seed: 5) }
    var random = SplitMix64(seed: 6)
    for rows in [1, 20] {
      let x = Floats(rows: rows, columns: columns, random.floats(rows * columns))
      let alone = weights.map { Floats(rows: rows, columns: $0.rows) }
      let together = weights.map { Floats(rows: rows, columns: $0.rows) }
      let pair = weights.map { Floats(rows: rows, columns: $0.rows) }
      let compute = try makeCompute(table, threads: 2)
      for (weight, out) in zip(weights, alone) {
        compute.multiply(try weight.matrix, by: x.view, into: out.view)
      }
      compute.multiply(
        try weights[0].matrix, try weights[1].matrix, try weights[2].matrix, by: x.view,
        into: together[0].view, together[1].view, together[2].view)
      compute.multiply(
        try weights[0].matrix, try weights[1].matrix, by: x.view, into: pair[0].view, pair[1].view)
      for index in 0..<3 { #expect(alone[index].values == together[index].values) }
      for index in 0..<2 { #expect(alone[index].values == pair[index].values) }
    }
  }

  @Test("results may lie in part of a wider matrix", arguments: tableNames)
  func strides(table: String) throws {
    let weights = Weights(.q8, rows: 20, columns: 64, seed: 8)
    var random = SplitMix64(seed: 9)
    let x = Floats(rows: 40, columns: 100, random.floats(4_000))
    let y = Floats(rows: 40, columns: 50, [Float](repeating: 77, count: 2_000))
    let plain = Floats(rows: 40, columns: 20)
    let compute = try makeCompute(table)
    let narrow = x.view.columns(10..<74)
    compute.multiply(try weights.matrix, by: narrow, into: y.view.columns(15..<35))
    compute.multiply(try weights.matrix, by: narrow, into: plain.view)
    for row in 0..<40 {
      #expect(Array(y.row(row)[15..<35]) == plain.row(row))
      #expect(y.row(row)[..<15].allSatisfy { $0 == 77 })
      #expect(y.row(row)[35...].allSatisfy { $0 == 77 })
    }
  }

  @Test("a NaN activation shows in the result", arguments: tableNames, quantisedTypes)
  func notANumber(table: String, type: ElementType) throws {
    let columns = type.wholeBlocks(64)
    let weights = Weights(type, rows: 16, columns: columns, seed: 10)
    for rows in [1, 20] {
      let x = Floats(rows: rows, columns: columns, [Float](repeating: 1, count: rows * columns))
      x.base[5] = .nan
      let y = Floats(rows: rows, columns: 16)
      try makeCompute(table).multiply(try weights.matrix, by: x.view, into: y.view)
      #expect(y.row(0).allSatisfy { $0.isNaN })
      #expect(y.values.dropFirst(16).allSatisfy { !$0.isNaN })
    }
  }

  @Test("looked up rows are the weight's numbers", arguments: tableNames, weightTypes)
  func lookUp(table: String, type: ElementType) throws {
    let columns = type.wholeBlocks(96)
    let weights = Weights(type, rows: 9, columns: columns, seed: 13)
    let out = Floats(rows: 3, columns: columns)
    let indices: [Int32] = [8, 0, 5]
    try indices.withUnsafeBufferPointer {
      try makeCompute(table).lookUp($0, in: try weights.matrix, into: out.view)
    }
    for (position, index) in indices.enumerated() {
      // one rounding: scale times integer, plus the minimum
      for (value, exact) in zip(out.row(position), weights.row(Int(index))) {
        #expect(abs(Double(value) - exact) <= abs(exact) * Double(Float.ulpOfOne))
      }
    }
    #expect(out.bytes.isIntact)
  }

  @Test func aCancelledProductStartsNoTile() throws {
    let weights = Weights(.q8, rows: 64, columns: 64, seed: 14)
    let x = Floats(rows: 1, columns: 64, [Float](repeating: 1, count: 64))
    let y = Floats(rows: 1, columns: 64, [Float](repeating: 5, count: 64))
    let compute = try makeCompute("scalar", threads: 2)
    let flag = try CancellationFlag()
    compute.cancellation = flag
    flag.cancel()
    compute.multiply(try weights.matrix, by: x.view, into: y.view)
    #expect(compute.isCancelled)
    #expect(y.values.allSatisfy { $0 == 5 })
    flag.reset()
    compute.multiply(try weights.matrix, by: x.view, into: y.view)
    #expect(!compute.isCancelled)
    #expect(y.values.allSatisfy { $0 != 5 })
  }
}
