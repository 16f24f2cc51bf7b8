import Foundation
import TestSupport
import Testing

/// Ctrl-C and closed pipes in a talk.
@Suite("Stopping a talk")
struct ChatSignalTests {
  /// A talk with both ends in hand.
  private final class Talk {
    let process = Process()
    let input = Pipe()
    let output = Pipe()

    init(_ options: [String]) throws {
      process.executableURL = Command.executable
      process.arguments = ["chat"] + options
      process.standardInput = input
      process.standardOutput = output
      process.standardError = FileHandle.nullDevice
      try process.run()
    }

    func say(_ line: String) throws {
      try input.fileHandleForWriting.write(contentsOf: Data((line + "\n").utf8))
    }

    /// What comes until something holds.
    func hear(until isEnough: (Data) -> Bool) -> Data {
      var heard = Data()
      while !isEnough(heard) {
        let piece = output.fileHandleForReading.availableData
        if piece.isEmpty { break }
        heard += piece
      }
      return heard
    }
  }

  @Test func ctrlCStopsTheAnswerAndKeepsTheTalk() throws {
    let folder = try TemporaryFolder()
    let model = try ConversingModel.write(to: folder.url)
    let memory = folder.url.appending(path: "m").path
    // An answer that the model may not end.
    let ends = try #require(
      Command.json(["tokenize", "--model", model, "--parse-special", "--json", "<|im_end|>"])
        as? [String: Any])
    let ids = try #require(ends["ids"] as? [Int])
    let talk = try Talk(
      ["--model", model, "--memory", memory, "--temperature", "0", "-n", "3000"]
        + ids.flatMap { ["--logit-bias", "\($0)=-1000"] })
    try talk.say("길게 이야기해 줘")
    _ = talk.hear { $0.count > 20 }
    talk.process.interrupt()
    _ = talk.hear { $0.last == 0x0A }
    try talk.say("/memory")
    let told = String(decoding: talk.hear { $0.last == 0x0A }, as: UTF8.self)
    #expect(told.contains("1"), "\(told)")
    try talk.input.fileHandleForWriting.close()
    talk.process.waitUntilExit()
    #expect(talk.process.terminationStatus == 0)
    let turns = try String(contentsOfFile: memory + "/turns.jsonl", encoding: .utf8)
    #expect(turns.contains("\"stopped\":true") && turns.contains("길게 이야기해 줘"))
  }

  @Test func ctrlCAtThePromptEndsWith130() throws {
    let talk = try Talk([])
    try talk.say("/memory")
    _ = talk.hear { $0.last == 0x0A }
    talk.process.interrupt()
    talk.process.waitUntilExit()
    #expect(talk.process.terminationReason == .exit && talk.process.terminationStatus == 130)
    try talk.input.fileHandleForWriting.close()
  }

  @Test func aPipeThatClosesEndsWith141() throws {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/bash")
    let lines = "for i in 1 2 3 4 5 6; do echo \"주말에 $i 시에 볼까?\"; sleep 0.2; done"
    process.arguments = [
      "-c", "(\(lines)) | \"$0\" chat 2>/dev/null | head -n 1 >/dev/null; exit ${PIPESTATUS[1]}",
      Command.executable.path,
    ]
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 141)
  }
}
