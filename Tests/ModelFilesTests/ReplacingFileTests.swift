import Foundation
import ModelFiles
import Testing

struct ReplacingFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func contents(_ name: String) throws -> String {
    try String(contentsOfFile: folder.path(name), encoding: .utf8)
  }

  @Test func theOldFileStandsUntilTheNewOneIsWhole() throws {
    try Data("old".utf8).write(to: folder.url.appending(path: "f"))
    var file = try ReplacingFile(path: folder.path("f"))
    try file.write(Array("new".utf8))
    #expect(try contents("f") == "old")
    #expect(try folder.names.count == 2)
    try file.commit()
    #expect(try contents("f") == "new")
    #expect(try folder.names == ["f"])
  }

  @Test func aFileThatIsDroppedLeavesNothing() throws {
    do {
      var file = try ReplacingFile(path: folder.path("f"))
      try file.write(Array("new".utf8))
    }
    #expect(try folder.names == [])
  }

  @Test func paddingFillsUpWithZeros() throws {
    var file = try ReplacingFile(path: folder.path("f"))
    try file.pad(to: 8)
    let padding = file.byteCount
    #expect(padding == 0)
    try file.write([1])
    try file.pad(to: 8)
    try file.commit()
    #expect(
      try Data(contentsOf: folder.url.appending(path: "f")) == Data([1, 0, 0, 0, 0, 0, 0, 0]))
  }

  @Test func aDirectoryInTheWayIsUnwritable() throws {
    try FileManager.default.createDirectory(
      atPath: folder.path("d/full"), withIntermediateDirectories: true)
    var file = try ReplacingFile(path: folder.path("d"))
    var code: ModelFileError.Code?
    do { try file.commit() } catch { code = error.code }
    #expect(code == .unwritable)
    #expect(try folder.names.contains("d"))
  }
}
