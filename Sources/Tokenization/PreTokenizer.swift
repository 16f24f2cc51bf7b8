/// How a byte-level BPE model cuts text into words, as named by `tokenizer.ggml.pre`.
///
/// Merges never cross a word's border, so the wrong cut gives ids that the model was not trained
/// on. An unknown name is therefore an error and never a guess.
package struct PreTokenizer: Sendable, Hashable {
  /// The regular expression whose matches are the words.
  enum Rule: Hashable {
    /// Letters with one other character before them, digits in groups of up to `digits`:
    /// `(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,digits}|`
    /// ` ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+`.
    case cl100k(digits: Int)
    /// `'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`.
    case gpt2
    /// llama.cpp's default, four cuts in turn, each inside the pieces of the one before:
    /// runs of `[\p{P}$+<=>^~|]`, the words of ``gpt2``, runs of `\p{N}`, three ASCII digits.
    case fourCuts
  }

  let rule: Rule
  /// Whether a word that is a token is not merged at all.
  let takesWholeWords: Bool
  /// Whether a text begins with the beginning-of-text token unless the vocabulary says otherwise.
  let addsBeginningOfText: Bool

  private init(_ rule: Rule, takesWholeWords: Bool = false, addsBeginningOfText: Bool = false) {
    self.rule = rule
    self.takesWholeWords = takesWholeWords
    self.addsBeginningOfText = addsBeginningOfText
  }

  private static let llama3 = PreTokenizer(
    .cl100k(digits: 3), takesWholeWords: true, addsBeginningOfText: true)
  private static let qwen2 = PreTokenizer(.cl100k(digits: 1))
  private static let gpt2 = PreTokenizer(.gpt2)

  /// The names that llama.cpp's `llama-vocab.cpp` (0.3.36 of its Python package) gives these rules.
  private static let known: [(name: String, value: PreTokenizer)] = [
    ("default", PreTokenizer(.fourCuts)),
    ("llama-bpe", llama3), ("llama3", llama3), ("llama-v3", llama3), ("falcon3", llama3),
    ("falcon-h1", llama3), ("pixtral", llama3), ("midm-2.0", llama3), ("lfm2", llama3),
    ("dbrx", PreTokenizer(.cl100k(digits: 3))), ("smaug-bpe", PreTokenizer(.cl100k(digits: 3))),
    ("qwen2", qwen2), ("deepseek-r1-qwen", qwen2), ("kormo", qwen2), ("megrez", qwen2),
    ("stablelm2", qwen2), ("hunyuan", qwen2), ("solar-open", qwen2), ("grok-2", qwen2),
    ("gpt-2", gpt2), ("phi-2", gpt2), ("gigachat", gpt2), ("a.x-4.0", gpt2), ("mellum", gpt2),
    ("exaone4", gpt2), ("mpt", gpt2), ("olmo", gpt2), ("jais", gpt2), ("trillion", gpt2),
    ("granite-docling", gpt2),
  ]

  package static var knownNames: [String] { known.map(\.name) }

  /// The pre-tokenizer of a name; a vocabulary without one means llama.cpp's `default`.
  package static func named(_ name: String?) throws(TokenizationError) -> PreTokenizer {
    let name = name ?? "default"
    guard let entry = known.first(where: { $0.name == name }) else {
      throw TokenizationError(
        .unsupported, expected: "one of the pre-tokenizers \(knownNames.joined(separator: ", "))",
        found: TokenizationError.quoted(name.utf8))
    }
    return entry.value
  }

  /// The words of a text, for tests and for looking at a tokenizer; they join up to the text.
  package func words(in text: String) -> [String] {
    let bytes = Array(text.utf8)
    var scanner = WordScanner(self, range: 0..<bytes.count)
    var words: [String] = []
    while let word = scanner.next(in: bytes.span) {
      words.append(String(decoding: bytes[word], as: UTF8.self))
    }
    return words
  }
}
