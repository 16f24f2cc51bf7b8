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

  package let file: GGUFFile
  package let tokenizer: Tokenizer
  package let weights: ModelWeights
  package let template: PromptTemplate?
  package let machine: Machine
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
    let file = try ModelSource.file(pathOrName)
    do {
      return try LanguageModel(file: file, configuration: configuration) { clock.now - start }
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
    file: GGUFFile, configuration: Configuration, elapsed: () -> Duration
  ) throws {
    self.file = file
    self.configuration = configuration
    weights = try ModelWeights(file)
    tokenizer = try TokenizerLoading.tokenizer(of: file)
    machine = try Machine(configuration)
    template = try file.metadata.stringIfPresent("tokenizer.chat_template")
      .flatMap(PromptTemplate.init)
    pointing = PointingModel(tokenizer)
    name = try file.metadata.stringIfPresent("general.name") ?? ModelSource.shortName(file.name)
    let limit = weights.plan.contextLimit
    contextLength = min(limit, configuration.contextLimit ?? limit)
    vocabularyCount = weights.plan.vocabularyCount
    warnings = machine.warnings + weights.warnings
    loadSeconds = elapsed().seconds
    if tokenizer.count > vocabularyCount {
      throw OnDeviceError(
        .badData,
        "\(file.name): expected at most \(vocabularyCount) tokens, found \(tokenizer.count)")
    }
  }

  /// The tokens of a prompt's pieces: special tokens where the piece says so and nowhere else.
  package func encode(_ pieces: [PromptPiece]) throws(OnDeviceError) -> [Int32] {
    try Problems.translated {
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
      return ids
    }
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
  package var stopIDs: Set<Int32> { tokenizer.endTokens }
}

extension Duration {
  package var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}
