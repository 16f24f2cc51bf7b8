/// A compiled regular expression: instructions for ``RegexMatcher``.
///
/// Compiling is bounded: counted repetitions are written out, and a program has at most
/// ``longest`` instructions. The invariant: every target is an instruction of the program.
struct RegexProgram: Sendable {
  static let longest = 20_000

  enum Instruction: Sendable {
    case match
    case jump(Int)
    /// One character of these classes.
    case set(UInt64)
    /// Characters of these classes, as many as there are, at least `minimum` and at most `maximum`;
    /// fewer are tried when the rest fails, unless `keeps`.
    case run(UInt64, minimum: Int, maximum: Int, keeps: Bool)
    /// The next instruction or `other`, in this order; each only if the next character may begin it.
    case fork(firstMask: UInt64, other: Int, otherMask: UInt64)
    /// The part up to `next` matches here, or does not.
    case ahead(isNegative: Bool, next: Int)
    case behind(UInt64, isNegative: Bool)
    /// What the part up to `next` matched is not looked at again.
    case atomic(next: Int)
    case assertion(RegexNode.Assertion)
  }

  private(set) var code: [Instruction] = []
  let table: ClassTable
  let wordMask: UInt64
  /// What a match can begin with; ``ClassTable/endOfText`` if it can be empty.
  private(set) var firstMask: UInt64 = 0

  private let masks: [ScalarSet: UInt64]

  init(
    _ pattern: String, edition: UnicodeProperty.Edition = .oniguruma
  ) throws(TokenizationError) {
    let node = try RegexParser.parse(pattern, edition: edition)
    var sets: Set<ScalarSet> = []
    Self.collect(node, into: &sets)
    var list = sets.sorted { $0.ranges.count < $1.ranges.count }
    let usesWords = Self.usesWords(node)
    if usesWords, let word = UnicodeProperty.word { list.append(word) }
    guard let (table, bits) = ClassTable.make(list) else {
      throw TokenizationError(
        .unsupported,
        expected: "a regular expression with up to \(ClassTable.mostClasses) kinds of "
          + "characters", found: TokenizationError.quoted(pattern.utf8))
    }
    self.table = table
    masks = Dictionary(zip(list, bits), uniquingKeysWith: { first, _ in first })
    wordMask = usesWords ? bits.last ?? 0 : 0
    try emit(node, pattern)
    code.append(.match)
    addMasks()
  }

  private static func collect(_ node: RegexNode, into sets: inout Set<ScalarSet>) {
    switch node {
    case .empty, .assertion: return
    case .set(let set), .behind(let set, _): sets.insert(set)
    case .sequence(let parts), .alternatives(let parts):
      for part in parts { collect(part, into: &sets) }
    case .repeated(let part, _, _, _), .ahead(let part, _), .atomic(let part):
      collect(part, into: &sets)
    }
  }

  private static func usesWords(_ node: RegexNode) -> Bool {
    switch node {
    case .assertion(let assertion): assertion == .wordBoundary || assertion == .notWordBoundary
    case .sequence(let parts), .alternatives(let parts): parts.contains(where: usesWords)
    case .repeated(let part, _, _, _), .ahead(let part, _), .atomic(let part): usesWords(part)
    case .empty, .set, .behind: false
    }
  }

  // MARK: - Emitting

  private mutating func emit(_ node: RegexNode, _ pattern: String) throws(TokenizationError) {
    guard code.count < Self.longest else {
      throw TokenizationError(
        .unsupported, expected: "a regular expression of at most \(Self.longest) steps",
        found: TokenizationError.quoted(pattern.utf8))
    }
    switch node {
    case .empty: return
    case .set(let set): code.append(.set(masks[set] ?? 0))
    case .behind(let set, let isNegative):
      code.append(.behind(masks[set] ?? 0, isNegative: isNegative))
    case .assertion(let assertion): code.append(.assertion(assertion))
    case .sequence(let parts): for part in parts { try emit(part, pattern) }
    case .alternatives(let parts):
      var ends: [Int] = []
      for part in parts.dropLast() {
        let fork = code.count
        code.append(.fork(firstMask: 0, other: 0, otherMask: 0))
        try emit(part, pattern)
        ends.append(code.count)
        code.append(.jump(0))
        code[fork] = .fork(firstMask: 0, other: code.count, otherMask: 0)
      }
      if let last = parts.last { try emit(last, pattern) }
      for end in ends { code[end] = .jump(code.count) }
    case .ahead(let part, let isNegative):
      try emitPart(part, pattern) { .ahead(isNegative: isNegative, next: $0) }
    case .atomic(let part): try emitPart(part, pattern) { .atomic(next: $0) }
    case .repeated(let part, let minimum, let maximum, let mode):
      try emit(part, minimum, maximum, mode, pattern)
    }
  }

  private mutating func emitPart(
    _ part: RegexNode, _ pattern: String, _ instruction: (Int) -> Instruction
  ) throws(TokenizationError) {
    let place = code.count
    code.append(.match)
    try emit(part, pattern)
    code.append(.match)
    code[place] = instruction(code.count)
  }

  private mutating func emit(
    _ part: RegexNode, _ minimum: Int, _ maximum: Int?, _ mode: RegexNode.Mode, _ pattern: String
  ) throws(TokenizationError) {
    if case .set(let set) = part, mode != .lazy {
      code.append(
        .run(
          masks[set] ?? 0, minimum: minimum, maximum: maximum ?? .max, keeps: mode == .possessive))
      return
    }
    if mode == .possessive {
      return try emitPart(.repeated(part, minimum: minimum, maximum: maximum, .greedy), pattern) {
        .atomic(next: $0)
      }
    }
    for _ in 0..<minimum { try emit(part, pattern) }
    let optional = maximum.map { $0 - minimum } ?? 1
    var forks: [Int] = []
    for _ in 0..<optional {
      let fork = code.count
      forks.append(fork)
      code.append(.fork(firstMask: 0, other: 0, otherMask: 0))
      if mode == .lazy { code.append(.jump(0)) }
      try emit(part, pattern)
      if maximum == nil { code.append(.jump(fork)) }
    }
    for fork in forks {
      if mode == .lazy {
        // First the way out, over the jump that follows, then the part behind that jump.
        code[fork] = .fork(firstMask: 0, other: fork + 2, otherMask: 0)
        code[fork + 1] = .jump(code.count)
      } else {
        code[fork] = .fork(firstMask: 0, other: code.count, otherMask: 0)
      }
    }
  }

  // MARK: - First characters

  /// Tells each fork what its ways can begin with, and each run whether giving back can help.
  private mutating func addMasks() {
    // From back to front nearly everything is known at once; loops need a second round.
    var first = [UInt64](repeating: 0, count: code.count)
    var changes = true
    while changes {
      changes = false
      for index in code.indices.reversed() {
        let mask = mask(at: index, first)
        if mask != first[index] {
          first[index] = mask
          changes = true
        }
      }
    }
    for index in code.indices {
      switch code[index] {
      case .fork(_, let other, _):
        code[index] = .fork(
          firstMask: first[index + 1], other: other, otherMask: first[other])
      case .run(let mask, let minimum, let maximum, let keeps):
        code[index] = .run(
          mask, minimum: minimum, maximum: maximum,
          keeps: keeps || first[index + 1] & mask == 0)
      default: continue
      }
    }
    firstMask = first.first ?? .max
  }

  private func mask(at index: Int, _ first: [UInt64]) -> UInt64 {
    switch code[index] {
    case .match: .max
    case .jump(let target): first[target]
    case .set(let mask): mask
    case .run(let mask, let minimum, _, _): minimum > 0 ? mask : mask | first[index + 1]
    case .fork(_, let other, _): first[index + 1] | first[other]
    case .ahead(let isNegative, let next):
      isNegative ? first[next] : first[next] & first[index + 1]
    // A part that can be empty ends in its own `match`, which stands for everything.
    case .atomic, .behind, .assertion: first[index + 1]
    }
  }
}
