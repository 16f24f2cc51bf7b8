import Foundation
import Testing

@Suite("Messages on the command line")
struct ComposeCommandTests {
  @Test func anOrderAloneIsEnough() throws {
    let result = try Command.run(["compose", "--ask", "엄마한테 오늘 늦는다고 전해줘"])
    #expect(result.status == 0 && result.output == "엄마 나 오늘 늦어\n")
    let alias = try Command.run(["작성", "--ask", "tell Mina I'll be late", "--tone", "brief"])
    #expect(alias.output == "Mina, I'll be late.\n")
  }

  @Test func jsonHasWhatIsPromised() throws {
    let found = try Command.json(
      ["compose", "-", "--me", "재호", "--ask", "몇 시에 오는지 물어봐줘", "-n", "2", "--json"],
      input: Data("수민: 안녕하세요\n재호: 안녕하세요, 잘 지내셨어요?\n".utf8))
    let object = try #require(found as? [String: Any])
    #expect(object["text"] as? String == "몇 시에 오세요?")
    #expect(object["generated"] as? Bool == true && object["model"] is String)
    #expect(object["usage"] is [String: Any] && object["texts"] is [String])
    let one = try Command.json(["compose", "--ask", "몇 시에 오는지 물어봐줘", "--json"])
    #expect((one as? [String: Any])?["texts"] == nil)
  }

  @Test func whatTheDefaultModelCannotWriteSaysSo() throws {
    let result = try Command.run(["compose", "--ask", "재밌는 말"])
    #expect(result.status == 69 && result.output.isEmpty)
    #expect(result.errorLines.map { $0.prefix(6) } == ["error:", "hint: "])
  }

  @Test func usageIsChecked() throws {
    #expect(try Command.run(["compose"]).status == 64)
    #expect(try Command.run(["compose", "--ask", " "]).status == 64)
    #expect(try Command.run(["compose", "--ask", "늦는다고 해줘", "--tone", "loud"]).status == 64)
    #expect(try Command.run(["compose", "--ask", "늦는다고 해줘", "-n", "0"]).status == 64)
    #expect(try Command.run(["compose", "missing.txt", "--ask", "늦는다고 해줘"]).status == 66)
  }
}
