/// Reads the Oniguruma syntax (Ruby's flavour) in which a `tokenizer.json` writes its patterns.
///
/// What it does not know it refuses by name: a pattern half understood would cut text at other
/// places than the model was trained with. Nesting and size are bounded.
struct RegexParser {
  static let deepest = 32
  static let longest = 16_384

  let scalars: [UInt32]
  let edition: UnicodeProperty.Edition
  private let text: String
  var position = 0
  var ignoresCase = false
  private var depth = 0
  var nesting = 0

  private init(_ pattern: String, _ edition: UnicodeProperty.Edition) {
    text = pattern
    scalars = pattern.unicodeScalars.map(\.value)
    self.edition = edition
  }

  static func parse(
    _ pattern: String, edition: UnicodeProperty.Edition
  ) throws(TokenizationError) -> RegexNode {
    var parser = RegexParser(pattern, edition)
    guard parser.scalars.count <= longest else {
      throw parser.refusal("a pattern of at most \(longest) characters")
    }
    let node = try parser.alternatives()
    guard parser.position == parser.scalars.count else { throw parser.refusal("no \")\"") }
    return node
  }

  func refusal(_ expected: String) -> TokenizationError {
    TokenizationError(
      .unsupported, offset: position, expected: "\(expected) in a regular expression",
      found: TokenizationError.quoted(text.utf8))
  }

  // MARK: - Characters of the pattern

  var next: UInt32? { position < scalars.count ? scalars[position] : nil }

  func stands(_ string: StaticString) -> Bool {
    var index = position
    for scalar in string.description.unicodeScalars {
      guard index < scalars.count, scalars[index] == scalar.value else { return false }
      index += 1
    }
    return true
  }

  mutating func take(_ string: StaticString) -> Bool {
    guard stands(string) else { return false }
    position += string.description.unicodeScalars.count
    return true
  }

  // MARK: - Structure

  private mutating func alternatives() throws(TokenizationError) -> RegexNode {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else {
      throw refusal("at most \(Self.deepest) groups in each other")
    }
    let outerCase = ignoresCase
    defer { ignoresCase = outerCase }
    var parts = [try sequence()]
    while take("|") { parts.append(try sequence()) }
    return parts.count == 1 ? parts[0] : .alternatives(parts)
  }

  private mutating func sequence() throws(TokenizationError) -> RegexNode {
    var parts: [RegexNode] = []
    while let scalar = next, scalar != Self.code("|"), scalar != Self.code(")") {
      let part = try atom()
      parts.append(try quantified(part))
    }
    return parts.count == 1 ? parts[0] : parts.isEmpty ? .empty : .sequence(parts)
  }

  static func code(_ scalar: Unicode.Scalar) -> UInt32 { scalar.value }

  private mutating func atom() throws(TokenizationError) -> RegexNode {
    if take("(") { return try group() }
    if take("[") { return .set(try bracket()) }
    if take(".") { return .set(ScalarSet(0x0A).inverted) }
    if take("^") { return .assertion(.lineStart) }
    if take("$") { return .assertion(.lineEnd) }
    if take("\\") { return try escape() }
    guard let scalar = next, scalar != Self.code("*"), scalar != Self.code("+"),
      scalar != Self.code("?")
    else { throw refusal("something to repeat before a quantifier") }
    position += 1
    return .set(try folded(ScalarSet(scalar)))
  }

  private mutating func group() throws(TokenizationError) -> RegexNode {
    let outerCase = ignoresCase
    defer { ignoresCase = outerCase }
    let node: RegexNode
    if take("?:") {
      node = try alternatives()
    } else if take("?=") {
      node = .ahead(try alternatives(), isNegative: false)
    } else if take("?!") {
      node = .ahead(try alternatives(), isNegative: true)
    } else if take("?>") {
      node = .atomic(try alternatives())
    } else if take("?<=") {
      node = .behind(try oneCharacter(), isNegative: false)
    } else if take("?<!") {
      node = .behind(try oneCharacter(), isNegative: true)
    } else if take("?i:") {
      ignoresCase = true
      node = try alternatives()
    } else if take("?i)") {
      throw refusal("no switch of case without a group of its own")
    } else if stands("?") {
      throw refusal("a group of the kinds (?:, (?=, (?!, (?<=, (?<!, (?>, (?i:")
    } else {
      node = try alternatives()
    }
    guard take(")") else { throw refusal("\")\"") }
    return node
  }

  private mutating func oneCharacter() throws(TokenizationError) -> ScalarSet {
    guard case .set(let set) = try alternatives() else {
      throw refusal("one character to look back at")
    }
    return set
  }

  // MARK: - Quantifiers

  private mutating func quantified(_ atom: RegexNode) throws(TokenizationError) -> RegexNode {
    var node = atom
    while let (minimum, maximum, isBrace) = try quantifier() {
      guard !node.isNullable || maximum == 1 else {
        throw refusal("no repetition of what can be empty")
      }
      var mode = RegexNode.Mode.greedy
      if take("?") {
        mode = .lazy
      } else if !isBrace, take("+") {
        mode = .possessive
      }
      node = .repeated(node, minimum: minimum, maximum: maximum, mode)
    }
    return node
  }

  private mutating func quantifier() throws(TokenizationError) -> (Int, Int?, isBrace: Bool)? {
    if take("*") { return (0, nil, false) }
    if take("+") { return (1, nil, false) }
    if take("?") { return (0, 1, false) }
    guard stands("{") else { return nil }
    let start = position
    position += 1
    let minimum = number()
    var maximum = minimum
    if take(",") { maximum = number() }
    let hasComma = scalars[position - 1] == Self.code(",")
    guard take("}"), minimum != nil || maximum != nil else {
      position = start
      throw refusal("a repetition as {n}, {n,}, {,m} or {n,m}")
    }
    if let minimum, let maximum, minimum > maximum { throw refusal("{n,m} with n up to m") }
    return (minimum ?? 0, hasComma ? nil : maximum, true)
  }

  /// At most four digits: a counted repetition is written out as often as it says.
  private mutating func number() -> Int? {
    var value: Int?
    while let scalar = next, (0x30...0x39).contains(scalar), (value ?? 0) < 1000 {
      value = (value ?? 0) * 10 + Int(scalar - 0x30)
      position += 1
    }
    return value
  }
}
