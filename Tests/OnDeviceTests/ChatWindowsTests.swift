import Chats
import OnDevice
import Testing

@Suite("Windows of a long chat")
struct ChatWindowsTests {
  @Test(arguments: [1, 2, 59, 60, 61, 119, 121, 500, 3_000])
  func everyLineIsInExactlyOneWindow(_ count: Int) {
    let ranges = ChatWindows.ranges(tokenCounts: (0..<count).map { 5 + $0 % 23 })
    #expect(ranges.first?.lowerBound == 0)
    #expect(ranges.last?.upperBound == count)
    #expect(zip(ranges, ranges.dropFirst()).allSatisfy { $0.upperBound == $1.lowerBound })
    #expect(ranges.allSatisfy { !$0.isEmpty && $0.count <= ChatWindows.maximumMessages })
  }

  @Test func aWindowOfManyTokensIsCutThoughItHasFewMessages() {
    let ranges = ChatWindows.ranges(tokenCounts: [Int](repeating: 400, count: 12))
    #expect(ranges.count >= 5)
    #expect(ranges.allSatisfy { $0.count * 400 <= ChatWindows.maximumTokens * 3 / 2 })
  }

  @Test func oneEndlessMessageIsAWindowOfItsOwn() {
    #expect(ChatWindows.ranges(tokenCounts: [5, 100_000, 5]).count >= 2)
    #expect(ChatWindows.ranges(tokenCounts: []).isEmpty)
  }
}

@Suite("Chats that are larger than the context")
struct LargeChatTests {
  @Test func aMessageLongerThanTheContextIsNoProblem() async throws {
    let model = try LanguageModel.open(configuration: .init(contextLimit: 1024))
    let long = String(repeating: "아주 긴 이야기입니다 ", count: 3_000)
    let chat = try #require(Chat(transcript: "민서: 시작할게\n지훈: \(long)\n민서: 그럼 7시에 보자\n지훈: 그래?\n"))
    let assistant = ChatAssistant(model: model)
    #expect(try await !assistant.summarize(chat).summary.isEmpty)
    #expect(try await assistant.suggest(chat, as: "민서").replies.count == 3)
  }

  @Test func aContextThatIsTooSmallIsNamed() async throws {
    let model = try LanguageModel.open(configuration: .init(contextLimit: 64))
    let chat = try #require(Chat(transcript: "민서: 안녕\n지훈: 뭐해?\n"))
    let error = await #expect(throws: OnDeviceError.self) {
      try await ChatAssistant(model: model).summarize(chat)
    }
    #expect(error?.code == .contextSizeExceeded)
  }
}
