import Tensor

/// A floating-point number at a fixed place in each block of an element type.
struct BlockFloat {
  /// What the number is to its block.
  let role: String
  let offset: Int
  let byteCount: Int
  /// The bits that are all ones in NaN and infinity only.
  let exponent: UInt64

  /// The first block whose number is not finite, and whether it is NaN.
  func firstNotFinite(
    in bytes: UnsafeRawBufferPointer, strideBytes: Int
  ) -> (block: Int, isNaN: Bool)? {
    switch byteCount {
    case 1: scan(UInt8.self, bytes, strideBytes)
    case 2: scan(UInt16.self, bytes, strideBytes)
    case 4: scan(UInt32.self, bytes, strideBytes)
    default: scan(UInt64.self, bytes, strideBytes)
    }
  }

  /// Goes through runs of blocks without a branch in them, which vectorises, and looks closer at a
  /// run only when it holds something.
  private func scan<Bits: FixedWidthInteger & UnsignedInteger & BitwiseCopyable>(
    _ type: Bits.Type, _ bytes: UnsafeRawBufferPointer, _ strideBytes: Int
  ) -> (block: Int, isNaN: Bool)? {
    let exponent = Bits(truncatingIfNeeded: exponent)
    let blocks = bytes.count / strideBytes
    let run = 1024
    func bits(_ block: Int) -> Bits {
      Bits(
        littleEndian: bytes.loadUnaligned(fromByteOffset: block * strideBytes + offset, as: type))
    }
    for start in stride(from: 0, to: blocks, by: run) {
      let end = min(start + run, blocks)
      var found: Bits = 0
      for block in start..<end { found |= bits(block) & exponent == exponent ? 1 : 0 }
      guard found != 0 else { continue }
      for block in start..<end where bits(block) & exponent == exponent {
        let mantissa = bits(block) & ~(exponent | (1 << (Bits.bitWidth - 1)))
        return (block, mantissa != 0 || byteCount == 1)  // the 8-bit scales have no infinity
      }
    }
    return nil
  }

  static func half(_ role: String, at offset: Int) -> BlockFloat {
    BlockFloat(role: role, offset: offset, byteCount: 2, exponent: 0x7C00)
  }

  /// The numbers in one block of a type that can be NaN or infinite; none for integers.
  ///
  /// Offsets follow ggml's block structs (`ggml-common.h`). Left out: `iq1_m`, whose scale is
  /// scattered over the upper bits of four numbers.
  static func all(in type: ElementType) -> [BlockFloat] {
    switch type.name {
    case "f32": [BlockFloat(role: "value", offset: 0, byteCount: 4, exponent: 0x7F80_0000)]
    case "f64": [BlockFloat(role: "value", offset: 0, byteCount: 8, exponent: 0x7FF << 52)]
    case "f16": [.half("value", at: 0)]
    case "bf16": [BlockFloat(role: "value", offset: 0, byteCount: 2, exponent: 0x7F80)]
    case "q4_0", "q5_0", "q8_0", "iq2_xxs", "iq2_xs", "iq3_xxs", "iq1_s", "iq4_nl", "iq3_s",
      "iq2_s", "iq4_xs", "q1_0", "q2_0":
      [.half("scale", at: 0)]
    case "q4_1", "q5_1", "q4_K", "q5_K": [.half("scale", at: 0), .half("minimum", at: 2)]
    case "q8_1": [.half("scale", at: 0), .half("sum", at: 2)]
    case "q2_K": [.half("scale", at: 80), .half("minimum", at: 82)]
    case "q3_K": [.half("scale", at: 108)]
    case "q6_K": [.half("scale", at: 208)]
    case "q8_K": [BlockFloat(role: "scale", offset: 0, byteCount: 4, exponent: 0x7F80_0000)]
    case "tq1_0": [.half("scale", at: 52)]
    case "tq2_0": [.half("scale", at: 64)]
    // E8M0: an exponent alone, all ones for NaN.
    case "mxfp4": [BlockFloat(role: "scale", offset: 0, byteCount: 1, exponent: 0xFF)]
    // E4M3: 7 ones for NaN; a scale for each 16 of the 64 weights.
    case "nvfp4":
      (0..<4).map { BlockFloat(role: "scale \($0)", offset: $0, byteCount: 1, exponent: 0x7F) }
    default: []
    }
  }
}
