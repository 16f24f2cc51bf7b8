import Chats
import Foundation
import OnDevice
import TestSupport
import Testing

/// The facts about replies and their scores are those of the reference in Python, number by number.
@Suite("How well replies fit a chat")
struct ReplyFitnessTests {
  private struct Case: Decodable {
    var name: String
    var language: String
    var me: String
    var chat: [[String]]
    var replies: [Scored]

    struct Scored: Decodable {
      var text: String
      var score: Double
      var facts: [String: Double]
    }

    var fitness: ReplyFitness {
      ReplyFitnessTests.fitness(
        chat.map { ($0[0], $0[1]) }, me: me, language: language == "korean" ? .korean : .english)
    }
  }

  private static func fitness(
    _ turns: [(String, String)], me: String, language: Language = .korean
  ) -> ReplyFitness {
    let messages = turns.map { Message(time: nil, sender: $0.0, kind: .text, text: $0.1) }
    return ReplyFitness(
      lines: ChatRendering.lines(of: messages), me: me, language: language)
  }

  @Test func factsAndScoresAreThoseOfTheReference() throws {
    let cases = try JSONDecoder().decode(
      [Case].self, from: Data(contentsOf: Fixtures.url("assistant/replies.json")))
    #expect(cases.count >= 8)
    for item in cases {
      let fitness = item.fitness
      for reply in item.replies {
        let found = fitness.facts(of: reply.text).filter { $0.value != 0 }
        #expect(Set(found.keys) == Set(reply.facts.keys), "\(item.name): \(reply.text)")
        for (name, value) in found {
          #expect(
            abs(value - (reply.facts[name] ?? 0)) < 1e-5, "\(item.name): \(reply.text): \(name)")
        }
        #expect(abs(fitness.score(reply.text) - reply.score) < 1e-4, "\(item.name): \(reply.text)")
      }
    }
  }

  @Test func theReplyToThisChatIsBeforeThoseToOthers() {
    let turns = [("나리", "응 좋아ㅋㅋ"), ("도현", "그럼 토요일에 삼겹살 먹으러 갈래?")]
    let fitness = Self.fitness(turns, me: "나리")
    let own = fitness.score("좋아 토요일에 삼겹살 먹자ㅋㅋ")
    for other in ["네 견적서는 내일 보내드릴게요.", "민수야 축하해!", "계좌번호 알려줘"] {
      #expect(own > fitness.score(other), "\(other)")
    }
  }

  @Test func decomposedHangulHasTheSameScore() {
    let turns = [("나리", "응 좋아"), ("도현", "토요일 점심에 삼겹살 먹자")]
    let decomposed = turns.map { ($0.0, $0.1.decomposedStringWithCanonicalMapping) }
    let reply = "그래 토요일에 봐"
    #expect(
      Self.fitness(turns, me: "나리").score(reply)
        == Self.fitness(decomposed, me: "나리").score(reply.decomposedStringWithCanonicalMapping))
  }

  @Test(arguments: ["", " ", "😀😀", "?!", "ㅋ", "\u{0}", String(repeating: "가나다 ", count: 5000)])
  func anyTextHasAScore(_ text: String) {
    let fitness = Self.fitness([("a", text.isEmpty ? "x" : text), ("b", "응")], me: "b")
    #expect(fitness.score(text).isFinite)
  }
}
