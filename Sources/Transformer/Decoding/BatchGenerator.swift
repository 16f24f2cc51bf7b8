package import Tensor

/// Continues several prompts together, and takes in the next one where a text has ended.
///
/// Each text is what ``Generator`` would make of it alone. Prompts are computed one after the other,
/// each by itself; then all texts go on by a token per pass, so that the weights, which are what
/// decoding waits for, are read once for all (Yu et al. 2022, "Orca", scheduling by iteration).
package final class BatchGenerator {
  /// A prompt and how it is continued.
  package struct Request {
    package var prompt: [Int32]
    package var sampling: SamplerSettings
    package var limit: Int

    package init(
      prompt: [Int32], sampling: SamplerSettings = SamplerSettings(), limit: Int = .max
    ) {
      self.prompt = prompt
      self.sampling = sampling
      self.limit = limit
    }
  }

  /// What comes of a request, under its index.
  package enum Event {
    case token(Int32)
    /// No more tokens come.
    case end(FinishReason)
    /// The request cannot be done, or not further; the others go on.
    case failure(TransformerError)
  }

  private final class Text {
    let index: Int
    var generator: Generator

    init(index: Int, generator: consuming Generator) {
      self.index = index
      self.generator = generator
    }
  }

  private let stops: Set<Int32>
  private let vocabularyCount: Int?
  private let cancellation: CancellationFlag?
  /// Sequences that no text uses.
  private var free: [DecodeState]
  private var running: [Text] = []

  /// - Parameters:
  ///   - decoder: what computes; nobody else uses it meanwhile.
  ///   - width: how many texts go on together, from 1 to ``Decoder/batchLimit``.
  ///   - stops: tokens that end a text, and are not given.
  ///   - vocabularyCount: ids from there on are padding and never chosen; nil if there is none.
  ///   - cancellation: ends all texts when it is set.
  /// - Throws: when there is no room for so many.
  package init(
    _ decoder: Decoder, width: Int, stops: Set<Int32> = [], vocabularyCount: Int? = nil,
    cancellation: CancellationFlag? = nil
  ) throws(TransformerError) {
    guard (1...decoder.batchLimit).contains(width) else {
      throw .invalidSetting(
        name: "sequences", expected: "from 1 to \(decoder.batchLimit) at once", found: "\(width)")
    }
    self.stops = stops
    self.vocabularyCount = vocabularyCount
    self.cancellation = cancellation
    free = (0..<width).map { _ in DecodeState(decoder) }
  }

  /// Does all requests.
  ///
  /// - Parameters:
  ///   - requests: are asked for as there is room.
  ///   - receive: is told what comes of each; false ends that text.
  /// - Throws: what ends all of them, for instance that a pass was cancelled.
  package func run(
    _ requests: some Sequence<Request>, receive: (_ index: Int, Event) -> Bool
  ) throws(TransformerError) {
    defer { giveUp() }
    var index = 0
    var waiting = requests.makeIterator()
    while true {
      while !free.isEmpty, let request = waiting.next() {
        begin(request, index, receive)
        index += 1
      }
      guard !running.isEmpty else { break }
      try stepAll(receive)
    }
  }

  /// Computes a prompt and gives its first token.
  private func begin(_ request: Request, _ index: Int, _ receive: (Int, Event) -> Bool) {
    guard let state = free.popLast() else { return }
    do throws(TransformerError) {
      let generator = try Generator(
        state: state, prompt: request.prompt, sampling: request.sampling, stops: stops,
        limit: request.limit, vocabularyCount: vocabularyCount, cancellation: cancellation)
      let text = Text(index: index, generator: generator)
      running.append(text)
      give(try text.generator.next(), of: text, receive)
    } catch {
      running.removeAll { $0.index == index }
      free.append(state)
      _ = receive(index, .failure(error))
    }
  }

  private func stepAll(_ receive: (Int, Event) -> Bool) throws(TransformerError) {
    for text in running where text.generator.awaited == nil {
      // At the limit; it says so without another pass.
      give(try text.generator.next(), of: text, receive)
    }
    // A sequence whose context is full ends by itself, before it would end the others' pass.
    for text in running {
      let state = text.generator.state
      if state.tokens.count >= state.contextLimit { end(text, .context, receive) }
    }
    let texts = running
    let tokens = texts.compactMap { $0.generator.awaited }
    guard !tokens.isEmpty else { return }
    var chosen: [Int32?] = []
    var failures: [Int: TransformerError] = [:]
    try DecodeState.step(
      tokens, of: texts.map { $0.generator.state }, cancellation: cancellation
    ) { row, logits in
      do throws(TransformerError) {
        chosen.append(try texts[row].generator.next(from: logits))
      } catch {
        chosen.append(nil)
        failures[row] = error
      }
    }
    for (row, text) in texts.enumerated() {
      if let failure = failures[row] {
        remove(text)
        _ = receive(text.index, .failure(failure))
      } else {
        give(chosen[row], of: text, receive)
      }
    }
  }

  private func give(_ id: Int32?, of text: Text, _ receive: (Int, Event) -> Bool) {
    if let id {
      if !receive(text.index, .token(id)) { end(text, .stop, receive) }
    } else {
      end(text, text.generator.finish ?? .stop, receive)
    }
  }

  private func end(_ text: Text, _ reason: FinishReason, _ receive: (Int, Event) -> Bool) {
    remove(text)
    _ = receive(text.index, .end(reason))
  }

  private func remove(_ text: Text) {
    running.removeAll { $0 === text }
    free.append(text.generator.state)
  }

  private func giveUp() { for text in running { remove(text) } }
}
