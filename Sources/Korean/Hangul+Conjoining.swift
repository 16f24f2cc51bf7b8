/// Text in conjoining letters (NFD), as macOS leaves it in file names and some editors in files.
///
/// Source: The Unicode Standard, section 3.12, "Conjoining Jamo Behavior".
extension Hangul {
  /// Whether UTF-8 holds conjoining letters: U+1100…U+11FF are E1 84 80…E1 87 BF.
  package static func hasLetters(_ bytes: ArraySlice<UInt8>) -> Bool {
    var index = bytes.startIndex
    while index < bytes.endIndex - 2 {
      if bytes[index] == 0xE1, 0x84...0x87 ~= bytes[index + 1] { return true }
      index += 1
    }
    return false
  }

  /// The syllable that two neighbours make, if they make one.
  package static func join(_ a: UInt32, _ b: UInt32) -> Unicode.Scalar? {
    if 0x1100...0x1112 ~= a, 0x1161...0x1175 ~= b {
      return Unicode.Scalar(0xAC00 + ((a - 0x1100) * 21 + (b - 0x1161)) * 28)
    }
    if 0xAC00...0xD7A3 ~= a, (a - 0xAC00).isMultiple(of: 28), 0x11A8...0x11C2 ~= b {
      return Unicode.Scalar(a + (b - 0x11A7))
    }
    return nil
  }

  /// The letters of a text that is written in whole syllables.
  package static func decomposed(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for letter in letters(text) {
      if let scalar = Unicode.Scalar(letter) { result.append(scalar) }
    }
    return String(result)
  }
}
