import Tensor

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// How well a model predicts a text.
public struct PerplexityResult: Sendable, Hashable {
  public var perplexity: Double
  /// Standard error of ``perplexity``.
  public var error: Double
  /// Tokens that were scored.
  public var tokens: Int
  public var windows: Int
  /// How far the predictions are from those of a base; nil without one.
  public var divergence: Divergence?

  /// Kullback-Leibler divergence from a base model's predictions, in nats per token.
  public struct Divergence: Sendable, Hashable {
    public var mean: Double
    /// Standard error of ``mean``.
    public var error: Double
    public var median: Double
    public var maximum: Double
    /// The share of positions whose likeliest token is the base's.
    public var sameTop: Double
  }
}

extension LanguageModel {
  /// Scores a text in windows as llama.cpp's perplexity tool does.
  ///
  /// The text's tokens are cut into windows of `window`; what is left over is not scored. In each
  /// window the first token gives way to the one that begins a text, if the model wants that, and
  /// the tokens of the second half are scored.
  ///
  /// - Parameters:
  ///   - text: what is scored, at least two windows long.
  ///   - window: tokens of a window.
  ///   - base: log probabilities of another model on the same text, to compare with.
  ///   - saveTo: a file for the log probabilities of this model.
  ///   - progress: is told the share that is done.
  /// - Throws: ``OnDeviceError``; `badData` when the text is too short, the base is of another text, or
  ///   a score is no finite number.
  /// - Returns: the perplexity of the scored tokens, and the divergence from the base.
  public func perplexity(
    of text: String, window: Int = 512, base: String? = nil, saveTo: String? = nil,
    progress: @escaping @Sendable (Double) -> Void = { _ in }
  ) async throws -> PerplexityResult {
    guard window >= 4, window <= contextLength else {
      throw OnDeviceError(
        .invalidRequest, "window: expected 4 to \(contextLength) tokens, found \(window)",
        hint: "give a smaller --context")
    }
    let all = try Problems.translated {
      try tokenizer.encode(text, addSpecial: true, parseSpecial: false)
    }
    guard all.count >= 2 * window else {
      throw OnDeviceError(
        .badData, "expected a text of at least \(2 * window) tokens, found \(all.count)",
        hint: "give a longer text or a smaller --context")
    }
    let ids = Array(all.prefix(all.count / window * window))
    let reader = try Problems.translated { try base.map(LogitsFileReader.init) }
    if let reader { try check(reader, ids: ids, window: window) }
    return try await Engine(model: self).run { workspace in
      let scoring = try PerplexityScoring(self, ids, window: window, reader, saveTo: saveTo)
      for index in 0..<ids.count / window {
        try scoring.score(index, in: workspace)
        progress(Double((index + 1) * window) / Double(ids.count))
      }
      return try scoring.finish()
    }
  }

  private func check(
    _ reader: LogitsFileReader, ids: [Int32], window: Int
  ) throws(OnDeviceError) {
    func differ(_ what: String, _ expected: Int, _ found: Int) -> OnDeviceError {
      OnDeviceError(
        .badData, "\(reader.name): expected \(what) \(expected), as here, found \(found)",
        hint: "save the base with the same text, vocabulary and --context")
    }
    guard reader.window == window else { throw differ("windows of", window, reader.window) }
    guard reader.vocabulary == vocabularyCount else {
      throw differ("a vocabulary of", vocabularyCount, reader.vocabulary)
    }
    guard reader.tokens.count == ids.count else {
      throw differ("a number of tokens of", ids.count, reader.tokens.count)
    }
    if let index = ids.indices.first(where: { ids[$0] != reader.tokens[$0] }) {
      throw differ("as token \(index) the id", Int(ids[index]), Int(reader.tokens[index]))
    }
  }
}

/// The sums over the windows of one text.
private final class PerplexityScoring {
  /// Positions whose logits are held at once.
  private static let step = 32

  private let model: LanguageModel
  private let ids: [Int32]
  private let window: Int
  /// What begins each window, if the model wants that.
  private let first: Int32?
  private let reader: LogitsFileReader?
  private var writer: LogitsFileWriter?
  private var sum = 0.0
  private var squares = 0.0
  private var count = 0
  private var divergences: [Double] = []
  private var sameTop = 0
  private var baseRow: [Float]

  init(
    _ model: LanguageModel, _ ids: [Int32], window: Int, _ reader: LogitsFileReader?,
    saveTo: String?
  ) throws {
    self.model = model
    self.ids = ids
    self.window = window
    self.reader = reader
    let tokenizer = try model.tokenizer
    first = tokenizer.addsBeginningOfText ? tokenizer.beginningOfText : nil
    baseRow = [Float](repeating: 0, count: reader == nil ? 0 : model.vocabularyCount)
    if let saveTo {
      writer = try LogitsFileWriter(
        path: saveTo, window: window, vocabulary: model.vocabularyCount, tokens: ids)
    }
  }

  func score(_ index: Int, in workspace: Workspace) throws {
    var part = Array(ids[index * window..<(index + 1) * window])
    if let first { part[0] = first }
    workspace.truncate(to: 0)
    let half = window / 2
    _ = try workspace.append(Array(part[..<half]), logitsAt: [])
    // The last token is computed by nobody: nothing follows it.
    for start in stride(from: half, to: window - 1, by: Self.step) {
      let end = min(start + Self.step, window - 1)
      let rows = try workspace.append(
        Array(part[start..<end]), logitsAt: Array(0..<end - start))
      for (row, position) in zip(rows, start..<end) {
        try add(row, next: Int(part[position + 1]))
      }
    }
  }

  private func add(_ logits: [Float], next: Int) throws {
    guard let bad = logits.firstIndex(where: { !$0.isFinite }) else {
      let logSum = logits.withUnsafeBufferPointer { model.machine.compute.logSumExp($0) }
      let loss = Double(logSum - logits[next])
      sum += loss
      squares += loss * loss
      try writer?.append(logits, logSum: logSum)
      if let reader { compare(logits, logSum, with: reader) }
      count += 1
      return
    }
    throw OnDeviceError(
      .badData, "logit \(bad): expected a finite number, found \(logits[bad])")
  }

  private func compare(_ logits: [Float], _ logSum: Float, with reader: LogitsFileReader) {
    reader.read(count, into: &baseRow)
    var divergence = 0.0
    var (top, baseTop) = (0, 0)
    for index in logits.indices {
      let base = baseRow[index]
      if base > baseRow[baseTop] { baseTop = index }
      if logits[index] > logits[top] { top = index }
      guard base > -LogitsFile.range else { continue }
      divergence += Double(expf(base) * (base - (logits[index] - logSum)))
    }
    divergences.append(divergence)
    if top == baseTop { sameTop += 1 }
  }

  func finish() throws -> PerplexityResult {
    try writer?.finish()
    let mean = sum / Double(count)
    let perplexity = exp(mean)
    return PerplexityResult(
      perplexity: perplexity,
      error: perplexity * Self.standardError(mean, squares / Double(count), count),
      tokens: count, windows: ids.count / window, divergence: divergence())
  }

  private func divergence() -> PerplexityResult.Divergence? {
    guard !divergences.isEmpty else { return nil }
    let sorted = divergences.sorted()
    let mean = sorted.reduce(0, +) / Double(count)
    let squares = sorted.reduce(0) { $0 + $1 * $1 } / Double(count)
    return PerplexityResult.Divergence(
      mean: mean, error: Self.standardError(mean, squares, count),
      median: (sorted[(count - 1) / 2] + sorted[count / 2]) / 2, maximum: sorted[count - 1],
      sameTop: Double(sameTop) / Double(count))
  }

  private static func standardError(_ mean: Double, _ squares: Double, _ count: Int) -> Double {
    let variance = squares - mean * mean
    return count > 1 && variance > 0 ? (variance / Double(count - 1)).squareRoot() : 0
  }
}
