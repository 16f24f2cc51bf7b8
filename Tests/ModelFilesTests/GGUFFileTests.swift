import Foundation
import ModelFiles
import Tensor
import TestSupport
import Testing

/// Files that llama.cpp's own Python package wrote; see `scripts/make_gguf_fixtures.py`.
struct GGUFFileTests {
  /// The script's rule for tensors' values.
  static func values(_ count: Int) -> [Float] {
    (0..<count).map { index in
      let hash = ((UInt64(index) * 2_654_435_761) % (1 << 32)) >> 8
      return (Float(hash) / Float(1 << 24) - 0.5) * 4
    }
  }

  private func open(_ name: String) throws -> GGUFFile {
    try GGUFFile(path: Fixtures.url("gguf/\(name)").path)
  }

  @Test func scalarsOfEveryTypeAreRead() throws {
    let metadata = try open("every-type.gguf").metadata
    #expect(try metadata.string("general.architecture") == "llama")
    #expect(try metadata.integer("test.uint8") == 255)
    #expect(try metadata.integer("test.int8") == -128)
    #expect(try metadata.unsigned("test.uint16") == 65_535)
    #expect(try metadata.integer("test.int16") == -32_768)
    #expect(try metadata.unsigned("test.uint32") == 4_294_967_295)
    #expect(try metadata.integer("test.int32") == -2_147_483_648)
    #expect(try metadata.integer("test.int64") == .min)
    #expect(try metadata.float("test.float32") == 0.1)
    #expect(try metadata.float("test.float64") == 0.1)
    #expect(try metadata.bool("test.bool"))
    #expect(try metadata.string("test.string") == "안녕, world")
    #expect(metadata.type(of: "test.uint64") == .uint64)
    #expect(metadata.summary(of: "test.uint64") == "uint64 18446744073709551615")
  }

  @Test func arraysOfEveryTypeAreRead() throws {
    let metadata = try open("every-type.gguf").metadata
    #expect(try metadata.integers("test.integers") == [-1, 0, 1, 2_147_483_647])
    #expect(try metadata.floats("test.floats") == [0.5, -2.25, 1e6])
    #expect(try metadata.bools("test.bools") == [true, false, true])
    #expect(metadata.elementType(of: "test.strings") == .string)
    #expect(metadata.elementCount(of: "test.strings") == 45)
  }

  @Test func stringsKeepTheirBytes() throws {
    let strings = try open("every-type.gguf").metadata.strings("test.strings")
    // The same syllable, composed and decomposed: equal as Swift strings, not as tokens.
    let expected = ["", "가", "\u{1100}\u{1161}\u{11A8}", "<|im_end|>", "\u{1100}\u{1161}"]
    let all = expected.map { Array($0.utf8) } + (0..<40).map { Array("t\($0)".utf8) }
    var seen: [[UInt8]] = []
    strings.forEach { index, bytes in
      #expect(index == seen.count)
      seen.append(Array(bytes))
    }
    #expect(seen == all)
    #expect(all.indices.map { strings.bytes(at: $0) } == all)
    #expect(strings.string(at: 44) == "t39")
  }

  @Test func shapesAreTurnedRoundOnce() throws {
    let file = try open("every-type.gguf")
    #expect(
      file.tensors.map(\.name) == ["one.f32", "two.f16", "three.bf16", "two.q8_0", "four.q4_0"])
    #expect(
      file.tensors.map(\.dimensions) == [[3], [2, 5], [2, 3, 4], [8, 64], [2, 2, 2, 64]])
    #expect(file.tensors.map(\.rows) == [1, 2, 6, 8, 8])
    #expect(file.tensors.map(\.columns) == [3, 5, 4, 64, 64])
    #expect(file.tensors.map(\.elementType) == [.float32, .float16, .bfloat16, .q8, .q4])
    #expect(file.tensors.map(\.range.count) == [12, 20, 48, 8 * 68, 8 * 36])
  }

  /// Two quantisers agree bit for bit, and the bytes lie where the reader says.
  @Test func theEncoderGivesTheBytesOfThePythonPackage() throws {
    let file = try open("every-type.gguf")
    var wide = Self.values(512)
    wide.replaceSubrange(64..<96, with: repeatElement(0, count: 32))
    let contents = [
      "one.f32": Self.values(3), "two.f16": Self.values(10), "three.bf16": Self.values(24),
      "two.q8_0": wide, "four.q4_0": wide,
    ]
    for (name, values) in contents {
      let tensor = try file.tensor(named: name)
      var encoded: [UInt8] = []
      try BlockEncoder.append(values, as: tensor.elementType, to: &encoded)
      #expect(Array(file.bytes(of: tensor)) == encoded, "\(name)")
    }
  }

  @Test func aVocabularyWithoutTensorsOpens() throws {
    let file = try open("vocabulary.gguf")
    #expect(file.tensors.isEmpty)
    let tokens = try file.metadata.strings("tokenizer.ggml.tokens")
    #expect(tokens.count == 96)
    #expect(tokens.string(at: 94) == "안")
    #expect(try file.metadata.integers("tokenizer.ggml.token_type").allSatisfy { $0 == 1 })
  }

  @Test(arguments: ["aligned-256.gguf", "version-2.gguf"])
  func theFilesOwnAlignmentIsObeyed(name: String) throws {
    let file = try open(name)
    #expect(file.version == (name == "version-2.gguf" ? 2 : 3))
    #expect(file.alignment == 256)
    #expect(file.tensors.allSatisfy { $0.range.lowerBound % 256 == 0 })
    let tensor = try file.tensor(named: "b")
    var encoded: [UInt8] = []
    try BlockEncoder.append(Self.values(7), as: .float32, to: &encoded)
    #expect(Array(file.bytes(of: tensor)) == encoded)
  }

  @Test func aMissingTensorIsNamed() throws {
    let file = try open("vocabulary.gguf")
    let error = try #require(throws: ModelFileError.self) { try file.tensor(named: "output\n") }
    #expect(error.code == .missing)
    #expect(
      error.description.hasSuffix(
        #"vocabulary.gguf: tensor "output\u{a}": expected a tensor of this name, found none among 0"#
      ))
  }

  @Test func aFileThatIsNotThereIsUnreadable() throws {
    let error = try #require(throws: ModelFileError.self) {
      try GGUFFile(path: "/nonexistent/model.gguf")
    }
    #expect(error.code == .unreadable)
    #expect(
      error.description.hasPrefix("/nonexistent/model.gguf: expected a readable file, found "))
  }

  @Test func aFolderIsUnreadable() throws {
    let path = Fixtures.url("gguf").path
    let error = try #require(throws: ModelFileError.self) { try GGUFFile(path: path) }
    #expect(error.code == .unreadable)
    #expect(
      error.description == "\(path): expected a readable file, found a folder, device or pipe")
  }

  @Test func anEmptyFileIsNoGGUF() throws {
    let folder = try TemporaryFolder()
    try Data().write(to: folder.url.appending(path: "empty"))
    let error = try #require(throws: ModelFileError.self) {
      try GGUFFile(path: folder.path("empty"))
    }
    #expect(error.code == .wrongFormat)
    #expect(error.found == "an empty file")
  }

  @Test func aTensorIsAMatrixInPlace() throws {
    let file = try open("every-type.gguf")
    let matrix = try file.matrix(named: "four.q4_0")
    #expect(matrix.rows == 8 && matrix.columns == 64)
    #expect(matrix.type == .q4)
    #expect(matrix.base == file.bytes(of: try file.tensor(named: "four.q4_0")).baseAddress)
  }
}
