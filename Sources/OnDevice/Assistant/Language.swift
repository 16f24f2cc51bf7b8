/// The languages that the assistant speaks.
public enum Language: String, Sendable, Hashable, CaseIterable {
  case korean = "ko"
  case english = "en"

  /// The language that most letters of the texts belong to.
  ///
  /// Hangul syllables and jamo count against Latin letters; a Korean syllable carries about as much
  /// as two and a half letters of English, so a Korean chat with English product names stays Korean.
  /// Texts with neither are taken for Korean if they hold jamo only (ㅋㅋ), else for English.
  public static func detect(in texts: some Sequence<String>) -> Language {
    var hangul = 0.0
    var latin = 0.0
    for text in texts {
      for scalar in text.unicodeScalars {
        switch scalar.value {
        case 0xAC00...0xD7A3: hangul += 2.5
        case 0x1100...0x11FF: hangul += 0.9  // conjoining jamo: two or three make a syllable (NFD)
        case 0x3131...0x318E: hangul += 0.3  // ㅋㅋ, ㅠㅠ
        case 0x41...0x5A, 0x61...0x7A: latin += 1
        default: break
        }
      }
    }
    return hangul > 0 && hangul >= latin ? .korean : .english
  }
}
