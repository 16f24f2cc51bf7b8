/// What llama.cpp's `bert` knows of characters, where it differs from Hugging Face's library.
enum LlamaCharacters {
  /// Controls, formats and private use, but not what is unassigned.
  private static let controls = ["Cc", "Cf", "Co"].reduce(ScalarSet()) {
    $0.union(UnicodeProperty.named($1, .oniguruma) ?? ScalarSet())
  }.ranges

  static func isControl(_ scalar: UInt32) -> Bool {
    var low = 0
    var high = controls.count
    while low < high {
      let middle = (low + high) / 2
      if controls[middle].upperBound < scalar { low = middle + 1 } else { high = middle }
    }
    return low < controls.count && controls[low].contains(scalar)
  }

  static func isIdeograph(_ scalar: UInt32) -> Bool { BertNormalizer.isIdeograph(scalar) }

  /// The first character of the canonical decomposition, as llama.cpp takes it for the whole: a
  /// syllable of Hangul keeps its initial alone.
  static func base(_ scalar: UInt32) -> UInt32 {
    if scalar < 0xC0 { return scalar }
    return UnicodeForm.nfd.decomposed(scalar).first ?? scalar
  }

  /// The lower case where it is one character.
  static func lowercase(_ scalar: UInt32) -> UInt32 {
    if scalar < 0x80 { return (0x41...0x5A).contains(scalar) ? scalar | 0x20 : scalar }
    guard let mapped = Unicode.Scalar(scalar)?.properties.lowercaseMapping.unicodeScalars,
      mapped.count == 1, let first = mapped.first
    else { return scalar }
    return first.value
  }
}
