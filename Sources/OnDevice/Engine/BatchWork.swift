import Tokenization
import Transformer

/// One call that continues several texts: the way from requests to tokens and from tokens to text.
///
/// Used on the model's own thread only. The invariant: a request is answered exactly once, unless the
/// whole call throws.
final class BatchWork {
  /// A text at work.
  private struct Part {
    /// The number of its request among all that were asked for.
    let number: Int
    let seed: UInt64
    let start: ContinuousClock.Instant
    var text: StoppingText
    var ids: [Int] = []
    var first: ContinuousClock.Instant?
    var usage = Usage()
  }

  private let model: LanguageModel
  private let next: () -> GenerationRequest?
  private let receive: (Int, Result<Generation, OnDeviceError>) -> Void
  /// How many requests were asked for.
  private var count = 0
  /// The texts at work, by their number in the generator, to which refused requests never come.
  private var parts: [Int: Part] = [:]
  private var begun = 0

  init(
    _ model: LanguageModel, next: @escaping () -> GenerationRequest?,
    receive: @escaping (Int, Result<Generation, OnDeviceError>) -> Void
  ) {
    self.model = model
    self.next = next
    self.receive = receive
  }

  func run(_ workspace: Workspace, width: Int) throws {
    let generator = try BatchGenerator(
      try workspace.current().decoder, width: width, stops: try model.stopIDs,
      vocabularyCount: try model.tokenizerIfPresent?.count,
      cancellation: model.machine.compute.cancellation)
    let requests = AnySequence { AnyIterator { self.nextRequest(workspace) } }
    try generator.run(requests) { number, event in self.take(event, of: number, workspace) }
  }

  /// The next request that can be done; those that cannot are answered with the reason.
  private func nextRequest(_ workspace: Workspace) -> BatchGenerator.Request? {
    while let request = next() {
      let number = count
      count += 1
      do {
        return try prepare(request, number, workspace)
      } catch {
        receive(number, .failure(Problems.translate(error)))
      }
    }
    return nil
  }

  private func prepare(
    _ request: GenerationRequest, _ number: Int, _ workspace: Workspace
  ) throws -> BatchGenerator.Request {
    let options = request.options
    try model.check(options)
    let prompt = try model.promptIDs(request.input)
    // A stop text needs a vocabulary.
    let tokenizer = options.stop.isEmpty ? try model.tokenizerIfPresent : try model.tokenizer
    let seed = options.seed ?? UInt64.random(in: 0...UInt64.max)
    let continuesText = prompt.last.map { tokenizer?.isSpecial($0) == false } ?? false
    var part = Part(
      number: number, seed: seed, start: ContinuousClock().now,
      text: StoppingText(
        tokenizer, stops: options.stop, continuesText: continuesText, receive: { _ in }))
    part.usage.promptTokens = prompt.count
    parts[begun] = part
    begun += 1
    return BatchGenerator.Request(
      prompt: prompt, sampling: options.sampler(seed: seed),
      limit: options.maximumResponseTokens ?? .max)
  }

  /// Takes what came of a text; false when a stop text ends it.
  private func take(
    _ event: BatchGenerator.Event, of number: Int, _ workspace: Workspace
  ) -> Bool {
    guard var part = parts[number] else { return false }
    switch event {
    case .token(let id):
      if part.first == nil { part.first = ContinuousClock().now }
      part.ids.append(Int(id))
      do {
        let isEnd = try part.text.push(id)
        parts[number] = part
        return !isEnd
      } catch {
        parts[number] = nil
        receive(part.number, .failure(Problems.translate(error)))
        return false
      }
    case .end(let reason):
      parts[number] = nil
      part.text.finish()
      receive(part.number, .success(generation(part, reason, workspace)))
    case .failure(let error):
      parts[number] = nil
      receive(part.number, .failure(Problems.translate(error)))
    }
    return false
  }

  private func generation(
    _ part: Part, _ reason: Transformer.FinishReason, _ workspace: Workspace
  ) -> Generation {
    let end = ContinuousClock().now
    let first = part.first ?? end
    var usage = workspace.takeUsage()
    usage.promptTokens = part.usage.promptTokens
    usage.generatedTokens = part.ids.count
    usage.prefillSeconds = (first - part.start).seconds
    usage.firstTokenSeconds = usage.prefillSeconds
    usage.decodeSeconds = (end - first).seconds
    return Generation(
      text: part.text.text, ids: part.ids,
      finish: part.text.stopped ? .stop : Optional(reason).reason, seed: part.seed, usage: usage)
  }
}
