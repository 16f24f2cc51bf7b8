/// An answer as it grows.
///
/// The producer is cancelled when the stream is dropped.
public struct ResponseStream: AsyncSequence, Sendable {
  /// The answer so far.
  public struct Snapshot: Sendable, Hashable {
    public var content: String
    /// What was added since the snapshot before.
    public var delta: String
  }

  public typealias Element = Snapshot

  private let stream: AsyncThrowingStream<Snapshot, any Error>

  init(
    _ produce: @escaping @Sendable (@escaping @Sendable (String) -> Void) async throws -> Void
  ) {
    stream = AsyncThrowingStream { continuation in
      let task = Task {
        let content = Accumulator()
        do {
          try await produce { delta in
            continuation.yield(Snapshot(content: content.add(delta), delta: delta))
          }
          continuation.finish()
        } catch {
          continuation.finish(throwing: error)
        }
      }
      continuation.onTermination = { _ in task.cancel() }
    }
  }

  public func makeAsyncIterator() -> Iterator { Iterator(base: stream.makeAsyncIterator()) }

  public struct Iterator: AsyncIteratorProtocol {
    fileprivate var base: AsyncThrowingStream<Snapshot, any Error>.Iterator

    public mutating func next() async throws -> Snapshot? { try await base.next() }

    public mutating func next(
      isolation actor: isolated (any Actor)?
    ) async throws(any Error) -> Snapshot? {
      try await base.next(isolation: actor)
    }
  }
}
