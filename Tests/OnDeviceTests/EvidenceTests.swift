import Chats
import Foundation
import OnDevice
import TestSupport
import Testing

/// The facts that a chat holds for and against a sentence are those of the reference in Python.
@Suite("Evidence of a chat for a sentence")
struct EvidenceTests {
  private struct Case: Decodable {
    var chat: [[String]]
    var sentences: [Sentence]

    struct Sentence: Decodable {
      var text: String
      var facts: [String: Double]
      var score: Double
      var doubts: [String: Double]
    }
  }

  @Test func factsAndDoubtsAreThoseOfTheReference() throws {
    let cases = try JSONDecoder().decode(
      [Case].self, from: Data(contentsOf: Fixtures.url("assistant/evidence.json")))
    #expect(cases.count >= 15)
    for item in cases {
      let chat = EvidenceChat(item.chat.map { (sender: $0[0], text: $0[1]) })
      for wanted in item.sentences {
        let facts = EvidenceFacts(wanted.text, in: chat)
        for name in Set(facts.sums.keys).union(wanted.facts.keys).sorted() {
          let (ours, theirs) = (facts.sums[name] ?? 0, wanted.facts[name] ?? 0)
          #expect(abs(ours - theirs) < 1e-5, "\(wanted.text): \(name) is \(ours), not \(theirs)")
        }
        #expect(abs(facts.score(chat) - wanted.score) < 1e-4, "\(wanted.text)")
        let doubts = EvidenceDoubts(wanted.text, in: chat)
        for (name, ours) in [
          ("actor", doubts.actor), ("value", doubts.value), ("turned", doubts.turned),
          ("unknown", doubts.unknown), ("strange", doubts.strange),
        ] {
          let theirs = wanted.doubts[name] ?? -1
          #expect(abs(ours - theirs) < 1e-4, "\(wanted.text): \(name)")
        }
      }
    }
  }

  private func chat(_ said: [(String, String)]) -> Chat {
    Chat(
      messages: said.map { Message(time: nil, sender: $0.0, kind: .text, text: $0.1) })
  }

  @Test func aNameOrAMessageInDecomposedFormIsTheSame() {
    let said = [("민서", "지훈아 내일 4시에 도서관 앞에서 볼래?"), ("지훈", "콜 책은 내가 가져갈게")]
    let text = "지훈이 내일 책을 가져가기로 했다."
    let plain = SummaryCheck(chat(said)).sentences(of: text)
    let decomposed = SummaryCheck(
      chat(said.map { ($0.0.decomposedStringWithCanonicalMapping, $0.1) })
    ).sentences(of: text.decomposedStringWithCanonicalMapping)
    #expect(plain.map(\.score) == decomposed.map(\.score))
    #expect(plain.map(\.messages) == decomposed.map(\.messages))
  }

  @Test func aValueThatTheChatLacksIsDoubted() {
    let check = SummaryCheck(chat([("민서", "내일 4시에 도서관 앞에서 볼래?"), ("지훈", "좋아 4시")]))
    #expect(check.sentences(of: "민서와 지훈은 4시에 보기로 했다.").map(\.doubt) == [nil])
    #expect(check.sentences(of: "민서와 지훈은 5시에 보기로 했다.").map(\.doubt) == [.value])
  }

  /// To leave a sentence out of what a model wrote takes more doubt than to point at it.
  @Test func aSentenceThatIsOnlyDoubtedIsKept() {
    let check = SummaryCheck(
      chat([
        ("민서", "지훈아 내일 3시에 도서관 앞에서 볼래?"), ("지훈", "3시는 안 돼 4시는 어때"), ("민서", "ㅇㅋ 4시 콜"),
        ("지훈", "책 다섯 권은 내가 가져갈게"),
      ]))
    let doubted = "민서가 책 5권을 가져가기로 했다."
    let strange = "민서가 책 7권을 가져가기로 했다."
    #expect(check.sentences(of: doubted).map(\.doubt) == [.actor])
    #expect(check.kept(of: "\(doubted) \(strange)") == doubted)
  }

  @Test func aNumberWithItsCommaOrInASendersNameIsKnown() {
    let check = SummaryCheck(chat([("1203호", "관리비 31,900원 맞나요?"), ("소장", "네 맞습니다")]))
    let text = "1203호는 관리비 31,900원이 맞는지 물었다."
    #expect(check.kept(of: text) == text)
  }

  @Test func anEmptyChatAndAnEmptySummaryAreNoFailure() {
    #expect(SummaryCheck(chat([])).sentences(of: "누가 왔다.").count == 1)
    #expect(SummaryCheck(chat([("민서", "안녕")])).sentences(of: "").isEmpty)
  }
}
