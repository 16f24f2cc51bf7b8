import Foundation
import ModelFiles
import TestSupport
import Testing

/// What the fuzzers of folders keep, seen again by every test run.
struct FolderFuzzCorpusTests {
  private func replay(_ name: String, _ probe: (ModelBytes) -> String?) throws -> (Int, Int) {
    let urls = try FileManager.default.contentsOfDirectory(
      at: Fixtures.url("fuzz/\(name)"), includingPropertiesForKeys: nil)
    var opened = 0
    for url in urls {
      let problem = probe(
        ModelBytes([UInt8](try Data(contentsOf: url)), name: url.lastPathComponent))
      if problem == nil { opened += 1 }
      #expect(problem?.contains { $0.isNewline } != true, "\(url.lastPathComponent)")
    }
    return (opened, urls.count - opened)
  }

  @Test func everySafetensorsFileOfTheCorpusIsRefusedInOneLineOrFullyReadable() throws {
    let (opened, refused) = try replay("FuzzSafeTensors", probeSafeTensors)
    #expect(opened >= 3 && refused >= 5, "\(opened) opened, \(refused) refused")
  }

  @Test func everyConfigurationOfTheCorpusIsRefusedInOneLineOrUnderstood() throws {
    let (opened, refused) = try replay("FuzzFolder", probeFolder)
    #expect(opened >= 3 && refused >= 5, "\(opened) opened, \(refused) refused")
  }
}
