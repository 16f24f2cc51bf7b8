import JSON

extension Tokenizer {
  /// The tokenizer of a Hugging Face folder: the bytes of its `tokenizer.json`, and what
  /// `tokenizer_config.json` says.
  package convenience init(
    json bytes: UnsafeRawBufferPointer, config: TokenizerConfiguration = TokenizerConfiguration()
  ) throws(TokenizationError) {
    self.init(try JSONParts(try TokenizerJSON(bytes), config).parts())
  }

  package convenience init(
    json bytes: [UInt8], config: TokenizerConfiguration = TokenizerConfiguration()
  ) throws(TokenizationError) {
    let parts: Parts = try bytes.withUnsafeBufferPointer { bytes throws(TokenizationError) in
      try JSONParts(try TokenizerJSON(UnsafeRawBufferPointer(bytes)), config).parts()
    }
    self.init(parts)
  }
}

/// Makes the parts of a tokenizer from what its files say.
private struct JSONParts {
  let file: TokenizerJSON
  let config: TokenizerConfiguration
  let type: String
  let vocabulary: Vocabulary
  /// The `unk` of the model.
  let unknown: Int32?

  init(_ file: TokenizerJSON, _ config: TokenizerConfiguration) throws(TokenizationError) {
    self.file = file
    self.config = config
    type = try Self.type(file)
    var builder = file.vocabulary
    for token in file.addedTokens {
      if let known = builder[Int(token.id)] {
        guard known.elementsEqual(token.content) else {
          throw .malformed(
            expected: "added token \(token.id) as the vocabulary has it, "
              + TokenizationError.quoted(known), found: TokenizationError.quoted(token.content))
        }
      } else {
        try builder.add(token.content, id: Int(token.id), limit: file.bytes.count)
      }
    }
    let tokens = try builder.packed()
    let count = tokens.count
    var kinds = [TokenKind](repeating: .normal, count: count)
    var modelOnly = [Bool](repeating: false, count: count)
    for id in 0..<count {
      modelOnly[id] = file.vocabulary.has(id)
      if !builder.has(id) {
        kinds[id] = .unused
      } else if tokens.range(of: id).count == 6, Vocabulary.byte(spelled: tokens[id]) != nil {
        kinds[id] = .byte
      }
    }
    for token in file.addedTokens {
      kinds[Int(token.id)] = token.isSpecial ? .control : .userDefined
    }
    vocabulary = try Vocabulary(
      tokens, kinds: kinds, reachable: { modelOnly[$0] && kinds[$0] != .control })
    unknown = try Self.unknown(file, type, vocabulary)
  }

  private static func type(_ file: TokenizerJSON) throws(TokenizationError) -> String {
    if let type = file.model["type"]?.string {
      guard ["BPE", "Unigram", "WordPiece"].contains(type) else {
        throw TokenizationError(
          .unsupported, expected: "one of the models BPE, Unigram, WordPiece",
          found: TokenizationError.quoted(type.utf8))
      }
      return type
    }
    // Older files leave it to be seen.
    if file.merges != nil { return "BPE" }
    if file.model["unk_id"] != nil { return "Unigram" }
    if file.model["max_input_chars_per_word"] != nil { return "WordPiece" }
    throw .malformed(expected: "a model with a type", found: "none")
  }

  private static func unknown(
    _ file: TokenizerJSON, _ type: String, _ vocabulary: Vocabulary
  ) throws(TokenizationError) -> Int32? {
    if type == "Unigram" {
      guard let id = file.model["unk_id"]?.integer else { return nil }
      guard id >= 0, id < vocabulary.count else {
        throw .malformed(expected: "unk_id below \(vocabulary.count)", found: "\(id)")
      }
      return Int32(truncatingIfNeeded: id)
    }
    guard let spelling = file.model["unk_token"]?.string else { return nil }
    // A model may name a token that it does not have, as long as nothing is unknown to it.
    let bytes = Array(spelling.utf8)
    let (ordinary, special) = (
      vocabulary.index.id(of: bytes), vocabulary.specialIndex.id(of: bytes)
    )
    return [ordinary, special].compactMap(\.self).min()
  }

  // MARK: - Parts

  func parts() throws(TokenizationError) -> Tokenizer.Parts {
    let (steps, spelling) = try steps()
    var pipeline = Pipeline(
      normalizer: try TokenizerJSON.normalizer(file.normalizer), steps: steps,
      model: try model(spelling))
    for var token in file.addedTokens {
      if token.isNormalized {
        if let normalizer = pipeline.normalizer { try normalizer.apply(&token.content) }
        pipeline.addedNormalized.insert(token)
      } else {
        pipeline.added.insert(token)
      }
    }
    var parts = Tokenizer.Parts(
      vocabulary: vocabulary, encoder: .pipeline(pipeline),
      specials: SpecialTokens(vocabulary, modelName: nil), model: type)
    parts.decoder = try TokenizerJSON.decoder(file.decoder)
    // Many configurations name these two though the vocabulary has none; nothing depends on it.
    parts.unknown = try? special(config.unknown, "unk_token") ?? unknown
    parts.beginningOfText = try special(config.beginningOfText, "bos_token")
    parts.endOfText = try special(config.endOfText, "eos_token")
    parts.padding = try? special(config.padding, "pad_token")
    (parts.prefix, parts.suffix) = try PostProcessor.around(file.postProcessor, vocabulary.count)
    try adjust(&parts)
    let spelled = EndOfTurn.ids(in: vocabulary.spellings)
      .filter { vocabulary.kinds[$0] == .control }
    parts.endTokens = Set(
      EndOfTurn.ending(spelled, in: vocabulary.spellings).map { Int32(truncatingIfNeeded: $0) })
    if let end = parts.endOfText { parts.endTokens.insert(end) }
    for id in config.endIDs {
      // One that the model has and the tokenizer has not ends a turn all the same.
      guard id >= 0, let id = Int32(exactly: id) else {
        throw .malformed(expected: "an end token's id", found: "\(id)")
      }
      parts.endTokens.insert(id)
    }
    return parts
  }

  private func special(
    _ spelling: String?, _ name: String
  ) throws(TokenizationError) -> Int32? {
    guard let spelling else { return nil }
    let bytes = Array(spelling.utf8)
    guard let id = vocabulary.specialIndex.id(of: bytes) ?? vocabulary.index.id(of: bytes) else {
      throw .malformed(
        expected: "a token for \(name)", found: "none that is \(TokenizationError.quoted(bytes))")
    }
    return id
  }

  /// What the configuration says goes before what the post-processor does.
  private func adjust(_ parts: inout Tokenizer.Parts) throws(TokenizationError) {
    if let adds = config.addsBeginningOfText, let token = parts.beginningOfText {
      let has = parts.prefix.first == token
      if adds, !has { parts.prefix.insert(token, at: 0) }
      if !adds, has { parts.prefix.removeFirst() }
    }
    if let adds = config.addsEndOfText, let token = parts.endOfText {
      let has = parts.suffix.last == token
      if adds, !has { parts.suffix.append(token) }
      if !adds, has { parts.suffix.removeLast() }
    }
  }

  /// The cuts; bytes are spelled as such at the end, or in between where more cuts follow.
  private func steps() throws(TokenizationError) -> ([PieceStep], PreTokenizer.Spelling) {
    var raw = try TokenizerJSON.steps(file.preTokenizer)
    var spelling = PreTokenizer.Spelling.plain
    if case .byteLevel? = raw.last {
      let others = raw.dropLast().contains { if case .byteLevel = $0 { true } else { false } }
      if !others {
        raw.removeLast()
        spelling = .bytes
      }
    }
    let steps = raw.map { step in
      switch step {
      case .step(let step): step
      case .byteLevel: PieceStep.spelled
      }
    }
    return (steps, spelling)
  }

  private func flag(_ name: String) throws(TokenizationError) -> Bool {
    switch file.model[name] {
    case .bool(let flag)?: return flag
    case nil, .null?: return false
    default: throw .malformed(expected: "true or false as \(name)", found: "another value")
    }
  }

  private func refuse(_ name: String) throws(TokenizationError) {
    switch file.model[name] {
    case nil, .null?, .string("")?, .integer(0)?, .number(0)?: return
    default:
      throw TokenizationError(
        .unsupported, expected: "a model without \(name)", found: "one with it")
    }
  }

  private static let knownMembers = [
    "type", "dropout", "unk_token", "continuing_subword_prefix", "end_of_word_suffix", "fuse_unk",
    "byte_fallback", "ignore_merges", "unk_id", "max_input_chars_per_word",
  ]

  private func model(
    _ spelling: PreTokenizer.Spelling
  ) throws(TokenizationError) -> Pipeline.Model {
    if let name = file.model.keys.first(where: { !Self.knownMembers.contains($0) }) {
      throw TokenizationError(
        .unsupported, expected: "a known member of the model",
        found: TokenizationError.quoted(name.utf8))
    }
    switch type {
    case "BPE":
      for name in ["dropout", "continuing_subword_prefix", "end_of_word_suffix"] {
        try refuse(name)
      }
      let encoder = MergeEncoder(
        vocabulary, merges: .ids(try file.mergeTable(vocabulary)), spelling: spelling,
        takesWholeWords: try flag("ignore_merges"),
        missing: .unknown(
          unknown, isFused: try flag("fuse_unk"), byBytes: try flag("byte_fallback")))
      return .merges(encoder)
    case "Unigram": return .unigram(try unigram())
    default:
      guard let unknown else {
        throw .malformed(expected: "a token for unknown words", found: "none")
      }
      let longest = file.model["max_input_chars_per_word"]?.integer ?? 100
      let prefix = file.model["continuing_subword_prefix"]?.string ?? "##"
      return .wordPiece(
        WordPieceModel(
          vocabulary, unknown: unknown, prefix: Array(prefix.utf8), longestWord: longest))
    }
  }

  private func unigram() throws(TokenizationError) -> UnigramModel {
    guard let unknown else {
      throw .malformed(expected: "unk_id for what is unknown", found: "none")
    }
    guard vocabulary.spellings.bytes.count < 1 << 24 else {
      throw .malformed(
        expected: "tokens of under 16 MiB", found: "\(vocabulary.spellings.bytes.count) bytes")
    }
    var trie = ByteTrie(capacity: vocabulary.spellings.bytes.count)
    // Text that spells a control token, or is normalised into one, does not become it.
    for id in file.scores.indices
    where !vocabulary.spellings[id].isEmpty && vocabulary.kinds[id] != .control {
      trie.insert(vocabulary.spellings[id], Int32(id))
    }
    return UnigramModel(
      trie: trie, scores: file.scores, unknown: unknown, least: file.scores.min() ?? 0,
      byteTokens: vocabulary.byteTokens, usesBytes: try flag("byte_fallback"))
  }
}
