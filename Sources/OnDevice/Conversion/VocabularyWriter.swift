import JSON
package import ModelFiles

/// Writes a folder's tokenizer as the arrays of a GGUF file.
///
/// Byte-level vocabularies become `gpt2` with the name of their pre-tokenizer, those of
/// SentencePiece's kind `llama` with scores that order tokens as the merges do, unigram models `t5`,
/// WordPiece `bert`. Numbers of token types: 1 normal, 2 unknown, 3 control, 4 user defined, 5 unused, 6 byte.
package struct VocabularyWriter {
  let file: TokenizerFile
  let config: JSONObject
  /// Rows of the embedding: a GGUF file has a token for each.
  let count: Int

  package init(_ files: FolderFiles, count: Int) throws {
    guard let storage = try files.bytesIfPresent("tokenizer.json") else {
      throw OnDeviceError(
        .modelUnavailable, "\(files.path): expected tokenizer.json, found none",
        hint: "convert with --no-tokenizer to write the weights alone")
    }
    file = try TokenizerFile(parsing: storage)
    config = try files.objectIfPresent("tokenizer_config.json") ?? JSONObject()
    self.count = count
  }

  package func write(to writer: inout GGUFWriter) throws {
    switch file.type {
    case "BPE": break
    case "Unigram": return try writeUnigram(to: &writer)
    case "WordPiece": return try writeWordPiece(to: &writer)
    default: throw unsupported("a BPE, Unigram or WordPiece vocabulary", found: file.type)
    }
    if file.isByteLevel {
      guard
        let pre = PreTokenizerPattern.name(
          of: file.preTokenizer, ignoresMerges: file.ignoresMerges)
      else {
        throw unsupported(
          "a pre-tokenizer that GGUF files have a name for", found: "another one")
      }
      writer.set("tokenizer.ggml.model", to: "gpt2")
      writer.set("tokenizer.ggml.pre", to: pre)
      writer.set("tokenizer.ggml.merges", to: merges())
    } else {
      guard file.byteFallback else {
        throw unsupported("a byte-level vocabulary or one with byte tokens", found: "neither")
      }
      writer.set("tokenizer.ggml.model", to: "llama")
      writer.set("tokenizer.ggml.pre", to: "default")
      writer.set("tokenizer.ggml.scores", to: scores())
      writer.set("tokenizer.ggml.add_space_prefix", to: file.addsSpacePrefix)
    }
    let (tokens, types) = tokensAndTypes()
    writer.set("tokenizer.ggml.tokens", to: tokens)
    writer.set("tokenizer.ggml.token_type", to: types)
    writeSpecialTokens(to: &writer)
  }

  func unsupported(_ expected: String, found: String) -> OnDeviceError {
    OnDeviceError(
      .modelUnavailable, "\(file.name): expected \(expected), found \(found)",
      hint: "convert with --no-tokenizer to write the weights alone")
  }

  // MARK: - Arrays

  func tokensAndTypes() -> (tokens: [String], types: [Int32]) {
    var tokens: [String] = []
    var types: [Int32] = []
    let added = Dictionary(file.added.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
    for id in 0..<count {
      guard let spelling = id < file.tokens.count ? file.tokens[id] : nil else {
        tokens.append("[PAD\(id)]")
        types.append(5)
        continue
      }
      var token = spelling
      if let addedToken = added[id] {
        let isControl = addedToken.isSpecial || Self.looksSpecial(spelling)
        types.append(isControl ? 3 : 4)
        // Engines look for these in the text as it was before spaces were marked.
        if !isControl {
          token = spelling.split(separator: "▁", omittingEmptySubsequences: false)
            .joined(separator: " ")
        }
      } else if spelling == file.unknown {
        types.append(2)
      } else {
        types.append(!file.isByteLevel && Self.isByte(spelling) ? 6 : 1)
      }
      tokens.append(token)
    }
    // SentencePiece's unknown token is an added one in most files.
    if !file.isByteLevel, let unknown = file.unknown, let id = tokens.firstIndex(of: unknown) {
      types[id] = 2
    }
    return (tokens, types)
  }

  /// The merges of tokens that the model has rows for.
  ///
  /// A tokenizer may know more; a merge that makes such a token is one of unknown tokens in the file.
  private func merges() -> [String] {
    guard file.tokens.count > count else { return file.merges }
    let lacking = Set(file.tokens[count...].compactMap(\.self))
    return file.merges.filter { merge in
      let parts = merge.split(separator: " ", omittingEmptySubsequences: false)
      return !(parts.map(String.init) + [parts.joined()]).contains(where: lacking.contains)
    }
  }

  /// Among tokens that two neighbours can become, the one of the earliest merge is taken first.
  private func scores() -> [Float] {
    var ranks: [String: Int] = [:]
    for (rank, merge) in file.merges.enumerated() {
      let token = merge.split(separator: " ", omittingEmptySubsequences: false).joined()
      if ranks[token] == nil { ranks[token] = rank }
    }
    return (0..<count).map { id in
      guard id < file.tokens.count, let token = file.tokens[id] else { return -10_000 }
      return ranks[token].map { -Float($0) } ?? (Self.isByte(token) ? 0 : -1000)
    }
  }

  /// `<0x0A>`.
  private static func isByte(_ token: String) -> Bool {
    token.utf8.count == 6 && token.hasPrefix("<0x") && token.hasSuffix(">")
      && token.dropFirst(3).dropLast().allSatisfy(\.isHexDigit)
  }

  /// Some files forget to say that such a token is special.
  static func looksSpecial(_ token: String) -> Bool {
    (token.hasPrefix("<|") && token.hasSuffix("|>"))
      || (token.hasPrefix("<｜") && token.hasSuffix("｜>"))
      || (token.hasPrefix("<unused") && token.hasSuffix(">"))
      || ["<pad>", "<mask>", "<2mass>", "[@BOS@]"].contains(token)
  }

  // MARK: - Special tokens

  private func writeSpecialTokens(to writer: inout GGUFWriter) {
    for (role, key) in [
      ("bos_token", "bos"), ("eos_token", "eos"), ("unk_token", "unknown"),
      ("pad_token", "padding"),
    ] {
      guard let spelling = config[role]?.string ?? config[role]?["content"]?.string,
        let id = id(of: spelling)
      else { continue }
      writer.set("tokenizer.ggml.\(key)_token_id", to: UInt32(clamping: id))
    }
    writer.set("tokenizer.ggml.add_bos_token", to: addsBeginning)
    if let ends = config["add_eos_token"]?.bool {
      writer.set("tokenizer.ggml.add_eos_token", to: ends)
    }
  }

  /// The id of a role that the configuration names, or else the post-processor's token.
  func id(ofRole role: String) -> Int? {
    (config[role]?.string ?? config[role]?["content"]?.string).flatMap(id(of:))
  }

  func id(of spelling: String) -> Int? {
    file.added.first { $0.content == spelling }?.id ?? file.tokens.firstIndex(of: spelling)
  }

  /// By the configuration, else by whether the file's own post-processor begins with a token.
  private var addsBeginning: Bool {
    let steps = file.postProcessor["processors"]?.array ?? [file.postProcessor]
    let template = steps.first { $0["type"]?.string == "TemplateProcessing" }
    let first = template?["single"]?.array?.first
    if let first { return first["SpecialToken"] != nil }
    return config["add_bos_token"]?.bool ?? false
  }
}

extension TokenizerFile {
  /// Whether tokens are spelled in the alphabet of bytes.
  var isByteLevel: Bool {
    let steps = preTokenizer["pretokenizers"]?.array ?? [preTokenizer]
    let decoders = decoder["decoders"]?.array ?? [decoder]
    return (steps + decoders).contains { $0["type"]?.string == "ByteLevel" }
  }

  /// Whether a text begins as if a space stood before it.
  var addsSpacePrefix: Bool {
    let steps = normalizer["normalizers"]?.array ?? [normalizer]
    if steps.contains(where: { $0["type"]?.string == "Prepend" }) { return true }
    let cuts = preTokenizer["pretokenizers"]?.array ?? [preTokenizer]
    guard let mark = cuts.first(where: { $0["type"]?.string == "Metaspace" }) else { return false }
    let scheme = mark["prepend_scheme"]?.string
    return scheme.map { $0 != "never" } ?? mark["add_prefix_space"]?.bool ?? true
  }
}
