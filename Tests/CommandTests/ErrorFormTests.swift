import Foundation
import TestSupport
import Testing

/// Broken input ends in `error: …`, at most one `hint: …`, and the promised status.
@Suite("Errors of the command")
struct ErrorFormTests {
  /// Checks the form: nothing on standard output, one error line, perhaps one hint.
  private func expectFailure(
    _ arguments: [String], status: Int32, mentioning words: [String] = [], input: Data? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let result = try Command.run(arguments, input: input)
    #expect(result.status == status, "\(result.errors)", sourceLocation: sourceLocation)
    #expect(result.output.isEmpty, sourceLocation: sourceLocation)
    let lines = result.errorLines.filter { !$0.hasPrefix("warning: ") }
    #expect(lines.first?.hasPrefix("error: ") ?? false, "\(lines)", sourceLocation: sourceLocation)
    #expect(lines.count <= 2, "\(lines)", sourceLocation: sourceLocation)
    if lines.count == 2 {
      #expect(lines[1].hasPrefix("hint: "), "\(lines)", sourceLocation: sourceLocation)
    }
    for word in words {
      #expect(result.errors.contains(word), "\(result.errors)", sourceLocation: sourceLocation)
    }
  }

  @Test func aMissingFileCannotBeRead() throws {
    try expectFailure(
      ["summarize", "/nowhere/chat.txt"], status: 66, mentioning: ["/nowhere/chat.txt"])
  }

  @Test func aFolderIsNoChat() throws {
    try expectFailure(["summarize", "/tmp"], status: 66, mentioning: ["found a folder"])
  }

  @Test func anEmptyFileIsBadData() throws {
    try expectFailure(["summarize", "-"], status: 65, input: Data())
  }

  @Test func aBinaryFileIsBadData() throws {
    let bytes = (0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ $0 / 7) }
    try expectFailure(["import", "-"], status: 65, input: Data(bytes))
  }

  @Test func textThatIsNoChatIsBadData() throws {
    let text = "Once upon a time there was a king.\nHe had no phone.\n\nThe end\n"
    try expectFailure(["summarize", "-"], status: 65, input: Data(text.utf8))
  }

  @Test func aNameThatIsNotInTheChatIsRefusedWithThoseThatAre() throws {
    try expectFailure(
      ["suggest", "examples/kakaotalk.txt", "--me", "세상에없는사람"], status: 64,
      mentioning: ["세상에없는사람"])
  }

  @Test(arguments: [
    ["summarize"], ["summarize", "examples/kakaotalk.txt", "--style", "poem"],
    ["summarize", "examples/kakaotalk.txt", "--points", "0"],
    ["summarize", "examples/kakaotalk.txt", "--json", "--stream"],
    ["summarize", "examples/kakaotalk.txt", "--language", "fr"],
    ["generate"], ["generate", "--prompt", "a", "--ids", "1"], ["generate", "--ids", "1,x"],
    ["generate", "--prompt", "a", "--temperature", "-1"], ["logits", "--ids", ""],
    ["bench", "-p", "0", "-n", "0"], ["nosuchcommand"], ["inspect", "--nosuchoption"],
    ["generate", "--prompt", "a", "--threads", "0"], ["suggest", "examples/kakaotalk.txt"],
    ["summarize", "examples/kakaotalk.txt", "--tz", "Mars/Olympus"],
    ["summarize", "examples/kakaotalk.txt", "--since", "언젠가"],
    ["summarize", "examples/kakaotalk.txt", "--format", "telex"],
    ["generate", "--ids", "99999999"],
  ])
  func wrongUsageIsStatus64(_ arguments: [String]) throws {
    try expectFailure(arguments, status: 64)
  }

  @Test func aModelThatIsNowhereIsNotAvailable() throws {
    try expectFailure(
      ["generate", "--prompt", "a", "--model", "no-such-model"], status: 69,
      mentioning: ["no-such-model"])
  }

  @Test func aFileThatIsNoModelIsBadData() throws {
    try expectFailure(["inspect", "README.md"], status: 65, mentioning: ["README.md"])
  }

  @Test func aTruncatedModelIsBadData() throws {
    let folder = try TemporaryFolder()
    let whole = try Data(contentsOf: Fixtures.root.appending(path: "models/default.gguf"))
    let path = try folder.file("cut.gguf", Array(whole.prefix(whole.count / 2)))
    try expectFailure(
      ["generate", "--prompt", "a", "--model", path], status: 65, mentioning: ["cut.gguf"])
  }

  @Test func aModelWhoseBytesWereChangedNeverCrashes() throws {
    let folder = try TemporaryFolder()
    let whole = Array(try Data(contentsOf: Fixtures.url("models/llama-f16.gguf")))
    var random = SplitMix64(seed: 7)
    for round in 0..<12 {
      var bytes = whole
      for _ in 0..<6 {
        bytes[Int.random(in: 0..<min(bytes.count, 6000), using: &random)] = UInt8.random(
          in: 0...255, using: &random)
      }
      let path = try folder.file("changed-\(round).gguf", bytes)
      let result = try Command.run(["logits", "--model", path, "--ids", "1,2,3", "--json"])
      #expect([0, 64, 65, 69].contains(result.status), "\(result.status) \(result.errors)")
    }
  }

  @Test func invalidUTF8InAPromptIsAnErrorUnlessLossy() throws {
    let bytes = Data([0x61, 0xFF, 0x62])
    try expectFailure(["generate", "--file", "-", "-n", "1"], status: 65, input: bytes)
    #expect(
      try Command.run(["generate", "--file", "-", "-n", "1", "--lossy"], input: bytes).status == 0)
  }

  @Test func anUnknownInstructionSetIsRefusedWithThoseThatAreThere() throws {
    let result = try Command.run(
      ["generate", "--prompt", "a", "-n", "1"], environment: ["ONDEVICE_ISA": "mmx"])
    #expect(result.status == 64)
    #expect(result.errors.contains("scalar"))
  }

  @Test func anErrorAboutANameSaysWhichOptionGaveIt() throws {
    for option in ["--me", "--about"] {
      try expectFailure(
        ["summarize", "examples/kakaotalk.txt", option, "nobody"], status: 64,
        mentioning: ["\(option): expected", "nobody"])
    }
  }

  @Test func aBiasOfATokenThatIsNotThereIsRefused() throws {
    try expectFailure(
      ["generate", "--prompt", "a", "-n", "1", "--logit-bias", "99999999=1"], status: 64,
      mentioning: ["99999999"])
  }

  @Test func anErrorAboutAModelNamesItsFile() throws {
    let folder = try TemporaryFolder()
    var bytes = Array(try Data(contentsOf: Fixtures.url("models/llama-f16.gguf")))
    let family = try #require(Data(bytes).range(of: Data("general.architecture".utf8)))
    bytes[family.upperBound + 12] = UInt8(ascii: "x")
    let path = try folder.file("other-family.gguf", bytes)
    try expectFailure(
      ["generate", "--prompt", "a", "--model", path], status: 69,
      mentioning: ["other-family.gguf", "xlama"])
  }

  @Test func aDeviceOrPipeIsWrittenAndNotReplaced() throws {
    let folder = try TemporaryFolder()
    let pipe = folder.url.appending(path: "pipe").path
    #expect(mkfifo(pipe, 0o600) == 0)
    let descriptor = open(pipe, O_RDWR | O_NONBLOCK)
    defer { close(descriptor) }
    let model = Fixtures.url("models/llama-f16.gguf").path
    let result = try Command.run(["logits", "--model", model, "--ids", "1,2", "--npy", pipe])
    #expect(result.status == 0, "\(result.errors)")
    var status = stat()
    #expect(stat(pipe, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO)
    var magic = [UInt8](repeating: 0, count: 6)
    #expect(read(descriptor, &magic, 6) == 6)
    #expect(magic == [0x93] + Array("NUMPY".utf8))
  }

  @Test func aLinkKeepsPointingAtTheFileThatIsWritten() throws {
    let folder = try TemporaryFolder()
    let file = try folder.file("report.txt", [0x78])
    let link = folder.url.appending(path: "link").path
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: file)
    #expect(
      try Command.run(["import", "examples/kakaotalk.txt", "--report", link]).status == 0)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == file)
    #expect(try Data(contentsOf: URL(filePath: file)) != Data([0x78]))
  }

  @Test func aResultThatCannotBeWrittenIsStatus74() throws {
    try expectFailure(
      ["logits", "--ids", "1,2", "--all", "--npy", "/nowhere/out.npy"], status: 74,
      mentioning: ["/nowhere/out.npy"])
  }
}
