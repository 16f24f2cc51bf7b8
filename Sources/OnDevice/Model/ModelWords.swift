import ModelFiles
import Tokenization

/// What a model has to do with text: its tokenizer and what is known by its tokens' spellings.
///
/// Scores of tokens need none of it, and a vocabulary takes longer to read than weights to map: so it
/// is made when it is first needed, which for given ids is after they were computed.
struct ModelWords: Sendable {
  /// The tokenizer, or why there is none.
  let tokenizer: Result<Tokenizer, OnDeviceError>
  let template: (any ChatForm)?
  /// Why the model's chat template cannot be used.
  let templateProblem: String?
  /// The ids that end an answer: those that the model's description and vocabulary name, and the
  /// one that follows the assistant's words in its chat form.
  let stopIDs: Set<Int32>
  let pointing: PointingModel?

  /// The words of a model.
  ///
  /// - Throws: what is wrong with its description; a tokenizer that is missing or wrong is an error
  ///   where it is used.
  init(_ checkpoint: any Checkpoint) throws {
    tokenizer = TokenizerLoading.result(of: checkpoint)
    let vocabulary = try? tokenizer.get()
    (template, templateProblem) = try LanguageModel.chatForm(checkpoint)
    stopIDs = try LanguageModel.stopIDs(checkpoint.metadata, vocabulary, template)
    pointing = vocabulary.flatMap { PointingModel($0) }
  }
}
