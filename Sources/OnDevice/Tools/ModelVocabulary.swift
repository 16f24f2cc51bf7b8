package import Tokenization

/// The vocabulary of a model file alone: it needs no weights.
public struct ModelVocabulary: Sendable {
  package let tokenizer: Tokenizer

  /// Opens a GGUF file or a folder (one with a vocabulary only will do), a name, or the default
  /// model's.
  public static func open(_ pathOrName: String? = nil) throws(OnDeviceError) -> ModelVocabulary {
    ModelVocabulary(tokenizer: try TokenizerLoading.tokenizer(named: pathOrName))
  }

  /// The vocabulary of a model that is open.
  ///
  /// - Throws: what is missing or wrong in it.
  public init(of model: LanguageModel) throws(OnDeviceError) { tokenizer = try model.tokenizer }

  init(tokenizer: Tokenizer) { self.tokenizer = tokenizer }

  /// The number of tokens.
  public var count: Int { tokenizer.count }

  /// The tokens of a text.
  public func tokenize(
    _ text: String, addSpecial: Bool = false, parseSpecial: Bool = false
  ) throws(OnDeviceError) -> [Int] {
    try Problems.translated {
      try tokenizer.encode(text, addSpecial: addSpecial, parseSpecial: parseSpecial).map(Int.init)
    }
  }

  /// The bytes of tokens; they are text only as a whole, since a token may be part of a character.
  public func bytes(of ids: [Int]) throws(OnDeviceError) -> [UInt8] {
    let tokens = try ids.map { id throws(OnDeviceError) in try checked(id) }
    return try Problems.translated { try tokenizer.decodedBytes(tokens) }
  }

  /// The token as the vocabulary spells it.
  public func spelling(of id: Int) throws(OnDeviceError) -> String {
    let token = try checked(id)
    return try Problems.translated { try tokenizer.spelling(of: token) }
  }

  private func checked(_ id: Int) throws(OnDeviceError) -> Int32 {
    guard (0..<tokenizer.count).contains(id) else {
      throw OnDeviceError(
        .invalidRequest, "token id: expected 0 to \(tokenizer.count - 1), found \(id)")
    }
    return Int32(truncatingIfNeeded: id)
  }
}
