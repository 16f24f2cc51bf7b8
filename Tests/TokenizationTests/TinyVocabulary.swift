import Tokenization

/// Small vocabularies built in code, for the fuzz harness and for tests.
enum TinyVocabulary {
  /// GPT-2's character for a byte, written after its description: printable bytes are themselves,
  /// the others count up from U+0100.
  static func character(_ byte: UInt8) -> Character {
    func isItself(_ byte: UInt8) -> Bool {
      switch byte {
      case 0x21...0x7E, 0xA1...0xAC, 0xAE...0xFF: true
      default: false
      }
    }
    if isItself(byte) { return Character(Unicode.Scalar(byte)) }
    let rank = (UInt8.min..<byte).filter { !isItself($0) }.count
    return Unicode.Scalar(UInt32(0x100 + rank)).map { Character($0) } ?? "?"
  }

  static func spelled(_ text: String) -> String { String(text.utf8.map(character)) }

  /// All bytes, then one token for each merge of two texts, then the special tokens.
  static func byteLevel(
    pre: String?, merges: [(String, String)] = defaultMerges,
    control: [String] = ["<|end|>", "<|im_start|>"], userDefined: [String] = ["<think>"]
  ) throws -> VocabularySource {
    var source = VocabularySource(model: "gpt2", pre: pre)
    for byte in UInt8.min...UInt8.max {
      try source.tokens.append(bytes: String(character(byte)).utf8)
    }
    for (left, right) in merges {
      try source.tokens.append(bytes: spelled(left + right).utf8)
      try source.merges.append(bytes: "\(spelled(left)) \(spelled(right))".utf8)
    }
    source.kinds = Array(repeating: 1, count: source.tokens.count)
    try append(control, .control, to: &source)
    try append(userDefined, .userDefined, to: &source)
    return source
  }

  static let defaultMerges: [(String, String)] = [
    ("h", "e"), ("l", "l"), ("he", "ll"), ("hell", "o"), (" ", "t"), (" t", "he"), (" ", " "),
    ("  ", "  "), ("a", "a"), ("aa", "aa"), ("\n", "\n"), ("1", "2"), ("12", "3"), ("'", "s"),
    ("i", "n"), ("e", "r"), (" ", "he"), ("r", "e"), ("\r", "\n"), (".", "."), ("..", "."),
  ]

  /// Unknown, beginning and end, all bytes as `<0xNN>`, then pieces whose score falls with their
  /// place, then the user-defined tokens.
  static func sentencePiece(
    pieces: [String] = defaultPieces, userDefined: [String] = ["<tool>"]
  ) throws -> VocabularySource {
    var source = VocabularySource(model: "llama")
    try append(["<unk>"], .unknown, to: &source)
    try append(["<s>", "</s>"], .control, to: &source)
    let digits = Array("0123456789ABCDEF")
    let bytes = (UInt8.min...UInt8.max).map { "<0x\(digits[Int($0 >> 4)])\(digits[Int($0 & 15)])>" }
    try append(bytes, .byte, to: &source)
    try append(pieces, .normal, to: &source)
    try append(userDefined, .userDefined, to: &source)
    source.scores = (0..<source.tokens.count).map { -Float($0) }
    return source
  }

  static let defaultPieces = [
    "▁", "▁t", "he", "▁the", "▁▁", "▁▁▁▁", "ll", "lo", "hell", "hello", "▁hello", "aa", "aaaa",
    "안", "녕", "안녕", "▁안녕", "하", "세", "요", "t", "h", "e", "l", "o", "a", "b", "c", "1", ".",
  ]

  private static func append(
    _ spellings: [String], _ kind: TokenKind, to source: inout VocabularySource
  ) throws {
    for spelling in spellings {
      try source.tokens.append(bytes: spelling.utf8)
      source.kinds.append(Int(kind.rawValue))
    }
  }
}
