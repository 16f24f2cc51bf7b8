/// BERT's cleaning: controls go, spaces become one kind, ideographs stand alone, case and accents
/// may go.
struct BertNormalizer: Sendable {
  var cleansText = true
  var separatesIdeographs = true
  var stripsAccents = true
  var lowercases = true

  func apply(_ text: inout [UInt8]) {
    if cleansText {
      ScalarText.map(&text) { scalar, result in
        switch scalar {
        case 0x09, 0x0A, 0x0D: result.append(0x20)
        default:
          if UnicodeForm.isControl(scalar) { return }
          if ScalarText.isSpace(scalar) {
            result.append(0x20)
          } else {
            ScalarText.append(scalar, to: &result)
          }
        }
      }
    }
    if separatesIdeographs {
      ScalarText.map(&text) { scalar, result in
        let isIdeograph = Self.isIdeograph(scalar)
        if isIdeograph { result.append(0x20) }
        ScalarText.append(scalar, to: &result)
        if isIdeograph { result.append(0x20) }
      }
    }
    if stripsAccents {
      UnicodeForm.nfd.apply(&text)
      ScalarText.map(&text) { scalar, result in
        if !UnicodeForm.isNonSpacingMark(scalar) { ScalarText.append(scalar, to: &result) }
      }
    }
    if lowercases { ScalarText.lowercase(&text) }
  }

  /// The ranges of the original; U+2B820 to U+2B91F are missing there too.
  static func isIdeograph(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x2A6DF, 0x2A700...0x2B81F,
      0x2B920...0x2CEAF, 0x2F800...0x2FA1F:
      true
    default: false
    }
  }
}
