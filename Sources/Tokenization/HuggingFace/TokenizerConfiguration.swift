/// What `tokenizer_config.json` adds to a `tokenizer.json`: roles of special tokens by spelling.
package struct TokenizerConfiguration: Sendable {
  /// `bos_token`.
  package var beginningOfText: String?
  /// `eos_token`.
  package var endOfText: String?
  /// `unk_token`.
  package var unknown: String?
  /// `pad_token`.
  package var padding: String?
  /// `add_bos_token`; nil leaves it to the post-processor of `tokenizer.json`.
  package var addsBeginningOfText: Bool?
  /// `add_eos_token`, likewise.
  package var addsEndOfText: Bool?
  /// Further tokens that end a turn, by id, as `generation_config.json` lists them.
  package var endIDs: [Int] = []

  package init() {}
}
