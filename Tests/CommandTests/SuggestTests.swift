import Foundation
import TestSupport
import Testing

/// What `suggest` promises on its own output.
@Suite("Replies of the command")
struct SuggestTests {
  private struct Answer: Decodable {
    struct Reply: Decodable {
      var text: String
      var intent: String?
    }
    var replies: [Reply]
    var reason: String?
    var warning: String?
    var language: String
  }

  private func answer(_ transcript: String, me: String) throws -> Answer {
    let result = try Command.run(
      ["suggest", "-", "--me", me, "--json"], input: Data(transcript.utf8))
    #expect(result.status == 0, "\(result.errors)")
    return try JSONDecoder().decode(Answer.self, from: Data(result.output.utf8))
  }

  @Test func threeRepliesOfOtherIntentsTakeUpWhatWasAsked() throws {
    let found = try answer(
      "수아: 안녕하세요 팀장님\n팀장님: 수아씨 회의 자료 금요일까지 보내주실 수 있어요?\n", me: "수아")
    #expect(found.replies.count == 3 && found.language == "ko" && found.reason == nil)
    #expect(Set(found.replies.map(\.text)).count == 3)
    #expect(Set(found.replies.map(\.intent)).count == 3)
    #expect(found.replies.contains { $0.text.contains("자료") })
  }

  @Test func aStrangersFirstMessageNeedsNoWordOfMine() throws {
    let found = try answer(
      "택배알림: 고객님 주소 불일치로 반송 예정입니다 http://post.example.com/a.apk\n", me: "재윤")
    #expect(found.replies.isEmpty && found.reason == "phishing" && found.warning != nil)
  }

  @Test func moreRepliesAreGivenWhereMoreAreAskedFor() throws {
    let result = try Command.run(
      ["suggest", "-", "--me", "나리", "-n", "5"],
      input: Data("나리: 응\n도현: 토요일 점심에 삼겹살 먹으러 갈래?\n".utf8))
    #expect(result.status == 0)
    #expect(result.output.split(separator: "\n").count == 5)
  }
}
