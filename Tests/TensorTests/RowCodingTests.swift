import Foundation
import Tensor
import TestSupport
import Testing

/// Rows to and from bytes: read as others read them, written close to what was given.
@Suite struct RowCodingTests {
  /// Types that are searched, with bounds of their error on normal numbers, relative to their size.
  ///
  /// Plain rounding (llama.cpp's, without an importance matrix) gives 0.0859, 0.0782, 0.0427, 0.0379,
  /// 0.0714, 0.0361 and 0.0178; a bound below it shows that the search is worth it.
  static let bounds: [(ElementType, Double)] = [
    (.q4, 0.0815), (.q41, 0.0705), (.q50, 0.0405), (.q51, 0.0342), (.q4K, 0.0705), (.q5K, 0.0347),
    (.q6K, 0.0170),
  ]
  static let encoded: [ElementType] =
    [.float32, .float16, .bfloat16, .q8] + bounds.map(\.0)

  @Test("every type is read as the gguf package reads it", arguments: tableNames)
  func readAsOthersRead(table: String) throws {
    var rest = Array(try Data(contentsOf: Fixtures.url("blocks/blocks.bin")))[...]
    func word() -> Int {
      defer { rest = rest.dropFirst(4) }
      return rest.prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
    }
    var types = 0
    while !rest.isEmpty {
      let type = try #require(ElementType(rawValue: UInt32(word())))
      let byteCount = word() * type.blockByteCount
      let weights = Weights(type, rows: 1, columns: 1_024, Array(rest.prefix(byteCount)))
      rest = rest.dropFirst(byteCount)
      let out = Floats(rows: 1, columns: 1_024)
      try [Int32(0)].withUnsafeBufferPointer {
        try makeCompute(table).lookUp($0, in: try weights.matrix, into: out.view)
      }
      for (index, value) in out.values.enumerated() {
        let expected = Float(bitPattern: UInt32(word()))
        // The package adds q4_1's minimum after its product was rounded, as we do.
        if value != expected { Issue.record("\(type) \(index): \(value), expected \(expected)") }
      }
      types += 1
    }
    #expect(types == quantisedTypes.count)
  }

  private func encode(
    _ values: [Float], as type: ElementType, importance: [Float]? = nil
  ) -> (bytes: [UInt8], failure: Int?) {
    var bytes = [UInt8](repeating: 0xA5, count: type.byteCount(of: values.count) ?? 0)
    let failure = values.withUnsafeBufferPointer { values in
      bytes.withUnsafeMutableBytes { bytes in
        guard let importance else { return RowCoding.encode(values, as: type, into: bytes) }
        return importance.withUnsafeBufferPointer {
          RowCoding.encode(values, as: type, importance: $0, into: bytes)
        }
      }
    }
    return (bytes, failure)
  }

  private func decode(_ bytes: [UInt8], as type: ElementType) -> [Double] {
    bytes.withUnsafeBytes { Reference.decode($0, as: type) }
  }

  /// Normal numbers, by adding twelve uniform ones.
  private func normal(_ count: Int, seed: UInt64) -> [Float] {
    var random = SplitMix64(seed: seed)
    return (0..<count).map { _ in random.floats(12, in: -0.5...0.5).reduce(0, +) }
  }

  private func error(_ values: [Float], _ decoded: [Double], weights: [Float]? = nil) -> Double {
    var sum = 0.0
    var size = 0.0
    for index in values.indices {
      let weight = Double(weights?[index] ?? 1)
      let difference = Double(values[index]) - decoded[index]
      sum += weight * difference * difference
      size += weight * Double(values[index] * values[index])
    }
    return (sum / size).squareRoot()
  }

  @Test("normal numbers come back closer than plain rounding brings them", arguments: bounds)
  func closeness(type: ElementType, bound: Double) {
    for scale: Float in [1, 0.02, 300] {
      let values = normal(8_192, seed: 5).map { $0 * scale }
      let result = encode(values, as: type)
      #expect(result.failure == nil)
      let found = error(values, decode(result.bytes, as: type))
      #expect(found < bound && found > bound / 4, "\(type) at \(scale): \(found)")
    }
  }

  @Test("eight and sixteen bits come back within half a step")
  func fineTypes() {
    let values = normal(1_024, seed: 6)
    let half = decode(encode(values, as: .float16).bytes, as: .float16)
    let bfloat = decode(encode(values, as: .bfloat16).bytes, as: .bfloat16)
    let q8 = decode(encode(values, as: .q8).bytes, as: .q8)
    for (index, value) in values.enumerated() {
      let size = Double(abs(value))
      #expect(abs(half[index] - Double(value)) <= size * 0x1p-11)
      #expect(abs(bfloat[index] - Double(value)) <= size * 0x1p-8)
      let largest = values[index / 32 * 32..<index / 32 * 32 + 32].map(abs).max() ?? 0
      #expect(abs(q8[index] - Double(value)) <= Double(largest) / 127 * 0.56)  // and a half's step
    }
    #expect(decode(encode(values, as: .float32).bytes, as: .float32) == values.map { Double($0) })
  }

  @Test("what matters more is kept closer", arguments: bounds.map(\.0))
  func importance(type: ElementType) {
    let values = normal(4_096, seed: 7)
    let importance = values.indices.map { Float($0 % 4 == 0 ? 50 : 1) }
    let plain = decode(encode(values, as: type).bytes, as: type)
    let weighted = decode(encode(values, as: type, importance: importance).bytes, as: type)
    #expect(
      error(values, weighted, weights: importance) < 0.97
        * error(values, plain, weights: importance),
      "\(type)")
  }

  @Test("odd importance does no harm", arguments: bounds.map(\.0))
  func oddImportance(type: ElementType) {
    let values = normal(512, seed: 8)
    for importance: [Float] in [
      [Float](repeating: 0, count: 512), [Float](repeating: 1e-38, count: 512),
      [Float](repeating: 3e38, count: 512),
      values.indices.map { $0 == 0 ? 1 : 0 },
    ] {
      let result = encode(values, as: type, importance: importance)
      #expect(result.failure == nil)
      #expect(error(values, decode(result.bytes, as: type)) < 0.5, "\(type)")
    }
  }

  @Test("blocks of zeros, of one number and of tiny numbers", arguments: encoded)
  func degenerate(type: ElementType) {
    for value: Float in [0, -0.0, 1, -1, 0.5, 1e-30, -1e-30, .leastNonzeroMagnitude] {
      let values = [Float](repeating: value, count: 512)
      let result = encode(values, as: type)
      #expect(result.failure == nil)
      for decoded in decode(result.bytes, as: type) {
        // A minimum of a K-quant is a multiple of six bits, a scale at most a half.
        #expect(
          abs(decoded - Double(value)) <= 0.02 * abs(Double(value)) + 0x1p-25, "\(type) \(value)")
      }
    }
    var spike = [Float](repeating: 0, count: 512)
    spike[300] = -7
    let decoded = decode(encode(spike, as: type).bytes, as: type)
    #expect(abs(decoded[300] + 7) <= 0.05 && abs(decoded[299]) <= 0.2, "\(type)")
    #expect(decoded[..<256].allSatisfy { $0 == 0 })
  }

  @Test("what is not finite or too large is named", arguments: encoded)
  func notFinite(type: ElementType) {
    for bad in [Float.nan, .infinity, -.infinity] {
      var values = [Float](repeating: 1, count: 512)
      values[400] = bad
      #expect(encode(values, as: type).failure == 400)
    }
    let large = [Float](repeating: 0, count: 256) + normal(256, seed: 9).map { $0 * 1e12 }
    let failure = encode(large, as: type).failure
    if type == .float32 || type == .bfloat16 {
      #expect(failure == nil)
    } else {
      #expect(failure == 256)
    }
  }

  @Test("the same numbers give the same bytes wherever they stand", arguments: bounds.map(\.0))
  func sameBytes(type: ElementType) {
    let values = normal(1_024, seed: 10)
    let whole = encode(values, as: type).bytes
    let parts = stride(from: 0, to: 1_024, by: 256).flatMap {
      encode(Array(values[$0..<$0 + 256]), as: type).bytes
    }
    #expect(whole == parts)
  }
}
