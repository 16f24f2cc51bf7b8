import Korean

/// A word that a scanner looks for, in both spellings of Hangul.
struct Word: Sendable {
  let composed: [UInt8]
  let decomposed: [UInt8]?

  init(_ text: String) {
    composed = Array(text.utf8)
    let letters = Array(Hangul.decomposed(text).utf8)
    decomposed = letters == composed ? nil : letters
  }
}

/// Reads a line from left to right; every method either takes what it names or leaves the place.
struct Scanner {
  let bytes: [UInt8]
  var position: Int
  let end: Int

  init(_ bytes: [UInt8], from start: Int, to end: Int) {
    self.bytes = bytes
    position = start
    self.end = end
  }

  init(_ slice: ArraySlice<UInt8>) {
    bytes = Array(slice)
    position = 0
    end = bytes.count
  }

  var isAtEnd: Bool { position >= end }

  var next: UInt8? { position < end ? bytes[position] : nil }

  mutating func take(_ byte: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: byte) else { return false }
    position += 1
    return true
  }

  mutating func take(_ word: Word) -> Bool {
    if take(word.composed) { return true }
    return word.decomposed.map { take($0) } ?? false
  }

  private mutating func take(_ word: [UInt8]) -> Bool {
    guard position + word.count <= end else { return false }
    for offset in word.indices where bytes[position + offset] != word[offset] { return false }
    position += word.count
    return true
  }

  /// One of the spaces that stand inside stamps: U+0020, U+00A0, U+2009, U+202F.
  mutating func takeSpace() -> Bool {
    if take(" ") { return true }
    if position + 1 < end, bytes[position] == 0xC2, bytes[position + 1] == 0xA0 {
      position += 2
      return true
    }
    if position + 2 < end, bytes[position] == 0xE2, bytes[position + 1] == 0x80,
      bytes[position + 2] == 0x89 || bytes[position + 2] == 0xAF
    {
      position += 3
      return true
    }
    return false
  }

  /// A number of `digits` decimal digits, as many of them as there are.
  mutating func takeNumber(digits: ClosedRange<Int>) -> Int? {
    var value = 0
    var index = position
    while index < end, index - position < digits.upperBound, bytes[index].isDigit {
      value = value * 10 + Int(bytes[index] - 0x30)
      index += 1
    }
    guard digits.contains(index - position) else { return nil }
    position = index
    return value
  }
}
