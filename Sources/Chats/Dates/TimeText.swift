import Korean

/// A text as the matchers of time expressions read it: whole Hangul syllables, small letters, and
/// for each of them where it stands in the text as it was given.
///
/// Matchers only move forward over it and each looks at a bounded number of places, so finding all
/// expressions takes time in proportion to the text.
struct TimeText {
  /// Scalars, composed and in lower case.
  let scalars: [UInt32]
  /// The offset, in scalars of the given text, at which each of them begins; one more for the end.
  let origins: [Int]

  init(_ text: String) {
    var scalars: [UInt32] = []
    var origins: [Int] = []
    for (offset, scalar) in text.unicodeScalars.enumerated() {
      if let last = scalars.last, let joined = Hangul.join(last, scalar.value) {
        scalars[scalars.count - 1] = joined.value
        continue
      }
      scalars.append(Self.folded(scalar.value))
      origins.append(offset)
    }
    origins.append(text.unicodeScalars.count)
    self.scalars = scalars
    self.origins = origins
  }

  /// Small ASCII letters; full-width digits, letters and marks as ASCII; one kind of space, dash,
  /// tilde and apostrophe.
  private static func folded(_ scalar: UInt32) -> UInt32 {
    switch scalar {
    case 0x41...0x5A: scalar + 0x20
    case 0xFF21...0xFF3A: scalar - 0xFF21 + 0x61
    case 0xFF01...0xFF5E: scalar - 0xFEE0
    case 0x09, 0xA0, 0x2009, 0x202F, 0x3000: 0x20
    case 0x2010...0x2015, 0x2212: 0x2D
    case 0x223C, 0x301C: 0x7E
    case 0x2018, 0x2019: 0x27
    default: scalar
    }
  }

  var count: Int { scalars.count }

  subscript(index: Int) -> UInt32 { index >= 0 && index < scalars.count ? scalars[index] : 0 }

  static func isDigit(_ scalar: UInt32) -> Bool { 0x30...0x39 ~= scalar }
  static func isLatin(_ scalar: UInt32) -> Bool { 0x61...0x7A ~= scalar || 0xE0...0x24F ~= scalar }
  static func isHangul(_ scalar: UInt32) -> Bool { 0xAC00...0xD7A3 ~= scalar }
}

/// A word that matchers look for.
struct Term: ExpressibleByStringLiteral, Sendable {
  let units: [UInt32]

  init(stringLiteral value: String) { units = value.unicodeScalars.map(\.value) }
}

/// A place in a text; every method either takes what it names and moves on, or stays.
struct TimeCursor {
  let text: TimeText
  var position: Int

  init(_ text: TimeText, at position: Int) {
    self.text = text
    self.position = position
  }

  var next: UInt32 { text[position] }
  var before: UInt32 { text[position - 1] }
  var isAtEnd: Bool { position >= text.count }

  mutating func take(_ term: Term) -> Bool {
    guard matches(term) else { return false }
    position += term.units.count
    return true
  }

  func matches(_ term: Term) -> Bool {
    guard position + term.units.count <= text.count else { return false }
    for (offset, unit) in term.units.enumerated()
    where text.scalars[position + offset] != unit { return false }
    return true
  }

  /// One of the words, the first that fits.
  mutating func takeAny(_ terms: [Term]) -> Bool {
    for term in terms where take(term) { return true }
    return false
  }

  /// The value of the first word that fits.
  mutating func takeValue<Value>(_ table: [(Term, Value)]) -> Value? {
    for (term, value) in table where take(term) { return value }
    return nil
  }

  /// The value of an English word: a whole one.
  mutating func takeWord<Value>(_ table: [(Term, Value)]) -> Value? {
    guard !TimeText.isLatin(before) else { return nil }
    for (term, value) in table where matches(term) {
      if TimeText.isLatin(text[position + term.units.count]) { continue }
      position += term.units.count
      return value
    }
    return nil
  }

  /// A whole English word.
  mutating func takeWord(_ term: Term) -> Bool { takeWord([(term, true)]) ?? false }

  mutating func takeAnyWord(_ terms: [Term]) -> Bool {
    for term in terms where takeWord(term) { return true }
    return false
  }

  /// Spaces, at most two.
  mutating func skipSpaces() {
    var left = 2
    while left > 0, next == 0x20 {
      position += 1
      left -= 1
    }
  }

  /// A number of up to `digits` decimal digits that no further digit follows.
  mutating func takeNumber(digits: ClosedRange<Int> = 1...2) -> Int? {
    var value = 0
    var index = position
    while index - position <= digits.upperBound, TimeText.isDigit(text[index]) {
      value = value * 10 + Int(text[index] - 0x30)
      index += 1
    }
    guard digits.contains(index - position) else { return nil }
    position = index
    return value
  }

  /// Runs a matcher and goes back when it takes nothing.
  mutating func attempt<Value>(_ body: (inout TimeCursor) -> Value?) -> Value? {
    let start = position
    if let value = body(&self) { return value }
    position = start
    return nil
  }
}
