extension RegexParser {
  /// What follows a backslash outside brackets.
  mutating func escape() throws(TokenizationError) -> RegexNode {
    if take("b") { return .assertion(.wordBoundary) }
    if take("B") { return .assertion(.notWordBoundary) }
    if take("A") { return .assertion(.textStart) }
    if take("z") { return .assertion(.textEnd) }
    if take("Z") { return .assertion(.textEndBeforeNewline) }
    return .set(try escapedSet())
  }

  private mutating func escapedSet() throws(TokenizationError) -> ScalarSet {
    if take("s") { return UnicodeProperty.whiteSpace }
    if take("S") { return UnicodeProperty.whiteSpace.inverted }
    if take("d") { return try digits() }
    if take("D") { return try digits().inverted }
    if take("w") { return try word() }
    if take("W") { return try word().inverted }
    if take("p{^") { return try property().inverted }
    if take("p{") { return try property() }
    if take("P{") { return try property().inverted }
    guard let scalar = try escapedScalar() else { throw refusal("a known escape") }
    return try folded(ScalarSet(scalar))
  }

  private func digits() throws(TokenizationError) -> ScalarSet {
    // llama.cpp's library reads `\d` as ASCII's.
    if edition == .llamaCpp { return ScalarSet([0x30...0x39]) }
    guard let set = UnicodeProperty.named("Nd", edition) else { throw refusal("a known property") }
    return set
  }

  private func word() throws(TokenizationError) -> ScalarSet {
    guard let set = UnicodeProperty.word else { throw refusal("a known property") }
    return set
  }

  private mutating func property() throws(TokenizationError) -> ScalarSet {
    var name = ""
    while let scalar = next, scalar != Self.code("}"), name.utf8.count < 40 {
      if let scalar = Unicode.Scalar(scalar) { name.unicodeScalars.append(scalar) }
      position += 1
    }
    guard take("}"), let set = UnicodeProperty.named(name, edition) else {
      throw refusal("a known property instead of \(TokenizationError.quoted(name.utf8))")
    }
    return set
  }

  /// A backslash's single character, or nil if it stands for something else.
  private mutating func escapedScalar() throws(TokenizationError) -> UInt32? {
    guard let scalar = next else { return nil }
    position += 1
    switch scalar {
    case Self.code("r"): return 0x0D
    case Self.code("n"): return 0x0A
    case Self.code("t"): return 0x09
    case Self.code("f"): return 0x0C
    case Self.code("v"): return 0x0B
    case Self.code("u"): return try hexadecimal(4)
    case Self.code("x"):
      guard take("{") else { return try hexadecimal(2) }
      let value = try hexadecimal(8)
      guard take("}") else { throw refusal("\"}\"") }
      return value
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A:
      position -= 1
      return nil
    default: return scalar
    }
  }

  private mutating func hexadecimal(_ most: Int) throws(TokenizationError) -> UInt32 {
    var value: UInt32 = 0
    var count = 0
    while count < most, let scalar = next.flatMap(Unicode.Scalar.init),
      let digit = Character(scalar).hexDigitValue
    {
      value = value << 4 | UInt32(digit)
      count += 1
      position += 1
    }
    guard count > 0, value <= 0x10FFFF else { throw refusal("a code point in hexadecimal digits") }
    return value
  }

  // MARK: - Brackets

  /// A set in brackets, the opening one already read; `&&` intersects, sets may lie in each other.
  mutating func bracket() throws(TokenizationError) -> ScalarSet {
    let start = position
    nesting += 1
    defer { nesting -= 1 }
    guard nesting <= Self.deepest else {
      throw refusal("at most \(Self.deepest) sets in each other")
    }
    let isNegative = take("^")
    var result: ScalarSet?
    var current = ScalarSet()
    var isFirst = true
    while true {
      guard next != nil else {
        position = start
        throw refusal("\"]\"")
      }
      if !isFirst, take("]") { break }
      if take("&&") {
        result = result.map { $0.intersection(current) } ?? current
        current = ScalarSet()
      } else if stands("[:") {
        throw refusal("no POSIX bracket")
      } else if take("[") {
        current = current.union(try bracket())
      } else {
        current = current.union(try bracketItem())
      }
      isFirst = false
    }
    let members = try folded(result.map { $0.intersection(current) } ?? current)
    return isNegative ? members.inverted : members
  }

  private mutating func bracketItem() throws(TokenizationError) -> ScalarSet {
    guard let low = try bracketScalar() else { return try escapedSet() }
    // A hyphen before the closing bracket is itself.
    guard stands("-"), !stands("-]") else { return ScalarSet(low) }
    position += 1
    guard let high = try bracketScalar(), low <= high else {
      throw refusal("a range of characters in ascending order")
    }
    return ScalarSet([low...high])
  }

  /// One character, or nil before an escape that stands for several.
  private mutating func bracketScalar() throws(TokenizationError) -> UInt32? {
    if take("\\") { return try escapedScalar() }
    let scalar = next
    if scalar != nil { position += 1 }
    return scalar
  }

  // MARK: - Case

  /// Both cases of each letter, if asked for; only ASCII's are known.
  ///
  /// U+017F and U+212A fold to `s` and `k`, and so does Oniguruma have it.
  func folded(_ set: ScalarSet) throws(TokenizationError) -> ScalarSet {
    guard ignoresCase else { return set }
    var added: [ClosedRange<UInt32>] = []
    for range in set.ranges {
      guard range.upperBound < 0x80 else {
        throw refusal("letters of ASCII alone where case is ignored")
      }
      for scalar in range {
        switch scalar | 0x20 {
        case 0x61...0x7A: added.append(scalar ^ 0x20...scalar ^ 0x20)
        default: continue
        }
        if scalar | 0x20 == 0x73 { added.append(0x17F...0x17F) }
        if scalar | 0x20 == 0x6B { added.append(0x212A...0x212A) }
      }
    }
    return set.union(ScalarSet(added))
  }
}
