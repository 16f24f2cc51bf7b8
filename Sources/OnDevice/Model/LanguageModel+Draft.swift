import Tokenization
import Transformer

/// The smaller model that guesses for a larger one.
extension LanguageModel {
  static func openDraft(_ configuration: Configuration) throws -> LanguageModel? {
    guard case .model(let pathOrName) = configuration.draft else { return nil }
    var own = configuration
    own.draft = .off
    own.adapters = []
    own.contextLimit = nil
    return try open(pathOrName, configuration: own)
  }

  /// Throws unless this model's tokens are those of another: a guess is a number, and must mean the
  /// same to both.
  func requireVocabulary(of other: Tokenizer) throws(OnDeviceError) {
    let differs = OnDeviceError(
      .badData, "\(name): expected a draft model with the model's own vocabulary, found another",
      hint: "a smaller model of the same family may have it")
    let tokenizer = try tokenizer
    guard tokenizer.count == other.count else { throw differs }
    try Problems.translated {
      for id in 0..<Int32(truncatingIfNeeded: other.count)
      where try tokenizer.spelling(of: id) != other.spelling(of: id) {
        throw differs
      }
    }
  }

  /// Who guesses in a text of about so many tokens.
  func drafter(capacity: Int, vocabularyCount: Int) throws -> (any Drafter)? {
    switch configuration.draft {
    case .off: return nil
    case .lookup: return PromptLookup(capacity: capacity)
    case .model:
      guard let drafting else { return nil }
      let state = try DecodeState(weights: drafting.weights, compute: machine.compute)
      return ModelDrafter(state: state, vocabularyCount: vocabularyCount)
    }
  }
}
