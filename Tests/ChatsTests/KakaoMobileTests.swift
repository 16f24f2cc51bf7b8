import Chats
import Foundation
import Testing

/// Records, separators and sentences of exports from phones.
struct KakaoMobileTests {
  @Test func noonAndMidnightAreTheFirstOfTheirTwelveHours() throws {
    let chat = try read(
      """
      2024년 3월 14일 오전 12:00, 가온 : 자정
      2024년 3월 14일 오전 12:59, 가온 : 새벽
      2024년 3월 14일 오후 12:00, 가온 : 정오
      2024년 3월 14일 오후 11:59, 가온 : 밤
      """)
    #expect(
      chat.messages.map(\.time?.shortText) == [
        "03-14 00:00", "03-14 00:59", "03-14 12:00", "03-14 23:59",
      ])
  }

  @Test func theClockMayChangeInTheMiddleOfAFile() throws {
    let chat = try read(
      """
      2024. 3. 14. 15:04, 가온 : 하나
      2024. 3. 14. 오후 3:05, 가온 : 둘
      2024. 3. 14. 15:06:07, 가온 : 셋
      """)
    #expect(chat.messages.compactMap(\.time?.description).last == "2024-03-14T15:06:07")
    #expect(chat.messages.compactMap(\.time?.minute) == [4, 5, 6])
  }

  @Test(arguments: [
    ("A1", "2015년 7월 9일 오후 8:34, 이름 : 본문"),
    ("A2", "2023년 3월 1일 20:34, 이름 : 본문"),
    ("A3a", "February 10, 2016, 8:34 PM, 이름 : 본문"),
    ("A3a", "February 10, 2016, 8:34 p.m., 이름 : 본문"),
    ("A3b", "July 5, 2023 at 8:34\u{202F}PM, 이름 : 본문"),
    ("A3b", "July 5, 2023 at 20:34, 이름 : 본문"),
    ("A3c", "8:34pm, July 9, 2015, 이름 : 본문"),
    ("A4", "09/07/2015 오후 8:34, 이름 : 본문"),
    ("A4", "09/07/15 20:34, 이름 : 본문"),
    ("A4", "9 July 2015, 8:34 pm, 이름 : 본문"),
    ("A5", "2025년 3월 25일 오후 8:34:이름:본문"),
    ("A6", "2025-01-01 오후 8:34, 이름 : 본문"),
    ("I1", "2015. 7. 9. 오후 8:34, 이름 : 본문"),
    ("I2", "2026. 1. 1 20:34, 이름 : 본문"),
  ])
  func everyShapeOfStampIsRead(variant: String, line: String) throws {
    for count in [1, 3] {
      let chat = try read(Array(repeating: line, count: count).joined(separator: "\n"))
      #expect(chat.format == "kakao.mobile")
      #expect(chat.variant == variant)
      #expect(chat.messages.count == count)
      for message in chat.messages {
        #expect(message.sender == "이름")
        #expect(message.text == "본문")
        #expect(message.time?.hour == 20)
        #expect(message.time?.minute == 34)
      }
    }
  }

  @Test(arguments: [
    ("I3a", "Jul 9, 2015, 8:34 PM"), ("I3b", "Jul 9, 2015 at 20:34"),
    ("I3b", "Jul 9, 2015 at 8:34\u{00A0}PM"),
  ])
  func englishExportsOfIOSPutAColonBeforeSentences(variant: String, stamp: String) throws {
    let chat = try read(
      "Thursday, July 9, 2015\n\(stamp): Kit invited Bo .\n\(stamp), Kit : hi : there\n")
    #expect(chat.variant == variant)
    #expect(
      chat.messages.map(brief) == [
        "07-09 20:34 -|system|Kit invited Bo .", "07-09 20:34 Kit|text|hi : there",
      ])
  }

  @Test func aBareStampSeparatesOnlyWhereTheNextRecordHasIt() throws {
    let chat = try read(
      """
      2024년 3월 14일 오후 3:04
      2024년 3월 14일 오후 3:04, 가온 : 하나
      2024년 3월 14일 오후 3:05
      2024년 3월 14일 오후 3:06, 가온 : 둘

      2024년 3월 15일 오후 3:06
      2024년 3월 15일 오후 3:06, 가온 : 셋
      2024년 3월 16일 오후 3:06
      """)
    #expect(
      chat.messages.map(\.text) == [
        "하나\n2024년 3월 14일 오후 3:05", "둘", "셋\n2024년 3월 16일 오후 3:06",
      ])
  }

  @Test func aDaySeparatesOnlyWhereTheDayChanges() throws {
    let chat = try read(
      """
      2024년 3월 14일 월요일
      2024. 3. 14. 오후 3:04, 가온 : 하나
      2024년 3월 14일 목요일
      2024. 3. 14. 오후 3:05, 가온 : 둘
      2024년 3월 16일 토요일
      2024. 3. 15. 오후 3:05, 가온 : 셋
      2024년 3월 16일
      2024. 3. 16. 오후 3:05, 가온 : 넷
      2024년 3월 17일 일요일
      """)
    #expect(
      chat.messages.map(\.text) == [
        "하나\n2024년 3월 14일 목요일", "둘\n2024년 3월 16일 토요일", "셋\n2024년 3월 16일",
        "넷\n2024년 3월 17일 일요일",
      ])
  }

  @Test func timesThatNoClockShowsAreTextAndWarnedOf() throws {
    let chat = try read(
      """
      2024년 3월 14일 오후 3:04, 가온 : 하나
      2024년 2월 30일 오후 3:04, 가온 : 둘
      2024년 3월 14일 오후 13:04, 가온 : 셋
      2024년 3월 14일 24:00, 가온 : 넷
      """)
    #expect(chat.messages.count == 1)
    #expect(chat.messages.first?.text.contains("넷") == true)
    #expect(chat.warnings.compactMap(\.line) == [2, 3, 4])
  }

  @Test func linesBehindABareLineFeedAreBodiesWhereRecordsEndWithCRLF() throws {
    let copied = "2024년 3월 14일 오후 3:05, 나래 : 베낀 줄"
    let gone = "메시지가 삭제되었습니다."
    let records = (10..<20).map { "2024년 3월 14일 오후 3:\($0), 나래 : \($0)\r\n" }.joined()
    let file =
      "이름 님과 카카오톡 대화\r\n2024년 3월 14일 오후 3:04, 가온 : 하나\n\(copied)\n"
      + "2024년 3월 14일 오후 3:10\n\(gone)\r\n\(records)꼬리\r\n\(gone)\r\n"
    let chat = try read(file)
    #expect(
      chat.messages.first.map(brief)
        == "03-14 15:04 가온|text|하나\n\(copied)\n2024년 3월 14일 오후 3:10\n\(gone)")
    #expect(chat.messages.dropFirst().prefix(9).map(\.text) == (10..<19).map(String.init))
    #expect(
      chat.messages.suffix(2).map(brief) == [
        "03-14 15:19 나래|text|19\n꼬리", "03-14 15:19 -|deleted|\(gone)",
      ])

    // With one kind of line end there is no such evidence, and the copy passes for a record.
    let mended = try read(file.replacingOccurrences(of: "\r\n", with: "\n"))
    #expect(mended.messages.count == chat.messages.count + 2)
  }

  @Test func aNameEndsAtTheFirstColonBetweenSpaces() throws {
    let chat = try read(
      """
      2024. 3. 14. 15:04, 부서:운영 한결 : 회의 : 세 시
      2024. 3. 14. 15:04, 최, 노을 : 네
      2024. 3. 14. 15:04, [A] ~ 🙂 :
      2024. 3. 14. 15:04, 가온 : 
      2024. 3. 14. 15:04, 가온 :   두 칸
      """)
    #expect(
      chat.messages.map(brief) == [
        "03-14 15:04 부서:운영 한결|text|회의 : 세 시", "03-14 15:04 최, 노을|text|네",
        "03-14 15:04 [A] ~ 🙂|text|", "03-14 15:04 가온|text|", "03-14 15:04 가온|text|  두 칸",
      ])
  }

  @Test(arguments: [
    "팀 : 가온님이 들어왔습니다.", "팀 : 가온님을 내보냈습니다.", "나래님이 팀 : 가온님을 초대했습니다.",
    "나래님이 다솜님과 팀 : 가온님, 라온님을 초대했습니다.", "팀 : 가온 left this chatroom.",
  ])
  func longNamesAreLearnedFromSentences(sentence: String) throws {
    for sentence in [sentence, sentence.decomposedStringWithCanonicalMapping] {
      let chat = try read(
        """
        2024. 3. 14. 15:04: \(sentence)
        2024. 3. 14. 15:04, 팀 : 가온 : 지각 : 10분
        2024. 3. 14. 15:04, 팀 : 나래 : 네
        """)
      #expect(
        chat.messages.dropFirst().map(brief) == [
          "03-14 15:04 팀 : 가온|text|지각 : 10분", "03-14 15:04 팀|text|나래 : 네",
        ])
    }
  }

  @Test func sentencesOfAndroidStandBehindAComma() throws {
    let chat = try read(
      """
      2024년 3월 14일 15:04, 가온님이 나래님과 다솜님을 초대하였습니다.
      2024년 3월 14일 15:04, 가온님이 채팅방 이름을 '일 : 쉼'으로 변경했습니다.
      2024년 3월 14일 15:04, 못 보던 문장입니다
      2024년 3월 14일 15:04, 관리자가 메시지를 가렸습니다.
      2024년 3월 14일 15:04, 가온 : 저는 먼저 나갔습니다.
      2024년 3월 14일 15:04, 가온 : 나래님이 나갔습니다.
      """)
    #expect(chat.messages.map(\.kind) == [.system, .system, .system, .deleted, .text, .text])
    #expect(chat.messages.map { $0.sender != nil } == [false, false, false, false, true, true])
  }

  @Test func goneMessagesHaveASenderWhereTheFileSaysSo() throws {
    let chat = try read(
      """
      2024년 3월 14일 15:04, 가온 : 삭제된 메시지입니다.
      2024년 3월 14일 15:05, 가온 : 하나
      채팅방 관리자가 메시지를 가렸습니다.

      This message was deleted.
      """)
    #expect(chat.messages.map(\.kind) == [.deleted, .text, .deleted, .deleted])
    #expect(chat.messages.map(\.sender) == ["가온", "가온", nil, nil])
    #expect(chat.messages.map(\.time?.minute) == [4, 5, 5, 5])
  }

  @Test func theNoteOfOpenChatsContinuesTheJoiningAboveIt() throws {
    let policy = "운영정책을 위반한 메시지로 신고 접수 시 카카오톡 이용에 제한이 있을 수 있습니다."
    let chat = try read(
      """
      2024. 3. 14. 15:04: 가온님이 들어왔습니다.
      \(policy)
      2024. 3. 14. 15:04: 나래님이 들어왔습니다.\(policy)
      2024. 3. 14. 15:05, 가온 : 안녕
      \(policy)
      """)
    #expect(
      chat.messages.map(brief) == [
        "03-14 15:04 -|system|가온님이 들어왔습니다.\n\(policy)",
        "03-14 15:04 -|system|나래님이 들어왔습니다.\(policy)", "03-14 15:05 가온|text|안녕",
        "03-14 15:05 -|system|\(policy)",
      ])
  }

  @Test func oldExportsOfIOSTakeTheirDatesFromTheDays() throws {
    let chat = try read(
      """
      2016년 10월 31일 월요일
      오후 8:36, 가온 : 하나
      오후 8:38, 나래님이 나갔습니다.
      2016년 10월 30일 일요일
      2016년 11월 1일 화요일
      오전 12:01, 가온 : 둘
      """)
    #expect(chat.variant == "I4")
    #expect(
      chat.messages.map(brief) == [
        "10-31 20:36 가온|text|하나", "10-31 20:38 -|system|나래님이 나갔습니다.\n2016년 10월 30일 일요일",
        "11-01 00:01 가온|text|둘",
      ])
  }

  @Test func namesAndBodiesKeepTheirSpellingOfHangul() throws {
    let line = "2024년 3월 14일 오후 3:04, 가온 : 안녕\n"
    let chat = try read(line + line.decomposedStringWithCanonicalMapping)
    #expect(chat.messages.count == 2)
    #expect(chat.participants.map(\.count) == [2])
    let letters = "안녕".decomposedStringWithCanonicalMapping
    #expect(chat.messages.last?.text.utf8.elementsEqual(letters.utf8) == true)
  }

  @Test(arguments: ["\u{2028}", "\u{0085}", "\u{0B}", "\u{0C}", "\u{2029}"])
  func otherBreaksThanThoseOfFilesStayInsideBodies(mark: String) throws {
    let chat = try read(
      "2024년 3월 14일 오후 3:04, 가온 : 하나\(mark)2024년 3월 14일 오후 3:05, 나래 : 둘\n")
    #expect(chat.messages.map(\.text) == ["하나\(mark)2024년 3월 14일 오후 3:05, 나래 : 둘"])
  }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func everyEndOfLineIsRead(end: String) throws {
    let lines = [
      "2024년 3월 14일 오후 3:04, 가온 : 하나", "", "  둘", "", "",
      "2024년 3월 14일 오후 3:05, 나래 : 셋 ", "",
    ]
    let chat = try read(lines.joined(separator: end))
    #expect(chat.messages.map(\.text) == ["하나\n\n  둘", "셋"])
  }
}
