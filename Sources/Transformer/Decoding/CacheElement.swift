import Tensor

/// How a cache keeps the numbers of keys and values.
package enum CacheElement: String, Sendable, Hashable, CaseIterable {
  case float16 = "f16"
  case float32 = "f32"

  package var byteCount: Int { elementType.blockByteCount }

  var elementType: ElementType { self == .float16 ? .float16 : .float32 }
}
