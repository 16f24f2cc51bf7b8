import JSON

/// Normalisers, cuts and decoders by their `type`.
extension TokenizerJSON {
  static func unknown(_ what: String, _ value: JSONValue?) -> TokenizationError {
    let name = value?["type"]?.string ?? value?.string
    return TokenizationError(
      .unsupported, expected: "a known \(what)",
      found: name.map { TokenizationError.quoted($0.utf8) } ?? "one without a name")
  }

  private static func flag(
    _ value: JSONValue, _ name: String, default usual: Bool? = nil
  ) throws(TokenizationError) -> Bool {
    switch value[name] {
    case .bool(let flag)?: return flag
    case nil, .null?: if let usual { return usual }
    default: break
    }
    throw .malformed(
      expected: "true or false as \(name) of \(value["type"]?.string ?? "a part")", found: "neither"
    )
  }

  private static func text(_ value: JSONValue, _ name: String) throws(TokenizationError) -> String {
    guard let text = value[name]?.string else {
      throw .malformed(
        expected: "a string as \(name) of \(value["type"]?.string ?? "a part")", found: "none")
    }
    return text
  }

  private static func parts(
    _ value: JSONValue, _ name: String
  ) throws(TokenizationError) -> [JSONValue] {
    guard let parts = value[name]?.array else {
      throw .malformed(expected: "\(name) of a Sequence", found: "none")
    }
    return parts
  }

  // MARK: - Normalisers

  static func normalizer(
    _ value: JSONValue, depth: Int = 0
  ) throws(TokenizationError) -> TextNormalizer? {
    if value == .null { return nil }
    guard depth < 8, let type = value["type"]?.string else { throw unknown("normalizer", value) }
    if let form = UnicodeForm(rawValue: type) { return .form(form) }
    switch type {
    case "Sequence":
      var sequence: [TextNormalizer] = []
      for part in try parts(value, "normalizers") {
        if let part = try normalizer(part, depth: depth + 1) { sequence.append(part) }
      }
      return .sequence(sequence)
    case "Lowercase": return .lowercase
    case "StripAccents": return .stripAccents
    case "Nmt": return .nmt
    case "Strip":
      return .strip(
        left: try flag(value, "strip_left"), right: try flag(value, "strip_right"))
    case "Prepend": return .prepend(Array(try text(value, "prepend").utf8))
    case "Replace":
      return .replace(try pattern(value), with: Array(try text(value, "content").utf8))
    case "BertNormalizer":
      let lowercases = try flag(value, "lowercase", default: true)
      return .bert(
        BertNormalizer(
          cleansText: try flag(value, "clean_text", default: true),
          separatesIdeographs: try flag(value, "handle_chinese_chars", default: true),
          stripsAccents: try flag(value, "strip_accents", default: lowercases),
          lowercases: lowercases))
    case "Precompiled":
      let encoded = try text(value, "precompiled_charsmap")
      guard let blob = Base64.decoded(encoded) else {
        throw .malformed(expected: "precompiled_charsmap in Base64", found: "another text")
      }
      return .precompiled(try CharacterMap(blob))
    default: throw unknown("normalizer", value)
    }
  }

  private static func pattern(
    _ value: JSONValue
  ) throws(TokenizationError) -> TextNormalizer.Pattern {
    if let text = value["pattern"]?["String"]?.string { return .text(Array(text.utf8)) }
    if let regex = value["pattern"]?["Regex"]?.string { return .regex(try RegexProgram(regex)) }
    throw .malformed(expected: "a pattern as String or Regex", found: "another")
  }

  // MARK: - Cuts

  /// The steps of a pre-tokenizer in one list; see ``PieceStep``.
  static func steps(_ value: JSONValue, depth: Int = 0) throws(TokenizationError) -> [RawStep] {
    if value == .null { return [] }
    guard depth < 8, let type = value["type"]?.string else { throw unknown("pre-tokenizer", value) }
    switch type {
    case "Sequence":
      var steps: [RawStep] = []
      for part in try parts(value, "pretokenizers") {
        steps += try self.steps(part, depth: depth + 1)
      }
      return steps
    case "ByteLevel":
      var steps: [RawStep] = []
      if try flag(value, "add_prefix_space") { steps.append(.step(.spaceBefore)) }
      if try flag(value, "use_regex", default: true) {
        steps.append(
          try cut(
            #"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"#))
      }
      return steps + [.byteLevel]
    case "Split":
      let name = try text(value, "behavior")
      guard let behaviour = Cut.Behaviour(rawValue: name) else {
        throw TokenizationError(
          .unsupported, expected: "a known behaviour of Split",
          found: TokenizationError.quoted(name.utf8))
      }
      let isInverted = try flag(value, "invert", default: false)
      switch try pattern(value) {
      case .regex(let program):
        return [.step(.cut(.regex(program, behaviour, isInverted: isInverted)))]
      case .text(let literal):
        let escaped = String(decoding: literal, as: UTF8.self).unicodeScalars
          .map { "\\x{\(String($0.value, radix: 16))}" }.joined()
        return [try cut(escaped, behaviour, isInverted: isInverted)]
      }
    case "Digits":
      let isEach = try flag(value, "individual_digits")
      return [.step(.cut(.numbers(isEach: isEach)))]
    case "Punctuation":
      let name = value["behavior"]?.string ?? "Isolated"
      guard let behaviour = Cut.Behaviour(rawValue: name) else { throw unknown("behaviour", value) }
      return [.step(.cut(.punctuation(behaviour)))]
    case "Whitespace":
      let word = #"\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\u200c\u200d"#
      return [try cut("[\(word)]+|[^\(word)\\s]+", .removed, isInverted: true)]
    case "WhitespaceSplit": return [try cut(#"\s"#, .removed)]
    case "BertPreTokenizer":
      return [try cut(#"\s"#, .removed), .step(.cut(.punctuation(.isolated)))]
    case "Metaspace": return try metaspace(value)
    default: throw unknown("pre-tokenizer", value)
    }
  }

  /// A step, or the place where bytes become characters of the alphabet.
  enum RawStep {
    case step(PieceStep)
    case byteLevel
  }

  private static func cut(
    _ pattern: String, _ behaviour: Cut.Behaviour = .isolated, isInverted: Bool = false
  ) throws(TokenizationError) -> RawStep {
    .step(.cut(.regex(try RegexProgram(pattern), behaviour, isInverted: isInverted)))
  }

  private static func scheme(
    _ value: JSONValue
  ) throws(TokenizationError) -> PieceStep.PrependScheme {
    // Older files say only whether.
    let adds = try flag(value, "add_prefix_space", default: true)
    guard let name = value["prepend_scheme"]?.string else { return adds ? .always : .never }
    guard let scheme = PieceStep.PrependScheme(rawValue: name) else {
      throw TokenizationError(
        .unsupported, expected: "a known prepend_scheme",
        found: TokenizationError.quoted(name.utf8))
    }
    return scheme
  }

  private static func metaspace(_ value: JSONValue) throws(TokenizationError) -> [RawStep] {
    let mark = try text(value, "replacement")
    var steps: [RawStep] = [.step(.metaspace(mark: Array(mark.utf8), try scheme(value)))]
    if try flag(value, "split", default: true) {
      let escaped = mark.unicodeScalars.map { "\\x{\(String($0.value, radix: 16))}" }.joined()
      steps.append(try cut(escaped, .mergedWithNext))
    }
    return steps
  }

  // MARK: - Decoders

  static func decoder(_ value: JSONValue) throws(TokenizationError) -> TokenDecoder {
    if value == .null { return TokenDecoder(steps: [.spaced]) }
    var decoder = TokenDecoder()
    var isFused = false
    try append(value, to: &decoder, &isFused, depth: 0)
    return decoder
  }

  private static func append(
    _ value: JSONValue, to decoder: inout TokenDecoder, _ isFused: inout Bool, depth: Int
  ) throws(TokenizationError) {
    guard depth < 8, let type = value["type"]?.string else { throw unknown("decoder", value) }
    switch type {
    case "Sequence":
      for part in try parts(value, "decoders") {
        try append(part, to: &decoder, &isFused, depth: depth + 1)
      }
    case "ByteLevel": decoder.steps.append(.byteLevel)
    case "ByteFallback": decoder.steps.append(.byteFallback)
    case "Fuse": isFused = true
    case "Metaspace":
      decoder.steps.append(
        .metaspace(
          mark: Array(try text(value, "replacement").utf8), keepsFirst: try scheme(value) == .never)
      )
    case "Replace":
      guard case .text(let old) = try pattern(value) else {
        throw TokenizationError(
          .unsupported, expected: "a string to replace in decoding", found: "an expression")
      }
      decoder.steps.append(.replace(old, with: Array(try text(value, "content").utf8)))
    case "Strip":
      let content = Array(try text(value, "content").utf8)
      guard content.count == 1, let start = value["start"]?.integer, start >= 0,
        value["stop"]?.integer == 0
      else {
        throw TokenizationError(
          .unsupported, expected: "a Strip of one byte at the start alone", found: "another")
      }
      decoder.steps.append(.strip(content[0], atMost: start, fromText: isFused))
    case "WordPiece":
      decoder.steps.append(
        .wordPiece(
          prefix: Array(try text(value, "prefix").utf8),
          cleans: try flag(value, "cleanup", default: true)))
    default: throw unknown("decoder", value)
    }
  }
}
