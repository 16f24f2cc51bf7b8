import Foundation
import ModelFiles
import Tensor
import TestSupport
import Testing

/// A new empty folder, removed when the test's value goes away.
final class TemporaryFolder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "ondevice-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func path(_ name: String) -> String { url.appending(path: name).path }

  var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: url.path).sorted() }
  }
}

struct GGUFWriterTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func metadataOfEveryTypeComesBack() throws {
    var writer = GGUFWriter()
    writer.set("a.uint8", to: UInt8.max)
    writer.set("a.int8", to: Int8.min)
    writer.set("a.uint16", to: UInt16.max)
    writer.set("a.int16", to: Int16.min)
    writer.set("a.uint32", to: UInt32.max)
    writer.set("a.int32", to: Int32.min)
    writer.set("a.uint64", to: UInt64(Int.max))
    writer.set("a.int64", to: Int64.min)
    writer.set("a.float32", to: Float(-0.1))
    writer.set("a.float64", to: Double(0.5))
    writer.set("a.bool", to: false)
    writer.set("a.string", to: "한국어\n")
    writer.set("b.uint8", to: [UInt8](0...255))
    writer.set("b.int64", to: [Int64.min, 0, .max])
    writer.set("b.float32", to: [Float.infinity, 1])
    writer.set("b.bool", to: [true, false])
    writer.set("b.string", to: ["", "각", "a"])
    writer.set("b.bytes", to: [[0xFF, 0x00], []])
    writer.set("b.none", to: [String]())
    writer.set("a.bool", to: true)  // replaces, in its old place
    try writer.write(to: folder.path("m.gguf"))

    let metadata = try GGUFFile(path: folder.path("m.gguf")).metadata
    #expect(metadata.keys.count == 19)
    #expect(metadata.keys[10] == "a.bool")
    #expect(try metadata.integer("a.uint8") == 255)
    #expect(try metadata.integer("a.int8") == -128)
    #expect(try metadata.integer("a.uint16") == 65_535)
    #expect(try metadata.integer("a.int16") == -32_768)
    #expect(try metadata.integer("a.uint32") == 4_294_967_295)
    #expect(try metadata.integer("a.int32") == -2_147_483_648)
    #expect(try metadata.integer("a.uint64") == .max)
    #expect(try metadata.integer("a.int64") == .min)
    #expect(try metadata.float("a.float32") == -0.1)
    #expect(try metadata.float("a.float64") == 0.5)
    #expect(try metadata.bool("a.bool"))
    #expect(try metadata.string("a.string") == "한국어\n")
    #expect(try metadata.integers("b.uint8") == Array(0...255))
    #expect(try metadata.integers("b.int64") == [.min, 0, .max])
    #expect(try metadata.floats("b.float32") == [.infinity, 1])
    #expect(try metadata.bools("b.bool") == [true, false])
    let strings = try metadata.strings("b.string")
    #expect((0..<3).map { strings.string(at: $0) } == ["", "각", "a"])
    #expect(try metadata.strings("b.bytes").bytes(at: 0) == [0xFF, 0x00])
    #expect(try metadata.strings("b.none").count == 0)
  }

  @Test(arguments: [8, 32, 4_096])
  func tensorsComeBackAtTheirAlignment(alignment: Int) throws {
    let values = GGUFFileTests.values(3 * 64)
    var expected: [String: [UInt8]] = [:]
    var writer = GGUFWriter(alignment: alignment)
    for type in BlockEncoder.supportedTypes {
      var bytes: [UInt8] = []
      try BlockEncoder.append(values, as: type, to: &bytes)
      expected[type.name] = bytes
      try writer.add(type.name, type, dimensions: [3, 64]) { [bytes] write throws(ModelFileError) in
        // In two parts, as a converter that works row by row gives them.
        for part in [bytes.prefix(10), bytes.dropFirst(10)] {
          try Array(part).withUnsafeBufferPointer { part throws(ModelFileError) in
            try write(UnsafeRawBufferPointer(part))
          }
        }
      }
    }
    try writer.write(to: folder.path("t.gguf"))

    let file = try GGUFFile(path: folder.path("t.gguf"))
    #expect(file.alignment == alignment)
    #expect(file.tensors.map(\.name) == BlockEncoder.supportedTypes.map(\.name))
    for tensor in file.tensors {
      #expect(tensor.dimensions == [3, 64])
      #expect(tensor.range.lowerBound % alignment == 0)
      #expect(Array(file.bytes(of: tensor)) == expected[tensor.name])
    }
    #expect(file.storage.bytes.count % alignment == 0)
    #expect(try folder.names == ["t.gguf"])
  }

  @Test func aFileCopiedKeyByKeyIsTheSame() throws {
    let source = Fixtures.url("gguf/every-type.gguf")
    let file = try GGUFFile(path: source.path)
    var writer = GGUFWriter(alignment: file.alignment)
    for key in file.metadata.keys { writer.copy(key, from: file.metadata) }
    for tensor in file.tensors {
      try writer.add(tensor.name, tensor.elementType, dimensions: tensor.dimensions) {
        write throws(ModelFileError) in try write(file.bytes(of: tensor))
      }
    }
    try writer.write(to: folder.path("copy.gguf"))
    #expect(
      try Data(contentsOf: folder.url.appending(path: "copy.gguf")) == Data(contentsOf: source))
  }

  @Test(arguments: [3, 5])
  func contentsOfTheWrongSizeLeaveTheOldFileAlone(count: Int) throws {
    try Data("old".utf8).write(to: folder.url.appending(path: "m.gguf"))
    var writer = GGUFWriter()
    try writer.add("t", .float32, dimensions: [1], bytes: [UInt8](repeating: 0, count: count))
    let error = try #require(throws: ModelFileError.self) {
      try writer.write(to: folder.path("m.gguf"))
    }
    #expect(error.code == .mismatch)
    #expect(
      error.description.hasSuffix(
        "m.gguf: tensor \"t\": expected 4 bytes of contents, found \(count == 3 ? "3" : "more")"))
    #expect(try folder.names == ["m.gguf"])
    #expect(try Data(contentsOf: folder.url.appending(path: "m.gguf")) == Data("old".utf8))
  }

  @Test func anErrorWhileContentsAreMadeLeavesNothing() throws {
    var writer = GGUFWriter()
    let failure = ModelFileError(.missing, file: "x", expected: "a shard", found: "none")
    try writer.add("t", .float32, dimensions: [1]) { _ throws(ModelFileError) in throw failure }
    let error = try #require(throws: ModelFileError.self) {
      try writer.write(to: folder.path("m.gguf"))
    }
    #expect(error == failure)
    #expect(try folder.names == [])
  }

  @Test func aFolderThatIsNotThereIsUnwritable() throws {
    let path = folder.path("none/m.gguf")
    let error = try #require(throws: ModelFileError.self) { try GGUFWriter().write(to: path) }
    #expect(error.code == .unwritable)
    #expect(
      error.description
        == "\(path): expected a place for a new file, found No such file or directory")
  }

  @Test func tensorsThatOthersCouldNotOpenAreRefused() throws {
    var writer = GGUFWriter()
    try writer.add("t", .float32, dimensions: [2], bytes: [])
    func code(_ name: String, _ dimensions: [Int], _ type: ElementType = .float32) throws
      -> ModelFileError.Code
    {
      try #require(throws: ModelFileError.self) {
        try writer.add(name, type, dimensions: dimensions, bytes: [])
      }.code
    }
    #expect(try code("t", [2]) == .duplicate)
    #expect(try code("", [2]) == .invalid)
    #expect(try code(String(repeating: "n", count: 64), [2]) == .invalid)
    #expect(try code("u", []) == .invalid)
    #expect(try code("u", [1, 1, 1, 1, 1]) == .invalid)
    #expect(try code("u", [0]) == .invalid)
    #expect(try code("u", [33], .q8) == .invalid)
    #expect(try code("u", [1 << 40, 1 << 40]) == .invalid)
  }

  @Test func aLargeTensorIsWrittenInParts() throws {
    let row = [UInt8](repeating: 7, count: 300_000)
    var writer = GGUFWriter()
    try writer.add("t", .float32, dimensions: [4, 75_000]) { write throws(ModelFileError) in
      for _ in 0..<4 {
        try row.withUnsafeBufferPointer { row throws(ModelFileError) in
          try write(UnsafeRawBufferPointer(row))
        }
      }
    }
    try writer.write(to: folder.path("large.gguf"))
    let file = try GGUFFile(path: folder.path("large.gguf"))
    let bytes = file.bytes(of: try file.tensor(named: "t"))
    #expect(bytes.count == 1_200_000)
    #expect(bytes.allSatisfy { $0 == 7 })
  }
}
