import CSystem
import Foundation
import Tensor
import Tokenization
import Transformer

/// One sequence on one model, with the means to extend it; used on the model's own thread only.
///
/// What was computed stays: a prompt that starts like the last one pays for its rest only.
final class Workspace {
  /// Tokens per prefill chunk; results do not depend on it.
  var chunk: Int {
    didSet {
      guard chunk != oldValue else { return }
      state = nil
      aside = nil
    }
  }
  private let model: LanguageModel
  private var state: DecodeState?
  /// A second sequence, for what should not displace the chat; it shares the first one's scratch.
  private var aside: DecodeState?
  private var usage = Usage()
  private var began = ContinuousClock().now
  private let session: SessionFile?
  /// The tokens that the session's file holds.
  private var kept: [Int32] = []

  init(_ model: LanguageModel) throws {
    self.model = model
    chunk = model.configuration.prefillChunk
    session = try model.configuration.session.map { try SessionFile(path: $0, model: model) }
  }

  /// Writes what was computed to the session's file, unless it holds that already.
  func keepSession() throws {
    guard let session, let state, state.tokens != kept else { return }
    try session.save(state)
    kept = state.tokens
  }

  /// Tokens that are computed.
  var count: Int { state?.tokens.count ?? 0 }

  /// Starts the account of a new request.
  func begin() {
    usage = Usage()
    usage.loadSeconds = model.loadSeconds
    began = ContinuousClock().now
  }

  /// What the request cost so far.
  func takeUsage() -> Usage {
    var resources = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &resources)
    usage.peakMemoryBytes = resources.ru_maxrss * 1024
    return usage
  }

  /// Makes the sequence equal to `ids`, reusing what it shares with them.
  func prefill(_ ids: [Int32]) throws {
    let state = try current()
    var shared = 0
    while shared < min(state.tokens.count, ids.count), state.tokens[shared] == ids[shared] {
      shared += 1
    }
    state.truncate(to: shared)
    usage.promptTokens += ids.count
    usage.cachedTokens += shared
    guard shared < ids.count else { return }
    try timed {
      try state.evaluate(
        Array(ids[shared...]), logitsAt: .none, cancellation: model.machine.compute.cancellation
      ) { _, _ in }
    }
  }

  /// Forgets what stands from `count` on.
  func truncate(to count: Int) {
    if let state { state.truncate(to: min(count, state.tokens.count)) }
  }

  /// Works on a sequence beside this one, which stays as it is.
  func onTheSide<Value>(_ work: () throws -> Value) throws -> Value {
    let main = try current()
    let side = aside ?? DecodeState(main.decoder)
    aside = side
    state = side
    defer { state = main }
    return try work()
  }

  /// Adds tokens and gives the scores after the last one.
  func append(_ ids: [Int32]) throws -> [Float] {
    try append(ids, logitsAt: [ids.count - 1]).first ?? []
  }

  /// Adds one token of a continuation and gives the scores after it, valid until the next call.
  func step(_ id: Int32) throws -> UnsafeMutableBufferPointer<Float> {
    try current().step(id, cancellation: model.machine.compute.cancellation)
  }

  /// Adds tokens and gives the scores after some of them: of every vocabulary entry, or of `rows`
  /// (ascending) only.
  func append(
    _ ids: [Int32], logitsAt positions: [Int], rows: [Int32]? = nil
  ) throws -> [[Float]] {
    guard !ids.isEmpty else { return [] }
    let state = try current()
    var logits: [[Float]] = []
    logits.reserveCapacity(positions.count)
    usage.promptTokens += ids.count
    try timed {
      try state.evaluate(
        ids, logitsAt: .at(positions), of: rows, cancellation: model.machine.compute.cancellation
      ) { logits.append(Array($1)) }
    }
    return logits
  }

  /// Continues a prompt until the model ends, a stop text comes, or the limit is reached.
  func generate(
    from prompt: [Int32], options: GenerationOptions, receive: @escaping (String) -> Void
  ) throws -> Generation {
    let seed = options.seed ?? UInt64.random(in: 0...UInt64.max)
    let start = ContinuousClock().now
    // A stop text needs a vocabulary: better no first step than one in vain.
    if !options.stop.isEmpty { _ = try model.tokenizer }
    let limit = options.maximumResponseTokens ?? .max
    var generator = try Generator(
      state: try current(), prompt: prompt, sampling: options.sampler(seed: seed), limit: limit,
      drafter: try model.drafter(
        capacity: prompt.count + min(limit, 1024), vocabularyCount: model.vocabularyCount),
      cancellation: model.machine.compute.cancellation)
    usage.promptTokens += prompt.count
    usage.cachedTokens += generator.cachedCount

    // Without a vocabulary there are ids and no text. It may take as long to read as a short prompt
    // to compute, and given ids can be computed without it.
    try generator.computePrompt()
    let tokenizer = generator.finish == nil ? try model.tokenizerIfPresent : nil
    if generator.finish == nil {
      generator.choose(among: tokenizer?.count, stops: try model.stopIDs)
    }
    var text = StoppingText(
      tokenizer, stops: options.stop,
      continuesText: prompt.last.map { tokenizer?.isSpecial($0) == false } ?? false,
      receive: receive)
    var ids: [Int] = []
    var first = start
    while let id = try generator.next() {
      if ids.isEmpty { first = ContinuousClock().now }
      ids.append(Int(id))
      if try text.push(id) { break }
    }
    text.finish()
    let end = ContinuousClock().now
    if ids.isEmpty { first = end }
    usage.generatedTokens += ids.count
    usage.draftedTokens += generator.draftedCount
    usage.acceptedTokens += generator.acceptedCount
    usage.prefillSeconds += (first - start).seconds
    usage.decodeSeconds += (end - first).seconds
    usage.firstTokenSeconds = (first - began).seconds
    return Generation(
      text: text.text, ids: ids, finish: text.stopped ? .stop : generator.finish.reason, seed: seed,
      usage: takeUsage())
  }

  /// The sequence, made when it is first needed.
  func current() throws -> DecodeState {
    if let state { return state }
    let configuration = model.configuration
    let options = DecodeOptions(
      cacheElement: configuration.cacheType.element,
      contextLimit: configuration.contextLimit, chunk: chunk)
    let made = try DecodeState(
      weights: model.weights, compute: model.machine.compute, options: options)
    try session?.restore(made)
    kept = made.tokens
    state = made
    return made
  }

  private func timed(_ work: () throws -> Void) rethrows {
    let start = ContinuousClock().now
    try work()
    let end = ContinuousClock().now
    usage.prefillSeconds += (end - start).seconds
    if usage.firstTokenSeconds == 0 { usage.firstTokenSeconds = (end - began).seconds }
  }
}

extension GenerationOptions {
  /// The same in the words of `Transformer`; what only matters to a draw is left out when greedy.
  func sampler(seed: UInt64) -> SamplerSettings {
    SamplerSettings(
      temperature: temperature, topK: topK, topP: topP, minP: minP, repeatPenalty: repeatPenalty,
      frequencyPenalty: frequencyPenalty, presencePenalty: presencePenalty,
      penaltyWindow: penaltyWindow,
      logitBias: Dictionary(
        uniqueKeysWithValues: logitBias.map { (Int32(clamping: $0.key), $0.value) }),
      seed: seed)
  }
}

extension Transformer.FinishReason? {
  var reason: FinishReason {
    switch self {
    case .stop?: .stop
    case .length?: .length
    case .cancelled?: .cancelled
    case .context?: .context
    case nil: .stop  // a stop text ended the loop, not the generator
    }
  }
}

extension CacheType {
  /// The same in the words of `Transformer`.
  fileprivate var element: CacheElement {
    switch self {
    case .float16: .float16
    case .float32: .float32
    case .quantized8: .quantized8
    }
  }
}
