import Chats
import Foundation
import TestSupport
import Testing

/// The chats that come with the project.
struct ExampleTests {
  private func example(_ name: String) throws -> Chat {
    let file = Fixtures.root.appending(path: "examples").appending(path: name)
    return try read([UInt8](try Data(contentsOf: file)), name: name)
  }

  @Test func theExampleOfAPhoneIsRead() throws {
    let chat = try example("kakaotalk.txt")
    #expect(chat.format == "kakao.mobile")
    #expect(chat.variant == "A1")
    #expect(chat.title == "자전거 모임")
    #expect(chat.members == 4)
    #expect(chat.savedAt?.shortText == "05-16 10:05")
    #expect(chat.messages.count == 63)
    #expect(chat.messages.first.map(brief) == "05-15 19:02 -|system|유진님이 태오님과 하람님, 소미님을 초대했습니다.")
    #expect(chat.messages.last.map(brief) == "05-16 09:55 하람|text|네 이따 4시에 봬요!")
    #expect(chat.participants.map(\.name) == ["유진", "태오", "하람", "소미"])
    #expect(chat.messages.count { $0.kind == .photo } == 1)
    #expect(chat.messages.count { $0.kind == .sticker } == 1)
    #expect(chat.warnings.isEmpty)
  }

  @Test func theExampleOfWindowsIsRead() throws {
    let chat = try example("kakaotalk-windows.txt")
    #expect(chat.format == "kakao.windows")
    #expect(chat.title == "설명회 준비")
    #expect(chat.members == 3)
    #expect(chat.messages.count == 35)
    #expect(chat.participants.map(\.name) == ["정민서 대리", "오태경 과장", "한지우 사원"])
    #expect(chat.messages.first?.time?.shortText == "06-04 09:31")
    #expect(chat.messages.last?.time?.shortText == "06-05 16:38")
    #expect(chat.messages.count { $0.kind == .file } == 1)
    #expect(chat.messages.allSatisfy { !$0.text.contains("---") })
    #expect(chat.warnings.isEmpty)
  }

  @Test func theEnglishExampleIsRead() throws {
    let chat = try example("english.txt")
    #expect(chat.format == "generic")
    #expect(chat.messages.count == 41)
    #expect(chat.participants.map(\.name) == ["Beth", "Idris", "Callie", "Moss"])
    #expect(chat.messages.allSatisfy { $0.time != nil && $0.kind == .text })
    #expect(chat.messages.last.map(brief) == "04-03 17:16 Idris|text|see you there")
    #expect(chat.warnings.isEmpty)
  }
}
