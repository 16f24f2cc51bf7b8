/// Walks through a text word by word; the words cover the range without gaps or overlaps.
///
/// Regular expressions are written out as scanners because `NSRegularExpression` and Swift's
/// `Regex` are slow and follow their own Unicode versions. The text must be UTF-8, and the range
/// must begin and end between characters.
struct WordScanner {
  /// The regular expression whose matches are the words.
  enum Rule: Hashable, Sendable {
    /// Letters with one other character before them, digits in groups of up to `digits`:
    /// `(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,digits}|`
    /// ` ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+`.
    case cl100k(digits: Int)
    /// `'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`.
    case gpt2
    /// llama.cpp's default, four cuts in turn, each inside the pieces of the one before:
    /// runs of `[\p{P}$+<=>^~|]`, the words of ``gpt2``, runs of `\p{N}`, three ASCII digits.
    case fourCuts
  }

  private let rule: Rule
  private let classes = UnicodeClasses.shared
  private var position: Int
  private let end: Int
  /// For ``Rule/fourCuts``: where the pieces of the first three cuts end.
  private var pieceEnd: Int
  private var wordEnd: Int
  private var runEnd: Int

  init(_ rule: Rule, range: Range<Int>) {
    self.rule = rule
    position = range.lowerBound
    end = range.upperBound
    pieceEnd = position
    wordEnd = position
    runEnd = position
  }

  mutating func next(in text: Span<UInt8>) -> Range<Int>? {
    guard position < end else { return nil }
    let start = position
    switch rule {
    case .cl100k(let digits): position = endOfModernWord(in: text, from: start, digits: digits)
    case .gpt2: position = endOfGPT2Word(in: text, from: start, to: end)
    case .fourCuts: position = endOfFourthCut(in: text, from: start)
    }
    return start..<position
  }

  // MARK: - cl100k

  private func endOfModernWord(in text: Span<UInt8>, from start: Int, digits: Int) -> Int {
    let lead = text[start]
    if lead == UInt8(ascii: "'"), let end = endOfContraction(in: text, from: start, fold: 0x20) {
      return end
    }
    let (first, length) = classes.character(in: text, at: start)
    let second = start + length
    if first == UnicodeClass.letter { return skip(in: text, from: second, UnicodeClass.letter) }
    if first == UnicodeClass.number {
      var position = second
      for _ in 1..<max(digits, 1) where position < end {
        let (next, length) = classes.character(in: text, at: position)
        guard next == UnicodeClass.number else { break }
        position += length
      }
      return position
    }
    let isLineEnd = lead == 0x0A || lead == 0x0D
    if !isLineEnd, second < end {
      let (next, length) = classes.character(in: text, at: second)
      if next == UnicodeClass.letter {
        return skip(in: text, from: second + length, UnicodeClass.letter)
      }
    }
    if let end = endOfSymbols(in: text, from: start, to: end) {
      var position = end
      while position < self.end, text[position] == 0x0A || text[position] == 0x0D { position += 1 }
      return position
    }
    return endOfSpace(in: text, from: start, to: end, breaksAtLineEnds: true)
  }

  // MARK: - gpt2

  private func endOfGPT2Word(in text: Span<UInt8>, from start: Int, to end: Int) -> Int {
    if text[start] == UInt8(ascii: "'"),
      let contraction = endOfContraction(in: text, from: start, fold: 0), contraction <= end
    {
      return contraction
    }
    let body = text[start] == 0x20 ? start + 1 : start
    if body < end {
      let (first, length) = classes.character(in: text, at: body)
      if first == UnicodeClass.letter || first == UnicodeClass.number {
        return skip(in: text, from: body + length, to: end, first)
      }
    }
    return endOfSymbols(in: text, from: start, to: end)
      ?? endOfSpace(in: text, from: start, to: end, breaksAtLineEnds: false)
  }

  // MARK: - Parts of both

  /// `'s|'t|'re|'ve|'m|'ll|'d`, in lower case only or, with `fold` 0x20, in either.
  private func endOfContraction(in text: Span<UInt8>, from start: Int, fold: UInt8) -> Int? {
    guard start + 1 < end else { return nil }
    let first = text[start + 1] | fold
    switch first {
    case UInt8(ascii: "s"), UInt8(ascii: "t"), UInt8(ascii: "m"), UInt8(ascii: "d"):
      return start + 2
    default: break
    }
    guard start + 2 < end else { return nil }
    switch (first, text[start + 2] | fold) {
    case (UInt8(ascii: "r"), UInt8(ascii: "e")), (UInt8(ascii: "v"), UInt8(ascii: "e")),
      (UInt8(ascii: "l"), UInt8(ascii: "l")):
      return start + 3
    default: return nil
    }
  }

  private func skip(in text: Span<UInt8>, from start: Int, _ wanted: UInt8) -> Int {
    skip(in: text, from: start, to: end, wanted)
  }

  private func skip(in text: Span<UInt8>, from start: Int, to end: Int, _ wanted: UInt8) -> Int {
    var position = start
    while position < end {
      let (found, length) = classes.character(in: text, at: position)
      guard found == wanted else { break }
      position += length
    }
    return position
  }

  /// ` ?[^\s\p{L}\p{N}]+`.
  private func endOfSymbols(in text: Span<UInt8>, from start: Int, to end: Int) -> Int? {
    let body = text[start] == 0x20 ? start + 1 : start
    var position = body
    while position < end {
      let (found, length) = classes.character(in: text, at: position)
      if found == UnicodeClass.space || found == UnicodeClass.letter || found == UnicodeClass.number
      {
        break
      }
      position += length
    }
    return position > body ? position : nil
  }

  /// `\s+(?!\S)|\s+`, before it `\s*[\r\n]+` if asked for.
  ///
  /// A run that text follows leaves its last character to the next word, unless it has only one.
  private func endOfSpace(
    in text: Span<UInt8>, from start: Int, to end: Int, breaksAtLineEnds: Bool
  ) -> Int {
    var position = start
    var lastCharacter = start
    var afterLineEnd = start
    while position < end {
      let (found, length) = classes.character(in: text, at: position)
      guard found == UnicodeClass.space else { break }
      lastCharacter = position
      position += length
      if text[lastCharacter] == 0x0A || text[lastCharacter] == 0x0D { afterLineEnd = position }
    }
    if breaksAtLineEnds, afterLineEnd > start { return afterLineEnd }
    if position < end, lastCharacter > start { return lastCharacter }
    return position
  }

  // MARK: - fourCuts

  private mutating func endOfFourthCut(in text: Span<UInt8>, from start: Int) -> Int {
    if start == runEnd {
      if start == wordEnd {
        if start == pieceEnd { pieceEnd = endOfPunctuationCut(in: text, from: start) }
        wordEnd = endOfGPT2Word(in: text, from: start, to: pieceEnd)
      }
      runEnd = endOfNumberCut(in: text, from: start)
    }
    var position = start
    while position + 3 <= runEnd {
      if isDigit(text[position]), isDigit(text[position + 1]), isDigit(text[position + 2]) {
        return position == start ? start + 3 : position
      }
      position += 1
    }
    return runEnd
  }

  private func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  private func endOfPunctuationCut(in text: Span<UInt8>, from start: Int) -> Int {
    let wanted = isPunctuation(in: text, at: start).answer
    var position = start
    while position < end {
      let (answer, length) = isPunctuation(in: text, at: position)
      guard answer == wanted else { break }
      position += length
    }
    return position
  }

  /// `[\p{P}$+<=>^~|]`: of the ASCII symbols all but the backquote.
  private func isPunctuation(in text: Span<UInt8>, at position: Int) -> (answer: Bool, length: Int)
  {
    let (found, length) = classes.character(in: text, at: position)
    let isASCIISymbol =
      found == UnicodeClass.symbol && text[position] < 0x80 && text[position] != UInt8(ascii: "`")
    return (found == UnicodeClass.punctuation || isASCIISymbol, length)
  }

  private func endOfNumberCut(in text: Span<UInt8>, from start: Int) -> Int {
    let isNumber = classes.character(in: text, at: start).unicodeClass == UnicodeClass.number
    var position = start
    while position < wordEnd {
      let (found, length) = classes.character(in: text, at: position)
      guard (found == UnicodeClass.number) == isNumber else { break }
      position += length
    }
    return position
  }
}
