import Foundation
import TestSupport
import Testing

/// Talks through a pipe: one line, one turn.
@Suite("A talk with the command")
struct ChatCommandTests {
  private func chat(
    _ lines: String, _ options: [String] = [], locale: String = "C"
  ) throws -> CommandResult {
    try Command.run(
      ["chat"] + options, input: Data(lines.utf8), environment: ["LC_ALL": locale])
  }

  private func answers(_ result: CommandResult) -> [String] {
    result.output.split(separator: "\n").map(String.init)
  }

  @Test func eachLineHasItsAnswer() throws {
    let result = try chat("토요일 점심에 삼겹살 먹으러 갈래?\n\n그럼 몇 시에 볼까?")
    #expect(result.status == 0, "\(result.errors)")
    #expect(answers(result).count == 2)
    #expect(result.output.hasSuffix("\n") && !result.output.contains("\u{FFFD}"))
  }

  @Test func theKoreanNameOfTheCommandIsTheSame() throws {
    let result = try Command.run(["대화"], input: Data("/quit\n안녕\n".utf8))
    #expect(result.status == 0 && result.output.isEmpty)
  }

  @Test func theDefaultModelSaysOnceThatItCannotConverse() throws {
    #expect(try chat("안녕\n뭐 해?\n", locale: "ko_KR.UTF-8").errorLines.count == 1)
    let english = try chat("", locale: "en_US.UTF-8").errorLines
    #expect(english.count == 1 && english[0].contains("cannot converse"))
    let both = try chat("", locale: "C").errorLines
    #expect(both.count == 2 && both[0].contains("나누지 못합니다"))
  }

  @Test func whereThereIsNothingToSayItIsSaid() throws {
    let result = try chat("요즘 너무 힘들어서 그냥 죽고 싶어\n")
    #expect(result.status == 0)
    #expect(answers(result).count == 1 && answers(result)[0].hasPrefix("("))
    #expect(result.errors.contains("109"))
  }

  @Test func commandsAreNotSaidToTheModel() throws {
    let result = try chat("/도움말\n/nonsense\n/remember\n/memory\n/persona\n")
    #expect(result.status == 0)
    #expect(result.errorLines.filter { $0.hasPrefix("warning: ") }.count == 2)
    #expect(result.output.contains("/forget") && result.output.contains("kept: 0"))
    let decomposed = try chat("/도움말\n".decomposedStringWithCanonicalMapping)
    #expect(decomposed.output.contains("/forget") && !decomposed.errors.contains("warning"))
  }

  @Test func twoSlashesSayASlash() throws {
    let folder = try TemporaryFolder()
    let memory = folder.url.appending(path: "m").path
    #expect(try chat("//help 라는 명령이 있어?\n", ["--memory", memory]).status == 0)
    let turns = try String(contentsOfFile: memory + "/turns.jsonl", encoding: .utf8)
    #expect(turns.contains("\"user\":\"/help 라는 명령이 있어?\""))
  }

  @Test func memoryOutlivesTheProcess() throws {
    let folder = try TemporaryFolder()
    let memory = ["--memory", folder.url.appending(path: "m").path]
    #expect(try chat("/remember 땅콩 알레르기가 있다\n주말에 바다 보러 갈래?\n", memory).status == 0)
    let second = try chat("/기억\n/잊어 땅콩\n/memory\n", memory, locale: "ko_KR.UTF-8")
    #expect(second.output.contains("- 땅콩 알레르기가 있다"))
    #expect(second.output.components(separatedBy: "땅콩").count == 2)
    #expect(second.output.contains("주고받은 말 1번, 그중 1번"))
    let third = try chat("/reset\n/memory\n/forget all\n/memory\n", memory, locale: "en_US")
    #expect(third.output.contains("kept: 1; in this talk: 0"))
    #expect(third.output.contains("kept: 0; in this talk: 0"))
  }

  @Test func nothingIsWrittenWithoutAMemory() throws {
    let folder = try TemporaryFolder()
    let result = try Command.run(
      ["chat"], input: Data("안녕\n".utf8), folder: folder.url)
    #expect(result.status == 0)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).isEmpty)
  }

  @Test func aSavedTalkIsAChatThatCanBeImported() throws {
    let folder = try TemporaryFolder()
    let out = folder.url.appending(path: "talk.txt").path
    let persona = try folder.file("p.txt", Array("name: 하나\nuser: 민서\ngreeting: 왔어?\n친구다".utf8))
    let result = try chat("토요일에 영화 볼래?\n/save \(out)\n", ["--persona", persona])
    #expect(result.status == 0 && answers(result).first == "왔어?")
    let messages = try #require(
      Command.json(["import", out, "--json"]) as? [[String: Any]])
    #expect(messages.compactMap { $0["sender"] as? String } == ["하나", "민서", "하나"])
    #expect(messages[1]["text"] as? String == "토요일에 영화 볼래?")
    let again = try chat("/save \(out)\n")
    #expect(again.status == 74 && again.errorLines.contains { $0.hasPrefix("error: ") })
  }

  @Test func aModelThatConversesAnswersTheSameForTheSameSeed() throws {
    let folder = try TemporaryFolder()
    let model = try ConversingModel.write(to: folder.url)
    let options = ["--model", model, "--seed", "7", "-n", "12", "--context", "300"]
    let lines = (0..<12).map { "오늘 \($0)번째로 커피를 마셨어\n" }.joined() + "/retry\n"
    let first = try chat(lines, options)
    let second = try chat(lines, options)
    #expect(first.status == 0 && !first.output.isEmpty, "\(first.errors)")
    #expect(first.output == second.output && first.errors.isEmpty)
    let drawn = try chat("안녕\n", ["--model", model, "-n", "4"])
    #expect(drawn.errorLines.count == 1 && drawn.errors.hasPrefix("seed: "))
  }

  @Test func aModelWithoutATemplateIsRefusedWith69() throws {
    let result = try chat("안녕\n", ["--model", "Tests/Fixtures/families/qwen3"])
    #expect(result.status == 69 && result.output.isEmpty)
    #expect(result.errorLines.count == 2 && result.errorLines[1].hasPrefix("hint: "))
  }

  @Test func whatIsBrokenIsToldWithItsPlace() throws {
    let folder = try TemporaryFolder()
    let persona = try folder.file("p.txt", Array("name: 하나\nname: 두나\n".utf8))
    let broken = try chat("안녕\n", ["--persona", persona])
    #expect(broken.status == 65 && broken.errors.contains("p.txt:2: "))
    let bytes = try Command.run(["chat"], input: Data([0xEA, 0xB0, 0x0A]))
    #expect(bytes.status == 65 && bytes.errors.contains("line 1"))
    let lossy = try Command.run(["chat", "--lossy"], input: Data([0xEA, 0xB0, 0x0A]))
    #expect(lossy.status == 0)
    #expect(try chat("", ["--persona", "no-such-file"]).status == 66)
    #expect(try chat("", ["--persona", "-"]).status == 64)
    #expect(try chat("", ["--memory", persona]).status == 74)
  }

  @Test func theExampleIsAPersona() throws {
    let result = try chat("/persona\n", ["--persona", "examples/persona.txt"])
    #expect(result.status == 0 && result.output.contains("하나"))
    #expect(result.errorLines.count == 1, "the persona's language is known")
  }
}
