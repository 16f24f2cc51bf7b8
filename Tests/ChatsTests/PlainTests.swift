import Chats
import Testing

/// Transcripts in the form `Name: text`, and JSON lines.
struct PlainTests {
  @Test func namesCountWhereTheyComeTwice() throws {
    let chat = try read("가온: 하나\n준비물: 물\n나래: 둘\n가온: 셋\n나래: 넷\n")
    #expect(
      chat.messages.map(brief) == [
        "- 가온|text|하나\n준비물: 물", "- 나래|text|둘", "- 가온|text|셋", "- 나래|text|넷",
      ])
  }

  @Test func inThreeLinesEveryNameCounts() throws {
    let chat = try read("가온: 하나\n\n나래: https://example.kr/a www.example.kr\n다솜:\n")
    #expect(chat.messages.map(\.sender) == ["가온", "나래", "다솜"])
    #expect(chat.messages.map(\.kind) == [.text, .link, .text])
  }

  @Test(arguments: ["Note", "TODO", "참고", "추신", "https", "p.s.", "1조", " 가온"])
  func someWordsBeforeAColonAreNoNames(word: String) throws {
    for word in [word, word.decomposedStringWithCanonicalMapping] {
      let chat = try read("가온: 하나\n\(word): 둘\n\(word): 셋\n가온: 넷\n")
      #expect(chat.messages.map(\.sender) == ["가온", "가온"], "\(word)")
    }
  }

  @Test func namesHaveAtMostFortyCharacters() throws {
    let longest = String(repeating: "각", count: 40)
    for name in [longest, longest.decomposedStringWithCanonicalMapping] {
      #expect(try read("\(name): 하나\n").messages.first?.sender == name)
    }
    let tooLong = importError { try read("\(longest)각: 하나\n") }
    #expect(tooLong?.code == .unknownFormat)
  }

  @Test(arguments: [
    "[2024-03-14 15:04] 가온: 하나", "[2024-03-14 15:04:00] 가온: 하나",
    "2024-03-14 15:04 가온: 하나", "2024-03-14 15:04:00 - 가온: 하나",
    "[2024. 3. 14. 오후 3:04] 가온: 하나", "[2024-03-14T06:04:00Z] 가온: 하나",
    "2024-03-14T15:04 가온: 하나",
  ])
  func timesMayStandInFront(line: String) throws {
    let chat = try read("\(line)\n\(line)\n나래: 둘\n")
    #expect(
      chat.messages.map(brief) == ["03-14 15:04 가온|text|하나", "03-14 15:04 가온|text|하나\n나래: 둘"])
    #expect(chat.format == "generic")
  }

  @Test func timesOfDayGiveNoDate() throws {
    let chat = try read("15:04 가온: 하나\n[15:05] 나래: 둘\n")
    #expect(chat.messages.map(brief) == ["- 가온|text|하나", "- 나래|text|둘"])
  }

  @Test func aFewTimesDoNotMakeATimedTranscript() throws {
    let chat = try read(
      "[2024-03-14 15:04] 가온: 하나\n가온: 둘\n나래: 셋\n나래: 넷\n")
    #expect(chat.messages.count == 4)
    let timed = try read("[2024-03-14 15:04] 가온: 하나\n가온: 둘\n나래: 셋\n")
    #expect(timed.messages.map(\.text) == ["하나\n가온: 둘\n나래: 셋"])
  }

  @Test func jsonLinesHaveKeysOfManyNames() throws {
    let chat = try read(
      """
      {"time":"2024-03-14T15:04","sender":"가온","text":"사진"}
      {"timestamp":"2024-03-14 15:04:05","from":"가온","message":"둘"}
      {"date":"2024-03-14T06:04:05Z","author":"가온","content":"셋"}
      {"ts":1710396245,"user":"가온","body":"넷"}
      {"created_at":1710396245123,"name":"가온","text":"다섯"}
      {"ts":"1710396245.000200","name":"가온","text":"여섯"}
      {"time":"2024-03-14T01:04:05-05:00","sender":"가온","text":"일곱"}
      """)
    #expect(chat.format == "jsonl")
    #expect(chat.messages.map(\.time?.shortText) == Array(repeating: "03-14 15:04", count: 7))
    #expect(chat.messages.map(\.time?.second) == [0, 5, 5, 5, 5, 5, 5])
    #expect(chat.messages.allSatisfy { $0.sender == "가온" && $0.kind == .text })
    #expect(chat.warnings.isEmpty)
  }

  @Test func jsonSaysWhoAndWhatOrLeavesItOpen() throws {
    let chat = try read(
      """
      {"time":null,"sender":null,"text":"나래님이 나갔습니다."}
      {"sender":"가온","text":null,"kind":"photo"}
      {"sender":"가온","text":"https://example.kr"}
      {"sender":"가온","text":"하나\\r\\n둘 \\n","kind":"banana"}
      """)
    #expect(
      chat.messages.map(brief) == [
        "- -|system|나래님이 나갔습니다.", "- 가온|photo|", "- 가온|link|https://example.kr",
        "- 가온|text|하나\n둘",
      ])
    #expect(chat.warnings.map(\.line) == [4])
  }

  @Test func brokenLinesOfJSONAreWarnedOf() throws {
    let chat = try read(
      """
      {"sender":"가온","text":"하나
      {"sender":"가온","text":"둘"}

      [1]
      {"id":3}
      {"sender":"가온","text":{}}
      {"sender":"가온","text":"셋","time":"2024-02-30T10:00"}
      """)
    #expect(chat.messages.map(brief) == ["- 가온|text|둘", "- 가온|text|셋"])
    #expect(chat.warnings.compactMap(\.line) == [1, 4, 5, 6, 7])
  }

  @Test func oneArrayIsReadLikeLines() throws {
    let chat = try read("[\n {\"sender\":\"가온\",\n \"text\":\"하나\"},\n 7]\n")
    #expect(chat.messages.map(brief) == ["- 가온|text|하나"])
    #expect(chat.warnings.count == 1)
  }
}
