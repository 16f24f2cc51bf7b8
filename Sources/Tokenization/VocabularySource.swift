/// A vocabulary as plain data, before anything is checked.
///
/// Each field is named with the GGUF metadata key that it comes from. ``Tokenizer`` checks that
/// they agree with each other.
package struct VocabularySource: Sendable {
  /// `tokenizer.ggml.model`: `gpt2` is byte-level BPE, `llama` SentencePiece's BPE,
  /// `bert` WordPiece, `t5` SentencePiece's unigram model, `gemma4` BPE on characters.
  package var model: String
  /// `tokenizer.ggml.pre`: how a `gpt2` model cuts text into words; ignored for `llama`.
  package var pre: String?
  /// `general.name`: some models strip white space after special tokens; only their name says so.
  package var modelName: String?
  /// `tokenizer.ggml.tokens`.
  package var tokens = PackedStrings()
  /// `tokenizer.ggml.token_type`, as numbered by ``TokenKind``; empty when absent.
  package var kinds: [Int] = []
  /// `tokenizer.ggml.scores`; empty when absent.
  package var scores: [Float] = []
  /// `tokenizer.ggml.merges`: two spelled tokens with a space between them, best first.
  package var merges = PackedStrings()
  /// Whether there is a list of merges.
  ///
  /// An empty one is a vocabulary of bytes and special tokens; none at all is a file that lost it.
  package var hasMerges = true
  /// `tokenizer.ggml.bos_token_id`.
  package var beginningOfText: Int?
  /// `tokenizer.ggml.eos_token_id`.
  package var endOfText: Int?
  /// `tokenizer.ggml.eot_token_id`.
  package var endOfTurn: Int?
  /// `tokenizer.ggml.eom_token_id`.
  package var endOfMessage: Int?
  /// `tokenizer.ggml.unknown_token_id`.
  package var unknown: Int?
  /// `tokenizer.ggml.padding_token_id`.
  package var padding: Int?
  /// `tokenizer.ggml.add_bos_token`.
  package var addsBeginningOfText: Bool?
  /// `tokenizer.ggml.add_eos_token`.
  package var addsEndOfText: Bool?
  /// `tokenizer.ggml.add_space_prefix`.
  package var addsSpacePrefix: Bool?

  /// `tokenizer.ggml.seperator_token_id`, spelled so.
  package var separator: Int?
  /// `tokenizer.ggml.remove_extra_whitespaces`, of `t5`.
  package var removesExtraSpaces: Bool?
  /// `tokenizer.ggml.precompiled_charsmap`, of `t5`; empty when absent.
  package var characterMap: [UInt8] = []
  /// `tokenizer.ggml.normalizer.lowercase`, of `bert`.
  package var lowercases: Bool?
  /// `tokenizer.ggml.normalizer.strip_accents`, of `bert`.
  package var stripsAccents: Bool?

  package init(model: String, pre: String? = nil) {
    self.model = model
    self.pre = pre
  }
}

/// What a token is for; the numbers are those of `tokenizer.ggml.token_type`.
package enum TokenKind: UInt8, Sendable {
  case undefined, normal, unknown, control, userDefined, unused, byte

  /// Whether text may become this token without ``Tokenizer`` having been told to parse specials.
  ///
  /// A message that spells `<|im_end|>` must not end its turn, so control tokens are never found by
  /// merging either, though a vocabulary could allow it.
  var isReachableFromText: Bool {
    switch self {
    case .undefined, .normal, .userDefined, .unused: true
    case .unknown, .control, .byte: false
    }
  }

  /// Whether this token is cut out of the text as a whole before anything else looks at it.
  var isMatchedWhole: Bool { self == .control || self == .unknown || self == .userDefined }
}
