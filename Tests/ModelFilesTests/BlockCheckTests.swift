import ModelFiles
import Tensor
import TestSupport
import Testing

struct BlockCheckTests {
  private func file(
    _ type: ElementType, rows: Int, columns: Int, damage: (inout [UInt8]) -> Void
  ) throws -> GGUFFile {
    var bytes: [UInt8] = []
    try BlockEncoder.append(GGUFFileTests.values(rows * columns), as: type, to: &bytes)
    damage(&bytes)
    var writer = GGUFWriter()
    try writer.add("fine", .float32, dimensions: [1], bytes: [0, 0, 0x80, 0x3F])
    try writer.add("t", type, dimensions: [rows, columns], bytes: bytes)
    let folder = try TemporaryFolder()
    try writer.write(to: folder.path("m.gguf"))
    return try GGUFFile(path: folder.path("m.gguf"))  // stays mapped when the folder goes
  }

  @Test(arguments: BlockEncoder.supportedTypes)
  func aSoundTensorPasses(type: ElementType) throws {
    let file = try file(type, rows: 40, columns: 64) { _ in }
    try file.checkBlocks()
  }

  @Test(
    arguments: [
      (.float32, [0x00, 0x00, 0xC0, 0x7F], "NaN as value at row 39, column 63"),
      (.float32, [0x00, 0x00, 0x80, 0xFF], "infinity as value at row 39, column 63"),
      (.float16, [0x01, 0x7C], "NaN as value at row 39, column 63"),
      (.bfloat16, [0x80, 0x7F], "infinity as value at row 39, column 63"),
      (.q8, [0x00, 0xFC], "infinity as scale at row 39, column 32"),
      (.q4, [0x00, 0x7E], "NaN as scale at row 39, column 32"),
    ] as [(ElementType, [UInt8], String)])
  func theLastBlockIsLookedAt(type: ElementType, bad: [UInt8], found: String) throws {
    let file = try file(type, rows: 40, columns: 64) { bytes in
      let start = bytes.count - type.blockByteCount
      bytes.replaceSubrange(start..<start + bad.count, with: bad)
    }
    let error = try #require(throws: ModelFileError.self) { try file.checkBlocks() }
    #expect(error.code == .notFinite)
    #expect(error.description.hasSuffix(#"tensor "t": expected finite weights, found "# + found))
  }

  @Test func quantsThatLookLikeNaNAreFine() throws {
    let file = try file(.q8, rows: 1, columns: 32) { bytes in
      for index in 2..<34 { bytes[index] = 0x7F }
    }
    try file.checkBlocks()
  }
}
