/// The numbers of every type that kernels compute with, from the descriptions of the formats.
extension Reference {
  /// A weight as `product + offset`, both exact.
  ///
  /// A kernel's error is bound by what it adds, and the two may cancel. A type without offsets has
  /// -0, which keeps the sign of a product that is zero.
  package struct Weight {
    package var product: Double
    package var offset: Double
    package var value: Double { product + offset }
    package var magnitude: Double { abs(product) + abs(offset) }
  }

  /// The numbers of a row as they lie in a GGUF file.
  package static func decode(_ row: UnsafeRawBufferPointer, as type: ElementType) -> [Double] {
    weights(row, as: type).map(\.value)
  }

  package static func weights(
    _ row: UnsafeRawBufferPointer, as type: ElementType
  ) -> [Weight] {
    let size = type.blockByteCount
    var result: [Weight] = []
    result.reserveCapacity(row.count / size * type.blockLength)
    for start in stride(from: 0, to: row.count / size * size, by: size) {
      let block = Block(bytes: Array(row[start..<start + size]))
      for element in 0..<type.blockLength { result.append(block.weight(element, type)) }
    }
    return result
  }

  /// The 16 numbers of iq4_nl and iq4_xs.
  static let unevenNumbers: [Double] = [
    -127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113,
  ]

  /// One block, read bit by bit.
  private struct Block {
    let bytes: [UInt8]

    func word(_ offset: Int) -> UInt16 {
      UInt16(bytes[offset]) | UInt16(bytes[offset + 1]) << 8
    }
    func half(_ offset: Int) -> Double { Reference.half(word(offset)) }
    /// `count` bits from bit `bit` of a byte on.
    func bits(_ offset: Int, from bit: Int, _ count: Int) -> Int {
      Int(bytes[offset]) >> bit & (1 << count - 1)
    }
    /// A nibble of 32 in 16 bytes.
    func nibble(_ offset: Int, _ i: Int) -> Int { bits(offset + i % 16, from: i / 16 * 4, 4) }

    func weight(_ i: Int, _ type: ElementType) -> Weight {
      switch type {
      case .float32:
        let bits = UInt32(word(0)) | UInt32(word(2)) << 16
        return Weight(product: Double(Float(bitPattern: bits)), offset: -0.0)
      case .float16: return Weight(product: half(0), offset: -0.0)
      case .bfloat16:
        return Weight(product: Double(Float(bitPattern: UInt32(word(0)) << 16)), offset: -0.0)
      case .q8:
        return Weight(product: half(0) * Double(Int8(bitPattern: bytes[2 + i])), offset: -0.0)
      case .q4: return Weight(product: half(0) * Double(nibble(2, i) - 8), offset: -0.0)
      case .q41: return Weight(product: half(0) * Double(nibble(4, i)), offset: half(2))
      case .q50, .q51:
        let header = type == .q50 ? 2 : 4
        let quant = nibble(header + 4, i) + 16 * bits(header + i / 8, from: i % 8, 1)
        return type == .q50
          ? Weight(product: half(0) * Double(quant - 16), offset: -0.0)
          : Weight(product: half(0) * Double(quant), offset: half(2))
      case .iq4nl:
        return Weight(product: half(0) * Reference.unevenNumbers[nibble(2, i)], offset: -0.0)
      case .mxfp4:  // E2M1: a sign, two bits of exponent (bias 1), one of fraction
        let code = nibble(1, i)
        let (exponent, fraction) = (code >> 1 & 3, Double(code & 1))
        let magnitude =
          exponent == 0 ? fraction / 2 : (1 + fraction / 2) * Double(1 << (exponent - 1))
        let scale = Double(sign: .plus, exponent: Int(bytes[0]) - 127, significand: 1)
        return Weight(product: (code & 8 == 0 ? 1 : -1) * scale * magnitude, offset: -0.0)
      default: return superWeight(i, type)
      }
    }

    /// An element of a super-block of 256: block `b` of 32, element `e` in it, half `h` of 16.
    private func superWeight(_ i: Int, _ type: ElementType) -> Weight {
      let (b, e, h) = (i / 32, i % 32, i / 16)
      switch type {
      case .q2K:
        let quant = bits(16 + 32 * (b / 4) + e, from: 2 * (b % 4), 2)
        return Weight(
          product: half(80) * Double(bits(h, from: 0, 4) * quant),
          offset: -half(82) * Double(bits(h, from: 4, 4)))
      case .q3K:
        let quant = bits(32 + 32 * (b / 4) + e, from: 2 * (b % 4), 2) + 4 * bits(e, from: b, 1)
        let scale =
          bits(96 + h % 8, from: h / 8 * 4, 4) + 16 * bits(104 + h % 4, from: h / 4 * 2, 2)
        return Weight(product: half(108) * Double((scale - 32) * (quant - 4)), offset: -0.0)
      case .q4K, .q5K:
        let scale = b < 4 ? bits(4 + b, from: 0, 6) : upperScale(b, 0, above: 4 + b - 4)
        let minimum = b < 4 ? bits(8 + b, from: 0, 6) : upperScale(b, 4, above: 4 + b)
        let nibbles = type == .q4K ? 16 : 48
        var quant = bits(nibbles + 32 * (b / 2) + e, from: 4 * (b % 2), 4)
        if type == .q5K { quant += 16 * bits(16 + e, from: b, 1) }
        return Weight(
          product: half(0) * Double(scale * quant), offset: -half(2) * Double(minimum))
      case .q6K:
        let low = bits(64 * (b / 4) + 32 * (b % 2) + e, from: b % 4 / 2 * 4, 4)
        let quant = low + 16 * bits(128 + 32 * (b / 4) + e, from: 2 * (b % 4), 2)
        let scale = Int(Int8(bitPattern: bytes[192 + h]))
        return Weight(product: half(208) * Double(scale * (quant - 32)), offset: -0.0)
      case .iq4xs:
        let scale = bits(4 + b / 2, from: b % 2 * 4, 4) + 16 * (Int(word(2)) >> (2 * b) & 3)
        let number = Reference.unevenNumbers[nibble(8 + 16 * b, e)]
        return Weight(product: half(0) * Double(scale - 32) * number, offset: -0.0)
      default: return Weight(product: .nan, offset: -0.0)
      }
    }

    /// Six bits of q4_K's blocks 4 to 7: four in byte `8 + b - 4` of the scales, two above another.
    private func upperScale(_ b: Int, _ bit: Int, above byte: Int) -> Int {
      bits(4 + 8 + b - 4, from: bit, 4) + 16 * bits(byte, from: 6, 2)
    }
  }
}
