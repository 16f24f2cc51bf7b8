import Foundation
import ModelFiles
import TestSupport
import Testing

/// What the fuzzer found worth keeping, seen again by every test run.
struct FuzzCorpusTests {
  @Test func everyFileOfTheCorpusIsRefusedInOneLineOrFullyReadable() throws {
    let folder = Fixtures.url("fuzz/FuzzGGUF")
    let urls = try FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    var opened = 0
    for url in urls {
      let bytes = try Data(contentsOf: url)
      let memory = try GuardedBytes(capacity: bytes.count)
      do {
        let file = try memory.open(bytes, name: url.lastPathComponent)
        _ = probe(file)
        opened += 1
      } catch {
        #expect(!error.description.contains { $0.isNewline }, "\(url.lastPathComponent)")
      }
    }
    #expect(opened >= 5, "a corpus that gets past the directory")
    #expect(urls.count - opened >= 5, "and one that does not")
  }
}
