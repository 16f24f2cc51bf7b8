import Foundation
import Testing

@Suite("Checking a summary on the command line")
struct CheckCommandTests {
  private let chat = Data(
    "민서: 내일 3시에 도서관 앞에서 볼래?\n지훈: 3시는 안 돼 4시는 어때\n민서: 좋아 4시 콜\n지훈: 책은 내가 가져갈게\n".utf8)

  @Test func everySentenceIsToldWithItsDoubt() throws {
    let found = try Command.run(
      ["check", "-", "민서와 지훈은 내일 4시에 도서관 앞에서 보기로 했다. 5시에 만난다."], input: chat)
    #expect(found.output == "ok\t민서와 지훈은 내일 4시에 도서관 앞에서 보기로 했다.\nvalue\t5시에 만난다.\n")
  }

  @Test func jsonHasTheMessagesAndTheScore() throws {
    let found = try Command.run(["확인", "-", "지훈이 책을 가져가기로 했다.", "--json"], input: chat)
    let object = try JSONSerialization.jsonObject(with: Data(found.output.utf8))
    let root = try #require(object as? [String: Any])
    let sentences = try #require(root["sentences"] as? [[String: Any]])
    let sentence = try #require(sentences.first)
    #expect(sentences.count == 1)
    #expect(sentence["supported"] as? Bool == true && sentence["reason"] as? String == "")
    #expect((sentence["messages"] as? [Int])?.contains(3) == true)
    #expect(root["score"] as? Double == sentence["score"] as? Double)
  }

  @Test func aSummaryMustBeGiven() throws {
    #expect(try Command.run(["check", "examples/kakaotalk.txt"]).status == 64)
  }
}
