/// One step of cutting text into words: how the pieces of the step before are cut further.
enum Cut: Sendable {
  /// What becomes of the matches of an expression and of what lies between them.
  enum Behaviour: String, Sendable, CaseIterable {
    case isolated = "Isolated"
    case removed = "Removed"
    case mergedWithPrevious = "MergedWithPrevious"
    case mergedWithNext = "MergedWithNext"
    case contiguous = "Contiguous"
  }

  /// The hand-written scanners for the commonest expressions.
  case words(WordScanner.Rule)
  /// With `isInverted` it is the gaps that count as matches.
  case regex(RegexProgram, Behaviour, isInverted: Bool)
  /// A cut behind every group of three digits counted from a run's end, and behind what remains of
  /// the run before them; none before the run. llama.cpp cuts so for `afmoe` and `tiny_aya`.
  case digitGroups
  /// A cut before every group of three ASCII digits counted from a run's end:
  /// `(?=(\d{3})+(?!\d))` in time that does not grow with the square of the run.
  case beforeDigitGroups
  /// Numbers, of any script, as pieces: each digit one, or each run.
  case numbers(isEach: Bool)
  case punctuation(Behaviour)

  /// The words of a part of the text, in order, as some cuts in turn make them.
  static func words(
    _ text: Span<UInt8>, _ range: Range<Int>, _ cuts: [Cut]
  ) throws(TokenizationError) -> [Range<Int>] {
    guard !range.isEmpty else { return [] }
    var words = [range]
    var pieces: [Range<Int>] = []
    for cut in cuts {
      swap(&words, &pieces)
      words.removeAll(keepingCapacity: true)
      for piece in pieces { try cut.cut(text, piece, into: &words) }
    }
    return words
  }

  /// Appends the pieces into which a piece is cut.
  func cut(
    _ text: Span<UInt8>, _ piece: Range<Int>, into pieces: inout [Range<Int>]
  ) throws(TokenizationError) {
    switch self {
    case .words(let rule):
      var scanner = WordScanner(rule, range: piece)
      while let word = scanner.next(in: text) { pieces.append(word) }
    case .regex(let program, let behaviour, let isInverted):
      var matcher = RegexMatcher(program, range: piece)
      var splitter = PieceSplitter(behaviour, start: piece.lowerBound)
      var position = piece.lowerBound
      var lastEnd = -1
      while position <= piece.upperBound,
        var match = try matcher.firstMatch(in: text, from: position)
      {
        position = match.upperBound
        if match.isEmpty {
          // An empty match right behind a match is none; either way the search goes on one further.
          guard position < piece.upperBound else { break }
          position += Self.characterLength(text[position])
          if match.lowerBound == lastEnd { continue }
        }
        lastEnd = match.upperBound
        if match.lowerBound < splitter.end { match = splitter.end..<match.upperBound }
        if splitter.end < match.lowerBound {
          splitter.add(splitter.end..<match.lowerBound, isMatch: isInverted, to: &pieces)
        }
        splitter.add(match, isMatch: !isInverted, to: &pieces)
      }
      if splitter.end < piece.upperBound {
        splitter.add(splitter.end..<piece.upperBound, isMatch: isInverted, to: &pieces)
      }
      splitter.finish(&pieces)
    case .numbers(let isEach):
      Self.cut(text, piece, isEach ? .isolated : .contiguous, UnicodeForm.isNumber, &pieces)
    case .punctuation(let behaviour):
      Self.cut(text, piece, behaviour, UnicodeForm.isPunctuation, &pieces)
    case .digitGroups: Self.cutBehindGroups(text, piece, into: &pieces)
    case .beforeDigitGroups: Self.cutBeforeGroups(text, piece, into: &pieces)
    }
  }

  /// Every character that `isMatch` is a match of its own.
  private static func cut(
    _ text: Span<UInt8>, _ piece: Range<Int>, _ behaviour: Behaviour,
    _ isMatch: (UInt32) -> Bool, _ pieces: inout [Range<Int>]
  ) {
    var splitter = PieceSplitter(behaviour, start: piece.lowerBound)
    var position = piece.lowerBound
    while position < piece.upperBound {
      let length = characterLength(text[position])
      var scalar = UInt32(text[position])
      if length > 1 {
        scalar &= 0xFF >> UInt32(length + 1)
        for offset in 1..<length {
          scalar = scalar << 6 | UInt32(text[position + offset] & 0x3F)
        }
      }
      if isMatch(scalar) {
        if splitter.end < position {
          splitter.add(splitter.end..<position, isMatch: false, to: &pieces)
        }
        splitter.add(position..<position + length, isMatch: true, to: &pieces)
      }
      position += length
    }
    if splitter.end < piece.upperBound {
      splitter.add(splitter.end..<piece.upperBound, isMatch: false, to: &pieces)
    }
    splitter.finish(&pieces)
  }

  static func characterLength(_ lead: UInt8) -> Int {
    lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
  }

  private static func cutBehindGroups(
    _ text: Span<UInt8>, _ piece: Range<Int>, into pieces: inout [Range<Int>]
  ) {
    let classes = UnicodeClasses.shared
    var start = piece.lowerBound
    var position = start
    while position < piece.upperBound {
      var ends: [Int] = []
      var (found, length) = classes.character(in: text, at: position)
      while found == UnicodeClass.number {
        position += length
        ends.append(position)
        guard position < piece.upperBound else { break }
        (found, length) = classes.character(in: text, at: position)
      }
      for (index, end) in ends.enumerated() where (ends.count - 1 - index) % 3 == 0 {
        pieces.append(start..<end)
        start = end
      }
      if position < piece.upperBound { position += length }
    }
    if start < piece.upperBound { pieces.append(start..<piece.upperBound) }
  }

  private static func cutBeforeGroups(
    _ text: Span<UInt8>, _ piece: Range<Int>, into pieces: inout [Range<Int>]
  ) {
    func isDigit(_ position: Int) -> Bool { (0x30...0x39).contains(text[position]) }
    var start = piece.lowerBound
    var position = start
    while position < piece.upperBound {
      guard isDigit(position) else {
        position += 1
        continue
      }
      var end = position
      while end < piece.upperBound, isDigit(end) { end += 1 }
      for border in position..<end where (end - border) % 3 == 0 && border > start {
        pieces.append(start..<border)
        start = border
      }
      position = end
    }
    if start < piece.upperBound { pieces.append(start..<piece.upperBound) }
  }
}

/// Joins matches and gaps as a ``Cut/Behaviour`` says.
///
/// The invariant: `end` is where the last match or gap ended.
private struct PieceSplitter {
  private let behaviour: Cut.Behaviour
  private(set) var end: Int
  /// A piece that what follows may be joined to.
  private var open: Range<Int>?
  private var isOpenMatch = false

  init(_ behaviour: Cut.Behaviour, start: Int) {
    self.behaviour = behaviour
    end = start
  }

  mutating func add(_ range: Range<Int>, isMatch: Bool, to pieces: inout [Range<Int>]) {
    end = range.upperBound
    switch behaviour {
    case .isolated: if !range.isEmpty { pieces.append(range) }
    case .removed: if !isMatch, !range.isEmpty { pieces.append(range) }
    case .contiguous:
      if let open, isOpenMatch == isMatch {
        self.open = open.lowerBound..<range.upperBound
      } else {
        finish(&pieces)
        open = range
      }
    case .mergedWithPrevious:
      if isMatch, let open, !isOpenMatch {
        self.open = open.lowerBound..<range.upperBound
      } else {
        finish(&pieces)
        open = range
      }
    case .mergedWithNext:
      if !isMatch, let open, isOpenMatch {
        self.open = open.lowerBound..<range.upperBound
      } else {
        finish(&pieces)
        open = range
      }
    }
    isOpenMatch = isMatch
  }

  mutating func finish(_ pieces: inout [Range<Int>]) {
    if let open, !open.isEmpty { pieces.append(open) }
    open = nil
  }
}
