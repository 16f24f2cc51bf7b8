/// Hangul syllables and their letters by the arithmetic of Unicode (chapter 3.12), both ways.
///
/// Everything here works on letters (conjoining jamo), so a final consonant that an ending brings along
/// (하 + ㄹ게) joins its stem by itself; text that comes decomposed is composed first.
package enum Hangul {
  /// The letters of a text: syllables as conjoining jamo, everything else as it is.
  package static func letters(_ text: some StringProtocol) -> [UInt32] {
    var letters: [UInt32] = []
    letters.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      guard isSyllable(scalar) else {
        letters.append(scalar.value)
        continue
      }
      let index = scalar.value - first
      letters.append(0x1100 + index / 588)
      letters.append(0x1161 + index % 588 / 28)
      if index % 28 != 0 { letters.append(0x11A7 + index % 28) }
    }
    return letters
  }

  /// The letters of an ending as it is usually written: a compatibility consonant at its start (ㄹ게) is
  /// the final of the syllable before it.
  package static func ending(_ text: String) -> [UInt32] {
    var letters = letters(text)
    if let head = letters.first, let final = finals[head] { letters[0] = final }
    return letters
  }

  /// The text that letters spell, composed wherever they make a syllable.
  package static func text(_ letters: some Sequence<UInt32>) -> String {
    var scalars = String.UnicodeScalarView()
    var pending: UInt32?
    func flush() {
      if let value = pending, let scalar = Unicode.Scalar(value) { scalars.append(scalar) }
      pending = nil
    }
    for letter in letters {
      if let value = pending {
        if (0x1100...0x1112).contains(value), isVowel(letter) {
          pending = first + (value - 0x1100) * 588 + (letter - 0x1161) * 28
          continue
        }
        if (0x11A8...0x11C2).contains(letter), value >= first, value <= last,
          (value - first) % 28 == 0
        {
          pending = value + letter - 0x11A7
          continue
        }
      }
      flush()
      pending = letter
    }
    flush()
    return String(scalars)
  }

  /// The text with its Hangul composed; nothing else changes.
  package static func composed(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { (0x1100...0x11FF).contains($0.value) }) else {
      return text
    }
    return Self.text(letters(text))
  }

  package static func isSyllable(_ scalar: Unicode.Scalar) -> Bool {
    (first...last).contains(scalar.value)
  }

  /// Whether the character is one composed syllable.
  package static func isSyllable(_ character: Character?) -> Bool {
    guard let character, let scalar = character.unicodeScalars.first else { return false }
    return isSyllable(scalar)
  }

  /// Whether a syllable ends in a consonant; `nil` for what is no syllable.
  package static func isClosed(_ character: Character?) -> Bool? {
    guard let scalar = character?.unicodeScalars.first, isSyllable(scalar) else { return nil }
    return (scalar.value - first) % 28 != 0
  }

  static func isVowel(_ letter: UInt32) -> Bool { (0x1161...0x1175).contains(letter) }
  static func isFinal(_ letter: UInt32?) -> Bool {
    guard let letter else { return false }
    return (0x11A8...0x11C2).contains(letter)
  }

  private static let first: UInt32 = 0xAC00
  private static let last: UInt32 = 0xD7A3

  /// Compatibility consonants that may close a syllable, as the letters that close it.
  private static let finals: [UInt32: UInt32] = {
    let order = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
    var table: [UInt32: UInt32] = [:]
    for (index, scalar) in order.unicodeScalars.enumerated() {
      table[scalar.value] = 0x11A8 + UInt32(index)
    }
    return table
  }()
}

/// The letters that the rules of conjugation speak of.
enum Letter {
  static let a: UInt32 = 0x1161
  static let ae: UInt32 = 0x1162
  static let ya: UInt32 = 0x1163
  static let yae: UInt32 = 0x1164
  static let eo: UInt32 = 0x1165
  static let e: UInt32 = 0x1166
  static let yeo: UInt32 = 0x1167
  static let o: UInt32 = 0x1169
  static let wa: UInt32 = 0x116A
  static let wae: UInt32 = 0x116B
  static let oe: UInt32 = 0x116C
  static let u: UInt32 = 0x116E
  static let wo: UInt32 = 0x116F
  static let eu: UInt32 = 0x1173
  static let i: UInt32 = 0x1175
  static let silent: UInt32 = 0x110B
  static let initialR: UInt32 = 0x1105
  static let finalN: UInt32 = 0x11AB
  static let finalD: UInt32 = 0x11AE
  static let finalL: UInt32 = 0x11AF
  static let finalM: UInt32 = 0x11B7
  static let finalB: UInt32 = 0x11B8
  static let finalS: UInt32 = 0x11BA
  static let finalSS: UInt32 = 0x11BB
  static let finalH: UInt32 = 0x11C2
}
