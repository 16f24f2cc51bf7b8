internal import Synchronization

/// Text to token ids and back, as one model's vocabulary has it.
///
/// One instance serves all threads. Everything is checked when it is made: afterwards no text and
/// no id can do worse than throw.
package final class Tokenizer: Sendable {
  enum Encoder: Sendable {
    case merges(MergeEncoder)
    case sentencePiece(SentencePieceEncoder)
    case unigram(MarkedUnigram)
    case wordPiece(BertWords)
    /// Of a `tokenizer.json`, which says itself what is cut out of a text as a whole.
    case pipeline(Pipeline)
  }

  /// What a tokenizer is made of, however it was written down.
  struct Parts {
    var vocabulary: Vocabulary
    var encoder: Encoder
    var specials: SpecialTokens
    var model: String
    var pre: String?
    var beginningOfText: Int32?
    var endOfText: Int32?
    var endOfTurn: Int32?
    var unknown: Int32?
    var padding: Int32?
    var endTokens: Set<Int32> = []
    var prefix: [Int32] = []
    var suffix: [Int32] = []
    var addsSpacePrefix = false
    var decoder: TokenDecoder?
  }

  let vocabulary: Vocabulary
  let encoder: Encoder
  let specials: SpecialTokens
  /// How a `tokenizer.json` decodes; nil where the vocabulary's spelling says it.
  let decoder: TokenDecoder?
  /// The tokens around a text when they are asked for.
  let prefix: [Int32]
  let suffix: [Int32]
  /// Word caches that no call is using; more than a few threads make their own for a while.
  let scratches = Mutex<[EncoderScratch]>([])

  /// As in ``knownModels``, or the `type` of a `tokenizer.json`'s model.
  package let model: String
  /// The pre-tokenizer in force, nil where there is none by name.
  package let pre: String?
  package let beginningOfText: Int32?
  package let endOfText: Int32?
  package let endOfTurn: Int32?
  package let unknown: Int32?
  package let padding: Int32?
  /// All tokens after which a model has nothing more to say: those that the vocabulary names, and
  /// those that are spelled as the known chat formats do.
  package let endTokens: Set<Int32>
  /// Whether a text is encoded as if a space stood before it; decoding takes that space away.
  package let addsSpacePrefix: Bool

  init(_ parts: Parts) {
    vocabulary = parts.vocabulary
    encoder = parts.encoder
    specials = parts.specials
    decoder = parts.decoder
    prefix = parts.prefix
    suffix = parts.suffix
    model = parts.model
    pre = parts.pre
    beginningOfText = parts.beginningOfText
    endOfText = parts.endOfText
    endOfTurn = parts.endOfTurn
    unknown = parts.unknown
    padding = parts.padding
    endTokens = parts.endTokens
    addsSpacePrefix = parts.addsSpacePrefix
  }

  /// What ``encode(_:addSpecial:parseSpecial:)-(String,_,_)`` adds when asked to.
  package var addsBeginningOfText: Bool {
    beginningOfText.map { prefix.first == $0 } ?? false
  }

  package var addsEndOfText: Bool { endOfText.map { suffix.last == $0 } ?? false }

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
