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
  /// Ids that end a text by the model's own description.
  private let describedEnds: Set<Int32>
  package let weights: ModelWeights
  package let template: PromptTemplate?
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
    weights = try ModelWeights(checkpoint)
    tokenization = TokenizerLoading.result(of: checkpoint)
    if case .failure(let error) = tokenization, !TokenizerLoading.isOptional(checkpoint) {
      throw error
    }
    machine = try Machine(configuration)
    let metadata = checkpoint.metadata
    template = try metadata.stringIfPresent("tokenizer.chat_template")
      .flatMap(PromptTemplate.init)
    pointing = try? PointingModel(tokenization.get())
    name =
      try metadata.stringIfPresent("general.name") ?? ModelSource.shortName(checkpoint.name)
    describedEnds = Set(
      try metadata.integersIfPresent("tokenizer.ggml.eos_token_ids")?.map { Int32(clamping: $0) }
        ?? metadata.integerIfPresent("tokenizer.ggml.eos_token_id").map { [Int32(clamping: $0)] }
        ?? [])
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

  /// The tokens of a prompt's pieces: special tokens where the piece says so and nowhere else.
  package func encode(_ pieces: [PromptPiece]) throws(OnDeviceError) -> [Int32] {
    try Problems.translated {
      let tokenizer = try tokenizer
      var ids: [Int32] = []
      if tokenizer.addsBeginningOfText, let first = tokenizer.beginningOfText { ids.append(first) }
      for piece in pieces {
        switch piece {
        case .special(let spelling):
          // A form that the vocabulary lacks (`<think>` in a model that does not think) is text.
          if let id = tokenizer.id(ofSpecial: spelling) {
            ids.append(id)
          } else {
            ids += try tokenizer.encode(spelling, addSpecial: false, parseSpecial: false)
          }
        case .text(let text):
          ids += try tokenizer.encode(text, addSpecial: false, parseSpecial: false)
        }
      }
      return try checked(ids)
    }
  }

  /// Tokens, each of which the model has a score for.
  package func checked(_ ids: [Int32]) throws(OnDeviceError) -> [Int32] {
    for id in ids where !(0..<vocabularyCount).contains(Int(id)) {
      throw OnDeviceError(
        .invalidRequest, "token id: expected 0 to \(vocabularyCount - 1), found \(id)")
    }
    return ids
  }

  /// The model's chat form, or an error that says that it has none that is known.
  package func requireTemplate() throws(OnDeviceError) -> PromptTemplate {
    if let template { return template }
    throw OnDeviceError(
      .modelUnavailable,
      "\(name): expected a ChatML or Llama 3 chat template, found another or none",
      hint: "use an instruction-tuned llama or qwen3 model, or 'generate' for plain continuation")
  }

  /// The ids that end an answer: those that the file names and the chat form's own.
  package var stopIDs: Set<Int32> {
    describedEnds.union((try? tokenization.get().endTokens) ?? [])
  }
}

extension Duration {
  package var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}
