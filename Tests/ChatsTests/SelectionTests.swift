import Chats
import Testing

/// Which messages of a chat are meant by `--since`, `--until`, `--last`, `--about` and `--me`.
struct SelectionTests {
  /// Texts are the numbers of the messages; the last is of Thursday, 14 March 2024, 20:30.
  private func chat() throws -> Chat {
    try read(
      """
      2023년 5월 3일 오후 6:00, 김민수 : 0
      2024년 3월 12일 오후 6:00, 나래 : 1
      2024년 3월 13일 오전 9:00, 김민수 : 2
      2024년 3월 13일 오후 6:00, 나래 : 3 민수야
      2024년 3월 14일 오전 12:00, 김민수 : 4
      2024년 3월 14일 오후 5:30, 나래 : 5
      2024년 3월 14일 오후 5:31, 김민수 : 6
      2024년 3월 14일 오후 8:30, 나래 : 7
      """)
  }

  private func selected(_ selection: ChatSelection) throws -> String {
    try selection.apply(to: chat()).messages.map { $0.text.prefix(1) }.joined()
  }

  private func code(_ selection: ChatSelection, _ chat: Chat) -> ChatSelectionError.Code? {
    do {
      _ = try selection.apply(to: chat)
      return nil
    } catch {
      #expect(!error.description.contains("\n"))
      return error.code
    }
  }

  @Test(arguments: [
    ("어제", "234567"), ("yesterday", "234567"), ("오늘", "4567"), ("today", "4567"),
    ("그제", "1234567"), ("그저께", "1234567"), ("어제 18:00", "34567"),
    ("수요일 저녁 6시", "34567"), ("wednesday at 6pm", "34567"), ("화요일", "1234567"),
    ("last tuesday", "1234567"), ("지난주", "1234567"),
    ("어제 오후 6시", "34567"), ("yesterday 6pm", "34567"), ("Yesterday at 6:00 PM", "34567"),
    ("18:00", "7"), ("오후 5시 반", "567"), ("오후 5시 31분", "67"), ("정오", "567"),
    ("noon", "567"), ("자정", "4567"), ("3시간 전", "567"), ("3시간전", "567"), ("3 hours ago", "567"),
    ("179분 전", "67"), ("1 day ago", "4567"), ("2일 전", "234567"), ("1주 전", "1234567"),
    ("1 week ago", "1234567"), ("2024-03-13", "234567"), ("2024-03-13T18:00", "34567"),
    ("2024-03-13 18:00:01", "4567"), ("2024-03-13 오후 6:00", "34567"),
    ("2024년 3월 13일", "234567"), ("2024년 3월 13일 오후 6시", "34567"), ("3월 13일", "234567"),
    ("3월13일 18:00", "34567"), ("5월 3일", "01234567"), ("last", "567"), ("마지막", "567"),
    ("2030-01-01", ""),
  ])
  func sinceNamesTheFirstMessage(words: String, wanted: String) throws {
    for words in [words, " \(words.decomposedStringWithCanonicalMapping) "] {
      #expect(try selected(ChatSelection(since: words)) == wanted, "\(words)")
    }
  }

  @Test(arguments: [
    ("어제", "0123"), ("어제 18:00", "0123"), ("yesterday 17:59", "012"), ("오늘 오후 5시 30분", "012345"),
    ("2023-05-03", "0"), ("2024-03-14T17:31:00", "0123456"), ("3시간 전", "012345"),
    ("181분 전", "01234"),
  ])
  func untilNamesTheLastMessage(words: String, wanted: String) throws {
    #expect(try selected(ChatSelection(until: words)) == wanted)
  }

  @Test func limitsGoTogether() throws {
    #expect(try selected(ChatSelection(since: "어제", until: "오늘 정오")) == "234")
    #expect(try selected(ChatSelection(since: "어제", last: 2)) == "67")
    #expect(try selected(ChatSelection(last: 1)) == "7")
    #expect(try selected(ChatSelection(last: 100)) == "01234567")
    #expect(try selected(ChatSelection(since: "오늘", until: "어제")) == "")
  }

  @Test func sinceMeBeginsWithTheOwnersLastMessage() throws {
    #expect(try selected(ChatSelection(since: "me", me: "김민수")) == "67")
    #expect(try selected(ChatSelection(since: "나", me: "나래")) == "7")
    let chat = try chat()
    #expect(code(ChatSelection(since: "me"), chat) == .missingParticipant)
    #expect(code(ChatSelection(since: "me", me: "다솜"), chat) == .unknownParticipant)
  }

  @Test func aboutFindsThePersonAndTheName() throws {
    for name in ["김민수", "김민수".decomposedStringWithCanonicalMapping] {
      #expect(try selected(ChatSelection(about: name)) == "02346")
    }
    #expect(try selected(ChatSelection(last: 1, about: "나래")) == "7")
    #expect(try selected(ChatSelection(about: "다솜")) == "")
  }

  @Test func whatMeansNothingIsAnError() throws {
    let chat = try chat()
    for words in ["언젠가", "25:00", "2024-02-30", "전", "99999999999999999999일 전", "13월 1일", ""] {
      #expect(code(ChatSelection(since: words), chat) == .unknownTime, "\(words)")
      #expect(code(ChatSelection(until: words), chat) == .unknownTime, "\(words)")
    }
    #expect(code(ChatSelection(last: 0), chat) == .invalidCount)
    let undated = try read("가온: 하나\n나래: 둘\n")
    #expect(code(ChatSelection(since: "어제"), undated) == .noTimes)
    #expect(code(ChatSelection(since: "last"), undated) == .noTimes)
    #expect(code(ChatSelection(last: 1), undated) == nil)
  }

  @Test func theOwnerIsFoundInEverySpelling() throws {
    let chat = try chat()
    for name in ["나래", " 나래 ", "나래".decomposedStringWithCanonicalMapping] {
      let found = try chat.resolve(me: name)
      #expect(found.utf8.elementsEqual("나래".utf8))
    }
    do {
      _ = try chat.resolve(me: "다솜")
      Issue.record("somebody was found")
    } catch {
      #expect(error.code == .unknownParticipant)
      #expect(error.hint?.contains("김민수, 나래") == true)
    }
  }
}
