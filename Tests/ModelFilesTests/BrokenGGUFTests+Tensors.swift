extension BrokenGGUFTests {
  private static let one = HandMadeGGUF(tensors: 1)
  private static let bytes64 = [UInt8](repeating: 0, count: 64)

  private static func aligned(type: UInt32, _ bytes: [UInt8]) -> HandMadeGGUF {
    HandMadeGGUF(pairs: 1).key("general.alignment", type: type).raw(bytes)
  }

  private static func badAlignment(_ name: String, _ file: HandMadeGGUF, _ found: String)
    -> BrokenFile
  {
    BrokenFile(
      name, file,
      #"key "general.alignment" at byte 53: expected a power of two of at least 8, found "# + found)
  }

  /// GHSA-96jg-mvhq-q7q7: an alignment whose rounding overflows.
  static let alignments = [
    badAlignment("alignment 0", aligned(type: 4, [0, 0, 0, 0]), "uint32 0"),
    badAlignment("alignment 24", aligned(type: 4, [24, 0, 0, 0]), "uint32 24"),
    badAlignment("alignment 4", aligned(type: 4, [4, 0, 0, 0]), "uint32 4"),
    badAlignment(
      "alignment −32", aligned(type: 5, [0xE0, 0xFF, 0xFF, 0xFF]), "int32 -32"),
    badAlignment(
      "alignment 2⁶³", aligned(type: 10, [0, 0, 0, 0, 0, 0, 0, 0x80]),
      "uint64 9223372036854775808"),
    badAlignment(
      "alignment as text", aligned(type: 8, [2, 0, 0, 0, 0, 0, 0, 0, 0x33, 0x32]),
      #"string "32""#),
    BrokenFile(
      "alignment 2⁶²",
      HandMadeGGUF(tensors: 1, pairs: 1).key("general.alignment", type: 10)
        .number(UInt64(1) << 62).tensor("t", [4]).raw(bytes64),
      #"tensor "t" at byte 86: expected 16 bytes inside the file's 158, "#
        + "found offset 0 from byte 4611686018427387904"),
  ]

  static let shapes = [
    BrokenFile(
      "0 dimensions", one.tensor("t", [], count: 0).raw(bytes64),
      #"tensor "t" at byte 33: expected 1 to 4 dimensions, found 0"#),
    // antirez/gguf-tools issue 25: a fixed array of dimensions.
    BrokenFile(
      "5 dimensions", one.tensor("t", [1, 1, 1, 1, 1]),
      #"tensor "t" at byte 33: expected 1 to 4 dimensions, found 5"#),
    BrokenFile(
      "4 billion dimensions", one.tensor("t", [1], count: .max).raw(bytes64),
      #"tensor "t" at byte 33: expected 1 to 4 dimensions, found 4294967295"#),
    BrokenFile(
      "dimension −1", one.tensor("t", [.max]).raw(bytes64),
      #"tensor "t" at byte 37: expected a size that fits into 63 bits, "#
        + "found a dimension of 18446744073709551615"),
    BrokenFile(
      "dimension 0", one.tensor("t", [32, 0]).raw(bytes64),
      #"tensor "t" at byte 33: expected dimensions of at least 1, found 0 × 32"#),
    // CVE-2025-53630 and CVE-2026-27940: products that wrap to something small.
    BrokenFile(
      "elements overflow", one.tensor("t", [1 << 32, 1 << 32]).raw(bytes64),
      #"tensor "t" at byte 33: expected a size that fits into 63 bits, "#
        + "found 4294967296 × 4294967296"),
    BrokenFile(
      "bytes overflow", one.tensor("t", [1 << 31, 1 << 31]).raw(bytes64),
      #"tensor "t" at byte 33: expected a size that fits into 63 bits, "#
        + "found 2147483648 × 2147483648"),
    BrokenFile(
      "rows overflow", one.tensor("t", [1, 1 << 22, 1 << 22, 1 << 22]).raw(bytes64),
      #"tensor "t" at byte 33: expected a size that fits into 63 bits, "#
        + "found 4194304 × 4194304 × 4194304 × 1"),
    BrokenFile(
      "rows wrap to zero, then columns", one.tensor("t", [4, 1 << 62, 4]).raw(bytes64),
      #"tensor "t" at byte 33: expected a size that fits into 63 bits, "#
        + "found 4 × 4611686018427387904 × 4"),
    BrokenFile(
      "element type 99", one.tensor("t", [8], type: 99).data(64),
      #"tensor "t" at byte 45: expected a known element type, found type 99"#),
    BrokenFile(
      "half a block", one.tensor("t", [48], type: 8).raw(bytes64),
      #"tensor "t" at byte 33: expected rows of q8_0 in whole blocks of 32, found 48 columns"#),
  ]

  static let places = [
    BrokenFile(
      "tensor twice",
      HandMadeGGUF(tensors: 2).tensor("t", [8]).tensor("t", [8], offset: 32).data(64),
      #"tensor "t" at byte 57: expected each tensor once, found it a second time"#),
    BrokenFile(
      "empty name", one.tensor("", [8]).data(64),
      "header at byte 24: expected a tensor's name, found an empty one"),
    BrokenFile(
      "offset not aligned", one.tensor("t", [8], offset: 16).data(64),
      #"tensor "t" at byte 49: expected an offset that is a multiple of 32, found 16"#),
    BrokenFile(
      "offset past the end", one.tensor("t", [8], offset: 64).data(64),
      #"tensor "t" at byte 49: expected 32 bytes inside the file's 128, "#
        + "found offset 64 from byte 64"),
    BrokenFile(
      "offset 2⁶³", one.tensor("t", [8], offset: 1 << 63).data(64),
      #"tensor "t" at byte 49: expected 32 bytes inside the file's 128, "#
        + "found offset 9223372036854775808 from byte 64"),
    BrokenFile(
      "offset plus size overflows", one.tensor("t", [8], offset: (1 << 63) - 64).data(64),
      #"tensor "t" at byte 49: expected 32 bytes inside the file's 128, "#
        + "found offset 9223372036854775744 from byte 64"),
    BrokenFile(
      "weights cut", one.tensor("t", [8]).data(31),
      #"tensor "t" at byte 49: expected 32 bytes inside the file's 95, found offset 0 from byte 64"#
    ),
    BrokenFile(
      "overlap",
      HandMadeGGUF(tensors: 2).tensor("first", [16], offset: 32).tensor("second", [16]).data(96),
      #"tensor "first" at byte 160: expected bytes of its own, found bytes of tensor "second""#),
    BrokenFile(
      "same place",
      HandMadeGGUF(tensors: 2).tensor("first", [8]).tensor("second", [8]).data(96),
      #"tensor "second" at byte 128: expected bytes of its own, found bytes of tensor "first""#),
  ]
}
