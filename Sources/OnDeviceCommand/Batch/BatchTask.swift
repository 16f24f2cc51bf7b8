import ArgumentParser
import Chats
import Foundation
import OnDevice

/// A command as the task of a batch: members of a line are its options, so that both mean the same.
protocol BatchTask: ParsableCommand {
  /// The members of a line that are options, by the options' names with `_` for `-`.
  static var members: [String] { get }
  /// The arguments that stand for what a line brings itself.
  static var operands: [String] { get }

  func answer(_ line: BatchLine, by assistant: ChatAssistant) async throws -> BatchAnswer
}

extension BatchTask {
  static var operands: [String] { ["-"] }

  /// The command with a line's options.
  static func command(for line: BatchLine) throws(OnDeviceError) -> Self {
    let arguments = try line.arguments(members)
    do {
      return try parse(arguments + operands)
    } catch {
      throw OnDeviceError(.invalidRequest, Failure.oneLine(message(for: error)))
    }
  }

  /// Does what a line asks for.
  static func answer(_ line: BatchLine, by assistant: ChatAssistant) async throws -> BatchAnswer {
    try await command(for: line).answer(line, by: assistant)
  }
}

extension BatchLine {
  /// The chat of a line: an export as text, or messages as `import` writes them.
  func chat(_ export: ExportOptions) throws -> Chat {
    guard let chat = try chatIfPresent(export) else { throw failure("a \"chat\"", "none") }
    return chat
  }

  func chatIfPresent(_ export: ExportOptions) throws -> Chat? {
    let name = "line \(number)"
    switch self["chat"] {
    case nil: return nil
    case .string(let text): return try export.read(Input(bytes: Array(text.utf8), name: name))
    case .array(let messages):
      let bytes = Array(try JSONValue.array(messages).encoded())
      return try export.read(Input(bytes: bytes, name: name), format: "jsonl")
    default: throw failure("\"chat\" as a text or an array of messages", "another value")
    }
  }
}

private let exportMembers = ["format", "tz", "lossy"]
private let selectionMembers = ["me", "since", "until", "last", "about", "language"]
private let samplingMembers = [
  "temperature", "top_k", "top_p", "min_p", "repeat_penalty", "presence_penalty",
  "frequency_penalty", "logit_bias", "seed",
]

extension SummarizeCommand: BatchTask {
  static let members =
    ["style", "points", "ending"] + exportMembers + selectionMembers + samplingMembers

  func answer(_ line: BatchLine, by assistant: ChatAssistant) async throws -> BatchAnswer {
    .value(try await summary(of: line.chat(reading.export), by: assistant).0.json)
  }
}

extension SuggestCommand: BatchTask {
  static let members = ["n", "tone"] + exportMembers + selectionMembers + samplingMembers

  func answer(_ line: BatchLine, by assistant: ChatAssistant) async throws -> BatchAnswer {
    .value(try await suggestions(for: line.chat(reading.export), by: assistant).json)
  }
}

extension EventsCommand: BatchTask {
  static let members = exportMembers + selectionMembers

  func answer(_ line: BatchLine, by assistant: ChatAssistant) async throws -> BatchAnswer {
    .value(try await events(of: line.chat(reading.export), by: assistant).json)
  }
}

extension ComposeCommand: BatchTask {
  static let members = ["ask", "n", "tone"] + exportMembers + selectionMembers + samplingMembers
  static let operands: [String] = []

  func answer(_ line: BatchLine, by assistant: ChatAssistant) async throws -> BatchAnswer {
    let found = try await composition(in: line.chatIfPresent(export), by: assistant)
    return .value(found.json(several: n > 1))
  }
}

extension RewriteCommand: BatchTask {
  static let members = ["style", "language"] + samplingMembers

  func answer(_ line: BatchLine, by assistant: ChatAssistant) async throws -> BatchAnswer {
    guard let text = try line.text("text") else { throw line.failure("a \"text\"", "none") }
    return .value(try await rewriting(of: text, by: assistant).json)
  }
}

extension ImportCommand: BatchTask {
  static let members = exportMembers + selectionMembers

  func answer(_ line: BatchLine, by assistant: ChatAssistant) async throws -> BatchAnswer {
    .document(try selection.apply(to: line.chat(reading.export)).jsonData(pretty: false))
  }
}

extension GenerateCommand {
  /// The request of a line: `prompt` or `ids`, `max_tokens`, `stop` and how tokens are chosen.
  static func request(of line: BatchLine) throws(OnDeviceError) -> GenerationRequest {
    let arguments = try line.arguments(
      ["prompt", "ids", "max_tokens", "stop", "parse_special"] + samplingMembers)
    do {
      return try parse(arguments).request()
    } catch {
      throw Failure.known(error)
        ?? OnDeviceError(.invalidRequest, Failure.oneLine(message(for: error)))
    }
  }
}
