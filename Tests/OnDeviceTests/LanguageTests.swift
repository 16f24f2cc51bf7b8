import OnDevice
import Testing

@Suite("The language of a chat")
struct LanguageTests {
  @Test func hangulIsKoreanComposedOrNot() {
    #expect(Language.detect(in: ["오늘 저녁 뭐 먹을까?"]) == .korean)
    let decomposed = "\u{110B}\u{1169}\u{1102}\u{1173}\u{11AF} \u{1107}\u{1161}\u{11B8}"
    #expect(Language.detect(in: [decomposed]) == .korean)
  }

  @Test func productNamesDoNotMakeAKoreanChatEnglish() {
    #expect(Language.detect(in: ["iPhone 케이스 샀어", "Galaxy 말고?"]) == .korean)
  }

  @Test func latinLettersAreEnglish() {
    #expect(Language.detect(in: ["see you at 7", "ㅋㅋ"]) == .english)
  }

  @Test func laughterAloneIsKorean() { #expect(Language.detect(in: ["ㅋㅋㅋㅋ"]) == .korean) }

  @Test func nothingIsEnglish() { #expect(Language.detect(in: ["123", "!!"]) == .english) }
}
