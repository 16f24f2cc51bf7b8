import Chats
import Testing

/// Records, separators and sentences of exports from Windows.
struct KakaoWindowsTests {
  private let day = "--------------- 2024년 3월 14일 목요일 ---------------"

  @Test(arguments: [
    ("W1", "오후 3:04"), ("W2", "3:04 PM"), ("W3", "15:04"), ("W4", "PM 3:04"),
  ])
  func everyClockIsRead(variant: String, clock: String) throws {
    for day in [
      day, "----- 2024년 3월 14일 -----", "--------------- Thursday, March 14, 2024 ---------------",
      day.decomposedStringWithCanonicalMapping,
    ] {
      let chat = try read("\(day)\r\n[이름] [\(clock)] 본문\r\n[이름] [\(clock)]\r\n")
      #expect(chat.format == "kakao.windows")
      #expect(chat.variant == variant)
      #expect(
        chat.messages.map(brief) == ["03-14 15:04 이름|text|본문", "03-14 15:04 이름|text|"])
    }
  }

  @Test func fewerThanFiveDashesSeparateNothing() throws {
    let chat = try read("\(day)\n[가온] [15:04] 하나\n---- 2024년 3월 15일 금요일 ----\n")
    #expect(chat.messages.map(\.text) == ["하나\n---- 2024년 3월 15일 금요일 ----"])
  }

  @Test func bodiesMayHoldHeadersAndNamesMayHoldBrackets() throws {
    let chat = try read(
      """
      \(day)
      [A] [오전 9:11] [A] [오전 9:11] 안녕
      [[운영] 달리[부방]] [오전 10:02] 네
      [가온] [2024. 4. 1. 오후 3:24] 붙인 글
      [가온] [오전 10:03]  두 칸
      """)
    #expect(
      chat.messages.map(brief) == [
        "03-14 09:11 A|text|[A] [오전 9:11] 안녕",
        "03-14 10:02 [운영] 달리[부방]|text|네\n[가온] [2024. 4. 1. 오후 3:24] 붙인 글",
        "03-14 10:03 가온|text| 두 칸",
      ])
  }

  @Test func sentencesAreTheMessengersOnlyAtTheEndOfARun() throws {
    let chat = try read(
      """
      \(day)
      [가온] [15:04] 어제도
      구경꾼님이 나갔습니다.
      하고 끝
      [가온] [15:05] 오늘은
      구경꾼님이 나갔습니다.

      메시지가 삭제되었습니다.
      [가온] [15:06] 삭제된 메시지입니다.
      [가온] [15:07] 나래님이 나갔습니다.
      """)
    #expect(
      chat.messages.map(brief) == [
        "03-14 15:04 가온|text|어제도\n구경꾼님이 나갔습니다.\n하고 끝", "03-14 15:05 가온|text|오늘은",
        "03-14 15:05 -|system|구경꾼님이 나갔습니다.", "03-14 15:05 -|deleted|메시지가 삭제되었습니다.",
        "03-14 15:06 가온|deleted|삭제된 메시지입니다.", "03-14 15:07 가온|text|나래님이 나갔습니다.",
      ])
  }

  @Test func betweenADayAndItsFirstRecordOnlyTheMessengerWrites() throws {
    let chat = try read(
      """
      \(day)
      못 보던 문장
      관리자가 메시지를 가렸습니다.
      [가온] [15:04] 하나
      --------------- 2024년 3월 15일 금요일 ---------------
      나래님이 들어왔습니다.
      """)
    #expect(
      chat.messages.map(brief) == [
        "03-14 00:00 -|system|못 보던 문장", "03-14 00:00 -|deleted|관리자가 메시지를 가렸습니다.",
        "03-14 15:04 가온|text|하나", "03-15 00:00 -|system|나래님이 들어왔습니다.",
      ])
  }

  @Test func textFromTheWindowHasNoDates() throws {
    let chat = try read("[가온] [오후 5:57] 하나\n[나래] [오후 5:58] 둘\n이어서\n")
    #expect(chat.variant == "W5")
    #expect(chat.messages.map(brief) == ["- 가온|text|하나", "- 나래|text|둘\n이어서"])
    #expect(chat.warnings.count == 1)
  }

  @Test func koreanRecordsMayStandUnderAnEnglishHead() throws {
    let chat = try read(
      """
      산책 모임 with KakaoTalk Chats
      Date Saved : 2024-03-15 00:29:58

      \(day)
      [가온] [오후 2:37] 사진 3장
      """)
    #expect(chat.title == "산책 모임")
    #expect(chat.savedAt?.description == "2024-03-15T00:29:58")
    #expect(chat.messages.map(\.kind) == [.photo])
  }
}
