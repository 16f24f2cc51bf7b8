import Foundation
import OnDevice
import Synchronization
import TestSupport
import Testing

/// Models that are folders: opened, asked, looked into and converted as a program does it.
struct FolderModelTests {
  private let family = Fixtures.url("families/llama").path

  private func scratch(_ name: String) -> URL {
    FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString)-\(name)")
  }

  @Test func aFolderWithoutATokenizerGivesScoresAndContinuesIds() async throws {
    let url = scratch("weights")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: url) }
    for name in ["config.json", "model.safetensors"] {
      try FileManager.default.copyItem(
        at: Fixtures.url("families/llama/\(name)"), to: url.appending(path: name))
    }
    let model = try LanguageModel.open(url.path)
    let rows = Mutex(0)
    try await model.logits(after: [1, 5, 9], allPositions: true) { row in
      rows.withLock { $0 += row.count }
    }
    #expect(rows.withLock { $0 } == 3 * model.vocabularyCount)
    var options = GenerationOptions()
    options.maximumResponseTokens = 4
    let continued = try await model.generate(.tokens([1, 5, 9]), options: options)
    #expect((1...4).contains(continued.ids.count))
    #expect(continued.text.isEmpty)
    let error = await #expect(throws: OnDeviceError.self) {
      try await model.generate(.text("hello", parseSpecial: false), options: options)
    }
    #expect(error?.message.contains("tokenizer.json") == true, "\(String(describing: error))")
  }

  @Test func aConvertedFolderGivesTheFoldersScores() async throws {
    let file = scratch("model.gguf")
    defer { try? FileManager.default.removeItem(at: file) }
    let warnings = try ModelConversion.convert(
      folder: family, to: file.path, type: "f32", withTokenizer: false)
    #expect(warnings.isEmpty)
    func scores(_ path: String) async throws -> [Float] {
      let model = try LanguageModel.open(
        path, configuration: .init(threads: 1, cacheType: .float32, compute: .float32))
      let last = Mutex<[Float]>([])
      try await model.logits(after: [1, 7, 30, 4, 99]) { row in last.withLock { $0 = Array(row) } }
      return last.withLock { $0 }
    }
    let (before, after) = (try await scores(family), try await scores(file.path))
    #expect(before.count == after.count)
    for (one, other) in zip(before, after) { #expect(abs(one - other) < 1e-4) }
  }

  /// Every type that `quantize` writes, in one step as in two.
  @Test(arguments: ModelConversion.types)
  func aFolderIsConvertedToEveryTypeThatQuantizeWrites(type: String) async throws {
    let (file, whole, quantized) = (scratch("one.gguf"), scratch("f32.gguf"), scratch("two.gguf"))
    defer { for url in [file, whole, quantized] { try? FileManager.default.removeItem(at: url) } }
    _ = try ModelConversion.convert(
      folder: family, to: file.path, type: type.uppercased(), withTokenizer: false)
    let found = try ModelInspection.open(file.path, check: true)
    #expect(found.problem == nil && found.family == "llama")
    _ = try ModelConversion.convert(
      folder: family, to: whole.path, type: "f32", withTokenizer: false)
    try await ModelQuantization.open(whole.path, type: type).write(to: quantized.path)
    let twice = try ModelInspection.open(quantized.path)
    #expect(found.tensors.map(\.name).sorted() == twice.tensors.map(\.name).sorted())
    let folder = file.deletingLastPathComponent()
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(!left.contains { $0.hasPrefix(file.lastPathComponent + ".") })
  }

  @Test func inspectionTellsWhatAFolderHolds() throws {
    let found = try ModelInspection.open(family, check: true)
    #expect(found.family == "llama")
    #expect(found.problem == nil)
    #expect(found.tensors.contains { $0.name == "blk.0.attn_q.weight" })
    let bytes = try Data(contentsOf: Fixtures.url("families/llama/model.safetensors"))
    #expect(found.bytes == bytes.count)
    #expect(found.sha256 == bytes.withUnsafeBytes { SHA256.hex(of: $0) })
  }

  @Test func aDigestOfPiecesIsThatOfTheWhole() {
    let bytes = (0..<300).map { UInt8(truncatingIfNeeded: $0 * 7) }
    bytes.withUnsafeBytes { whole in
      let expected = SHA256.hex(of: whole)
      for cut in [0, 1, 63, 64, 65, 128, 200, 299, 300] {
        let parts = [
          UnsafeRawBufferPointer(rebasing: whole[..<cut]),
          UnsafeRawBufferPointer(rebasing: whole[cut...]),
        ]
        #expect(SHA256.hex(ofAll: parts) == expected, "\(cut)")
      }
    }
  }

  @Test func aTypeThatNobodyWritesIsAnErrorThatNamesTheOthers() {
    let error = #expect(throws: OnDeviceError.self) {
      try ModelConversion.convert(folder: family, to: "/tmp/never.gguf", type: "q9_9")
    }
    #expect(error?.message.contains("bf16") == true)
  }

  @Test func aFolderWithoutAConfigurationIsNoModel() {
    let error = #expect(throws: OnDeviceError.self) {
      try LanguageModel.open(Fixtures.folder.path)
    }
    #expect(error?.code == .modelUnavailable)
    #expect(error?.message.contains("config.json") == true)
  }
}

extension FolderModelTests {
  @Test func aFoldersTokenizerReadsAndWritesText() async throws {
    let words = try ModelVocabulary.open(family)
    let ids = try words.tokenize("abc de")
    #expect(!ids.isEmpty)
    #expect(String(decoding: try words.bytes(of: ids), as: UTF8.self) == "abc de")
    let model = try LanguageModel.open(family)
    var options = GenerationOptions()
    options.maximumResponseTokens = 3
    let answer = try await model.generate(.text("abc", parseSpecial: false), options: options)
    #expect((0...3).contains(answer.ids.count))
  }
}
