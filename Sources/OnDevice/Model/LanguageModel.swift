import DefaultModel
package import ModelFiles
import Tensor
package import Tokenization
package import Transformer

/// A model that is open: its weights mapped, its vocabulary read, ready to answer.
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
  /// The tokenizer, or why there is none: scores of tokens need no words.
  private let tokenization: Result<Tokenizer, OnDeviceError>
  package let weights: ModelWeights
  package let template: (any ChatForm)?
  /// The ids that end an answer: those that the model's description and vocabulary name, and the
  /// one that follows the assistant's words in its chat form.
  package let stopIDs: Set<Int32>
  /// Why the model's chat template cannot be used.
  let templateProblem: String?
  package let machine: Machine
  /// The smaller model that guesses ahead, where the configuration names one.
  package let drafting: LanguageModel?
  let pointing: PointingModel?

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
      var problem = Problems.translate(error)
      let isOfFile = problem.code == .badData || problem.code == .modelUnavailable
      if isOfFile, !problem.message.contains(file.name) {
        problem.message = "\(file.name): \(problem.message)"
      }
      throw problem
    }
  }

  private init(
    _ checkpoint: any Checkpoint, configuration: Configuration, elapsed: () -> Duration
  ) throws {
    self.checkpoint = checkpoint
    self.configuration = configuration
    weights = try ModelWeights(
      checkpoint, adapters: configuration.adapters.map { try $0.applied() })
    tokenization = TokenizerLoading.result(of: checkpoint)
    if case .failure(let error) = tokenization, !TokenizerLoading.isOptional(checkpoint) {
      throw error
    }
    machine = try Machine(configuration)
    let metadata = checkpoint.metadata
    let vocabulary = try? tokenization.get()
    (template, templateProblem) = try Self.chatForm(checkpoint, vocabulary)
    stopIDs = try Self.stopIDs(metadata, vocabulary, template)
    pointing = vocabulary.flatMap { PointingModel($0) }
    name =
      try metadata.stringIfPresent("general.name") ?? ModelSource.shortName(checkpoint.name)
    drafting = try Self.openDraft(configuration)
    let limit = weights.plan.contextLimit
    contextLength = min(limit, configuration.contextLimit ?? limit)
    vocabularyCount = weights.plan.vocabularyCount
    let ofFolder = (checkpoint as? FolderCheckpoint)?.warnings ?? []
    warnings = machine.warnings + weights.warnings + ofFolder
    loadSeconds = elapsed().seconds
    // A folder's tokenizer may know tokens of pictures and sounds that its text decoder does not.
    if checkpoint is GGUFFile, let tokenizer = try? tokenization.get(),
      tokenizer.count > vocabularyCount
    {
      throw OnDeviceError(
        .badData,
        "\(checkpoint.name): expected at most \(vocabularyCount) tokens, "
          + "found \(tokenizer.count)")
    }
    if let drafting { try drafting.requireVocabulary(of: tokenization.get()) }
  }

  /// The model's tokenizer.
  ///
  /// - Throws: what is missing or wrong in the model's vocabulary.
  package var tokenizer: Tokenizer {
    get throws(OnDeviceError) { try tokenization.get() }
  }

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
