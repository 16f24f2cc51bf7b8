import Chats
import Testing

/// Exports from macOS, and tables that other programs make.
struct KakaoCSVTests {
  private func chat(_ rows: String...) throws -> Chat {
    try read((["Date,User,Message"] + rows).joined(separator: "\n") + "\n")
  }

  @Test func quotedFieldsHoldCommasQuotesAndBreaks() throws {
    let chat = try chat(
      #"2015-07-09 20:34:26,"최, 노을","하나 ""둘"","# + "\r\n셋\"",
      "2015-07-09 20:34:27,나래,넷, 다섯", #"2015-07-09 20:34:28,"나래","""#)
    #expect(chat.variant == "M1")
    #expect(
      chat.messages.map(brief) == [
        "07-09 20:34 최, 노을|text|하나 \"둘\",\n셋", "07-09 20:34 나래|text|넷, 다섯",
        "07-09 20:34 나래|text|",
      ])
    #expect(chat.messages.map(\.time?.second) == [26, 27, 28])
    #expect(chat.warnings.isEmpty)
  }

  @Test func rowsWithoutDateAndUserAreTheMessengers() throws {
    let chat = try chat(
      #"2015-07-09 20:34:26,"가온","하나""#, #","","메시지가 삭제되었습니다.""#,
      ",,관리자가 메시지를 가렸습니다.", ",,가온님이 나갔습니다.")
    #expect(chat.messages.map(\.kind) == [.text, .deleted, .deleted, .system])
    #expect(chat.messages.allSatisfy { $0.time == chat.messages[0].time })
    #expect(chat.messages.dropFirst().allSatisfy { $0.sender == nil })
  }

  @Test func aSentenceIsTheMessengersWhereItSpeaksOfItsUser() throws {
    let chat = try chat(
      #"2015-07-09 20:34:26,"가온","가온님이 나갔습니다.""#,
      #"2015-07-09 20:34:26,"가온","나래님이 나갔습니다.""#,
      #"2015-07-09 20:34:26,"Kit","Kit invited Bo and.""#,
      #"2015-07-09 20:34:26,"Kit","Bo left this chatroom.""#,
      #"2015-07-09 20:34:26,"가온","가온님을 내보냈습니다.""#,
      #"2015-07-09 20:34:26,"시스템","나래님이 들어왔습니다.""#)
    #expect(chat.messages.map(\.kind) == [.system, .text, .system, .text, .system, .system])
    #expect(chat.messages.map(\.sender) == [nil, "가온", nil, "Kit", nil, nil])
  }

  @Test(arguments: ["\n", "\r\n"])
  func brokenQuotesAreReadLineByLine(end: String) throws {
    let rows = [
      "\u{FEFF}Date,User,Message", #"2015-07-09 20:34:26,"가온","그가 "응" 이라고""#, "둘째 줄",
      #"2015-07-01 20:34:26,"나래","베낀 줄""#, #","","메시지가 삭제되었습니다.""#,
      #"2015-07-09 20:34:28,"최, 노을","그래, ""응""""#, "2015-07-09 20:34:29,나래,넷",
      "2015-07-09 20:34:30,나래,다섯",
    ]
    let chat = try read(rows.joined(separator: end))
    #expect(
      chat.messages.map(brief) == [
        "07-09 20:34 가온|text|그가 \"응\" 이라고\"\n둘째 줄\n2015-07-01 20:34:26,\"나래\",\"베낀 줄",
        "07-09 20:34 -|deleted|메시지가 삭제되었습니다.", "07-09 20:34 최, 노을|text|그래, \"응\"",
        "07-09 20:34 나래|text|넷", "07-09 20:34 나래|text|다섯",
      ])
    #expect(chat.warnings.count == 1)
  }

  @Test func aQuoteThatIsNeverClosedBreaksOnlyTheQuoting() throws {
    let chat = try chat(
      #"2015-07-09 20:34:26,"가온","하나"#, #"2015-07-09 20:34:27,"나래","둘""#)
    #expect(chat.messages.map(\.text) == ["하나", "둘"])
  }

  @Test func rowsWithoutADateContinueTheRowAbove() throws {
    let chat = try chat("2015-07-09 20:34:26,가온,하나", "둘, 셋", "2015-02-30 20:34:26,나래,넷")
    #expect(chat.messages.map(\.text) == ["하나\n둘, 셋\n2015-02-30 20:34:26,나래,넷"])
    #expect(chat.warnings.compactMap(\.line) == [3, 4])
  }

  @Test func tablesOfOtherProgramsArePlainTranscripts() throws {
    let chat = try read(
      "2015.7.9 20:34,가온,하나, 둘\n2015.7.9 20:35,나래,\"셋\n넷\"\n2015.7.9 20:36,나래,사진\n")
    #expect(chat.format == "generic")
    #expect(chat.variant == "M2")
    #expect(
      chat.messages.map(brief) == [
        "07-09 20:34 가온|text|하나, 둘", "07-09 20:35 나래|text|셋\n넷", "07-09 20:36 나래|text|사진",
      ])
  }
}
