/// Cuts a template's text into tokens, with the options that Hugging Face sets: the line end after a
/// block is dropped (`trim_blocks`), and so are the spaces before one that begins a line
/// (`lstrip_blocks`).
struct Lexer {
  let source: [UInt32]
  var place = 0
  var tokens: [Token] = []
  /// The next text starts a line, which is where `lstrip_blocks` strips.
  private var isAtLineStart = true
  private let lineStarts: [Int]

  static func tokens(of text: String) throws(TemplateError) -> [Token] {
    var lexer = Lexer(text)
    try lexer.run()
    return lexer.tokens
  }

  private init(_ text: String) {
    var points: [UInt32] = []
    points.reserveCapacity(text.utf8.count)
    var isAfterReturn = false
    for scalar in text.unicodeScalars {
      if scalar == "\n", isAfterReturn {
        isAfterReturn = false
        continue
      }
      isAfterReturn = scalar == "\r"
      points.append(isAfterReturn ? 0x0A : scalar.value)
    }
    if points.last == 0x0A { points.removeLast() }
    source = points
    lineStarts = [0] + points.indices.filter { points[$0] == 0x0A }.map { $0 + 1 }
  }

  private mutating func run() throws(TemplateError) {
    while let tag = nextTag() {
      try addData(upTo: tag)
      switch source[tag + 1] {
      case "#": try skipComment(tag)
      case "{":
        add(.variableBegin, at: tag)
        try expression(end: .variableEnd, begunAt: tag)
      default:
        if let body = rawBody(tag) {
          place = body
          try addRaw(begunAt: tag)
        } else {
          add(.blockBegin, at: tag)
          try expression(end: .blockEnd, begunAt: tag)
        }
      }
    }
    addText(place..<source.count)
    add(.end, at: source.count)
  }

  // MARK: Text between tags

  /// Where the next `{{`, `{%` or `{#` is.
  private func nextTag() -> Int? {
    var index = place
    while index + 1 < source.count {
      if source[index] == "{",
        source[index + 1] == "{" || source[index + 1] == "%"
          || source[index + 1] == "#"
      {
        return index
      }
      index += 1
    }
    return nil
  }

  /// Adds the text before a tag, stripped as the tag asks, and goes behind the tag and its sign.
  private mutating func addData(upTo tag: Int) throws(TemplateError) {
    var end = tag
    let sign = tag + 2 < source.count ? source[tag + 2] : 0
    if sign == "-" {
      while end > place, CodePoints.isSpace(source[end - 1]) { end -= 1 }
    } else if sign != "+", source[tag + 1] != "{" {
      end = strippedLineStart(before: tag)
    }
    addText(place..<end)
    place = tag + (sign == "-" || sign == "+" ? 3 : 2)
  }

  private func strippedLineStart(before tag: Int) -> Int {
    var start = tag
    while start > place, source[start - 1] != 0x0A {
      guard CodePoints.isSpace(source[start - 1]) else { return tag }
      start -= 1
    }
    return start > place || isAtLineStart ? start : tag
  }

  private mutating func addText(_ range: Range<Int>) {
    if !range.isEmpty {
      tokens.append(
        Token(kind: .data(Text(units: Array(source[range]))), place: position(range.lowerBound)))
    }
    isAtLineStart = false
  }

  private mutating func skipComment(_ tag: Int) throws(TemplateError) {
    var index = place
    while index + 1 < source.count, !(source[index] == "#" && source[index + 1] == "}") {
      index += 1
    }
    guard index + 1 < source.count else {
      throw TemplateError(.syntax, "expected '#}', found no end of the comment", at: position(tag))
    }
    let sign = index > place ? source[index - 1] : 0
    place = index + 2
    finishTag(sign: sign, trimsLine: true)
  }

  /// What follows a tag that is dropped with it.
  mutating func finishTag(sign: UInt32, trimsLine: Bool) {
    if sign == "-" {
      while place < source.count, CodePoints.isSpace(source[place]) { place += 1 }
    } else if sign != "+", trimsLine, place < source.count, source[place] == 0x0A {
      place += 1
    }
    isAtLineStart = place > 0 && source[place - 1] == 0x0A
  }

  // MARK: Raw text

  /// Where the text of `{% raw %}` begins, if that is the tag.
  private func rawBody(_ tag: Int) -> Int? {
    var index = place
    guard skip("raw", from: &index) else { return nil }
    let isStripping = index < source.count && source[index] == "-"
    if isStripping { index += 1 }
    guard index + 1 < source.count, source[index] == "%", source[index + 1] == "}" else {
      return nil
    }
    index += 2
    if isStripping { while index < source.count, CodePoints.isSpace(source[index]) { index += 1 } }
    return index
  }

  private mutating func addRaw(begunAt tag: Int) throws(TemplateError) {
    isAtLineStart = place > 0 && source[place - 1] == 0x0A
    var index = place
    while index + 1 < source.count {
      guard source[index] == "{", source[index + 1] == "%" else {
        index += 1
        continue
      }
      let start = index
      index += 2
      let sign = index < source.count ? source[index] : 0
      if sign == "-" || sign == "+" { index += 1 }
      var end = index
      if skip("endraw", from: &end), let (endSign, next) = blockEnd(at: end) {
        try addData(upTo: start)
        place = next
        finishTag(sign: endSign, trimsLine: true)
        return
      }
    }
    throw TemplateError(
      .syntax, "expected '{% endraw %}', found no end of the raw text", at: position(tag))
  }

  /// Skips white space, a word, and white space.
  private func skip(_ word: String, from index: inout Int) -> Bool {
    while index < source.count, CodePoints.isSpace(source[index]) { index += 1 }
    for scalar in word.unicodeScalars {
      guard index < source.count, source[index] == scalar.value else { return false }
      index += 1
    }
    while index < source.count, CodePoints.isSpace(source[index]) { index += 1 }
    return true
  }

  /// The sign of a block's end at a place, and the place behind it.
  func blockEnd(at index: Int) -> (sign: UInt32, next: Int)? {
    guard index < source.count else { return nil }
    let sign = source[index] == "-" || source[index] == "+" ? source[index] : 0
    let start = index + (sign == 0 ? 0 : 1)
    guard start + 1 < source.count, source[start] == "%", source[start + 1] == "}" else {
      return nil
    }
    return (sign, start + 2)
  }

  // MARK: Places

  mutating func add(_ kind: Token.Kind, at index: Int) {
    tokens.append(Token(kind: kind, place: position(index)))
  }

  func position(_ index: Int) -> Position {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= index { low = middle } else { high = middle }
    }
    return Position(line: low + 1, column: index - lineStarts[low] + 1)
  }
}

/// Code points beside characters in comparisons and patterns.
func == (point: UInt32, scalar: Unicode.Scalar) -> Bool { point == scalar.value }
func != (point: UInt32, scalar: Unicode.Scalar) -> Bool { point != scalar.value }
func ~= (scalar: Unicode.Scalar, point: UInt32) -> Bool { point == scalar.value }
