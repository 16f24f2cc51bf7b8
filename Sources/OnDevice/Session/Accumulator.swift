import Synchronization

/// A text that grows from one producer and is read as a whole.
final class Accumulator: Sendable {
  private let content = Mutex("")

  /// Adds a piece and gives the whole.
  func add(_ piece: String) -> String {
    content.withLock { text in
      text += piece
      return text
    }
  }
}
