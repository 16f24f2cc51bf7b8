extension Tokenizer {
  /// The kinds of tokenizer that ``VocabularySource/model`` may name.
  package static let knownModels = ["gpt2", "gemma4", "whitespace", "llama", "bert", "t5"]

  /// The tokenizer of a GGUF's vocabulary.
  package convenience init(_ source: VocabularySource) throws(TokenizationError) {
    var roles = try Roles(source)
    var parts: Parts
    switch source.model {
    case "gpt2", "gemma4", "whitespace": parts = try Self.merges(source, &roles)
    case "llama": parts = try Self.sentencePiece(source, &roles)
    case "bert": parts = try Self.wordPiece(source, &roles)
    case "t5": parts = try Self.unigram(source, &roles)
    default:
      throw TokenizationError(
        .unsupported,
        expected: "one of the tokenizers \(Self.knownModels.joined(separator: ", "))",
        found: TokenizationError.quoted(source.model.utf8))
    }
    try roles.apply(to: &parts)
    self.init(parts)
  }

  private static func merges(
    _ source: VocabularySource, _ roles: inout Roles
  ) throws(TokenizationError) -> Parts {
    // A file of Gemma 4's kind says `gemma4` for the model and nothing of use for the rest.
    let name = source.model == "gemma4" ? "gemma4" : source.pre
    let preTokenizer = try PreTokenizer.named(name)
    roles.addsBeginning = preTokenizer.addsBeginningOfText
    // llama.cpp does so whatever the file says: some of Gemma 4's say the wrong thing.
    let isGemma4 = name == "gemma4" || name == "granite-embed-multi-311m"
    roles.alwaysBegins = isGemma4 && roles.beginning != nil
    guard source.hasMerges else {
      throw .malformed(expected: "merges for a vocabulary of merges", found: "none")
    }
    let spelling: Vocabulary.Spelling =
      switch preTokenizer.spelling {
      case .bytes: .byteLevel
      case .marked: .sentencePiece
      case .plain: .plain
      }
    let vocabulary = try Vocabulary(source, spelling: spelling)
    let encoder = MergeEncoder(
      vocabulary, merges: .spelled(try SpelledMerges(source.merges, vocabulary)),
      preTokenizer: preTokenizer,
      missing: preTokenizer.spelling == .bytes ? .refused : .bytes)
    return Parts(
      vocabulary: vocabulary, encoder: .merges(encoder),
      specials: SpecialTokens(vocabulary, modelName: source.modelName), model: source.model,
      pre: name ?? "default")
  }

  private static func sentencePiece(
    _ source: VocabularySource, _ roles: inout Roles
  ) throws(TokenizationError) -> Parts {
    try roles.setConventions(unknown: 0, beginning: 1, end: 2)
    roles.addsBeginning = true
    let vocabulary = try Vocabulary(source, spelling: .sentencePiece)
    let addsSpacePrefix = source.addsSpacePrefix ?? true
    let encoder = try SentencePieceEncoder(
      vocabulary, scores: source.scores, unknown: roles.unknown, addsSpacePrefix: addsSpacePrefix)
    return Parts(
      vocabulary: vocabulary, encoder: .sentencePiece(encoder),
      specials: SpecialTokens(vocabulary, modelName: source.modelName), model: source.model,
      addsSpacePrefix: addsSpacePrefix)
  }

  private static func wordPiece(
    _ source: VocabularySource, _ roles: inout Roles
  ) throws(TokenizationError) -> Parts {
    try roles.setConventions(unknown: 100, beginning: 101, end: nil, separator: 102, padding: 0)
    guard let unknown = roles.unknown, roles.beginning != nil, roles.separator != nil else {
      throw .malformed(
        expected: "tokens for unknown words, the beginning and the end", found: "not all of them")
    }
    roles.addsBeginning = true
    roles.alwaysSeparates = true
    let vocabulary = try Vocabulary(source, spelling: .sentencePiece)
    let words = WordPieceModel(
      vocabulary, unknown: unknown, prefix: [], start: SpaceMark.bytes, longestWord: .max)
    return Parts(
      vocabulary: vocabulary,
      encoder: .wordPiece(
        BertWords(
          words, lowercases: source.lowercases ?? true,
          stripsAccents: source.stripsAccents ?? source.lowercases ?? true)),
      specials: SpecialTokens(vocabulary, modelName: source.modelName), model: source.model)
  }

  private static func unigram(
    _ source: VocabularySource, _ roles: inout Roles
  ) throws(TokenizationError) -> Parts {
    try roles.setConventions(unknown: 2, beginning: nil, end: 1, padding: 0)
    guard let unknown = roles.unknown else {
      throw .malformed(expected: "a token for what is unknown", found: "none")
    }
    roles.addsEnd = true
    guard source.scores.count == source.tokens.count else {
      throw .malformed(
        expected: "\(source.tokens.count) scores", found: "\(source.scores.count)")
    }
    if let index = source.scores.firstIndex(where: \.isNaN) {
      throw .malformed(expected: "a number as the score of token \(index)", found: "NaN")
    }
    let vocabulary = try Vocabulary(source, spelling: .sentencePiece)
    return Parts(
      vocabulary: vocabulary,
      encoder: .unigram(try MarkedUnigram(vocabulary, source, unknown: unknown)),
      specials: SpecialTokens(vocabulary, modelName: source.modelName), model: source.model,
      addsSpacePrefix: source.addsSpacePrefix ?? true)
  }
}

/// The ids that have roles in a vocabulary, checked to be tokens.
private struct Roles {
  private let source: VocabularySource
  var unknown: Int32?
  var beginning: Int32?
  var end: Int32?
  var separator: Int32?
  var padding: Int32?
  var addsBeginning = false
  var addsEnd = false
  var alwaysBegins = false
  var alwaysSeparates = false

  init(_ source: VocabularySource) throws(TokenizationError) {
    self.source = source
    unknown = try Self.id(source.unknown, "unknown", source)
    beginning = try Self.id(source.beginningOfText, "beginning-of-text", source)
    end = try Self.id(source.endOfText, "end-of-text", source)
    separator = try Self.id(source.separator, "separator", source)
    padding = try Self.id(source.padding, "padding", source)
  }

  private static func id(
    _ value: Int?, _ name: String, _ source: VocabularySource
  ) throws(TokenizationError) -> Int32? {
    guard let value else { return nil }
    guard value >= 0, value < source.tokens.count else {
      throw .malformed(
        expected: "an id below \(source.tokens.count) for the \(name) token", found: "\(value)")
    }
    return Int32(truncatingIfNeeded: value)
  }

  /// The ids that a kind of vocabulary gives these roles where the file names none.
  mutating func setConventions(
    unknown: Int, beginning: Int?, end: Int?, separator: Int? = nil, padding: Int? = nil
  ) throws(TokenizationError) {
    func usual(_ id: Int?) -> Int32? {
      id.flatMap { $0 < source.tokens.count ? Int32(truncatingIfNeeded: $0) : nil }
    }
    self.unknown = self.unknown ?? usual(unknown)
    self.beginning = self.beginning ?? usual(beginning)
    self.end = self.end ?? usual(end)
    self.separator = self.separator ?? usual(separator)
    self.padding = self.padding ?? usual(padding)
  }

  func apply(to parts: inout Tokenizer.Parts) throws(TokenizationError) {
    parts.unknown = unknown
    parts.beginningOfText = beginning
    parts.endOfText = end
    parts.padding = padding
    parts.endOfTurn = try Self.id(source.endOfTurn, "end-of-turn", source)
    let endOfMessage = try Self.id(source.endOfMessage, "end-of-message", source)
    if source.addsBeginningOfText ?? (addsBeginning && beginning != nil) || alwaysSeparates
      || alwaysBegins
    {
      guard let beginning else {
        throw .malformed(
          expected: "a beginning-of-text token, since one is to be added", found: "none")
      }
      parts.prefix = [beginning]
    }
    if alwaysSeparates, let separator {
      parts.suffix = [separator]
    } else if source.addsEndOfText ?? addsEnd {
      guard let end else {
        throw .malformed(expected: "an end-of-text token, since one is to be added", found: "none")
      }
      parts.suffix = [end]
    }
    let spelled = EndOfTurn.ending(EndOfTurn.ids(in: source.tokens), in: source.tokens)
    parts.endTokens = Set(
      spelled.map { Int32($0) } + [end, parts.endOfTurn, endOfMessage].compactMap(\.self))
  }
}
