import ModelFiles
import TestSupport
import Testing

struct GGUFMetadataTests {
  private let metadata: GGUFMetadata

  init() throws {
    metadata = try GGUFFile(path: Fixtures.url("gguf/every-type.gguf").path).metadata
  }

  /// What stands behind the file's name.
  private func complaint(_ body: () throws -> Void) throws -> String {
    let error = try #require(throws: ModelFileError.self, performing: body)
    let parts = error.description.split(separator: ".gguf: ", maxSplits: 1)
    return String(try #require(parts.last))
  }

  @Test func aMissingKeyIsAnErrorOrNil() throws {
    #expect(
      try complaint { _ = try metadata.unsigned("llama.block_count", in: 1...99) }
        == #"key "llama.block_count": expected an integer from 1 to 99, found no such key"#)
    #expect(try metadata.unsignedIfPresent("llama.block_count") == nil)
    #expect(try metadata.stringIfPresent("x") == nil)
    #expect(try metadata.stringsIfPresent("x") == nil)
    #expect(try metadata.integersIfPresent("x") == nil)
    #expect(try metadata.floatsIfPresent("x") == nil)
    #expect(try metadata.boolIfPresent("x") == nil)
    #expect(metadata.summary(of: "x") == nil)
    #expect(!metadata.contains("x"))
  }

  @Test func aWrongTypeNamesWhatWasExpectedAndFound() throws {
    let pattern = try Regex(#" at byte \d+"#)
    func plain(_ body: () throws -> Void) throws -> String {
      try complaint(body).replacing(pattern, with: "")
    }
    #expect(
      try plain { _ = try metadata.string("test.uint8") }
        == #"key "test.uint8": expected a string, found uint8 255"#)
    #expect(
      try plain { _ = try metadata.unsigned("test.string") }
        == #"key "test.string": expected an integer that is not negative, found string "안녕, world""#
    )
    #expect(
      try plain { _ = try metadata.float("test.int32") }
        == #"key "test.int32": expected a finite number, found int32 -2147483648"#)
    #expect(
      try plain { _ = try metadata.bool("test.bools") }
        == #"key "test.bools": expected a bool, found array of 3 bool"#)
    #expect(
      try plain { _ = try metadata.integers("test.strings") }
        == #"key "test.strings": expected an array of integers, found array of 45 string"#)
    #expect(
      try plain { _ = try metadata.strings("test.float64") }
        == #"key "test.float64": expected an array of strings, found float64 0.1"#)
  }

  @Test func integersMustFit() throws {
    #expect(throws: ModelFileError.self) { try metadata.unsigned("test.int8") }
    #expect(throws: ModelFileError.self) { try metadata.integer("test.uint64") }
    #expect(throws: ModelFileError.self) { try metadata.unsigned("test.uint8", in: 0...254) }
    #expect(try metadata.unsigned("test.uint8", in: 255...255) == 255)
    let found = try complaint { _ = try metadata.integers("test.integers", in: 0...Int.max) }
    #expect(
      found.hasSuffix("expected an integer that is not negative as element 0, found -1"), "\(found)"
    )
  }

  @Test func keysKeepTheOrderOfTheFile() {
    #expect(metadata.keys.count == 17)
    #expect(metadata.keys.first == "general.architecture")
    #expect(metadata.keys.last == "test.bools")
  }

  @Test func textThatIsNotUTF8IsRefusedWhereTextIsAsked() throws {
    let bytes = HandMadeGGUF(pairs: 1).key("k", type: 8).number(UInt64(2)).raw([0x61, 0xFF]).bytes
    let memory = try GuardedBytes(capacity: bytes.count)
    let file = try memory.open(bytes)
    let error = try #require(throws: ModelFileError.self) { try file.metadata.string("k") }
    #expect(
      error.description
        == "test.gguf: key \"k\" at byte 37: expected a string in UTF-8, found string \"a\u{FFFD}\""
    )
  }

  @Test func aFloatThatIsNotFiniteIsRefused() throws {
    let bytes = HandMadeGGUF(pairs: 1).key("k", type: 6).number(Float.nan.bitPattern).bytes
    let memory = try GuardedBytes(capacity: bytes.count)
    let file = try memory.open(bytes)
    #expect(throws: ModelFileError.self) { try file.metadata.float("k") }
  }
}
