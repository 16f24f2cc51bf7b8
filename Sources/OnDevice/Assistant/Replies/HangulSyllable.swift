/// One Hangul syllable as its three letters, the place where Korean endings change a word.
///
/// Source: The Unicode Standard, section 3.12. Anything that is no precomposed syllable is `nil`.
struct HangulSyllable: Hashable {
  var lead: UInt32
  var vowel: UInt32
  /// 0 is none; 4 is ㄴ, 8 ㄹ, 17 ㅂ, 20 ㅆ.
  var tail: UInt32

  static let rieul: UInt32 = 8

  init?(_ character: Character?) {
    guard let character, let scalar = character.unicodeScalars.first,
      character.unicodeScalars.count == 1, (0xAC00...0xD7A3).contains(scalar.value)
    else { return nil }
    let index = scalar.value - 0xAC00
    lead = index / 588
    vowel = index % 588 / 28
    tail = index % 28
  }

  var character: Character {
    // Always a syllable: the letters came from one, or a tail below 28 was put in.
    Unicode.Scalar(0xAC00 + lead * 588 + vowel * 28 + tail).map(Character.init) ?? "?"
  }

  /// The word with another tail under its last syllable; `nil` where it does not end in Hangul.
  static func replacingTail(of word: String, with tail: UInt32) -> String? {
    guard var last = HangulSyllable(word.last) else { return nil }
    last.tail = tail
    return String(word.dropLast()) + String(last.character)
  }
}
