import Foundation
import ModelFiles
import Tensor
import TestSupport
import Testing

struct FolderConversionTests {
  private func convert(_ family: String, _ type: ElementType) throws -> (FolderCheckpoint, GGUFFile)
  {
    let folder = try FolderCheckpoint(path: Fixtures.url("families/\(family)").path)
    let url = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).gguf")
    defer { try? FileManager.default.removeItem(at: url) }
    try FolderConversion(folder, type: type).write(to: url.path, vocabulary: { _ in })
    return (folder, try GGUFFile(ModelBytes([UInt8](Data(contentsOf: url)), name: "converted")))
  }

  private func floats(_ checkpoint: any Checkpoint, _ name: String) throws -> [Float] {
    let entry = try checkpoint.entry(named: name)
    try #require(entry.elementType == .float32)
    defer { withExtendedLifetime(checkpoint) {} }
    return entry.parts.flatMap { part in
      (0..<part.count / 4).map {
        part.loadUnaligned(fromByteOffset: 4 * $0, as: Float.self) + entry.offset
      }
    }
  }

  @Test func aConvertedFileHasTheFoldersKeysNamesAndShapes() throws {
    let (folder, file) = try convert("qwen3", .bfloat16)
    #expect(file.tensors.map(\.name) == folder.entries.map(\.name))
    #expect(file.tensors.map(\.dimensions) == folder.entries.map(\.dimensions))
    for key in folder.metadata.keys {
      #expect(file.metadata.summary(of: key) == folder.metadata.summary(of: key), "\(key)")
    }
    for tensor in file.tensors {
      #expect(tensor.elementType == (tensor.dimensions.count == 1 ? .float32 : .bfloat16))
    }
  }

  @Test func rowsOfQueriesAndKeysAreDealtSoThatPairsAreAdjacent() throws {
    let (folder, file) = try convert("llama", .float32)
    let name = "blk.0.attn_k.weight"
    let before = try folder.entry(named: name)
    let original = try floats(folder, name)
    let dealt = try floats(file, name)
    let heads = try folder.metadata.unsigned("llama.attention.head_count_kv")
    let width = try folder.metadata.unsigned("llama.attention.key_length")
    let columns = before.columns
    for head in 0..<heads {
      for row in 0..<width {
        let source = head * width + row % 2 * (width / 2) + row / 2
        let target = head * width + row
        #expect(
          dealt[target * columns..<(target + 1) * columns]
            == original[source * columns..<(source + 1) * columns])
      }
    }
    let values = "blk.0.attn_v.weight"
    #expect(try floats(file, values) == floats(folder, values))
  }

  @Test func normsOfGemmaGetTheirOne() throws {
    let (folder, file) = try convert("gemma2", .float16)
    let name = "blk.1.attn_norm.weight"
    let stored = try folder.entry(named: name)
    #expect(stored.offset == 1)
    let whole = try floats(file, name)
    let bits = withExtendedLifetime(folder) {
      stored.parts[0].loadUnaligned(fromByteOffset: 0, as: UInt16.self)
    }
    #expect(whole[0] == Float(bitPattern: UInt32(bits) << 16) + 1)
  }

  @Test func rowsThatAreNoWholeBlocksStayHalves() throws {
    let (_, file) = try convert("lfm2", .q8)
    for tensor in file.tensors where tensor.name.hasSuffix("ffn_up.weight") {
      #expect(tensor.elementType == .q8)
    }
    let taps = try file.tensor(named: "blk.0.shortconv.conv.weight")
    #expect(taps.elementType == .float32, "engines take it in float32 only")
  }
}
