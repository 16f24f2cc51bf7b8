import Korean
import OnDevice
import Testing

@Suite("Words that may name a topic")
struct TopicWordsTests {
  @Test(arguments: [
    ("면회를", "면회"), ("카페에서", "카페"), ("설명회는", "설명회"), ("예산으로", "예산"), ("민수랑", "민수"),
  ])
  func aKoreanWordLosesItsParticle(_ word: String, _ stem: String) {
    #expect(Particles.stem(of: word)?.stem == stem)
  }

  @Test(arguments: ["와이파이", "회의", "나가", "바다"])
  func aSyllableThatOnlyLooksLikeAParticleStays(_ word: String) {
    #expect(Particles.stem(of: word) == nil)
  }

  @Test func aWordOfSeveralMessagesStandsOutAndNumbersDoNot() throws {
    let texts = ["다음 주 설명회 준비할까요?", "설명회는 3시죠?", "네 설명회 장소는 대회의실입니다", "ㅋㅋㅋ 42명"]
    let lines = texts.enumerated().map { ChatLine(index: $0, sender: "지우", text: $1) }
    let words = TopicWords(lines, language: .korean).words
    let best = try #require(words.values.max { $0.salience < $1.salience })
    #expect(best.text == "설명회")
    #expect(words.values.allSatisfy { !$0.text.contains(where: \.isNumber) })
    #expect(words["ㅋㅋㅋ"] == nil)
  }

  @Test func neighboursMakePairsUnlessAParticleStandsBetween() {
    let lines = [ChatLine(index: 0, sender: "지우", text: "보드게임 카페에서 양꼬치 먹자")]
    let pairs = TopicWords(lines, language: .korean).pairs
    #expect(pairs[.init(first: "보드게임", second: "카페")] == 1)
    #expect(pairs[.init(first: "카페", second: "양꼬치")] == nil)
  }

  @Test func decomposedHangulGivesTheSameWords() {
    let composed = [ChatLine(index: 0, sender: "a", text: "설명회를 미루자")]
    let decomposed = [
      ChatLine(
        index: 0, sender: "a",
        text:
          "\u{1109}\u{1165}\u{11AF}\u{1106}\u{1167}\u{11BC}\u{1112}\u{116C}\u{1105}\u{1173}\u{11AF} 미루자"
      )
    ]
    let first = TopicWords(composed, language: .korean).words.keys
    let second = TopicWords(decomposed, language: .korean).words.keys
    #expect(Set(first) == Set(second))
  }
}
