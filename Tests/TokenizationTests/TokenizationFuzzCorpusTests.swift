import Foundation
import TestSupport
import Testing
import Tokenization

/// What the fuzzer found worth keeping, seen again by every test run.
struct TokenizationFuzzCorpusTests {
  @Test func everyFileOfTheCorpusKeepsTheRules() throws {
    let folder = Fixtures.url("fuzz/FuzzTokenization")
    let urls = try FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    var kept = 0
    var refused = 0
    for url in urls {
      do {
        let violation = try TokenizationProbe.violation(of: [UInt8](Data(contentsOf: url)))
        #expect(violation == nil, "\(url.lastPathComponent)")
        kept += 1
      } catch let error as TokenizationError {
        #expect(!error.description.contains { $0.isNewline }, "\(url.lastPathComponent)")
        refused += 1
      }
    }
    #expect(kept >= 10, "texts that were encoded")
    #expect(refused >= 3, "vocabularies that were not")
  }

  @Test func everyTokenizerFileOfTheCorpusIsRefusedOrUsable() throws {
    let folder = Fixtures.url("fuzz/FuzzTokenizerJSON")
    let urls = try FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    var opened = 0
    for url in urls {
      let bytes = [UInt8](try Data(contentsOf: url))
      #expect(TokenizerJSONProbe.violation(of: bytes) == nil, "\(url.lastPathComponent)")
      if (try? Tokenizer(json: bytes)) != nil { opened += 1 }
    }
    #expect(opened >= 5 && urls.count - opened >= 3)
  }
}
