import English
import Testing

@Suite("Who is spoken to, and what is agreed")
struct ExchangeTests {
  private let chat: [(sender: String, text: String)] = [
    ("Hal", "let's meet at 7"), ("Pavel", "ok"), ("Hal", "can you bring cups"),
    ("Ines", "I'll bring them"), ("Pavel", "7 is too early, but ok"), ("Ines", "shall we say 8?"),
    ("Hal", "yes but not inside"),
  ]

  @Test func theOneWhoSpeaksBeforeAndAfterIsMeant() {
    #expect(EnglishExchange.addressee(of: 0, in: chat) == nil)
    #expect(EnglishExchange.addressee(of: 1, in: chat) == "Hal")
    #expect(EnglishExchange.addressee(of: 2, in: chat) == nil)
    #expect(EnglishExchange.addressee(of: 4, in: chat) == "Ines")
    #expect(EnglishExchange.addressee(of: 0, in: Array(chat.prefix(2))) == "Pavel")
  }

  @Test func whatNobodyElseFollowsIsOpenAndWhatFollowsAQuestionAnswersIt() {
    #expect(EnglishExchange.isOpen(6, in: chat))
    #expect(!EnglishExchange.isOpen(5, in: chat))
    #expect(EnglishExchange.isAnswer(3, in: chat))
    #expect(EnglishExchange.isAnswer(6, in: chat))
    #expect(!EnglishExchange.isAnswer(1, in: chat))
  }

  @Test func agreementIsTheNextAnswerWithoutABut() {
    #expect(EnglishExchange.isAgreed(0, in: chat))
    #expect(!EnglishExchange.isAgreed(2, in: chat))
    #expect(!EnglishExchange.isAgreed(5, in: chat))
    #expect(!EnglishExchange.isAgreed(6, in: chat))
  }
}
