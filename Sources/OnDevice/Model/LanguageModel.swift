import DefaultModel
package import ModelFiles
import Tensor
package import Tokenization
package import Transformer

/// A model that is open: its weights mapped, its vocabulary read when it is needed.
///
/// Models are shared: any number of sessions and assistants may use one at a time; their work is
/// done one piece after another on a thread of the model's own.
public final class LanguageModel: Sendable {
  /// The name that its file gives it, else the file's own name.
  public let name: String
  /// What is odd about the file though it opens.
  public let warnings: [String]
  /// The most tokens of one context.
  public let contextLength: Int
  /// Scores per position; may be more than the tokenizer has tokens.
  public let vocabularyCount: Int
  /// Seconds from the call to the open model.
  public let loadSeconds: Double
  public let configuration: Configuration

  package let checkpoint: any Checkpoint
  private let words: Deferred<Result<ModelWords, OnDeviceError>>
  package let weights: ModelWeights
  package let machine: Machine
  /// The smaller model that guesses ahead, where the configuration names one.
  package let drafting: LanguageModel?

  /// Opens the model inside the binary, or the file or name that is given.
  ///
  /// - Throws: ``OnDeviceError`` with `modelUnavailable` when there is no such model or its family
  ///   is not known, `badData` when the file is broken.
  public static func open(
    _ pathOrName: String? = nil, configuration: Configuration = Configuration()
  ) throws(OnDeviceError) -> LanguageModel {
    let clock = ContinuousClock()
    let start = clock.now
    let file = try ModelSource.checkpoint(pathOrName)
    do {
      return try LanguageModel(file, configuration: configuration) { clock.now - start }
    } catch {
      throw named(Problems.translate(error), file)
    }
  }

  /// What is wrong with a file, with the file's name.
  private static func named(
    _ problem: OnDeviceError, _ file: any Checkpoint
  ) -> OnDeviceError {
    let isOfFile = problem.code == .badData || problem.code == .modelUnavailable
    guard isOfFile, !problem.message.contains(file.name) else { return problem }
    var problem = problem
    problem.message = "\(file.name): \(problem.message)"
    return problem
  }

  private init(
    _ checkpoint: any Checkpoint, configuration: Configuration, elapsed: () -> Duration
  ) throws {
    self.checkpoint = checkpoint
    self.configuration = configuration
    weights = try ModelWeights(
      checkpoint, adapters: configuration.adapters.map { try $0.applied() })
    machine = try Machine(configuration)
    let metadata = checkpoint.metadata
    name =
      try metadata.stringIfPresent("general.name") ?? ModelSource.shortName(checkpoint.name)
    drafting = try Self.openDraft(configuration)
    let limit = weights.plan.contextLimit
    contextLength = min(limit, configuration.contextLimit ?? limit)
    vocabularyCount = weights.plan.vocabularyCount
    let ofFolder = (checkpoint as? FolderCheckpoint)?.warnings ?? []
    warnings = machine.warnings + weights.warnings + ofFolder
    loadSeconds = elapsed().seconds
    words = Deferred {
      Result { () throws(OnDeviceError) in
        try Problems.translated { try ModelWords(checkpoint) }
      }.mapError { Self.named($0, checkpoint) }
    }
    // A folder's tokenizer may know tokens of pictures and sounds that its text decoder does not.
    if checkpoint is GGUFFile,
      let tokens = try metadata.stringsIfPresent("tokenizer.ggml.tokens"),
      tokens.count > vocabularyCount
    {
      throw OnDeviceError(
        .badData,
        "\(checkpoint.name): expected at most \(vocabularyCount) tokens, found \(tokens.count)")
    }
    if let drafting { try drafting.requireVocabulary(of: tokenizer) }
  }

  /// The model's tokenizer.
  ///
  /// - Throws: what is missing or wrong in the model's vocabulary.
  package var tokenizer: Tokenizer {
    get throws(OnDeviceError) {
      try words.value.get().tokenizer.mapError { Self.named($0, checkpoint) }.get()
    }
  }

  /// The tokenizer for ids that were given as such; nil where the model came without one.
  ///
  /// - Throws: what is wrong with a vocabulary that is there.
  package var tokenizerIfPresent: Tokenizer? {
    get throws(OnDeviceError) {
      TokenizerLoading.isOptional(checkpoint) ? try? tokenizer : try tokenizer
    }
  }

  /// The ids that end an answer.
  package var stopIDs: Set<Int32> {
    get throws(OnDeviceError) { try words.value.get().stopIDs }
  }

  package var template: (any ChatForm)? { try? words.value.get().template }

  /// Why the model's chat template cannot be used.
  var templateProblem: String? { try? words.value.get().templateProblem }

  var pointing: PointingModel? { try? words.value.get().pointing }

  /// Tokens, each of which the model has a score for.
  package func checked(_ ids: [Int32]) throws(OnDeviceError) -> [Int32] {
    for id in ids where !(0..<vocabularyCount).contains(Int(id)) {
      throw OnDeviceError(
        .invalidRequest, "token id: expected 0 to \(vocabularyCount - 1), found \(id)")
    }
    return ids
  }
}

extension Duration {
  package var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}
