import OnDevice
import Testing

@Suite("What a model writes is checked against the chat")
struct GroundingTests {
  private let grounding = Grounding(texts: [
    "토요일 3시 강남역 2번 출구", "회비 20,000원", "2026-03-14T09:05:00",
  ])

  @Test(arguments: ["3시에 만난다", "2번 출구", "20,000원", "03시", "숫자가 없다", "9시 5분"])
  func aTextWithNumbersOfTheChatIsCovered(_ text: String) {
    #expect(grounding.covers(text))
  }

  @Test(arguments: ["4시에 만난다", "30,000원", "출구 12번", "２５일"])
  func aNumberThatTheChatLacksIsNotCovered(_ text: String) {
    #expect(!grounding.covers(text))
  }

  @Test func digitsOfOtherScriptsAreTheSameNumbers() {
    #expect(grounding.covers("３시"))
  }

  @Test func onlyTheSentenceWithAnInventedNumberIsDropped() {
    #expect(grounding.kept(of: "토요일 3시에 만난다. 회비는 8만원이다. 장소는 강남역이다.") == "토요일 3시에 만난다. 장소는 강남역이다.")
  }

  @Test func aDecimalPointEndsNoSentence() {
    #expect(Sentences.split("값은 3.5다. 끝났다! 정말?\n네") == ["값은 3.5다.", "끝났다!", "정말?", "네"])
    #expect(Sentences.split("2024. 3. 1. 만난다.") == ["2024. 3. 1. 만난다."])
    #expect(Sentences.split("Mrs. Hill has it. So it is.") == ["Mrs. Hill has it.", "So it is."])
  }
}
