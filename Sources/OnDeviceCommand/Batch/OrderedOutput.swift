import Foundation
import OnDevice
import Synchronization

/// Answers in the order of the requests, whatever the order in which they come; each is written as
/// soon as all before it are.
final class OrderedOutput: Sendable {
  private struct Waiting {
    var answers: [Int: Data] = [:]
    var next = 0
  }

  private let waiting = Mutex(Waiting())
  private let usage: Bool

  /// With `usage`, results keep what they cost.
  init(usage: Bool) { self.usage = usage }

  /// How many answers are written.
  var count: Int { waiting.withLock(\.next) }

  /// The answer to a request, counted from 0.
  func answer(_ index: Int, _ line: BatchLine, _ result: Result<BatchAnswer, any Error>) {
    do {
      write(index, line.id, "result", try result.get().encoded(usage: usage))
    } catch {
      let error = Self.known(error)
      let fields = JSONValue.object([
        "code": .string(error.code.description), "message": .string(error.message),
        "hint": JSONValue(error.hint),
      ])
      write(index, line.id, "error", (try? fields.encoded()) ?? Data("null".utf8))
    }
  }

  /// An error in the words of the command.
  static func known(_ error: any Error) -> OnDeviceError {
    if let known = Failure.known(error) { return known }
    return OnDeviceError(.internalFailure, "\(error)")
  }

  private func write(_ index: Int, _ id: JSONValue, _ name: String, _ value: Data) {
    var bytes = Data("{\"id\":".utf8)
    bytes += (try? id.encoded()) ?? Data("null".utf8)
    bytes += Data(",\"\(name)\":".utf8)
    bytes += value
    bytes += Data("}\n".utf8)
    waiting.withLock { waiting in
      waiting.answers[index] = bytes
      while let ready = waiting.answers.removeValue(forKey: waiting.next) {
        Output.write(ready)
        Output.flushOrExit()
        waiting.next += 1
      }
    }
  }
}

/// What a task gave, as the single command prints it with `--json`.
enum BatchAnswer: Sendable {
  case value(JSONValue)
  /// JSON that is written already.
  case document(Data)

  fileprivate func encoded(usage: Bool) throws -> Data {
    switch self {
    case .value(let value): try (usage ? value : value.without("usage")).encoded()
    case .document(let bytes): bytes
    }
  }
}
