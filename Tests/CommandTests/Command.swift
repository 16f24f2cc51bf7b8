import Foundation
import TestSupport

/// Runs the built `ondevice` as a user does.
struct CommandResult {
  let status: Int32
  let output: String
  let errors: String

  /// Lines of standard error.
  var errorLines: [String] { errors.split(separator: "\n").map(String.init) }
}

enum Command {
  /// The executable beside the test binary.
  static let executable: URL = {
    let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return URL(filePath: own).deletingLastPathComponent().appending(path: "ondevice")
  }()

  /// Runs to the end; standard input is closed unless given.
  static func run(
    _ arguments: [String], input: Data? = nil, environment: [String: String] = [:],
    folder: URL = Fixtures.root
  ) throws -> CommandResult {
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let scratch = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: scratch) }
    // Files rather than pipes: no pipe can fill up while nobody reads it.
    let files = try ["in", "out", "err"].map { name in
      let url = scratch.appending(path: name)
      try (name == "in" ? input ?? Data() : Data()).write(to: url)
      return url
    }
    process.standardInput = try FileHandle(forReadingFrom: files[0])
    process.standardOutput = try FileHandle(forWritingTo: files[1])
    process.standardError = try FileHandle(forWritingTo: files[2])
    try process.run()
    process.waitUntilExit()
    return CommandResult(
      status: process.terminationStatus,
      output: String(decoding: try Data(contentsOf: files[1]), as: UTF8.self),
      errors: String(decoding: try Data(contentsOf: files[2]), as: UTF8.self))
  }

  /// The JSON that a command printed.
  static func json(_ arguments: [String], input: Data? = nil) throws -> Any {
    let result = try run(arguments, input: input)
    guard result.status == 0 else { throw Unexpected(result: result) }
    return try JSONSerialization.jsonObject(
      with: Data(result.output.utf8), options: .fragmentsAllowed)
  }

  struct Unexpected: Error, CustomStringConvertible {
    let result: CommandResult
    var description: String { "status \(result.status): \(result.errors)" }
  }
}

/// A folder that is gone after the test.
struct TemporaryFolder: ~Copyable {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "ondevice-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  /// Writes a file and gives its path.
  func file(_ name: String, _ bytes: [UInt8]) throws -> String {
    let path = url.appending(path: name)
    try Data(bytes).write(to: path)
    return path.path
  }

  deinit { try? FileManager.default.removeItem(at: url) }
}
