import OnDevice
import Testing

/// The first words of an answer as they are shown.
@Suite("How an answer begins")
struct AnswerOpeningTests {
  private func shown(_ pieces: [String], name: String?) -> String {
    var opening = AnswerOpening(name: name)
    return pieces.map { opening.push($0) }.joined() + opening.finish()
  }

  @Test func whiteSpaceAndTheOwnNameAreLeftOut() {
    #expect(shown(["\n ", " 하", "나", ": ", "응", " 하나: 둘"], name: "하나") == "응 하나: 둘")
    #expect(shown(["하나", "도 몰라"], name: "하나") == "하나도 몰라")
    #expect(shown(["하나"], name: "하나") == "하나")
    #expect(shown(["하나:"], name: "하나") == "")
    #expect(shown([" 그래", " 그래"], name: nil) == "그래 그래")
  }
}
