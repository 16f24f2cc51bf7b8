import Chats
import Testing

/// Lines that were copied out of an export are told by their times.
struct ChronologyTests {
  private func record(_ minute: Int, _ text: String) -> String {
    "2024년 3월 14일 \(10 + minute / 60):\(minute % 60 < 10 ? "0" : "")\(minute % 60), 가온 : \(text)"
  }

  private func texts(_ minutes: [Int]) throws -> [String] {
    try read(minutes.map { record($0, "\($0)") }.joined(separator: "\n")).messages.map(\.text)
  }

  @Test func recordsThatGoBackAreQuotations() throws {
    let texts = try texts([10, 11, 12, 3, 13, 14])
    #expect(texts == ["10", "11", "12\n\(record(3, "3"))", "13", "14"])
  }

  @Test func recordsThatRunAheadAreQuotations() throws {
    let texts = try texts([10, 11, 59, 13, 14, 15])
    #expect(texts == ["10", "11\n\(record(59, "59"))", "13", "14", "15"])
  }

  @Test func ofTwoThatExcludeEachOtherTheEarlierLineStays() throws {
    let texts = try texts([10, 11, 12, 20, 15])
    #expect(texts == ["10", "11", "12", "20\n\(record(15, "15"))"])
  }

  @Test func equalTimesGoNotBack() throws {
    #expect(try texts([10, 10, 10]) == ["10", "10", "10"])
  }

  @Test func moreThanAFifthOfASmallFileIsNoQuotation() throws {
    #expect(try texts([10, 9, 11, 12]).count == 4)
    #expect(try texts([10, 9, 11, 12, 13]).count == 4)
    // Five is the limit of fives…
    let five = Array(20..<45) + [1, 2, 3, 4, 5]
    #expect(try texts(five).count == 25)
    // …and six of 31 are more than two in a hundred.
    #expect(try texts(Array(20..<45) + [1, 2, 3, 4, 5, 6]).count == 31)
  }

  @Test func twoInAHundredOfALargeFileAreQuotations() throws {
    let minutes = Array(100..<500) + Array(0..<8)
    #expect(try texts(minutes).count == 400)
    #expect(try texts(minutes + [8, 9]).count == 410)
  }

  @Test func twoExportsInOneFileAreBothRead() throws {
    #expect(try texts(Array(0..<50) + Array(0..<50)).count == 100)
  }

  @Test func daysOnWindowsGoForwardOnly() throws {
    let chat = try read(
      """
      --------------- 2024년 3월 14일 목요일 ---------------
      [가온] [오후 3:04] 하나
      --------------- 2024년 3월 10일 일요일 ---------------
      [가온] [오후 3:05] 둘
      --------------- 2025년 1월 1일 수요일 ---------------
      [가온] [오후 3:06] 셋
      --------------- 2024년 3월 15일 금요일 ---------------
      [가온] [오후 3:07] 넷
      --------------- 2024년 3월 15일 금요일 ---------------
      [가온] [오후 3:08] 다섯
      """)
    #expect(
      chat.messages.map(brief) == [
        "03-14 15:04 가온|text|하나\n--------------- 2024년 3월 10일 일요일 ---------------",
        "03-14 15:05 가온|text|둘\n--------------- 2025년 1월 1일 수요일 ---------------",
        "03-14 15:06 가온|text|셋",
        "03-15 15:07 가온|text|넷\n--------------- 2024년 3월 15일 금요일 ---------------",
        "03-15 15:08 가온|text|다섯",
      ])
  }
}
