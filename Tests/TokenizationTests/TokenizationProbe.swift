import Tokenization

/// What must hold for every input, shared by the fuzz harness and the replay of its corpus.
enum TokenizationProbe {
  private static let tokenizers: [Tokenizer] = {
    var made: [Tokenizer] = []
    for pre in ["llama-bpe", "qwen2", "gpt-2", nil] {
      if let source = try? TinyVocabulary.byteLevel(pre: pre),
        let tokenizer = try? Tokenizer(source)
      {
        made.append(tokenizer)
      }
    }
    if let source = try? TinyVocabulary.sentencePiece(), let tokenizer = try? Tokenizer(source) {
      made.append(tokenizer)
    }
    precondition(made.count == 5, "the vocabularies of the probe are good")
    return made
  }()

  /// What is wrong with how an input is treated, or nil; an input may also be refused by an error.
  ///
  /// The first byte chooses: a tokenizer for the rest as text, or the rest as a vocabulary.
  static func violation(of input: [UInt8]) throws(TokenizationError) -> String? {
    guard let first = input.first else { return nil }
    let rest = Array(input.dropFirst())
    if first & 7 >= tokenizers.count { return try vocabularyViolation(rest) }
    let tokenizer = tokenizers[Int(first & 7)]
    return try textViolation(rest, tokenizer, parseSpecial: first & 8 != 0)
      ?? decodingViolation(rest.map { Int32($0) * 3 % Int32(tokenizer.count) }, tokenizer)
  }

  private static func textViolation(
    _ bytes: [UInt8], _ tokenizer: Tokenizer, parseSpecial: Bool
  ) throws(TokenizationError) -> String? {
    let repaired = UTF8Validation.lossy(bytes.span)
    guard repaired == Array(String(decoding: bytes, as: UTF8.self).utf8) else {
      return "a repair unlike the standard library's"
    }
    let offset = UTF8Validation.firstInvalidOffset(in: bytes.span)
    guard (offset == nil) == (repaired == bytes) else {
      return "valid text repaired, or invalid not"
    }
    if offset != nil {
      do {
        _ = try tokenizer.encode(bytes)
        return "invalid UTF-8 encoded"
      } catch {
        guard error.code == .invalidUTF8, error.offset == offset else { return "the wrong error" }
      }
    }
    let ids = try tokenizer.encode(repaired, parseSpecial: parseSpecial)
    guard try tokenizer.encode(repaired, parseSpecial: parseSpecial) == ids else {
      return "other ids when the words are cached"
    }
    if !parseSpecial, ids.contains(where: { tokenizer.kind(of: $0) == .control }) {
      return "a control token from plain text"
    }
    let decoded = try tokenizer.decodedBytes(ids)
    guard decoded == original(repaired, tokenizer) else { return "a text that does not come back" }
    return decodingViolation(ids, tokenizer)
  }

  /// The text as its vocabulary can know it: SentencePiece takes `▁` for a space.
  private static func original(_ text: [UInt8], _ tokenizer: Tokenizer) -> [UInt8] {
    guard tokenizer.model == "llama" else { return text }
    var result: [UInt8] = []
    for byte in text {
      result.append(byte)
      if result.suffix(3) == [0xE2, 0x96, 0x81] {
        result.replaceSubrange((result.count - 3)..., with: [0x20])
      }
    }
    return result
  }

  private static func decodingViolation(_ ids: [Int32], _ tokenizer: Tokenizer) -> String? {
    for special in [Tokenizer.SpecialText.spelled, .omitted] {
      guard let whole = try? tokenizer.decode(ids, special: special) else {
        return "ids in range refused"
      }
      var decoder = StreamingDecoder(tokenizer, special: special)
      var streamed = ""
      for id in ids { streamed += (try? decoder.push(id)) ?? "?" }
      streamed += decoder.flush()
      // Equal strings may differ in bytes.
      guard Array(streamed.utf8) == Array(whole.utf8) else { return "a stream unlike the whole" }
    }
    return nil
  }

  /// Reads a vocabulary from the input: whatever it says must be refused or usable.
  private static func vocabularyViolation(_ input: [UInt8]) throws(TokenizationError) -> String? {
    var input = input[...]
    func byte() -> Int { input.popFirst().map { Int($0) } ?? 0 }
    func bytes() -> ArraySlice<UInt8> {
      let taken = input.prefix(byte() % 12)
      input = input.dropFirst(taken.count)
      return taken
    }
    let flags = byte()
    var source = VocabularySource(model: flags & 1 == 0 ? "gpt2" : "llama")
    source.pre = ["llama-bpe", "qwen2", "gpt-2", nil, "no"][byte() % 5]
    if flags & 2 != 0, flags & 1 == 0 { source.tokens = try alphabet() }
    for _ in 0..<byte() % 32 { try source.tokens.append(bytes: bytes()) }
    if flags & 4 != 0 {
      source.kinds = (0..<source.tokens.count).map { $0 < 256 && flags & 2 != 0 ? 1 : byte() % 8 }
    }
    for _ in 0..<byte() % 32 { try source.merges.append(bytes: bytes()) }
    if flags & 8 != 0 { source.scores = (0..<source.tokens.count).map { _ in Float(byte() - 128) } }
    if flags & 16 != 0 { source.beginningOfText = byte() - 1 }
    if flags & 32 != 0 { source.endOfText = byte() }
    if flags & 64 != 0 { source.addsBeginningOfText = byte() & 1 == 0 }
    if flags & 128 != 0 { source.addsSpacePrefix = false }
    if byte() & 1 != 0 { source.modelName = "phi-3" }

    let tokenizer = try Tokenizer(source)
    if let violation = decodingViolation((0..<Int32(tokenizer.count)).map(\.self), tokenizer) {
      return violation
    }
    let bytes = Array("hello <s>".utf8) + input
    let text = UTF8Validation.lossy(bytes.span)
    let ids = try tokenizer.encode(text, addSpecial: true, parseSpecial: true)
    return ids.allSatisfy { $0 >= 0 && $0 < tokenizer.count } ? nil : "an id that is no token's"
  }

  private static func alphabet() throws(TokenizationError) -> PackedStrings {
    try PackedStrings((UInt8.min...UInt8.max).map { String(TinyVocabulary.character($0)) })
  }
}
