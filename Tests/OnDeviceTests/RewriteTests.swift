import OnDevice
import Testing

@Suite("Rewriting with the default model")
struct RewriteTests {
  private func rewritten(_ text: String, _ style: RewriteStyle) async throws -> String {
    try await ChatAssistant(model: try LanguageModel.open()).rewrite(text, style: style).text
  }

  @Test func aKoreanMessageChangesItsLevel() async throws {
    #expect(try await rewritten("나 3시에 갈게", .respectful) == "저 3시에 갈게요")
    #expect(try await rewritten("제가 3시에 가겠습니다.", .casual) == "내가 3시에 갈게.")
    #expect(try await rewritten("나 3시에 갈게 ㅋㅋ", .formal) == "저 3시에 가겠습니다")
    #expect(try await rewritten("몇일 뒤에 뵈요", .proofread) == "며칠 뒤에 봬요")
  }

  @Test func anEnglishMessageIsCorrectedAndMadePolite() async throws {
    #expect(
      try await rewritten("She dont want too come becuase its late", .proofread)
        == "She doesn't want to come because it's late")
    #expect(
      try await rewritten("send me the file by 6:40", .polite)
        == "Could you please send me the file by 6:40?")
    #expect(
      try await rewritten("i'm gonna be late, don't wait", .formal)
        == "I am going to be late, do not wait.")
  }

  @Test func aStyleThatNeedsAWriterIsRefusedWithAHint() async throws {
    let error = await #expect(throws: OnDeviceError.self) { try await rewritten("7시에 봐", .longer) }
    #expect(error?.code == .modelUnavailable)
    #expect(error?.hint != nil)
  }

  @Test func anEmptyMessageIsBadData() async throws {
    let error = await #expect(throws: OnDeviceError.self) { try await rewritten(" \n", .casual) }
    #expect(error?.code == .badData)
  }

  @Test(arguments: RewriteStyle.allCases)
  func numbersAndLinksStay(style: RewriteStyle) {
    let messages = [
      "음 사실 내일 오후 3시 30분에 https://a.kr/x?y=1 여기서 2만원 내면 돼 생일 축하해 ㅋㅋ",
      "hey i just wanted to say the meeting is at 10:30, see https://a.kr/x?y=1 thx",
    ]
    for (message, language) in zip(messages, [Language.korean, .english]) {
      guard let text = RuledRewrite(language: language, style: style).rewritten(message) else {
        continue
      }
      let (before, after) = (message.filter { $0.isNumber }, text.filter { $0.isNumber })
      #expect(before == after)
      #expect(text.contains("https://a.kr/x?y=1"))
    }
  }

  @Test(arguments: [
    "존댓말", "반말", "polite", "casual", "formal", "friendly", "shorter", "longer", "emoji",
    "proofread", "맞춤법", "정중하게",
  ])
  func aStyleIsKnownByItsName(name: String) {
    #expect(RewriteStyle(name: name) != nil)
    #expect(RewriteStyle.names.contains(name))
  }
}
