import Foundation
import Templates
import TestSupport
import Testing

/// What the fuzzer found worth keeping, seen again by every test run.
struct TemplatesFuzzCorpusTests {
  @Test func everyFileOfTheCorpusKeepsTheRules() throws {
    let folder = Fixtures.url("fuzz/FuzzTemplates")
    let urls = try FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    var kept = 0
    var refused = 0
    for url in urls {
      let bytes = [UInt8](try Data(contentsOf: url))
      do {
        let violation = try TemplatesProbe.violation(of: bytes)
        #expect(violation == nil, "\(url.lastPathComponent)")
        kept += 1
      } catch {
        #expect(TemplatesProbe.hasPlace(error, in: bytes), "\(url.lastPathComponent): \(error)")
        refused += 1
      }
    }
    #expect(kept >= 20, "templates that were rendered")
    #expect(refused >= 10, "templates that were not")
  }
}
