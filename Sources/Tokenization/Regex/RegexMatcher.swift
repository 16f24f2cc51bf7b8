/// Runs a ``RegexProgram`` over a text: of all matches at a place the one that backtracking prefers.
///
/// There are no captures, so a match is its end. A run of one kind of characters takes one entry of
/// the stack however long it is. Steps are counted, and a text on which they grow far faster than
/// its length is refused instead of being matched for hours.
struct RegexMatcher {
  private struct Choice {
    var instruction: Int
    var position: Int
    /// Shorter runs, one character at a time, are tried down to here.
    var lowest: Int
  }

  private let program: RegexProgram
  private let range: Range<Int>
  private var stack: [Choice] = []
  private var stepsLeft: Int

  /// - Precondition: the text is UTF-8, and the range begins and ends between characters.
  init(_ program: RegexProgram, range: Range<Int>) {
    self.program = program
    self.range = range
    stepsLeft = 1_000_000 + 512 * range.count
  }

  /// The first match that begins at `start` or later.
  mutating func firstMatch(
    in text: Span<UInt8>, from start: Int
  ) throws(TokenizationError) -> Range<Int>? {
    var position = start
    while position <= range.upperBound {
      let (bit, length) = character(text, position)
      if program.firstMask & bit != 0, let end = try run(text, 0, position) {
        return position..<end
      }
      position += max(length, 1)
    }
    return nil
  }

  @inline(__always)
  private func character(_ text: Span<UInt8>, _ position: Int) -> (bit: UInt64, length: Int) {
    if position >= range.upperBound { return (ClassTable.endOfText, 0) }
    return program.table.character(in: text, at: position)
  }

  private mutating func run(
    _ text: Span<UInt8>, _ start: Int, _ from: Int
  ) throws(TokenizationError) -> Int? {
    let base = stack.count
    defer { stack.removeSubrange(base...) }
    var instruction = start
    var position = from
    while true {
      stepsLeft -= 1
      guard stepsLeft > 0 else {
        throw TokenizationError(
          .unencodable, offset: position,
          expected: "a text on which the pre-tokenizer's expression takes steps in proportion",
          found: "far more")
      }
      var isAlive = true
      switch program.code[instruction] {
      case .match: return position
      case .jump(let target): instruction = target
      case .set(let mask):
        let (bit, length) = character(text, position)
        isAlive = mask & bit & ~ClassTable.endOfText != 0
        position += length
        instruction += 1
      case .run(let mask, let minimum, let maximum, let keeps):
        let begin = position
        var count = 0
        var lowest = minimum == 0 ? position : -1
        while count < maximum, position < range.upperBound {
          let (bit, length) = program.table.character(in: text, at: position)
          guard mask & bit != 0 else { break }
          position += length
          count += 1
          if count == minimum { lowest = position }
        }
        stepsLeft -= (position - begin) >> 3
        isAlive = count >= minimum
        instruction += 1
        if isAlive, !keeps, position > lowest {
          stack.append(Choice(instruction: instruction, position: position, lowest: lowest))
        }
      case .fork(let firstMask, let other, let otherMask):
        let bit = character(text, position).bit
        if firstMask & bit == 0 {
          instruction = other
        } else {
          if otherMask & bit != 0 {
            stack.append(Choice(instruction: other, position: position, lowest: position))
          }
          instruction += 1
        }
      case .ahead(let isNegative, let next):
        isAlive = (try run(text, instruction + 1, position) != nil) != isNegative
        instruction = next
      case .behind(let mask, let isNegative):
        isAlive = (before(text, position) & mask != 0) != isNegative
        instruction += 1
      case .atomic(let next):
        let end = try run(text, instruction + 1, position)
        isAlive = end != nil
        position = end ?? position
        instruction = next
      case .assertion(let assertion):
        isAlive = holds(assertion, text, position)
        instruction += 1
      }
      if isAlive { continue }
      guard stack.count > base else { return nil }
      (instruction, position) = next(text)
    }
  }

  /// The choice to try next; a run's gives a character back each time.
  private mutating func next(_ text: Span<UInt8>) -> (Int, Int) {
    let last = stack.count - 1
    let choice = stack[last]
    guard choice.position > choice.lowest else {
      stack.removeLast()
      return (choice.instruction, choice.position)
    }
    let shorter = previous(text, choice.position)
    if shorter <= choice.lowest {
      stack.removeLast()
    } else {
      stack[last].position = shorter
    }
    return (choice.instruction, shorter)
  }

  private func previous(_ text: Span<UInt8>, _ position: Int) -> Int {
    var position = position - 1
    while position > range.lowerBound, text[position] & 0xC0 == 0x80 { position -= 1 }
    return position
  }

  /// The class of the character before, or no class at the beginning.
  private func before(_ text: Span<UInt8>, _ position: Int) -> UInt64 {
    position > range.lowerBound ? character(text, previous(text, position)).bit : 0
  }

  private func holds(
    _ assertion: RegexNode.Assertion, _ text: Span<UInt8>, _ position: Int
  ) -> Bool {
    switch assertion {
    case .textStart: position == range.lowerBound
    case .textEnd: position == range.upperBound
    case .textEndBeforeNewline:
      position == range.upperBound
        || position + 1 == range.upperBound && text[position] == 0x0A
    case .lineStart: position == range.lowerBound || text[position - 1] == 0x0A
    case .lineEnd: position == range.upperBound || text[position] == 0x0A
    case .wordBoundary: isWordBoundary(text, position)
    case .notWordBoundary: !isWordBoundary(text, position)
    }
  }

  private func isWordBoundary(_ text: Span<UInt8>, _ position: Int) -> Bool {
    let after = character(text, position).bit & ~ClassTable.endOfText & program.wordMask
    return (before(text, position) & program.wordMask != 0) != (after != 0)
  }
}
