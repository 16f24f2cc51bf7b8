import Tokenization

/// The text of tokens as they come: characters are never split, and nothing of a stop text is shown.
///
/// Without a tokenizer there is none.
struct StoppingText {
  private(set) var text = ""
  /// Whether a stop text came.
  private(set) var stopped = false
  private var decoder: StreamingDecoder?
  private var matcher: StopMatcher
  private let receive: (String) -> Void

  init(
    _ tokenizer: Tokenizer?, stops: [String], continuesText: Bool,
    receive: @escaping (String) -> Void
  ) {
    decoder = tokenizer.map { StreamingDecoder($0, continuesText: continuesText) }
    matcher = StopMatcher(stops)
    self.receive = receive
  }

  /// Takes a token; true when a stop text is complete.
  mutating func push(_ id: Int32) throws -> Bool {
    show(matcher.push(try decoder?.push(id) ?? ""))
    stopped = matcher.isStopped
    return stopped
  }

  /// Shows what was held back, at the end.
  mutating func finish() {
    guard !stopped else { return }
    show(matcher.push(decoder?.flush() ?? ""))
    stopped = matcher.isStopped
    if !stopped { show(matcher.flush()) }
  }

  private mutating func show(_ piece: String) {
    guard !piece.isEmpty else { return }
    text += piece
    receive(piece)
  }
}
