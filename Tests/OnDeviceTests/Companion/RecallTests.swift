import OnDevice
import Testing

/// What is found among what was said before.
@Suite("Calling to mind")
struct RecallTests {
  @Test func koreanIsFoundByPairsAndEnglishByWords() {
    #expect(RecallTerms.list("고양이가 KF94 마스크를") == ["고양", "양이", "이가", "kf94", "마스", "스크", "크를"])
    #expect(RecallTerms.list("The dogs were at Mia's") == ["dog", "mia"])
    #expect(RecallTerms.list("집 ~ !?") == ["집"])
  }

  @Test func theRareWordDecides() {
    var index = RecallIndex()
    index.add("we walked to the park", id: 1)
    index.add("my dentist is Dr Novak", id: 2)
    index.add("the park was full", id: 3)
    #expect(index.matches("who was my dentist near the park", most: 3).first?.id == 2)
    #expect(index.matches("quarterly taxes", most: 3).isEmpty)
  }

  @Test func ofAlikeTheLaterComesFirst() {
    var index = RecallIndex()
    for id in 1...40 { index.add(id % 20 == 0 ? "점심은 김밥" : "날씨 이야기 \(id)", id: id) }
    #expect(index.matches("점심에 김밥 어때", most: 2).map(\.id) == [40, 20])
    #expect(index.matches("점심에 김밥 어때", most: 2) { $0 != 40 }.map(\.id) == [20])
  }
}
