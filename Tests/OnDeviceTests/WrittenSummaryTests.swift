import OnDevice
import Testing

@Suite("What an instruction-tuned model wrote")
struct WrittenSummaryTests {
  @Test func theFormThatWasAskedForIsRead() {
    let written = WrittenSummary(
      parsing: """
        제목: 토요일 등산
        요약: 토요일에 산에 가기로 했다.
        - 9시에 만난다 [0, 3]
        - 물을 챙긴다 [2]
        """, messageCount: 4)
    #expect(written.headline == "토요일 등산")
    #expect(written.summary == "토요일에 산에 가기로 했다.")
    #expect(
      written.points == [
        SummaryPoint(text: "9시에 만난다", messages: [0, 3]),
        SummaryPoint(text: "물을 챙긴다", messages: [2]),
      ])
  }

  @Test func boldLabelsAndNumberedPointsAreTheSame() {
    let written = WrittenSummary(
      parsing:
        "**Title:** Hike on Saturday\n\n**Summary:**\nThey go hiking.\n1. Meet at nine [1]\n",
      messageCount: 2)
    #expect(written.headline == "Hike on Saturday")
    #expect(written.summary == "They go hiking.")
    #expect(written.points == [SummaryPoint(text: "Meet at nine", messages: [1])])
  }

  @Test func citationsOfMessagesThatAreNotThereAreLeftOut() {
    let written = WrittenSummary(parsing: "- 만난다 [1, 99]", messageCount: 3)
    #expect(written.points == [SummaryPoint(text: "만난다", messages: [1])])
  }

  @Test func textWithoutAnyFormIsTheSummary() {
    let written = WrittenSummary(parsing: "둘은 저녁을 먹기로 했다.", messageCount: 1)
    #expect(written.summary == "둘은 저녁을 먹기로 했다.")
    #expect(written.headline.isEmpty && written.points.isEmpty)
  }

  @Test(arguments: ["", "\n\n", "제목:", "- ", "[[[", "1.", "- []", "요약：", "**"])
  func anythingCanBeParsed(_ text: String) {
    let written = WrittenSummary(parsing: text, messageCount: 0)
    #expect(written.points.allSatisfy { $0.messages.isEmpty })
  }
}
