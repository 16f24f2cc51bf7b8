/// The tokens inside `{{ … }}` and `{% … %}`.
extension Lexer {
  private static let symbols: [String] = [
    "//", "**", "==", "!=", ">=", "<=", "+", "-", "/", "*", "%", "~", "[", "]", "(", ")", "{", "}",
    ">", "<", "=", ".", ":", "|", ",", ";",
  ]
  private static let closing: [String: String] = ["(": ")", "[": "]", "{": "}"]

  /// Reads tokens up to the tag's end; brackets that are open keep `}}` from being one.
  mutating func expression(end: Token.Kind, begunAt tag: Int) throws(TemplateError) {
    var open: [String] = []
    while place < source.count {
      if open.isEmpty, tryEnd(end) { return }
      let point = source[place]
      if CodePoints.isSpace(point) {
        place += 1
      } else if CodePoints.isDigit(point) {
        try number()
      } else if point == "\"" || point == "'" {
        try string(quote: point)
      } else if CodePoints.isWord(point) {
        name()
      } else if let symbol = symbol() {
        if let closer = Self.closing[symbol] {
          open.append(closer)
        } else if [")", "]", "}"].contains(symbol) {
          guard open.popLast() == symbol else {
            throw TemplateError(.syntax, "unexpected '\(symbol)'", at: position(place))
          }
        }
        add(.symbol(symbol), at: place)
        place += symbol.unicodeScalars.count
      } else {
        let found = Text.string([point])
        throw TemplateError(.syntax, "unexpected character '\(found)'", at: position(place))
      }
    }
    let expected = end == .blockEnd ? "%}" : "}}"
    throw TemplateError(
      .syntax, "expected '\(expected)', found no end of the tag", at: position(tag))
  }

  private mutating func tryEnd(_ end: Token.Kind) -> Bool {
    if end == .blockEnd {
      guard let (sign, next) = blockEnd(at: place) else { return false }
      add(.blockEnd, at: place)
      place = next
      finishTag(sign: sign, trimsLine: true)
      return true
    }
    let isStripping = source[place] == "-"
    let start = place + (isStripping ? 1 : 0)
    guard start + 1 < source.count, source[start] == "}", source[start + 1] == "}" else {
      return false
    }
    add(.variableEnd, at: place)
    place = start + 2
    finishTag(sign: isStripping ? 0x2D : 0, trimsLine: false)
    return true
  }

  private func symbol() -> String? {
    Self.symbols.first { symbol in
      var index = place
      for scalar in symbol.unicodeScalars {
        guard index < source.count, source[index] == scalar.value else { return false }
        index += 1
      }
      return true
    }
  }

  private mutating func name() {
    let start = place
    while place < source.count, CodePoints.isWord(source[place]) { place += 1 }
    add(.name(Text.string(source[start..<place])), at: start)
  }

  // MARK: Numbers

  /// The end of `digits(_digits)*` at a place, or nil.
  private func digits(_ start: Int, _ isDigit: (UInt32) -> Bool) -> Int? {
    guard start < source.count, isDigit(source[start]) else { return nil }
    var index = start
    while index < source.count {
      if isDigit(source[index]) {
        index += 1
      } else if source[index] == "_", index + 1 < source.count, isDigit(source[index + 1]) {
        index += 1
      } else {
        break
      }
    }
    return index
  }

  private mutating func number() throws(TemplateError) {
    let start = place
    if start == 0 || source[start - 1] != ".", let end = floatEnd(start) {
      let spelling = spelled(start..<end)
      add(.float(Double(spelling) ?? .infinity), at: start)
      place = end
      return
    }
    if source[start] == "0", start + 1 < source.count, let radix = radix(source[start + 1]) {
      let isDigit: (UInt32) -> Bool = { point in
        Unicode.Scalar(point).flatMap { Int(String($0), radix: radix) } != nil && point < 0x80
      }
      let first = start + 2 < source.count && source[start + 2] == "_" ? start + 3 : start + 2
      if let end = digits(first, isDigit) {
        try addInteger(spelled(first..<end), radix: radix, start..<end)
        return
      }
    }
    // A zero is followed by zeros only: `01` is two numbers, and then an error of the parser.
    let isZero = source[start] == "0"
    let end = digits(start) { isZero ? $0 == "0" : CodePoints.isDigit($0) } ?? start + 1
    try addInteger(spelled(start..<end), radix: 10, start..<end)
  }

  private mutating func addInteger(
    _ spelling: String, radix: Int, _ range: Range<Int>
  ) throws(TemplateError) {
    guard let value = Int(spelling, radix: radix) else {
      throw TemplateError(
        .limit, "expected an integer of 64 bits, found \(spelling.prefix(40))",
        at: position(range.lowerBound))
    }
    add(.integer(value), at: range.lowerBound)
    place = range.upperBound
  }

  private func radix(_ point: UInt32) -> Int? {
    switch point {
    case "b", "B": 2
    case "o", "O": 8
    case "x", "X": 16
    default: nil
    }
  }

  private func floatEnd(_ start: Int) -> Int? {
    guard let whole = digits(start, CodePoints.isDigit) else { return nil }
    var end = whole
    if end < source.count, source[end] == ".", let next = digits(end + 1, CodePoints.isDigit) {
      end = next
    }
    if end < source.count, source[end] == "e" || source[end] == "E" {
      var exponent = end + 1
      if exponent < source.count, source[exponent] == "+" || source[exponent] == "-" {
        exponent += 1
      }
      if let next = digits(exponent, CodePoints.isDigit) { end = next }
    }
    return end > whole ? end : nil
  }

  private func spelled(_ range: Range<Int>) -> String {
    Text.string(source[range].filter { !($0 == "_") }[...])
  }
}
