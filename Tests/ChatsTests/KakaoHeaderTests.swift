import Chats
import Testing

/// What exports say of themselves above the first record, and their file names.
struct KakaoHeaderTests {
  private func chat(_ head: String, senders: [String] = ["가온", "나래", "다솜"]) throws -> Chat {
    let records = senders.map { "2024년 3월 14일 오후 3:04, \($0) : 안녕" }
    return try read(([head] + records).joined(separator: "\n"))
  }

  @Test func aBareNumberCountsMembersOnlyInGroups() throws {
    #expect(try chat("산악회 5 님과 카카오톡 대화").members == 5)
    #expect(try chat("산악회 1 님과 카카오톡 대화").title == "산악회 1")
    #expect(try chat("산악회 1990 카카오톡 대화").title == "산악회 1990")
    #expect(try chat("산악회 2099 카카오톡 대화").title == "산악회 2099")
    #expect(try chat("산악회 2100 카카오톡 대화").members == 2_100)
    let pair = try chat("철수 2 카카오톡 대화", senders: ["가온", "나래"])
    #expect(pair.title == "철수 2")
    #expect(pair.members == nil)
  }

  @Test func joiningAndLeavingMakeAGroup() throws {
    let chat = try read(
      """
      철수 2 님과 카카오톡 대화
      2024년 3월 14일 오후 3:04, 가온 : 안녕
      2024년 3월 14일 오후 3:04, 나래님이 나갔습니다.
      """)
    #expect(chat.title == "철수")
    #expect(chat.members == 2)
  }

  @Test(arguments: [
    ("동네 (4명)과 카카오톡 대화", "동네"), ("동네 (4) 님과 카카오톡 대화", "동네"),
    ("동네 2 (4명) 카카오톡 대화", "동네 2"), ("KakaoTalk Chats with 동네 (4 people)", "동네"),
    ("KakaoTalk Chats with 동네 (4)-12.txt", "동네"), ("동네 (4) with KakaoTalk Chats", "동네"),
  ])
  func aNumberInBracketsCountsMembersAlways(line: String, title: String) throws {
    let chat = try chat(line, senders: ["가온"])
    #expect(chat.title == title)
    #expect(chat.members == 4)
  }

  @Test func titlesMayHoldWhatEndsThem() throws {
    #expect(try chat("님과 함께 님과 카카오톡 대화").title == "님과 함께")
    #expect(try chat("가온님과의 카카오톡 대화").title == "가온")
    #expect(try chat("가온, 나래, 다솜 카카오톡 대화").title == "가온, 나래, 다솜")
    #expect(try chat("카카오톡 대화").title == nil)
    #expect(try chat("카카오톡 대화 모음").title == nil)
    let letters = "가온 님과 카카오톡 대화".decomposedStringWithCanonicalMapping
    #expect(try chat(letters).title == "가온")
  }

  @Test(arguments: [
    "저장한 날짜 : 2015-08-03 00:29:58", "저장한 날짜 : 2015년 8월 3일 오전 12:29",
    "저장한 날짜 : 2015. 8. 3. 오전 12:29", "저장한 날짜: 2015. 8. 3. 0:29",
    "Date Saved : 12:29am, August 3, 2015", "Date Saved : August 3, 2015, 12:29 AM",
    "Saved Date : Aug 3, 2015, 12:29 AM", "Saved Date: Aug 3, 2015 at 00:29",
  ])
  func theDateOfSavingIsReadInEverySpelling(line: String) throws {
    for head in ["가온 님과 카카오톡 대화\n\(line)\n", "\(line)\n가온 님과 카카오톡 대화\n"] {
      let chat = try chat(head)
      #expect(chat.savedAt?.description.hasPrefix("2015-08-03T00:29:") == true)
      #expect(chat.title == "가온")
      #expect(chat.messages.count == 3)
    }
  }

  @Test func someExportsAreNamedOnlyByTheirFile() throws {
    let record = "2026. 4. 3. 12:40, 가온 : 안녕\n2026. 4. 3. 12:41, 가온 : 안녕\n"
    let room = "장보기_모임"
    for (name, title) in [
      ("KakaoTalk_Chat_\(room)_2026-04-03-12-40-10.csv", room),
      ("KakaoTalk_20260403_1240_10_123_\(room).txt", room),
      ("KakaoTalk_20260403_1240_10_123_group.txt", nil), ("KakaoTalkChats.txt", nil),
      ("Talk_2026.4.3 12_40-1.txt", nil), ("메모.txt", nil),
    ] as [(String, String?)] {
      #expect(try read(record, name: "/tmp/\(name)").title == title, "\(name)")
      let letters = name.decomposedStringWithCanonicalMapping
      #expect(try read(record, name: letters).title == title, "\(name)")
    }
    #expect(try read("Talk_2026.4.25 10:20-1.txt\n\n" + record).title == nil)
  }
}
