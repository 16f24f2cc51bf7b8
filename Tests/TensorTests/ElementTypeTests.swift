import Tensor
import Testing

@Suite struct ElementTypeTests {
  /// The numbers of the format, from the GGUF specification: type, elements and bytes of a block.
  static let layouts: [(UInt32, String, Int, Int)] = [
    (0, "f32", 1, 4), (1, "f16", 1, 2), (2, "q4_0", 32, 18), (3, "q4_1", 32, 20),
    (6, "q5_0", 32, 22), (7, "q5_1", 32, 24), (8, "q8_0", 32, 34), (9, "q8_1", 32, 36),
    (10, "q2_K", 256, 84), (11, "q3_K", 256, 110), (12, "q4_K", 256, 144),
    (13, "q5_K", 256, 176), (14, "q6_K", 256, 210), (15, "q8_K", 256, 292),
    (16, "iq2_xxs", 256, 66), (17, "iq2_xs", 256, 74), (18, "iq3_xxs", 256, 98),
    (19, "iq1_s", 256, 50), (20, "iq4_nl", 32, 18), (21, "iq3_s", 256, 110),
    (22, "iq2_s", 256, 82), (23, "iq4_xs", 256, 136), (24, "i8", 1, 1), (25, "i16", 1, 2),
    (26, "i32", 1, 4), (27, "i64", 1, 8), (28, "f64", 1, 8), (29, "iq1_m", 256, 56),
    (30, "bf16", 1, 2), (34, "tq1_0", 256, 54), (35, "tq2_0", 256, 66), (39, "mxfp4", 32, 17),
    (40, "nvfp4", 64, 36), (41, "q1_0", 128, 18), (42, "q2_0", 64, 18),
  ]

  @Test func layoutsAreThoseOfTheFormat() throws {
    for (number, name, length, bytes) in Self.layouts {
      let type = try #require(ElementType(rawValue: number))
      #expect(type.name == name && type.blockLength == length && type.blockByteCount == bytes)
      #expect(ElementType(name: name.uppercased()) == type)
    }
    #expect(ElementType.all.map(\.rawValue) == Self.layouts.map(\.0))
  }

  @Test func numbersThatNoFileMayUseAreRefused() {
    for number: UInt32 in [4, 5, 31, 33, 36, 43, 1_000, .max] {
      #expect(ElementType(rawValue: number) == nil)
    }
    #expect(ElementType(name: "q9_9") == nil)
  }

  @Test func byteCountsAreWholeBlocksAndDoNotOverflow() {
    #expect(ElementType.q8.byteCount(of: 64) == 68)
    #expect(ElementType.q8.byteCount(of: 0) == 0)
    #expect(ElementType.q8.byteCount(of: 33) == nil)
    #expect(ElementType.q8.byteCount(of: -32) == nil)
    #expect(ElementType.float32.byteCount(of: .max) == nil)
  }

  @Test func everyTableComputesTheSameTypes() {
    for table in KernelTable.supported {
      for type in ElementType.all { #expect(table.computes(type) == type.isComputable) }
    }
    #expect(weightTypes.allSatisfy { $0.isComputable })
    #expect(ElementType.all.filter { $0.isComputable }.count == weightTypes.count)
  }

  @Test func aWeightMustFillItsBytes() throws {
    let bytes = AlignedBuffer<UInt8>(count: 34 * 6)
    let all = UnsafeRawBufferPointer(bytes.elements)
    let matrix = try WeightMatrix(all, type: .q8, rows: 3, columns: 64)
    #expect(matrix.rowByteCount == 68 && matrix.byteCount == 204)
    #expect(matrix.rows(1..<3).base == matrix.base + 68)
    #expect(throws: WeightMatrixError.wrongByteCount(expected: 136, found: 204)) {
      try WeightMatrix(all, type: .q8, rows: 2, columns: 64)
    }
    #expect(throws: WeightMatrixError.brokenRow(columns: 40, type: "q8_0", blockLength: 32)) {
      try WeightMatrix(all, type: .q8, rows: 2, columns: 40)
    }
    #expect(throws: WeightMatrixError.empty(rows: 0, columns: 64)) {
      try WeightMatrix(all, type: .q8, rows: 0, columns: 64)
    }
    #expect(throws: WeightMatrixError.wrongByteCount(expected: nil, found: 204)) {
      try WeightMatrix(all, type: .q8, rows: .max, columns: 64)
    }
    #expect(throws: WeightMatrixError.misaligned(alignment: 4)) {
      try WeightMatrix(
        UnsafeRawBufferPointer(rebasing: all[2..<18]), type: .float32, rows: 2, columns: 2)
    }
  }
}
