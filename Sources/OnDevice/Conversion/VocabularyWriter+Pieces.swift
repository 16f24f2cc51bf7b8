import JSON
import ModelFiles
import Tokenization

/// The vocabularies of encoders: unigram models and WordPiece, as llama.cpp's converter writes them
/// (conversion/bert.py and t5.py; 0.3.36 of its Python package).
///
/// A GGUF file has no words for most of what a `tokenizer.json` may do to a text before the model
/// sees it. What it cannot say is refused: other ids without an error would be worse.
extension VocabularyWriter {
  // MARK: - Unigram

  func writeUnigram(to writer: inout GGUFWriter) throws {
    guard !file.byteFallback else {
      throw unsupported("a unigram model without byte_fallback", found: "one with it")
    }
    guard let unknown = file.unknownID, file.tokens.indices.contains(unknown) else {
      throw unsupported("unk_id of a unigram model", found: "none")
    }
    let (map, replacesSpaces) = try unigramNormalizer()
    let (addsSpace, splitsSpaces) = try unigramCuts()
    var (tokens, types) = tokensAndTypes()
    for id in tokens.indices where types[id] == 4 { tokens[id] = file.tokens[id] ?? tokens[id] }
    if unknown < types.count { types[unknown] = 2 }
    writer.set("tokenizer.ggml.model", to: "t5")
    writer.set("tokenizer.ggml.pre", to: "default")
    writer.set("tokenizer.ggml.tokens", to: tokens)
    writer.set("tokenizer.ggml.token_type", to: types)
    writer.set(
      "tokenizer.ggml.scores",
      to: (0..<count).map { id in
        id < file.scores.count ? Float(file.scores[id]) : types[id] == 4 ? -1000 : -10_000
      })
    writer.set("tokenizer.ggml.add_space_prefix", to: addsSpace)
    writer.set("tokenizer.ggml.remove_extra_whitespaces", to: splitsSpaces || replacesSpaces)
    if !map.isEmpty {
      writer.set(
        "tokenizer.ggml.precompiled_charsmap", to: map.map { Int8(bitPattern: $0) })
    }
    writer.set("tokenizer.ggml.unknown_token_id", to: UInt32(clamping: unknown))
    try writeEnds(to: &writer)
  }

  /// The compiled character map, and whether runs of spaces become one.
  private func unigramNormalizer() throws -> (map: [UInt8], replacesSpaces: Bool) {
    var map: [UInt8] = []
    var replacesSpaces = false
    let steps = file.normalizer["normalizers"]?.array ?? [file.normalizer]
    for step in steps where step != .null {
      switch step["type"]?.string {
      case "Precompiled" where map.isEmpty && !replacesSpaces:
        guard let text = step["precompiled_charsmap"]?.string, let blob = Base64.decoded(text)
        else { throw unsupported("precompiled_charsmap in Base64", found: "another text") }
        map = blob
      case "Replace" where step["pattern"]?["Regex"]?.string == " {2,}": replacesSpaces = true
      // Spaces at the ends go with those in between.
      case "Strip": replacesSpaces = true
      case let other:
        throw unsupported(
          "a normalizer that GGUF files of the kind t5 can say",
          found: other ?? "one without a name")
      }
    }
    return (map, replacesSpaces)
  }

  private func unigramCuts() throws -> (addsSpace: Bool, splitsSpaces: Bool) {
    var addsSpace = false
    var splitsSpaces = false
    let steps = file.preTokenizer["pretokenizers"]?.array ?? [file.preTokenizer]
    for step in steps where step != .null {
      switch step["type"]?.string {
      case "WhitespaceSplit": splitsSpaces = true
      case "Metaspace":
        guard step["replacement"]?.string == "▁" else {
          throw unsupported("▁ as the mark of spaces", found: "another")
        }
        let scheme = step["prepend_scheme"]?.string
        addsSpace = scheme.map { $0 != "never" } ?? step["add_prefix_space"]?.bool ?? true
      case let other:
        throw unsupported(
          "a pre-tokenizer that GGUF files of the kind t5 can say",
          found: other ?? "one without a name")
      }
    }
    return (addsSpace, splitsSpaces)
  }

  // MARK: - WordPiece

  func writeWordPiece(to writer: inout GGUFWriter) throws {
    guard file.continuingPrefix == "##" else {
      throw unsupported("## before what goes on with a word", found: file.continuingPrefix)
    }
    let normalizer = file.normalizer
    guard normalizer["type"]?.string == "BertNormalizer",
      normalizer["clean_text"]?.bool != false, normalizer["handle_chinese_chars"]?.bool != false,
      file.preTokenizer["type"]?.string == "BertPreTokenizer"
    else {
      throw unsupported(
        "BertNormalizer and BertPreTokenizer for a GGUF of the kind bert", found: "others")
    }
    let lowercases = normalizer["lowercase"]?.bool ?? true
    var (tokens, types) = tokensAndTypes()
    for id in tokens.indices where types[id] != 3 {
      let token = tokens[id]
      tokens[id] = token.hasPrefix("##") ? String(token.dropFirst(2)) : "▁" + token
    }
    for id in tokens.indices where types[id] == 2 { tokens[id] = file.tokens[id] ?? tokens[id] }
    writer.set("tokenizer.ggml.model", to: "bert")
    writer.set("tokenizer.ggml.pre", to: "default")
    writer.set("tokenizer.ggml.tokens", to: tokens)
    writer.set("tokenizer.ggml.token_type", to: types)
    writer.set("tokenizer.ggml.normalizer.lowercase", to: lowercases)
    writer.set(
      "tokenizer.ggml.normalizer.strip_accents",
      to: normalizer["strip_accents"]?.bool ?? lowercases)
    guard let unknown = file.unknown.flatMap(id(of:)) else {
      throw unsupported("a token for unknown words", found: "none")
    }
    writer.set("tokenizer.ggml.unknown_token_id", to: UInt32(clamping: unknown))
    let (first, last) = try writeEnds(to: &writer)
    guard first != nil, last != nil else {
      throw unsupported("a token before a text and one after it", found: "not both")
    }
  }

  // MARK: - Ends

  /// Writes which tokens stand around a text; engines ask for the first as the beginning of text,
  /// also where the model calls it a class.
  @discardableResult
  private func writeEnds(to writer: inout GGUFWriter) throws -> (first: Int?, last: Int?) {
    let (first, last) = try ends()
    let beginning = first ?? id(ofRole: "bos_token") ?? id(ofRole: "cls_token")
    let end = last ?? id(ofRole: "eos_token") ?? id(ofRole: "sep_token")
    for (key, id) in [
      ("bos", beginning), ("eos", end), ("seperator", last ?? id(ofRole: "sep_token")),
      ("padding", id(ofRole: "pad_token")), ("mask", id(ofRole: "mask_token")),
      ("cls", id(ofRole: "cls_token")),
    ] {
      if let id { writer.set("tokenizer.ggml.\(key)_token_id", to: UInt32(clamping: id)) }
    }
    writer.set("tokenizer.ggml.add_bos_token", to: first != nil)
    writer.set("tokenizer.ggml.add_eos_token", to: last != nil)
    return (first, last)
  }

  /// The tokens that the post-processor puts around a single text.
  private func ends() throws -> (first: Int?, last: Int?) {
    let post = file.postProcessor
    switch post["type"]?.string {
    case nil: return (nil, nil)
    case "BertProcessing", "RobertaProcessing":
      return (post["cls"]?.array?.last?.integer, post["sep"]?.array?.last?.integer)
    case "TemplateProcessing":
      let single = post["single"]?.array ?? []
      guard let text = single.firstIndex(where: { $0["Sequence"] != nil }), text <= 1,
        single.count - text <= 2
      else { throw unsupported("at most one token before and after a text", found: "more") }
      func token(_ place: Int) throws -> Int? {
        guard single.indices.contains(place), place != text else { return nil }
        guard let name = single[place]["SpecialToken"]?["id"]?.string, let id = id(of: name) else {
          throw unsupported("a known token beside the text", found: "another")
        }
        return id
      }
      return (try token(text - 1), try token(text + 1))
    case let other?: throw unsupported("a known post-processor", found: other)
    }
  }
}
