/// How a `tokenizer.json` turns tokens back into text, token by token.
struct TokenDecoder: Sendable {
  enum Step: Sendable {
    case byteLevel
    /// A mark as a space; the first token loses it unless `keepsFirst`.
    case metaspace(mark: [UInt8], keepsFirst: Bool)
    case byteFallback
    case replace([UInt8], with: [UInt8])
    /// At most so many of a character off the beginning: of every token, or of the text.
    case strip(UInt8, atMost: Int, fromText: Bool)
    case wordPiece(prefix: [UInt8], cleans: Bool)
    /// Without a decoder tokens stand apart.
    case spaced
  }

  var steps: [Step] = []

  /// Appends the text of a token; `isFirst` says that it begins the text.
  func append(_ spelling: ArraySlice<UInt8>, isFirst: Bool, to result: inout [UInt8]) {
    var text = Array(spelling)
    for step in steps {
      switch step {
      case .byteLevel:
        var bytes: [UInt8] = []
        if ByteAlphabet.append(text[...], to: &bytes) { text = bytes }
      case .metaspace(let mark, let keepsFirst):
        Self.replace(&text, mark, with: isFirst && !keepsFirst ? [] : [0x20])
      case .byteFallback: if let byte = Vocabulary.byte(spelled: text[...]) { text = [byte] }
      case .replace(let old, let new): Self.replace(&text, old, with: new)
      case .strip(let byte, let atMost, let fromText):
        guard isFirst || !fromText else { continue }
        let count = text.prefix(atMost).prefix { $0 == byte }.count
        text.removeFirst(count)
      case .wordPiece(let prefix, let cleans):
        if !isFirst {
          if text.starts(with: prefix) {
            text.removeFirst(prefix.count)
          } else {
            text.insert(0x20, at: 0)
          }
        }
        if cleans { Self.clean(&text) }
      case .spaced: if !isFirst { text.insert(0x20, at: 0) }
      }
    }
    result += text
  }

  /// Appends a token that is text as it is spelled, apart from what it was cut out of.
  func append(whole spelling: ArraySlice<UInt8>, isFirst: Bool, to result: inout [UInt8]) {
    let standsApart = steps.contains {
      switch $0 {
      case .spaced, .wordPiece: true
      default: false
      }
    }
    if standsApart, !isFirst { result.append(0x20) }
    result += spelling
  }

  private static func clean(_ text: inout [UInt8]) {
    guard text.contains(0x20) else { return }
    for (old, new) in [
      (" .", "."), (" ?", "?"), (" !", "!"), (" ,", ","), (" ' ", "'"), (" n't", "n't"),
      (" 'm", "'m"), (" do not", " don't"), (" 's", "'s"), (" 've", "'ve"), (" 're", "'re"),
    ] {
      replace(&text, Array(old.utf8), with: Array(new.utf8))
    }
  }

  private static func replace(_ text: inout [UInt8], _ old: [UInt8], with new: [UInt8]) {
    guard let first = old.first, text.contains(first) else { return }
    var result: [UInt8] = []
    var position = 0
    while position < text.count {
      if text[position...].starts(with: old) {
        result += new
        position += old.count
      } else {
        result.append(text[position])
        position += 1
      }
    }
    text = result
  }
}
