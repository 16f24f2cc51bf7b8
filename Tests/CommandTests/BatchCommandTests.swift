import Foundation
import TestSupport
import Testing

@Suite("Many requests in one process")
struct BatchCommandTests {
  private func run(
    _ arguments: [String], _ lines: [String]
  ) throws -> (result: CommandResult, answers: [[String: Any]]) {
    let result = try Command.run(
      ["batch"] + arguments, input: Data(lines.map { $0 + "\n" }.joined().utf8))
    let answers = try result.output.split(separator: "\n").map { line in
      try #require(
        try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any], "\(line)")
    }
    return (result, answers)
  }

  /// A line of JSON.
  private func line(_ members: [String: Any]) throws -> String {
    String(
      decoding: try JSONSerialization.data(withJSONObject: members, options: .sortedKeys),
      as: UTF8.self)
  }

  private func chat(_ name: String) throws -> String {
    try String(contentsOf: Fixtures.root.appending(path: "examples/\(name)"), encoding: .utf8)
  }

  /// What a command prints with `--json`, without what it cost.
  private func single(_ arguments: [String], input: String? = nil) throws -> String {
    let result = try Command.run(arguments, input: input.map { Data($0.utf8) })
    #expect(result.status == 0, "\(result.errors)")
    let usage = try Regex(#","usage":\{[^}]*\}"#)
    return String(result.output.replacing(usage, with: "").dropLast())
  }

  @Test(arguments: ["1", "3"])
  func summariesAreThoseOfTheCommand(jobs: String) throws {
    let names = ["kakaotalk.txt", "english.txt", "kakaotalk-windows.txt", "english.txt"]
    var lines: [String] = []
    var expected = ""
    for (index, name) in names.enumerated() {
      lines.append(try line(["id": index, "chat": try chat(name), "points": 2]))
      let result = try single(
        ["summarize", "-", "--points", "2", "--json"], input: try chat(name))
      expected += "{\"id\":\(index),\"result\":\(result)}\n"
    }
    let (result, _) = try run(["summarize", "--jobs", jobs], lines)
    #expect(result.status == 0 && result.output == expected)
  }

  @Test func everyTaskAnswersAsItsCommandDoes() throws {
    let text = try chat("kakaotalk.txt")
    let me = try #require(
      (try Command.json(["import", "examples/kakaotalk.txt", "--json"]) as? [[String: Any]])?
        .compactMap { $0["sender"] as? String }.last)
    let events = try run(["일정"], [try line(["id": "e", "chat": text])])
    #expect(
      events.result.output
        == "{\"id\":\"e\",\"result\":\(try single(["events", "-", "--json"], input: text))}\n")
    let suggest = try run(["suggest"], [try line(["chat": text, "me": me, "n": 2])])
    let replies = try single(["suggest", "-", "--me", me, "-n", "2", "--json"], input: text)
    #expect(suggest.result.output == "{\"id\":null,\"result\":\(replies)}\n")
    let compose = try run(["compose"], [#"{"id":1,"ask":"엄마한테 오늘 늦는다고 전해줘"}"#])
    #expect((compose.answers[0]["result"] as? [String: Any])?["text"] as? String == "엄마 나 오늘 늦어")
    let rewrite = try run(["rewrite"], [#"{"id":1,"text":"이거 봐","style":"존댓말"}"#])
    let rewritten = try single(["rewrite", "이거 봐", "--style", "존댓말", "--json"])
    #expect(rewrite.result.output == "{\"id\":1,\"result\":\(rewritten)}\n")
    let imported = try run(["import"], [try line(["id": [1, 2], "chat": text])])
    let messages = try single(["import", "-", "--json"], input: text)
    #expect(imported.result.output == "{\"id\":[1,2],\"result\":\(messages)}\n")
  }

  @Test func messagesOfImportAreAChat() throws {
    let messages = try Command.run(["import", "examples/kakaotalk.txt", "--json"]).output
    let (_, answers) = try run(
      ["import"], ["{\"id\":1,\"chat\":\(messages.dropLast())}"])
    let again = try #require(answers[0]["result"] as? [[String: Any]])
    let first = try #require(
      try JSONSerialization.jsonObject(with: Data(messages.utf8)) as? [[String: Any]])
    #expect(again.map { $0["text"] as? String } == first.map { $0["text"] as? String })
    #expect(again.map { $0["time"] as? String } == first.map { $0["time"] as? String })
  }

  @Test(arguments: ["summarize", "generate"])
  func aBadLineStopsNothing(task: String) throws {
    let good =
      task == "generate"
      ? #"{"id":"g","prompt":"오늘","max_tokens":3}"# : #"{"id":"g","chat":"가나: 내일 3시 어때?\n다라: 좋아"}"#
    let lines = [
      "not json", good, "", "[1]", #"{"id":7}"#,
      #"{"id":8,"points":"many","chat":"가: 나","max_tokens":-1,"prompt":""}"#,
      good,
    ]
    let (result, answers) = try run([task], lines)
    #expect(result.status == 0)
    #expect(answers.count == 6)
    #expect(
      answers.indices.map { answers[$0]["error"] != nil } == [true, false, true, true, true, false])
    for answer in answers {
      guard let error = answer["error"] as? [String: Any] else { continue }
      #expect(["badData", "invalidRequest"].contains(error["code"] as? String))
      #expect((error["message"] as? String)?.isEmpty == false)
    }
    #expect(answers[0]["id"] is NSNull && answers[3]["id"] as? Int == 7)
    let first = try #require(answers[1]["result"] as? [String: Any])
    #expect(first["usage"] == nil)
  }

  @Test func invalidUTF8IsAnErrorOfItsLine() throws {
    let input =
      Data([0x7B, 0x22, 0xFF, 0x22, 0x7D, 0x0A])
      + Data(#"{"id":2,"text":"이거 봐","style":"존댓말"}"#.utf8)
    let result = try Command.run(["batch", "rewrite"], input: input)
    let lines = result.output.split(separator: "\n")
    #expect(result.status == 0 && lines.count == 2)
    #expect(lines[0].contains("UTF-8") && lines[1].hasPrefix(#"{"id":2,"result""#))
  }

  @Test(arguments: ["1", "2", "5"])
  func continuationsAreThoseOfTheCommand(jobs: String) throws {
    let prompts = ["오늘 저녁", "내일", "Hello", "민서: 뭐 해?\n지훈:", "3시에", "ㅋㅋ"]
    let lines = try prompts.enumerated().map { index, prompt in
      try line(["id": index, "prompt": prompt, "max_tokens": 4 + 3 * index, "seed": 1])
    }
    let (result, answers) = try run(["generate", "--jobs", jobs], lines)
    #expect(result.status == 0 && answers.map { $0["id"] as? Int } == Array(0..<prompts.count))
    var expected = ""
    for (index, prompt) in prompts.enumerated() {
      let alone = try single(
        ["generate", "--prompt", prompt, "-n", "\(4 + 3 * index)", "--seed", "1", "--json"])
      expected += "{\"id\":\(index),\"result\":\(alone)}\n"
    }
    #expect(result.output == expected)
  }

  @Test func usageIsKeptWhereItIsAskedFor() throws {
    let (_, answers) = try run(
      ["generate", "--usage"], [#"{"id":1,"ids":[5,6,7],"max_tokens":2,"stop":["xyz"]}"#])
    let usage = (answers[0]["result"] as? [String: Any])?["usage"] as? [String: Any]
    #expect(usage?["prompt_tokens"] as? Int == 3)
  }

  @Test(arguments: ["rewrite", "generate"])
  func eachAnswerComesBeforeTheNextLineIsWritten(task: String) throws {
    let process = Process()
    let (input, output) = (Pipe(), Pipe())
    process.executableURL = Command.executable
    process.arguments = ["batch", task, "--jobs", "3"]
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    for index in 0..<3 {
      let text =
        #"{"id":\#(index),"text":"이거 봐","style":"존댓말","prompt":"오늘","max_tokens":3}"# + "\n"
      try input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
      var answer = Data()
      while answer.last != 0x0A {
        let piece = output.fileHandleForReading.availableData
        try #require(!piece.isEmpty, "the process ended")
        answer += piece
      }
      #expect(String(decoding: answer, as: UTF8.self).hasPrefix("{\"id\":\(index),\"result\":"))
    }
    try input.fileHandleForWriting.close()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }

  @Test func aClosedPipeEndsWithStatus141() throws {
    let script =
      "yes '{\"prompt\":\"오늘\",\"max_tokens\":3}' | head -n 4000 | "
      + "\"$0\" batch generate | head -c 5 >/dev/null; exit ${PIPESTATUS[2]}"
    let process = Process()
    process.executableURL = URL(filePath: "/bin/bash")
    process.arguments = ["-c", script, Command.executable.path]
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 141)
  }

  @Test(arguments: ["summarize", "generate"])
  func interruptingEndsWithStatus130(task: String) throws {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = Command.executable
    process.arguments = ["batch", task]
    process.standardInput = pipe
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    Thread.sleep(forTimeInterval: 0.3)
    process.interrupt()
    process.waitUntilExit()
    try pipe.fileHandleForWriting.close()
    #expect(process.terminationStatus == 130)
  }

  @Test func usageIsChecked() throws {
    #expect(try Command.run(["batch"]).status == 64)
    #expect(try Command.run(["batch", "juggle"]).status == 64)
    #expect(try Command.run(["batch", "rewrite", "--jobs", "0"]).status == 64)
    #expect(try Command.run(["batch", "rewrite", "missing.jsonl"]).status == 66)
    #expect(try Command.run(["batch", "rewrite"]).output.isEmpty)
  }
}
