/// A name of `tokenizer.ggml.pre` and what it means.
///
/// Names and expressions are those of llama.cpp's `llama-vocab.cpp` (0.3.36 of its Python package).
/// Where llama.cpp's expression differs from the model's own, as in the case of letters outside
/// ASCII, a GGUF is read as llama.cpp reads it.
struct PreTokenizerName: Sendable {
  struct Traits: OptionSet, Sendable {
    let rawValue: Int
    static let wholeWords = Traits(rawValue: 1)
    static let beginning = Traits(rawValue: 2)
    static let marked = Traits(rawValue: 8)
    static let plain = Traits(rawValue: 16)
    static let lineEnds = Traits(rawValue: 32)
  }

  enum Group: Sendable {
    case llama3, qwen2, qwen35, gpt2, fourCuts, digitsThenGPT2, gpt4o, graniteMultilingual
    case deepSeekLLM, deepSeekCoder, deepSeek3, spark, youtu, falcon, bloom, viking, tekken
    case chameleon, tinyAya, kimi, superBPE, bailing, seedCoder, noContractions, afmoe, laguna
    case exaoneMoE, lines, miniCPM5, nonSpace, jais2
  }

  let name: String
  let group: Group
  let traits: Traits

  private init(_ name: String, _ group: Group, _ traits: Traits) {
    self.name = name
    self.group = group
    self.traits = traits
  }

  private static func names(
    _ names: String, _ group: Group, _ traits: Traits = []
  ) -> [PreTokenizerName] {
    names.split(separator: " ").map { PreTokenizerName(String($0), group, traits) }
  }

  static let all: [PreTokenizerName] = [
    names("default", .fourCuts),
    names(
      "llama-bpe llama3 llama-v3 falcon3 falcon-h1 pixtral midm-2.0 lfm2 jina-v5-nano", .llama3,
      [.wholeWords, .beginning]),
    names("dbrx smaug-bpe chatglm-bpe", .llama3),
    names("glm4 glm5", .llama3, .wholeWords),
    names(
      "qwen2 deepseek-r1-qwen kormo f2llmv2 megrez stablelm2 hunyuan solar-open grok-2", .qwen2),
    names("qwen35", .qwen35),
    names(
      "gpt-2 phi-2 jina-es jina-de gigachat jina-v2-es jina-v2-de a.x-4.0 mellum modern-bert "
        + "exaone4 mpt olmo jais trillion granite-docling jina-v1-en jina-v2-code roberta-bpe",
      .gpt2),
    names("starcoder refact command-r smollm codeshell exaone minerva-7b mellum2", .digitsThenGPT2),
    names("gpt-4o llama4 kanana2 talkie minimax-m2", .gpt4o),
    names("granite-embed-multi-97m", .graniteMultilingual, .wholeWords),
    names("deepseek-llm", .deepSeekLLM), names("deepseek-coder", .deepSeekCoder),
    names("deepseek-v3 hunyuan-dense joyai-llm hy_v4", .deepSeek3), names("spark2_5", .spark),
    names("youtu", .youtu, .wholeWords), names("falcon", .falcon),
    names("poro-chat bloom gpt3-finnish", .bloom), names("viking", .viking),
    names("tekken", .tekken, [.wholeWords, .beginning]),
    names("chameleon", .chameleon, .beginning), names("tiny_aya cohere2moe", .tinyAya),
    names("kimi-k2", .kimi), names("superbpe", .superBPE),
    names("bailingmoe bailingmoe2 llada-moe", .bailing), names("seed-coder", .seedCoder),
    names("ufakzeka", .noContractions), names("afmoe", .afmoe), names("laguna", .laguna),
    names("exaone-moe", .exaoneMoE), names("minicpm5", .miniCPM5, .wholeWords),
    names("gemma4 granite-embed-multi-311m", .lines, [.marked, .lineEnds]),
    names("sarvam-moe", .lines, .marked),
    names("whitespace", .nonSpace, .plain), names("jais-2", .jais2),
  ].flatMap(\.self)

  // MARK: - Expressions

  private static let contractions =
    "(?:'[sS]|'[tT]|'[rR][eE]|'[vV][eE]|'[mM]|'[lL][lL]|'[dD])"
  private static let spaces = #"\s*[\r\n]+|\s+(?!\S)|\s+"#
  private static let symbols = #" ?[^\s\p{L}\p{N}]+[\r\n]*"#
  private static let han =
    #"[\u4e00-\u9fff\u3400-\u4dbf\x{20000}-\x{2a6df}\x{2a700}-\x{2b73f}\x{2b740}-\x{2b81f}"#
    + #"\x{2b820}-\x{2ceaf}\x{2ceb0}-\x{2ebef}\uf900-\ufaff\x{2f800}-\x{2fa1f}]"#

  /// `[A-Z]`-first words of o200k; llama.cpp takes every letter outside ASCII for both cases.
  private static func casedLetters(_ letters: String, after suffix: String) -> String {
    let upper = "[\(letters)&&[^a-z]]"
    let lower = "[\(letters)&&[^A-Z]]"
    let start = #"[^\r\n\p{L}\p{N}]?"#
    return "\(start)\(upper)*\(lower)+\(suffix)|\(start)\(upper)+\(lower)*\(suffix)"
  }

  private static func o200k(_ letters: String, digits: String) -> String {
    casedLetters(letters, after: contractions + "?")
      + #"|\#(digits)| ?[^\s\p{L}\p{N}]+[\r\n/]*|\#(spaces)"#
  }

  private static let punctuatedWords =
    ##"[!"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+"##
  private static let deepSeekWords = #"\#(punctuatedWords)| ?[\p{P}\p{S}]+[\r\n]*|\#(spaces)"#
  private static let kanaAndHan = #"[\u4e00-\u9fa5\u3040-\u30ff]+"#

  static func cuts(_ group: Group) throws(TokenizationError) -> [Cut] {
    switch group {
    case .llama3: return [.words(.cl100k(digits: 3))]
    case .qwen2: return [.words(.cl100k(digits: 1))]
    case .gpt2: return [.words(.gpt2)]
    case .fourCuts: return [.words(.fourCuts)]
    case .afmoe: return [.digitGroups] + (try regexes([asianRuns, deepSeekWords]))
    case .tinyAya:
      return [.digitGroups]
        + (try regexes([o200k(#"\p{L}\p{M}"#, digits: #"\p{N}{1,3}"#, isCased: false)]))
    case .superBPE: return try regexes([#"\p{N}+"#]) + [.beforeDigitGroups]
    case .digitsThenGPT2: return try regexes([#"\p{N}"#]) + [.words(.gpt2)]
    case .chameleon:
      return try regexes([
        "<sentinel:[0-9]+>", "(IMGIMG)((A|B|C|D|E|F|G|H|I){1,4})Z", #"([\t\n]|    |  )"#,
        #"\p{N}"#, #"[\p{P}!-/:-@\[-`{-~]"#,
      ]) + [.words(.gpt2)]
    case .falcon:
      return try regexes([#"[\p{P}\$\+<=>\^~\|`]+"#]) + [.words(.gpt2)]
        + (try regexes(["[0-9][0-9][0-9]"]))
    case .laguna: return try regexes([#"[^\n]+|[\n]+"#]) + [.words(.cl100k(digits: 1))]
    default: return try regexes(expressions(group))
    }
  }

  private static func regexes(_ patterns: [String]) throws(TokenizationError) -> [Cut] {
    var cuts: [Cut] = []
    for pattern in patterns {
      let program = try RegexProgram(pattern, edition: .llamaCpp)
      cuts.append(.regex(program, .isolated, isInverted: false))
    }
    return cuts
  }

  private static func o200k(_ letters: String, digits: String, isCased: Bool) -> String {
    isCased
      ? o200k(letters, digits: digits)
      : #"[^\r\n\p{L}\p{N}]?[\#(letters)]+\#(contractions)?|\#(digits)| ?[^\s\p{L}\p{N}]+[\r\n/]*|"#
        + spaces
  }

  private static func expressions(_ group: Group) -> [String] {
    switch group {
    case .qwen35:
      [
        #"\#(contractions)|[^\r\n\p{L}\p{N}]?[\p{L}\p{M}]+|\p{N}| ?[^\s\p{L}\p{M}\p{N}]+[\r\n]*|"#
          + spaces
      ]
    case .gpt4o: [o200k(#"\p{L}"#, digits: #"\p{N}{1,3}"#)]
    case .graniteMultilingual: [o200k(#"\p{L}\p{M}"#, digits: #"\p{N}{1,3}"#)]
    case .deepSeekLLM:
      [
        "[\r\n]", #"\s?["# + deepSeekLetters + "]+",
        #"\s?[!-/:-~\uff01-\uff0f\uff1a-\uff5e\u2018-\u201f\u3001-\u3002]+"#,
        #"\s+$"#, asianLetters, #"\p{N}+"#,
      ]
    case .deepSeekCoder:
      ["[\r\n]", #"\s?\p{L}+"#, #"\s?\p{P}+"#, asianLetters, #"\p{N}"#]
    case .deepSeek3: [#"\p{N}{1,3}"#, kanaAndHan, deepSeekWords]
    case .spark:
      [
        #"\p{N}{1,3}"#, kanaAndHan,
        #"\#(punctuatedWords)| ?[\p{P}\p{S}]+|[\r\n]|\s+(?!\S)|\s+"#, #"\p{N}"#,
      ]
    case .youtu:
      [
        youtuRuns + kanaAndHan,
        o200k(#"\p{L}\p{M}"#, digits: #"\p{N}"#, isCased: false),
      ]
    case .bloom: [bloom]
    case .viking: [bloom, #"\p{N}"#]
    case .tekken:
      [
        casedLetters(#"\p{L}"#, after: "")
          + #"|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\#(spaces)"#
      ]
    case .kimi:
      [
        #"\#(han)+|[^\r\n\p{L}\p{N}]?[\p{L}&&[^\#(han)]]+\#(contractions)?|\p{N}{1,3}|"#
          + "\(symbols)|\(spaces)"
      ]
    case .bailing:
      [
        #"'(?:[sSdDmMtT]|[lL][lL]|[vV][eE]|[rR][eE])|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}|\#(symbols)|"#
          + #"\s*[\r\n]|\s+(?!\S)|\s+"#
      ]
    case .seedCoder:
      [
        #"\#(contractions)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1}| ?[^\s\p{L}\p{N}\r\n]+|\#(spaces)"#
      ]
    case .noContractions: [#"[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}|\#(symbols)|\#(spaces)"#]
    case .exaoneMoE:
      [
        #"\#(contractions)|[^\r\n\p{L}\p{N}]?(?:\p{L}\p{M}*(?: \p{L}\p{M}*)*)+|\p{N}|"#
          + #" ?[^\s\p{L}\p{N}]+[\r\n/]?|\s*[\r\n]|\s+(?!\S)|\s+"#
      ]
    case .lines: [#"[^\n]+|[\n]+"#]
    case .miniCPM5:
      [
        #"\p{N}{1,3}"#,
        #"\#(contractions)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}+|\#(symbols)|\#(spaces)"#,
      ]
    case .nonSpace: [#"\S+"#]
    case .jais2:
      [
        #"\#(contractions)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}|\#(symbols)|\s*[\r\n]+|"#
          + [512, 256, 128, 64, 32, 16, 8, 4].map { #"\s{\#($0)}(?!\S)|"# }.joined()
          + #"\s{1,2}(?!\S)|\s{1}"#
      ]
    // These are cut by scanners, in part or as a whole; see ``cuts(_:)``.
    case .llama3, .qwen2, .gpt2, .fourCuts, .digitsThenGPT2, .falcon, .chameleon, .tinyAya,
      .superBPE, .afmoe, .laguna:
      []
    }
  }

  /// Without spaces: where llama.cpp reads an expression without categories, none is more than `\s`.
  private static let asianLetters = #"[[\u0800-\u9fa5&&\S]\uac00-\ud7ff]+"#

  private static let youtuRuns =
    #"[\uac00-\ud7a3\u3131-\u318e]+|[\uff01\u2026\u201c\u201d\u2018\u2019\u2014\uff1a\uff1b\uff0c"#
    + #"\u3001-\u303f\ufe30-\ufe4f]+|[\u3105-\u312f]+|"#

  private static let bloom = #" ?[^(\s|.,!?\u2026\u3002\uff0c\u3001\u0964\u06d4\u060c)]+"#

  /// U+8C48 as the beginning of a range is llama.cpp's; the model's own has U+F900, which looks the
  /// same.
  private static let asianRuns =
    #"[\u4e00-\u9fff\u3400-\u4dbf\u8c48-\ufaff\u3040-\u30ff\uff65-\uff9f\u2f00-\u2fdf\u0e40-\u0eff"#
    + #"\u1780-\u17ff\u1000-\u109f\uaa60-\uaa7f\ua9e0-\ua9ff\uac00-\ud7af\u1100-\u11ff]+"#
}
