/// A text as the evidence looks at it: its scalars with small ASCII letters, so that places in it are
/// those of the text.
struct EvidenceText: Sendable {
  enum Kind: Sendable { case hangul, latin, digit, other }

  let scalars: [Unicode.Scalar]

  /// Of a text that is NFC.
  init(_ text: String) { scalars = ChatValue.folded(text) }

  static func kind(_ scalar: Unicode.Scalar) -> Kind {
    switch scalar.value {
    case 0xAC00...0xD7A3: .hangul
    case 0x61...0x7A: .latin
    case 0x30...0x39: .digit
    default: .other
    }
  }

  /// Runs of scalars whose kinds are all among `kinds`; where `mixed`, a run may hold several kinds.
  static func runs(
    _ scalars: ArraySlice<Unicode.Scalar>, of kinds: Set<Kind>, mixed: Bool
  ) -> [ArraySlice<Unicode.Scalar>] {
    var runs: [ArraySlice<Unicode.Scalar>] = []
    var start = scalars.startIndex
    var current: Kind?
    for index in scalars.indices {
      let found = kind(scalars[index])
      let next = kinds.contains(found) ? found : nil
      if let open = current, next == nil || !mixed && next != open {
        runs.append(scalars[start..<index])
        current = nil
      }
      if current == nil, next != nil {
        current = next
        start = index
      }
    }
    if current != nil { runs.append(scalars[start...]) }
    return runs
  }

  /// What a part shares with a message: pairs of syllables within a word, the beginnings of Latin
  /// words, numbers; what stands in every sentence is left out.
  static func units(_ scalars: ArraySlice<Unicode.Scalar>) -> Set<String> {
    var units: Set<String> = []
    for run in runs(scalars, of: [.hangul, .latin, .digit], mixed: false) {
      guard let first = run.first else { continue }
      switch kind(first) {
      case .hangul:
        for (a, b) in zip(run, run.dropFirst()) {
          let pair = string([a, b])
          if !EvidenceWords.idlePairs.contains(pair) { units.insert(pair) }
        }
      case .latin where run.count >= 3:
        if !EvidenceWords.idle.contains(string(run)) { units.insert(string(run.prefix(4))) }
      case .digit: units.insert(string(run))
      default: break
      }
    }
    return units
  }

  /// The numbers of a part, without leading zeros.
  static func numbers(_ scalars: ArraySlice<Unicode.Scalar>) -> Set<String> {
    Set(
      runs(scalars, of: [.digit], mixed: false).map { run in
        let plain = run.drop { $0 == "0" }
        return plain.isEmpty ? "0" : string(plain)
      })
  }

  /// A part between spaces, where marks of punctuation are spaces too, but for ' and ?.
  static func padded(_ scalars: ArraySlice<Unicode.Scalar>) -> [Unicode.Scalar] {
    var padded: [Unicode.Scalar] = [" "]
    padded.reserveCapacity(scalars.count + 2)
    for scalar in scalars {
      switch scalar {
      case ".", ",", "!", ";", ":", "(", ")", "~", "…", "\"", "“", "”": padded.append(" ")
      case "’": padded.append("'")
      default: padded.append(scalar)
      }
    }
    padded.append(" ")
    return padded
  }

  static func string(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }
}

/// Pieces of text that are looked for as they are.
struct EvidenceMarks: Sendable {
  private let marks: [[Unicode.Scalar]]

  init(_ marks: [String]) { self.marks = marks.map { Array($0.unicodeScalars) } }

  func isIn(_ scalars: [Unicode.Scalar]) -> Bool {
    marks.contains { Self.find($0, in: scalars, from: 0) != nil }
  }

  /// How often they stand there, each counted for itself.
  func count(in scalars: [Unicode.Scalar]) -> Int {
    marks.reduce(0) { sum, mark in
      var found = 0
      var at = 0
      while let next = Self.find(mark, in: scalars, from: at) {
        found += 1
        at = next + mark.count
      }
      return sum + found
    }
  }

  /// The first place at or after `start`; a mark is never empty.
  static func find(
    _ mark: [Unicode.Scalar], in scalars: [Unicode.Scalar], from start: Int
  ) -> Int? {
    guard let first = mark.first, scalars.count >= mark.count, start <= scalars.count - mark.count
    else { return nil }
    for at in start...(scalars.count - mark.count)
    where scalars[at] == first && scalars[at..<at + mark.count].elementsEqual(mark) { return at }
    return nil
  }
}
