import Tensor

/// How a cache keeps the numbers of keys and values.
package enum CacheElement: String, Sendable, Hashable, CaseIterable {
  case float16 = "f16"
  case float32 = "f32"
  /// Eight bits with a scale for each 32 numbers: about half of f16's bytes.
  case quantized8 = "q8_0"

  var elementType: ElementType {
    switch self {
    case .float16: .float16
    case .float32: .float32
    case .quantized8: .q8
    }
  }

  /// Bytes of a position's keys or values, `width` of them, a whole number of blocks.
  func byteCount(of width: Int) -> Int {
    width / elementType.blockLength * elementType.blockByteCount
  }

  /// Throws where a layer's heads are no whole number of blocks wide.
  func validate(for plan: DecoderPlan) throws(TransformerError) {
    let length = elementType.blockLength
    for (index, layer) in plan.layers.enumerated() {
      for width in layer.mixer.cachedHeadWidths where !width.isMultiple(of: length) {
        throw .invalidSetting(
          name: "cache type \(rawValue)", expected: "heads of a multiple of \(length) numbers",
          found: "\(width) in layer \(index)")
      }
    }
  }
}
