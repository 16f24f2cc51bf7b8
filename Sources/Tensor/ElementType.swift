internal import CKernels

/// A type of tensor elements, by its number in GGUF files.
///
/// Every number that a file may hold is known here with its layout, so that a reader can check
/// sizes; ``isComputable`` tells which of them have kernels. Layouts come from the C structs.
package struct ElementType: RawRepresentable, Hashable, Sendable, BitwiseCopyable {
  package let rawValue: UInt32

  package static var float32: ElementType { ElementType(known: UInt32(OD_F32)) }
  package static var float16: ElementType { ElementType(known: UInt32(OD_F16)) }
  package static var bfloat16: ElementType { ElementType(known: UInt32(OD_BF16)) }
  /// 32 signed bytes and a scale, "q8_0".
  package static var q8: ElementType { ElementType(known: UInt32(OD_Q8_0)) }
  /// 32 nibbles and a scale, "q4_0".
  package static var q4: ElementType { ElementType(known: UInt32(OD_Q4_0)) }

  /// 32 nibbles, a scale and a minimum, "q4_1".
  package static var q41: ElementType { ElementType(known: UInt32(OD_Q4_1)) }
  /// 32 numbers of five bits and a scale, "q5_0".
  package static var q50: ElementType { ElementType(known: UInt32(OD_Q5_0)) }
  /// The same with a minimum, "q5_1".
  package static var q51: ElementType { ElementType(known: UInt32(OD_Q5_1)) }
  // 256 numbers with a scale of its own for each 16 or 32 of them: "q2_K" to "q6_K".
  package static var q2K: ElementType { ElementType(known: UInt32(OD_Q2_K)) }
  package static var q3K: ElementType { ElementType(known: UInt32(OD_Q3_K)) }
  package static var q4K: ElementType { ElementType(known: UInt32(OD_Q4_K)) }
  package static var q5K: ElementType { ElementType(known: UInt32(OD_Q5_K)) }
  package static var q6K: ElementType { ElementType(known: UInt32(OD_Q6_K)) }
  /// 32 nibbles that name numbers of an uneven table, and a scale, "iq4_nl".
  package static var iq4nl: ElementType { ElementType(known: UInt32(OD_IQ4_NL)) }
  /// The same in blocks of 256 with eight scales, "iq4_xs".
  package static var iq4xs: ElementType { ElementType(known: UInt32(OD_IQ4_XS)) }
  /// 32 floats of four bits under one power of two, "mxfp4".
  package static var mxfp4: ElementType { ElementType(known: UInt32(OD_MXFP4)) }

  /// Every type that a GGUF file may hold.
  package static let all: [ElementType] = {
    var count = 0
    let layouts = od_type_layouts(&count)
    return (0..<count).map { ElementType(known: layouts[$0].type) }
  }()

  /// The type with this number in GGUF files, or nil when there is none.
  package init?(rawValue: UInt32) {
    guard od_type_layout_of(rawValue) != nil else { return nil }
    self.rawValue = rawValue
  }

  /// The type with this name, in any case: "q8_0", "F16".
  package init?(name: String) {
    guard let type = Self.all.first(where: { $0.name.lowercased() == name.lowercased() }) else {
      return nil
    }
    self = type
  }

  private init(known rawValue: UInt32) { self.rawValue = rawValue }

  private var layout: od_type_layout {
    guard let layout = od_type_layout_of(rawValue) else {
      fatalError("element type \(rawValue) is missing in types.c")  // SAFETY: a defect of the build
    }
    return layout.pointee
  }

  /// The name that GGUF tools use: "q8_0".
  package var name: String { String(cString: layout.name) }
  /// Elements of a block; 1 for plain numbers.
  package var blockLength: Int { Int(layout.block_length) }
  /// Bytes of a block.
  package var blockByteCount: Int { Int(layout.block_bytes) }

  /// Whether weights of this type can be multiplied and looked up.
  package var isComputable: Bool { KernelTable.scalar.computes(self) }

  /// Whether a cache of keys and values can hold it.
  package var isCacheable: Bool { self == .float32 || self == .float16 || self == .q8 }

  /// Bytes of `count` elements, or nil when they are no whole number of blocks or overflow.
  package func byteCount(of count: Int) -> Int? {
    let layout = layout
    let length = Int(layout.block_length)
    guard count >= 0, count % length == 0 else { return nil }
    let (bytes, overflow) = (count / length).multipliedReportingOverflow(
      by: Int(layout.block_bytes))
    return overflow ? nil : bytes
  }
}

extension ElementType: CustomStringConvertible {
  package var description: String { name }
}
