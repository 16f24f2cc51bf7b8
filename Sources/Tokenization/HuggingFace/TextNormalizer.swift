/// What a `tokenizer.json` does to a text before it is cut.
indirect enum TextNormalizer: Sendable {
  enum Pattern: Sendable {
    case text([UInt8])
    case regex(RegexProgram)
  }

  case form(UnicodeForm)
  case lowercase
  case strip(left: Bool, right: Bool)
  case stripAccents
  case replace(Pattern, with: [UInt8])
  case prepend([UInt8])
  case bert(BertNormalizer)
  case nmt
  case precompiled(CharacterMap)
  case sequence([TextNormalizer])

  func apply(_ text: inout [UInt8]) throws(TokenizationError) {
    switch self {
    case .sequence(let parts): for part in parts { try part.apply(&text) }
    case .form(let form): form.apply(&text)
    case .lowercase: ScalarText.lowercase(&text)
    case .strip(let left, let right): ScalarText.strip(&text, left: left, right: right)
    case .stripAccents:
      ScalarText.map(&text) { scalar, result in
        if !UnicodeForm.isMark(scalar) { ScalarText.append(scalar, to: &result) }
      }
    case .prepend(let start): if !text.isEmpty { text.insert(contentsOf: start, at: 0) }
    case .bert(let bert): bert.apply(&text)
    case .nmt: ScalarText.map(&text, Self.cleanForNMT)
    case .precompiled(let map): map.apply(&text)
    case .replace(.text(let pattern), let replacement):
      Self.replace(&text, pattern, with: replacement)
    case .replace(.regex(let program), let replacement):
      var matcher = RegexMatcher(program, range: 0..<text.count)
      var result: [UInt8] = []
      var done = 0
      var position = 0
      while position <= text.count,
        let match = try matcher.firstMatch(in: text.span, from: position)
      {
        result += text[done..<match.lowerBound]
        result += replacement
        done = match.upperBound
        position = done
        if match.isEmpty {
          guard position < text.count else { break }
          position += Cut.characterLength(text[position])
        }
      }
      if done == 0, result.isEmpty { return }
      result += text[done...]
      text = result
    }
  }

  private static func replace(_ text: inout [UInt8], _ pattern: [UInt8], with new: [UInt8]) {
    guard let first = pattern.first else { return }
    var result: [UInt8] = []
    result.reserveCapacity(text.count + text.count / 4)
    var position = 0
    while position < text.count {
      if text[position] == first, text[position...].starts(with: pattern) {
        result += new
        position += pattern.count
      } else {
        result.append(text[position])
        position += 1
      }
    }
    text = result
  }

  /// SentencePiece's `nmt` rules: some controls go, some characters are spaces.
  private static func cleanForNMT(_ scalar: UInt32, _ result: inout [UInt8]) {
    switch scalar {
    case 0x1...0x8, 0xB, 0xE...0x1F, 0x7F, 0x8F, 0x9F: return
    case 0x9, 0xA, 0xC, 0xD, 0x1680, 0x200B...0x200F, 0x2028, 0x2029, 0x2581, 0xFEFF, 0xFFFD:
      result.append(0x20)
    default: ScalarText.append(scalar, to: &result)
    }
  }
}
