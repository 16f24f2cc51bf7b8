internal import Tensor

/// Turns plain numbers of a file into floats, by integer arithmetic on their bits.
///
/// For the small tensors that are computed with when a model is opened, and for conversion; kernels
/// have their own ways.
enum HalfFloats {
  /// - Precondition: the type is float32, float16 or bfloat16, and the bytes are whole numbers of it.
  static func floats(_ bytes: UnsafeRawBufferPointer, _ type: ElementType) -> [Float] {
    let size = type.blockByteCount
    return [Float](unsafeUninitializedCapacity: bytes.count / size) { floats, count in
      count = bytes.count / size
      switch type {
      case .float32:
        for index in 0..<count {
          let bits = bytes.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self)
          floats.initializeElement(at: index, to: Float(bitPattern: UInt32(littleEndian: bits)))
        }
      case .bfloat16:
        for index in 0..<count {
          let bits = bytes.loadUnaligned(fromByteOffset: 2 * index, as: UInt16.self)
          floats.initializeElement(
            at: index, to: Float(bitPattern: UInt32(UInt16(littleEndian: bits)) << 16))
        }
      default:
        for index in 0..<count {
          let bits = bytes.loadUnaligned(fromByteOffset: 2 * index, as: UInt16.self)
          floats.initializeElement(at: index, to: float(half: UInt16(littleEndian: bits)))
        }
      }
    }
  }

  /// IEEE binary16 to binary32, exact for every bit pattern.
  static func float(half bits: UInt16) -> Float {
    let sign = UInt32(bits & 0x8000) << 16
    let exponent = UInt32(bits >> 10) & 0x1F
    let mantissa = UInt32(bits & 0x3FF)
    if exponent == 0x1F { return Float(bitPattern: sign | 0x7F80_0000 | mantissa << 13) }
    if exponent == 0 {
      let magnitude = Float(mantissa) * 0x1p-24
      return sign == 0 ? magnitude : -magnitude
    }
    return Float(bitPattern: sign | (exponent + 112) << 23 | mantissa << 13)
  }
}
