import Foundation
import TestSupport
import Testing

/// What happens when somebody stops listening, or takes the file away.
@Suite("Pipes, signals and files that change")
struct SignalTests {
  @Test func aClosedPipeEndsWithStatus141() throws {
    let script =
      "\"$0\" generate --prompt 오늘 -n 400 --stream | head -c 5 >/dev/null; exit ${PIPESTATUS[0]}"
    let process = Process()
    process.executableURL = URL(filePath: "/bin/bash")
    process.arguments = ["-c", script, Command.executable.path]
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 141)
  }

  @Test func aFullDiskIsStatus74() throws {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/bash")
    process.arguments = [
      "-c", "\"$0\" import examples/kakaotalk.txt --json >/dev/full 2>/dev/null",
      Command.executable.path,
    ]
    process.currentDirectoryURL = Fixtures.root
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 74)
  }

  @Test func interruptingEndsWithStatus130() throws {
    let process = Process()
    process.executableURL = Command.executable
    process.arguments = ["bench", "-p", "512", "-n", "512", "-r", "10000"]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    Thread.sleep(forTimeInterval: 0.5)
    process.interrupt()
    process.waitUntilExit()
    #expect(process.terminationReason == .exit)
    #expect(process.terminationStatus == 130)
  }

  @Test func waitingForStandardInputCanBeInterrupted() throws {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = Command.executable
    process.arguments = ["summarize", "-"]
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

  @Test func aModelThatIsCutWhileInUseIsAnErrorAndNoCrash() throws {
    let folder = try TemporaryFolder()
    let whole = try Data(contentsOf: Fixtures.root.appending(path: "models/default.gguf"))
    let path = try folder.file("cut.gguf", Array(whole))
    let process = Process()
    let errors = Pipe()
    process.executableURL = Command.executable
    process.arguments = ["bench", "--model", path, "-p", "64", "-n", "64", "-r", "10000"]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = errors
    try process.run()
    Thread.sleep(forTimeInterval: 0.7)
    truncate(path, off_t(whole.count / 4))
    let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationReason == .exit)
    #expect(process.terminationStatus == 65)
    #expect(said.hasPrefix("error: ") && said.contains("cut.gguf"), "\(said)")
  }
}
