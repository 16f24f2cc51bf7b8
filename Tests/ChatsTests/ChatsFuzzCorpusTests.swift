import Chats
import Foundation
import TestSupport
import Testing

/// What the fuzzer found worth keeping, seen again by every test run.
struct ChatsFuzzCorpusTests {
  @Test func everyFileOfTheCorpusKeepsTheRules() throws {
    let folder = Fixtures.url("fuzz/FuzzChats")
    let urls = try FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    var formats: Set<String> = []
    var refused = 0
    for url in urls {
      let bytes = [UInt8](try Data(contentsOf: url))
      #expect(ChatsProbe.violation(of: bytes) == nil, "\(url.lastPathComponent)")
      if let chat = try? read(bytes) { formats.insert(chat.format) } else { refused += 1 }
    }
    #expect(formats == Set(ChatImporter.formats), "a corpus that reaches every format")
    #expect(refused >= 3, "and files that are no chats")
  }
}
