import Chats
import Foundation
import TestSupport
import Testing

struct SampleTests {
  @Test(arguments: try Sample.all())
  func everySampleIsReadExactly(sample: Sample) throws {
    let bytes = [UInt8](try Data(contentsOf: sample.input))
    let chat = try read(bytes, name: sample.input.lastPathComponent)
    let expected = try sample.expectedMessages()
    #expect(chat.format == sample.format)
    #expect(chat.title == sample.title)
    #expect(chat.members == sample.members)
    #expect(chat.messages.count == expected.count)
    for (message, wanted) in zip(chat.messages, expected) {
      #expect(brief(message) == brief(wanted))
      #expect(message.time == wanted.time)
      #expect(message.text.utf8.elementsEqual(wanted.text.utf8))
    }
  }

  @Test(arguments: try Sample.all())
  func whatImportWritesCanBeImportedAgain(sample: Sample) throws {
    let bytes = [UInt8](try Data(contentsOf: sample.input))
    let chat = try read(bytes, name: sample.input.lastPathComponent)
    for pretty in [true, false] {
      let again = try read([UInt8](try chat.jsonData(pretty: pretty)))
      #expect(again.messages == chat.messages)
    }
  }

  @Test(arguments: try Sample.all())
  func everySampleReadsTheSameInDecomposedHangulAndInUTF16(sample: Sample) throws {
    let bytes = [UInt8](try Data(contentsOf: sample.input))
    // One sample is not in UTF-8; its turn comes with the code pages.
    guard let text = String(validating: bytes, as: UTF8.self) else { return }
    let chat = try read(bytes, name: sample.input.lastPathComponent)
    let letters = text.decomposedStringWithCanonicalMapping
    var wide: [UInt8] = [0xFF, 0xFE]
    for unit in text.utf16 { wide += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
    for bytes in [Array(letters.utf8), wide] {
      let name = sample.input.lastPathComponent.decomposedStringWithCanonicalMapping
      let again = try read(bytes, name: name)
      #expect(again.messages.map(brief) == chat.messages.map(brief))
      #expect(again.title == chat.title)
      #expect(again.members == chat.members)
      #expect(again.savedAt == chat.savedAt)
    }
  }
}
