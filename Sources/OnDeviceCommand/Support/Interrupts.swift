import Dispatch
import Foundation
import OnDevice
import Synchronization

/// Ctrl-C and SIGTERM cancel the work; what does not stop by itself within 25 ms (a read that waits
/// for standard input, a file being opened) is ended, so that the promise of 100 ms holds: a
/// process that maps 2.2 GB was gone another 46 to 68 ms later.
final class Interrupts: Sendable {
  /// Takes Ctrl-C while it is there, and answers whether it did; else the process ends.
  private static let taker = Mutex<(@Sendable () -> Bool)?>(nil)

  // SAFETY: made once, and a dispatch source may be cancelled from any thread.
  nonisolated(unsafe) private let sources: [any DispatchSourceSignal]

  init(cancelling work: Task<Void, any Error>) {
    let queue = DispatchQueue(label: "ondevice.interrupts", qos: .userInteractive)
    sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler {
        let taker = Self.taker.withLock(\.self)
        if number == SIGINT, taker?() == true { return }
        work.cancel()
        queue.asyncAfter(deadline: .now() + .milliseconds(25)) {
          Failure.exit(OnDeviceError(.cancelled, "cancelled"))
        }
      }
      source.resume()
      return source
    }
  }

  /// Does some work that Ctrl-C cancels while the process goes on; a second Ctrl-C ends it.
  static func cancelling<Value: Sendable>(
    _ work: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    let task = Task { try await work() }
    taker.withLock { taker in
      taker = {
        guard !task.isCancelled else { return false }
        task.cancel()
        return true
      }
    }
    defer { taker.withLock { $0 = nil } }
    return try await withTaskCancellationHandler {
      try await task.value
    } onCancel: {
      task.cancel()
    }
  }

  func stop() {
    for source in sources { source.cancel() }
  }
}
