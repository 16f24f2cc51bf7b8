import ModelFiles
import Tokenization

/// Brings a file's vocabulary to the tokenizer: the one place where GGUF keys meet `Tokenization`.
enum TokenizerLoading {
  /// The tokenizer of a file.
  static func tokenizer(of file: GGUFFile) throws -> Tokenizer {
    try Tokenizer(source(of: file.metadata))
  }

  private static func source(of metadata: GGUFMetadata) throws -> VocabularySource {
    var source = VocabularySource(
      model: try metadata.string("tokenizer.ggml.model"),
      pre: try metadata.stringIfPresent("tokenizer.ggml.pre"))
    source.modelName = try metadata.stringIfPresent("general.name")
    source.tokens = try packed(try metadata.strings("tokenizer.ggml.tokens"))
    if let merges = try metadata.stringsIfPresent("tokenizer.ggml.merges") {
      source.merges = try packed(merges)
    }
    source.scores = try metadata.floatsIfPresent("tokenizer.ggml.scores") ?? []
    source.kinds = try metadata.integersIfPresent("tokenizer.ggml.token_type") ?? []
    source.beginningOfText = try id("bos", metadata)
    source.endOfText = try id("eos", metadata)
    source.endOfTurn = try id("eot", metadata)
    source.endOfMessage = try id("eom", metadata)
    source.unknown = try id("unknown", metadata)
    source.padding = try id("padding", metadata)
    source.addsBeginningOfText = try metadata.boolIfPresent("tokenizer.ggml.add_bos_token")
    source.addsEndOfText = try metadata.boolIfPresent("tokenizer.ggml.add_eos_token")
    source.addsSpacePrefix = try metadata.boolIfPresent("tokenizer.ggml.add_space_prefix")
    return source
  }

  private static func packed(_ strings: GGUFStrings) throws -> PackedStrings {
    var packed = PackedStrings()
    packed.reserve(strings: strings.count, bytes: strings.count * 8)
    try strings.forEach { _, bytes in try packed.append(bytes: bytes) }
    return packed
  }

  private static func id(_ name: String, _ metadata: GGUFMetadata) throws -> Int? {
    try metadata.integerIfPresent("tokenizer.ggml.\(name)_token_id")
  }
}
