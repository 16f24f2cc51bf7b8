import JSON

/// Finds the name that GGUF files give to the way in which a `tokenizer.json` cuts text into words.
///
/// A file has the expressions, a GGUF a name for them; expressions without a name are refused. The
/// expressions are those that the models' own files have.
enum PreTokenizerPattern {
  /// The name, or nil for a way that has none.
  static func name(of steps: JSONValue, ignoresMerges: Bool) -> String? {
    let flat = steps["pretokenizers"]?.array ?? [steps]
    var patterns: [String] = []
    for step in flat {
      switch step["type"]?.string {
      case "Split": patterns.append(step["pattern"]?["Regex"]?.string ?? "")
      case "ByteLevel":
        if step["use_regex"]?.bool ?? true { patterns.append("ByteLevel") }
      case "Digits":
        patterns.append(step["individual_digits"]?.bool ?? false ? "Digit" : "Digits")
      default: return nil
      }
    }
    let name = names[patterns]
    // The same expression with and without merging words that are tokens as a whole.
    return name == "llama-bpe" && !ignoresMerges ? "smaug-bpe" : name
  }

  private static let suffix = "(?i:'s|'t|'re|'ve|'m|'ll|'d)"
  private static let rest = #"|\s*[\r\n]+|\s+(?!\S)|\s+"#
  private static let upper = #"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]"#
  private static let lower = #"[\p{Ll}\p{Lm}\p{Lo}\p{M}]"#

  private static func letters(digits: String) -> String {
    suffix + #"|[^\r\n\p{L}\p{N}]?\p{L}+|"# + digits + #"| ?[^\s\p{L}\p{N}]+[\r\n]*"# + rest
  }

  private static func cased(_ ending: String, digits: String) -> String {
    "\(upper)*\(lower)+\(ending)|\(upper)+\(lower)*\(ending)|\(digits)"
      + #"| ?[^\s\p{L}\p{N}]+[\r\n/]*"# + rest
  }

  private static let names: [[String]: String] = [
    [letters(digits: #"\p{N}{1,3}"#)]: "llama-bpe",
    [letters(digits: #"\p{N}"#)]: "qwen2",
    [
      suffix + #"|[^\r\n\p{L}\p{N}]?[\p{L}\p{M}]+|\p{N}| ?[^\s\p{L}\p{M}\p{N}]+[\r\n]*"# + rest
    ]: "qwen35",
    [cased(suffix + "?", digits: #"\p{N}{1,3}"#)]: "gpt-4o",
    [cased("", digits: #"\p{N}"#)]: "tekken",
    [
      #"\p{N}{1,3}"#, "[一-龥぀-ゟ゠-ヿ]+",
      ##"[!"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+"##
        + #"| ?[\p{P}\p{S}]+[\r\n]*"# + rest,
    ]: "deepseek-v3",
    ["ByteLevel"]: "gpt-2",
    ["Digit", "ByteLevel"]: "smollm",
  ]
}
