package import Tensor

/// Turns rows of Float into the bytes of an element type, by the rounding that ggml uses.
///
/// Written for exactness, not speed: the same bits as the `gguf` Python package's quantiser on every
/// machine. Half precision is made by integer arithmetic on the bits, since Swift's `Float16` calls
/// into the runtime per element on plain x86-64.
package enum BlockEncoder {
  /// Appends one row.
  ///
  /// - Throws: the index of the first value that is NaN or infinite, or whose block scale does not
  ///   fit the type's half precision.
  /// - Precondition: the row is a multiple of the type's block length, and the type is one of
  ///   ``supportedTypes``.
  package static func append(
    _ row: [Float], as type: ElementType, to bytes: inout [UInt8]
  ) throws(NotFinite) {
    precondition(row.count % type.blockLength == 0, "\(row.count) values of \(type)")
    if let index = row.firstIndex(where: { !$0.isFinite }) { throw NotFinite(index: index) }
    switch type {
    case .float32: for value in row { append(value.bitPattern, to: &bytes) }
    case .float16: try appendHalves(row, to: &bytes)
    case .bfloat16: for value in row { append(bfloat16Bits(value), to: &bytes) }
    case .q8: try appendBlocks(row, to: &bytes, q8)
    case .q4: try appendBlocks(row, to: &bytes, q4)
    default: preconditionFailure("no encoder for \(type)")  // SAFETY: callers name the type in code
    }
  }

  package static let supportedTypes: [ElementType] = [.float32, .float16, .bfloat16, .q8, .q4]

  package struct NotFinite: Error, Hashable {
    package let index: Int
  }

  // MARK: - Halves

  /// IEEE binary16, rounded to nearest, ties to even; too large becomes infinity.
  package static func float16Bits(_ value: Float) -> UInt16 {
    let bits = value.bitPattern
    let sign = UInt16(truncatingIfNeeded: bits >> 16) & 0x8000
    let magnitude = bits & 0x7FFF_FFFF
    if magnitude > 0x7F80_0000 { return sign | 0x7E00 }
    if magnitude >= 0x4780_0000 { return sign | 0x7C00 }  // 65,536 and up
    if magnitude < 0x3880_0000 {  // below 2^-14: a subnormal half, in units of 2^-24
      let shift = 126 - (magnitude >> 23)
      if shift > 24 { return sign }
      return sign | UInt16(roundingShift((magnitude & 0x7F_FFFF) | 0x80_0000, by: shift))
    }
    // Rounding may carry into the exponent, up to infinity, which is what it should do.
    return sign | UInt16(roundingShift(magnitude - 0x3800_0000, by: 13))
  }

  /// The upper half of binary32, rounded to nearest, ties to even.
  package static func bfloat16Bits(_ value: Float) -> UInt16 {
    let bits = value.bitPattern
    if bits & 0x7FFF_FFFF > 0x7F80_0000 { return UInt16(bits >> 16) | 0x40 }
    return UInt16(truncatingIfNeeded: (bits &+ 0x7FFF &+ ((bits >> 16) & 1)) >> 16)
  }

  private static func roundingShift(_ value: UInt32, by shift: UInt32) -> UInt32 {
    let quotient = value >> shift
    let rest = value & ((1 << shift) - 1)
    let half: UInt32 = 1 << (shift - 1)
    return quotient + (rest > half || (rest == half && quotient & 1 == 1) ? 1 : 0)
  }

  private static func appendHalves(
    _ row: [Float], to bytes: inout [UInt8]
  ) throws(NotFinite) {
    for (index, value) in row.enumerated() {
      let half = float16Bits(value)
      guard half & 0x7C00 != 0x7C00 else { throw NotFinite(index: index) }
      append(half, to: &bytes)
    }
  }

  // MARK: - Blocks

  private static func appendBlocks(
    _ row: [Float], to bytes: inout [UInt8],
    _ encode: (ArraySlice<Float>, inout [UInt8]) -> UInt16
  ) throws(NotFinite) {
    for start in stride(from: 0, to: row.count, by: 32) {
      let scalePlace = bytes.count
      bytes += [0, 0]
      let scale = encode(row[start..<start + 32], &bytes)
      guard scale & 0x7C00 != 0x7C00 else { throw NotFinite(index: start) }
      bytes[scalePlace] = UInt8(truncatingIfNeeded: scale)
      bytes[scalePlace + 1] = UInt8(truncatingIfNeeded: scale >> 8)
    }
  }

  /// Scale |largest| / 127; quants are rounded half away from zero.
  private static func q8(_ block: ArraySlice<Float>, _ bytes: inout [UInt8]) -> UInt16 {
    let scale = block.reduce(0) { max($0, abs($1)) } / 127
    let inverse = inverse(of: scale)
    for value in block {
      bytes.append(UInt8(bitPattern: Int8(clamping: Int((value * inverse).rounded()))))
    }
    return float16Bits(scale)
  }

  /// Scale largest / −8, so that the value of largest magnitude is quant 0; low nibbles hold the
  /// first 16 values, high ones the rest.
  private static func q4(_ block: ArraySlice<Float>, _ bytes: inout [UInt8]) -> UInt16 {
    var largest: Float = 0
    for value in block where abs(value) > abs(largest) { largest = value }
    let scale = largest / -8
    let inverse = inverse(of: scale)
    let quants = block.map { UInt8(clamping: min(15, Int($0 * inverse + 8.5))) }
    for index in 0..<16 { bytes.append(quants[index] | quants[index + 16] << 4) }
    return float16Bits(scale)
  }

  /// Zero for a block of zeros, and for one whose scale is so small that 1 / scale overflows.
  private static func inverse(of scale: Float) -> Float {
    let inverse = 1 / scale
    return inverse.isFinite ? inverse : 0
  }

  private static func append(_ value: some FixedWidthInteger, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: value.littleEndian) { bytes += $0 }
  }
}
