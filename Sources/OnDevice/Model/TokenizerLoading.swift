import JSON
import ModelFiles
import Tokenization

/// Brings a model's vocabulary to the tokenizer: the one place where GGUF keys and a folder's files
/// meet `Tokenization`.
enum TokenizerLoading {
  /// The tokenizer of a path or name, whose weights need not be there.
  static func tokenizer(named pathOrName: String?) throws(OnDeviceError) -> Tokenizer {
    if let pathOrName {
      // A vocabulary needs no model beside it.
      if ModelLocator.hasVocabulary(pathOrName) {
        return try Problems.translated { try tokenizer(of: FolderFiles(path: pathOrName)) }
      }
      let path = try ModelLocator.path(of: pathOrName)
      if ModelLocator.isFolder(path) {
        return try Problems.translated { try tokenizer(of: FolderFiles(path: path)) }
      }
    }
    return try result(of: ModelSource.checkpoint(pathOrName)).get()
  }

  /// The tokenizer of a model, or why there is none.
  static func result(of checkpoint: any Checkpoint) -> Result<Tokenizer, OnDeviceError> {
    Result { () throws(OnDeviceError) in
      try Problems.translated {
        if let folder = checkpoint as? FolderCheckpoint { return try tokenizer(of: folder.files) }
        return try Tokenizer(source(of: checkpoint.metadata))
      }
    }
  }

  /// Whether a model may be opened without a tokenizer: a folder, whose files are read one by one,
  /// and a file with weights only.
  ///
  /// A vocabulary that is there and broken is an error of its file.
  static func isOptional(_ checkpoint: any Checkpoint) -> Bool {
    if checkpoint is FolderCheckpoint { return true }
    let model = try? checkpoint.metadata.stringIfPresent("tokenizer.ggml.model")
    return model == nil || model == "none" || model == "no_vocab"
  }

  private static func tokenizer(of files: FolderFiles) throws -> Tokenizer {
    guard let storage = try files.bytesIfPresent("tokenizer.json") else {
      throw OnDeviceError(
        .modelUnavailable, "\(files.path): expected tokenizer.json, found none",
        hint: "put the model's tokenizer.json there, or give token ids")
    }
    defer { withExtendedLifetime(storage) {} }
    do {
      return try Tokenizer(json: storage.bytes, config: configuration(of: files))
    } catch let error as TokenizationError {
      var problem = Problems.translate(error)
      problem.message = "\(storage.name): \(problem.message)"
      throw problem
    }
  }

  /// What the folder says of its tokenizer beside it.
  private static func configuration(of files: FolderFiles) throws -> TokenizerConfiguration {
    var configuration = TokenizerConfiguration()
    let object = try files.objectIfPresent("tokenizer_config.json")
    // A role is a spelling, or an object with one.
    func spelling(_ key: String) -> String? {
      object?[key]?.string ?? object?[key]?["content"]?.string
    }
    configuration.beginningOfText = spelling("bos_token")
    configuration.endOfText = spelling("eos_token")
    configuration.unknown = spelling("unk_token")
    configuration.padding = spelling("pad_token")
    configuration.addsBeginningOfText = object?["add_bos_token"]?.bool
    configuration.addsEndOfText = object?["add_eos_token"]?.bool
    return configuration
  }

  private static func source(of metadata: GGUFMetadata) throws -> VocabularySource {
    var source = VocabularySource(
      model: try metadata.string("tokenizer.ggml.model"),
      pre: try metadata.stringIfPresent("tokenizer.ggml.pre"))
    source.modelName = try metadata.stringIfPresent("general.name")
    source.tokens = try packed(try metadata.strings("tokenizer.ggml.tokens"))
    if let merges = try metadata.stringsIfPresent("tokenizer.ggml.merges") {
      source.merges = try packed(merges)
    } else {
      source.hasMerges = false
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
    source.separator = try id("seperator", metadata)
    source.removesExtraSpaces = try metadata.boolIfPresent(
      "tokenizer.ggml.remove_extra_whitespaces")
    source.lowercases = try metadata.boolIfPresent("tokenizer.ggml.normalizer.lowercase")
    source.stripsAccents = try metadata.boolIfPresent("tokenizer.ggml.normalizer.strip_accents")
    source.characterMap =
      try metadata.integersIfPresent("tokenizer.ggml.precompiled_charsmap")?
      .map { UInt8(truncatingIfNeeded: $0) } ?? []
    return source
  }

  private static func packed(_ strings: GGUFStrings) throws -> PackedStrings {
    try PackedStrings(count: strings.count, byteCount: strings.byteCount) { body in
      strings.forEach { body($1) }
    }
  }

  private static func id(_ name: String, _ metadata: GGUFMetadata) throws -> Int? {
    try metadata.integerIfPresent("tokenizer.ggml.\(name)_token_id")
  }
}
