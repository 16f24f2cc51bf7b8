import Chats
import OnDevice
import Testing

@Suite("Messages with the default model")
struct ComposeTests {
  private func composed(
    _ ask: String, in lines: [(String, String)] = [], _ options: ComposeOptions = ComposeOptions()
  ) async throws -> Composition {
    let messages = lines.map { Message(time: nil, sender: $0.0, kind: .text, text: $0.1) }
    let chat = lines.isEmpty ? nil : Chat(messages: messages)
    return try await ChatAssistant(model: try LanguageModel.open()).compose(
      ask, in: chat, options: options)
  }

  @Test func anOrderIsSaidDirectly() async throws {
    #expect(try await composed("민수한테 내일 7시에 보자고 해줘").text == "민수야 내일 7시에 보자")
    #expect(try await composed("ask Tom if he can come at 7").text == "Hi Tom, can you come at 7?")
  }

  @Test func whoIsSpokenToPolitelyInTheChatIsSpokenToSo() async throws {
    let chat = [("수민", "안녕하세요, 오늘 몇 시에 오세요?"), ("재호", "3시에 갈게요")]
    let polite = try await composed("10분 늦는다고 해줘", in: chat, ComposeOptions(me: "재호"))
    #expect(polite.text == "10분 늦어요.")
    let friends = [("수민", "몇 시에 와?"), ("재호", "3시에 갈게")]
    let casual = try await composed("10분 늦는다고 해줘", in: friends, ComposeOptions(me: "재호"))
    #expect(casual.text == "나 10분 늦어")
  }

  @Test func theOtherOfTwoIsYou() async throws {
    let chat = [("Kate", "Are you coming?"), ("Jo", "On my way")]
    let found = try await composed(
      "say I'm proud of her for trying", in: chat, ComposeOptions(me: "Jo"))
    #expect(found.text == "I'm proud of you for trying.")
  }

  @Test func aToneHasAKoreanAndAnEnglishName() async throws {
    let formal = ComposeOptions(tone: Tone("formal"))
    #expect(
      try await composed("tell Sam I'll be there at 6", in: [], formal).text
        == "Hello Sam, I will be there at 6.")
    let polite = ComposeOptions(tone: Tone("정중하게"))
    #expect(try await composed("주차 가능한지 물어봐줘", in: [], polite).text == "주차 가능할까요?")
  }

  @Test func severalMessagesDiffer() async throws {
    for ask in ["민수한테 사진 보내달라고 해줘", "ask Tom to send me the photos"] {
      let texts = try await composed(ask, in: [], ComposeOptions(count: 3)).texts
      #expect(texts.count == 3 && Set(texts).count == 3)
    }
  }

  @Test(arguments: ["초대", "뭐라고 하지", "hello there", "make mom laugh"])
  func whatIsNotUnderstoodIsRefusedWithAHint(ask: String) async throws {
    let error = await #expect(throws: OnDeviceError.self) { try await composed(ask) }
    #expect(error?.code == .modelUnavailable && error?.hint != nil)
  }

  @Test func anEmptyOrderIsAnInvalidRequest() async throws {
    let error = await #expect(throws: OnDeviceError.self) { try await composed(" \n") }
    #expect(error?.code == .invalidRequest)
  }

  @Test func whatAModelWritesMayHoldNothingOfItsOwn() {
    let korean = MessageGrounding(texts: ["민수한테 7시에 보자고 해줘"], language: .korean)
    #expect(korean.covers("민수야 7시에 보자!") && !korean.covers("민수야 8시에 보자!"))
    #expect(!korean.covers("지훈아 7시에 보자!") && !korean.covers("7시에 봐 https://example.com"))
    let english = MessageGrounding(texts: ["tell Tom I'll be late"], language: .english)
    #expect(
      english.covers("Hi Tom, I'll be a bit late.")
        && !english.covers("Hi Tom, Anna and I are late."))
  }
}
