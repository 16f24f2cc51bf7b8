import ModelFiles
import Tensor
import TestSupport
import Testing

struct BlockEncoderTests {
  @Test(
    arguments: [
      (0, 0), (-0.0, 0x8000), (1, 0x3C00), (-2, 0xC000), (65_504, 0x7BFF), (65_519.996, 0x7BFF),
      (65_520, 0x7C00), (1e9, 0x7C00), (-Float.infinity, 0xFC00),
      (0x1p-14, 0x0400), (0x1p-24, 0x0001), (0x1p-25, 0x0000), (0x1.8p-25, 0x0001),
      (0x1.8p-24, 0x0002), (0x1.ffbp-15, 0x03FF), (0x1.ffcp-15, 0x0400),
      (1 + 0x1p-11, 0x3C00), (1 + 0x1.8p-10, 0x3C02), (1 + 0x1.004p-11, 0x3C01), (1e-30, 0),
    ] as [(Float, UInt16)])
  func halvesRoundToNearestEven(value: Float, bits: UInt16) {
    #expect(BlockEncoder.float16Bits(value) == bits)
  }

  /// Every half, made into a float by its definition, encodes to itself.
  @Test func everyHalfSurvives() {
    for bits in UInt16.min...UInt16.max where bits & 0x7C00 != 0x7C00 {
      let exponent = Int(bits >> 10 & 0x1F)
      let fraction = Float(bits & 0x3FF) * 0x1p-10
      let magnitude =
        exponent == 0
        ? fraction * 0x1p-14
        : (1 + fraction) * Float(sign: .plus, exponent: exponent - 15, significand: 1)
      let value = bits >> 15 == 0 ? magnitude : -magnitude
      #expect(BlockEncoder.float16Bits(value) == bits)
    }
  }

  @Test(
    arguments: [
      (1, 0x3F80), (1 + 0x1p-8, 0x3F80), (1 + 0x1.8p-7, 0x3F82), (1 + 0x1.01p-8, 0x3F81),
      (-0.0, 0x8000), (.greatestFiniteMagnitude, 0x7F80), (.infinity, 0x7F80),
    ] as [(Float, UInt16)])
  func bfloat16RoundsToNearestEven(value: Float, bits: UInt16) {
    #expect(BlockEncoder.bfloat16Bits(value) == bits)
  }

  @Test func notANumberStaysOne() {
    #expect(BlockEncoder.float16Bits(.nan) & 0x7FFF > 0x7C00)
    #expect(BlockEncoder.bfloat16Bits(Float(bitPattern: 0x7F80_0001)) & 0x7FFF > 0x7F80)
  }

  @Test func theErrorOfABlockIsAtMostHalfAStep() throws {
    var random = SplitMix64(seed: 7)
    let row = (0..<256).map { _ in Float.random(in: -3...3, using: &random) }
    var bytes: [UInt8] = []
    try BlockEncoder.append(row, as: .q8, to: &bytes)
    for (index, value) in row.enumerated() {
      let block = row[index / 32 * 32..<index / 32 * 32 + 32]
      let step = (block.map(abs).max() ?? 0) / 127
      let quant = Int8(bitPattern: bytes[index / 32 * 34 + 2 + index % 32])
      #expect(abs(Float(quant) * step - value) <= step * 0.5001)
    }
  }

  @Test(arguments: BlockEncoder.supportedTypes)
  func whatIsNotFiniteIsRefused(type: ElementType) throws {
    var row = [Float](repeating: 1, count: 64)
    row[40] = .nan
    var bytes: [UInt8] = []
    let error = try #require(throws: BlockEncoder.NotFinite.self) {
      try BlockEncoder.append(row, as: type, to: &bytes)
    }
    #expect(error.index == 40)
  }

  @Test func valuesTooLargeForHalfScalesAreRefused() throws {
    let row = [Float](repeating: 0, count: 32) + [Float](repeating: 1e9, count: 32)
    for type in [ElementType.float16, .q8, .q4] {
      var bytes: [UInt8] = []
      let error = try #require(throws: BlockEncoder.NotFinite.self) {
        try BlockEncoder.append(row, as: type, to: &bytes)
      }
      #expect(error.index == 32)
    }
  }

  @Test func valuesTooSmallForAScaleBecomeZero() throws {
    let row = [Float](repeating: .leastNonzeroMagnitude, count: 32)
    for type in [ElementType.q8, .q4] {
      var bytes: [UInt8] = []
      try BlockEncoder.append(row, as: type, to: &bytes)
      #expect(bytes.count == type.blockByteCount)
      #expect(bytes[0] == 0 && bytes[1] & 0x7F == 0)
    }
  }
}
