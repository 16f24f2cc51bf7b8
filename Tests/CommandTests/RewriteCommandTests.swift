import Foundation
import Testing

@Suite("Rewriting on the command line")
struct RewriteCommandTests {
  @Test func aMessageIsRewrittenFromAnArgumentAndFromStandardInput() throws {
    let given = try Command.run(["rewrite", "나 3시에 갈게 ㅋㅋ", "--style", "존댓말"])
    #expect(given.output == "저 3시에 갈게요 ㅋㅋ\n")
    let read = try Command.run(
      ["다듬기", "-", "--style", "반말"], input: Data("저는 커피를 못 마셔요.\n".utf8))
    #expect(read.output == "나는 커피를 못 마셔.\n")
  }

  @Test func jsonHasWhatIsPromised() throws {
    let found = try Command.json(["rewrite", "몇일 뒤에 뵈요", "--style", "proofread", "--json"])
    let object = try #require(found as? [String: Any])
    #expect(object["text"] as? String == "며칠 뒤에 봬요")
    #expect(object["generated"] as? Bool == true)
    #expect(object["usage"] is [String: Any])
    #expect(object["model"] is String)
  }

  @Test func whatTheDefaultModelCannotDoSaysSo() throws {
    let result = try Command.run(["rewrite", "7시에 봐", "--style", "longer"])
    #expect(result.status == 69)
    #expect(result.errorLines.map { $0.prefix(6) } == ["error:", "hint: "])
  }

  @Test func anUnknownStyleIsAUsageError() throws {
    #expect(try Command.run(["rewrite", "7시에 봐", "--style", "loud"]).status == 64)
  }

  @Test(arguments: ["했다", "했어요", "함"])
  func aKoreanSummaryEndsAsItWasAsked(ending: String) throws {
    let found = try Command.json([
      "summarize", "examples/kakaotalk.txt", "--ending", ending, "--json",
    ])
    let summary = try #require((found as? [String: Any])?["summary"] as? String)
    let ends = ["했다": ["했다.", "물었다."], "했어요": ["했어요.", "물었어요."], "함": ["함.", "물음."]]
    #expect(ends[ending]?.contains(where: summary.hasSuffix) == true)
  }
}
