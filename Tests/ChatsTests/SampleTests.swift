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
}
