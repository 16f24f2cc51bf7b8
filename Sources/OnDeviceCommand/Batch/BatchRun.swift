import Foundation
import OnDevice

/// Does the lines of a batch with several assistants, each of which works at one line at a time.
///
/// Lines are read on a thread of their own, since a client may wait for an answer before it writes
/// the next line; at most a few are read ahead of the answers.
struct BatchRun {
  typealias Work = @Sendable (BatchLine, ChatAssistant) async throws -> BatchAnswer

  let reader: LineReader
  let output: OrderedOutput
  /// One for each line at work.
  let assistants: [ChatAssistant]

  func run(_ work: @escaping Work) async throws {
    let ahead = DispatchSemaphore(value: 2 * assistants.count)
    let lines = lines(ahead)
    let pool = AssistantPool(assistants)
    try await withThrowingDiscardingTaskGroup { group in
      var index = 0
      for try await line in lines {
        let assistant = await pool.take()
        let number = index
        index += 1
        group.addTask {
          let result: Result<BatchAnswer, any Error>
          do {
            if let problem = line.problem { throw problem }
            result = .success(try await work(line, assistant))
          } catch {
            // What was cancelled has no answer; the command ends with status 130.
            try Task.checkCancellation()
            result = .failure(error)
          }
          output.answer(number, line, result)
          await pool.giveBack(assistant)
          ahead.signal()
        }
      }
    }
    try Task.checkCancellation()
  }

  private func lines(_ ahead: DispatchSemaphore) -> AsyncThrowingStream<BatchLine, any Error> {
    AsyncThrowingStream { stream in
      Thread.detachNewThread {
        var number = 0
        do {
          while let line = try reader.next() {
            number += 1
            if line.isBlank { continue }
            ahead.wait()
            stream.yield(BatchLine(line, number: number))
          }
          stream.finish()
        } catch {
          stream.finish(throwing: error)
        }
      }
    }
  }
}

extension LineReader.Line {
  /// Whether there is nothing to do.
  var isBlank: Bool {
    guard case .bytes(let bytes) = self else { return false }
    return bytes.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
  }
}

/// Assistants that are at work at nothing.
private actor AssistantPool {
  private var free: [ChatAssistant]
  private var waiting: [CheckedContinuation<ChatAssistant, Never>] = []

  init(_ assistants: [ChatAssistant]) { free = assistants }

  func take() async -> ChatAssistant {
    if let assistant = free.popLast() { return assistant }
    return await withCheckedContinuation { waiting.append($0) }
  }

  func giveBack(_ assistant: ChatAssistant) {
    if waiting.isEmpty {
      free.append(assistant)
    } else {
      waiting.removeFirst().resume(returning: assistant)
    }
  }
}
