internal import Synchronization

/// Text to token ids and back, as one model's vocabulary has it.
///
/// One instance serves all threads. Everything is checked when it is made: afterwards no text and
/// no id can do worse than throw.
package final class Tokenizer: Sendable {
  enum Encoder: Sendable {
    case merges(MergeEncoder)
    case sentencePiece(SentencePieceEncoder)
  }

  /// The kinds of tokenizer that ``VocabularySource/model`` may name.
  package static let knownModels = ["gpt2", "gemma4", "whitespace", "llama"]

  let vocabulary: Vocabulary
  let encoder: Encoder
  let specials: SpecialTokens
  /// Word caches that no call is using; more than a few threads make their own for a while.
  let scratches = Mutex<[EncoderScratch]>([])

  /// As in ``knownModels``.
  package let model: String
  /// The pre-tokenizer in force, nil where there is none.
  package let pre: String?
  package let beginningOfText: Int32?
  package let endOfText: Int32?
  package let endOfTurn: Int32?
  package let unknown: Int32?
  package let padding: Int32?
  /// All tokens after which a model has nothing more to say: those that the vocabulary names, and
  /// those that are spelled as the known chat formats do.
  package let endTokens: Set<Int32>
  /// What ``encode(_:addSpecial:parseSpecial:)-(String,_,_)`` adds when asked to.
  package let addsBeginningOfText: Bool
  package let addsEndOfText: Bool
  /// Whether a text is encoded as if a space stood before it; decoding takes that space away.
  package let addsSpacePrefix: Bool

  package init(_ source: VocabularySource) throws(TokenizationError) {
    let isSentencePiece: Bool
    switch source.model {
    case "gpt2", "gemma4", "whitespace": isSentencePiece = false
    case "llama": isSentencePiece = true
    default:
      throw TokenizationError(
        .unsupported,
        expected: "one of the tokenizers \(Self.knownModels.joined(separator: ", "))",
        found: TokenizationError.quoted(source.model.utf8))
    }
    let count = source.tokens.count
    func id(_ value: Int?, _ name: String) throws(TokenizationError) -> Int32? {
      guard let value else { return nil }
      guard value >= 0, value < count else {
        throw .malformed(
          expected: "an id below \(count) for the \(name) token", found: "\(value)")
      }
      return Int32(truncatingIfNeeded: value)
    }
    /// SentencePiece's ids for these tokens, where the file names none.
    func convention(_ value: Int) -> Int? { isSentencePiece && value < count ? value : nil }
    unknown = try id(source.unknown ?? convention(0), "unknown")
    beginningOfText = try id(source.beginningOfText ?? convention(1), "beginning-of-text")
    endOfText = try id(source.endOfText ?? convention(2), "end-of-text")
    endOfTurn = try id(source.endOfTurn, "end-of-turn")
    padding = try id(source.padding, "padding")
    let endOfMessage = try id(source.endOfMessage, "end-of-message")

    model = source.model
    let byDefault: Bool
    if isSentencePiece {
      pre = nil
      byDefault = true
      addsSpacePrefix = source.addsSpacePrefix ?? true
      vocabulary = try Vocabulary(source, spelling: .sentencePiece)
      encoder = .sentencePiece(
        try SentencePieceEncoder(
          vocabulary, scores: source.scores, unknown: unknown, addsSpacePrefix: addsSpacePrefix))
    } else {
      // A file of Gemma 4's kind says `gemma4` for the model and nothing of use for the rest.
      let name = source.model == "gemma4" ? "gemma4" : source.pre
      let preTokenizer = try PreTokenizer.named(name)
      pre = name ?? "default"
      byDefault = preTokenizer.addsBeginningOfText
      addsSpacePrefix = false
      guard source.merges.count > 0 else {
        throw .malformed(expected: "merges for a vocabulary of merges", found: "none")
      }
      let isPlain = preTokenizer.spelling == .plain
      vocabulary = try Vocabulary(
        source,
        spelling: preTokenizer.spelling == .bytes
          ? .byteLevel : isPlain ? .plain : .sentencePiece)
      encoder = .merges(
        MergeEncoder(
          vocabulary, merges: try MergeTable(source.merges, vocabulary),
          preTokenizer: preTokenizer,
          missing: preTokenizer.spelling == .bytes ? .refused : .bytes))
    }
    specials = SpecialTokens(vocabulary, modelName: source.modelName)

    addsBeginningOfText = source.addsBeginningOfText ?? (byDefault && beginningOfText != nil)
    addsEndOfText = source.addsEndOfText ?? false
    guard !addsBeginningOfText || beginningOfText != nil else {
      throw .malformed(
        expected: "a beginning-of-text token, since one is to be added", found: "none")
    }
    guard !addsEndOfText || endOfText != nil else {
      throw .malformed(expected: "an end-of-text token, since one is to be added", found: "none")
    }
    let spelled = vocabulary.kinds.indices.filter {
      EndOfTurn.isSpelled(source.tokens[$0])
    }
    endTokens = Set(
      spelled.map { Int32($0) } + [endOfText, endOfTurn, endOfMessage].compactMap(\.self))
  }

  /// How many tokens there are; a model's output may be wider.
  package var count: Int { vocabulary.count }

  /// Whether a token is control, unknown or user-defined, and so never part of ordinary text.
  ///
  /// False for an id that names no token.
  package func isSpecial(_ id: Int32) -> Bool { kind(of: id)?.isMatchedWhole ?? false }

  /// What a token is for, or nil for an id that names none.
  package func kind(of id: Int32) -> TokenKind? {
    vocabulary.kinds.indices.contains(Int(id)) ? vocabulary.kinds[Int(id)] : nil
  }

  /// The id of a special token by its spelling, as in `<|im_end|>`.
  package func id(ofSpecial spelling: String) -> Int32? {
    vocabulary.specialIndex.id(of: Array(spelling.utf8))
  }
}
