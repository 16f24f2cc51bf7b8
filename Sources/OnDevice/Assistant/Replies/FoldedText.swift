/// A text as the facts of replies see it: small letters of Latin and Hangul, digits and single spaces,
/// one at each end.
struct FoldedText: Sendable {
  let scalars: [Unicode.Scalar]

  /// `text` is NFC.
  init(_ text: String) {
    var scalars: [Unicode.Scalar] = [" "]
    for scalar in text.unicodeScalars {
      let small = Self.small(scalar)
      if Self.isLetter(small) {
        scalars.append(small)
      } else if scalars.last != " " {
        scalars.append(" ")
      }
    }
    if scalars.last != " " || scalars.count == 1 { scalars.append(" ") }
    self.scalars = scalars
  }

  private init(scalars: [Unicode.Scalar]) { self.scalars = scalars }

  static func joined(_ texts: some Sequence<FoldedText>) -> FoldedText {
    FoldedText(scalars: texts.flatMap(\.scalars))
  }

  var words: [ArraySlice<Unicode.Scalar>] { scalars.split(separator: " ") }

  static func small(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar {
    case "A"..."Z", "À"..."Ö", "Ø"..."Þ": Unicode.Scalar(scalar.value + 32) ?? scalar
    case "’": "'"
    default: scalar
    }
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "0"..."9", "가"..."힣", "ㄱ"..."ㅣ", "'": true
    case "ß"..."ɏ": scalar != "÷"
    default: false
    }
  }

  /// How often each run of `length` letters within a word occurs; a run is its scalars, 21 bits each.
  func runs(of length: Int) -> [UInt64: Int] {
    var runs: [UInt64: Int] = [:]
    guard scalars.count >= length else { return runs }
    for start in 0...scalars.count - length {
      let run = scalars[start..<start + length]
      if run.contains(" ") { continue }
      runs[run.reduce(0) { $0 << 21 | UInt64($1.value) }, default: 0] += 1
    }
    return runs
  }

  func contains(_ part: some Collection<Unicode.Scalar>) -> Bool {
    Self.contains(scalars[...], part)
  }

  static func contains(
    _ scalars: ArraySlice<Unicode.Scalar>, _ part: some Collection<Unicode.Scalar>
  ) -> Bool {
    guard let first = part.first, scalars.count >= part.count else { return part.isEmpty }
    return (scalars.startIndex...scalars.endIndex - part.count).contains { start in
      scalars[start] == first && scalars[start...].starts(with: part)
    }
  }
}

/// Words and endings by which it is told what a text does.
struct TextCues: Sendable {
  private let parts: [(isOpening: Bool, scalars: [Unicode.Scalar])]

  /// `_` is a space of the folded text; `^` stands before what a text begins with.
  init(_ cues: String) {
    parts = cues.split(whereSeparator: \.isWhitespace).map { cue in
      let spaced = cue.unicodeScalars.map { $0 == "_" ? " " : $0 }
      return spaced.first == "^" ? (true, Array(spaced.dropFirst())) : (false, spaced)
    }
  }

  func match(_ text: FoldedText) -> Bool {
    parts.contains { part in
      part.isOpening ? text.scalars.starts(with: part.scalars) : text.contains(part.scalars)
    }
  }

  /// The names of what a text does.
  static func names(_ table: [(name: String, cues: TextCues)], in text: FoldedText) -> [String] {
    table.filter { $0.cues.match(text) }.map(\.name)
  }
}
