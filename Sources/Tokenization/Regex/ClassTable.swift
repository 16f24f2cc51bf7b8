/// The class of every scalar value in an expression: one look-up per character, whatever it tests.
///
/// Two characters are of one class when no set of the expression tells them apart. There are at
/// most 63 classes, so that a set is the bits of a `UInt64`; the 64th stands for the end of the
/// text. Blocks of 128 code points that are equal are kept once.
struct ClassTable: Sendable {
  static let mostClasses = 63
  static let endOfText: UInt64 = 1 << 63
  private static let blockBits: UInt32 = 7

  private let blockNumbers: [UInt16]
  private let blocks: [UInt8]

  /// Numbers the classes of some sets; nil when there are too many.
  ///
  /// `masks` are the sets in terms of the classes.
  static func make(_ sets: [ScalarSet]) -> (table: ClassTable, masks: [UInt64])? {
    var borders: Set<UInt32> = [0]
    for set in sets {
      for range in set.ranges {
        borders.insert(range.lowerBound)
        if range.upperBound < 0x10FFFF { borders.insert(range.upperBound + 1) }
      }
    }
    guard sets.count <= 63 else { return nil }
    var cursors = [Int](repeating: 0, count: sets.count)
    var known: [UInt64: UInt8] = [:]
    var masks = [UInt64](repeating: 0, count: sets.count)
    var runs: [(start: UInt32, value: UInt8)] = []
    for start in borders.sorted() {
      var signature: UInt64 = 0
      for (number, set) in sets.enumerated() {
        while cursors[number] < set.ranges.count,
          set.ranges[cursors[number]].upperBound < start
        { cursors[number] += 1 }
        if cursors[number] < set.ranges.count, set.ranges[cursors[number]].lowerBound <= start {
          signature |= 1 << UInt64(number)
        }
      }
      let value: UInt8
      if let found = known[signature] {
        value = found
      } else {
        guard known.count < mostClasses else { return nil }
        value = UInt8(known.count)
        known[signature] = value
        for number in sets.indices where signature >> UInt64(number) & 1 == 1 {
          masks[number] |= 1 << UInt64(value)
        }
      }
      if runs.last?.value != value { runs.append((start, value)) }
    }
    return (ClassTable(runs), masks)
  }

  /// What a table of one set says of its members.
  static let memberBit: UInt64 = 1 << 1

  /// A table that tells the members of one set, by ``memberBit``, from all else.
  init(_ set: ScalarSet) {
    var runs: [(start: UInt32, value: UInt8)] = [(0, 0)]
    for range in set.ranges {
      if range.lowerBound == 0 { runs.removeLast() }
      runs.append((range.lowerBound, 1))
      runs.append((range.upperBound + 1, 0))
    }
    self.init(runs)
  }

  private init(_ runs: [(start: UInt32, value: UInt8)]) {
    let size: UInt32 = 1 << Self.blockBits
    var numbers: [UInt16] = []
    numbers.reserveCapacity(0x110000 >> Int(Self.blockBits))
    var blocks: [UInt8] = []
    var known: [[UInt8]: UInt16] = [:]
    var wholeBlocks: [UInt8: UInt16] = [:]
    var run = 0
    var content = [UInt8](repeating: 0, count: Int(size))
    for start in stride(from: UInt32(0), to: 0x110000, by: Int(size)) {
      while run + 1 < runs.count, runs[run + 1].start <= start { run += 1 }
      // Most blocks lie inside one run: only the others are written out.
      let isInsideRun = run + 1 == runs.count || runs[run + 1].start >= start + size
      if isInsideRun, let number = wholeBlocks[runs[run].value] {
        numbers.append(number)
        continue
      }
      for offset in 0..<size {
        while run + 1 < runs.count, runs[run + 1].start <= start + offset { run += 1 }
        content[Int(offset)] = runs[run].value
      }
      let number = known[content] ?? UInt16(known.count)
      if known.updateValue(number, forKey: content) == nil { blocks += content }
      if isInsideRun { wholeBlocks[runs[run].value] = number }
      numbers.append(number)
    }
    blockNumbers = numbers
    self.blocks = blocks
  }

  private func bit(_ codePoint: UInt32) -> UInt64 {
    let block = Int(blockNumbers[Int(codePoint >> Self.blockBits)])
    return 1 << UInt64(blocks[block << Int(Self.blockBits) | Int(codePoint & 0x7F)])
  }

  /// The class, as a bit, of the character that begins at `position`, and its length in bytes.
  ///
  /// - Precondition: `text` is UTF-8 and a character begins at `position`.
  @inline(__always)
  func character(in text: Span<UInt8>, at position: Int) -> (bit: UInt64, length: Int) {
    let lead = text[position]
    if lead < 0x80 { return (1 << UInt64(blocks[Int(lead)]), 1) }
    let second = UInt32(text[position + 1] & 0x3F)
    if lead < 0xE0 { return (bit(UInt32(lead & 0x1F) << 6 | second), 2) }
    let third = UInt32(text[position + 2] & 0x3F)
    if lead < 0xF0 { return (bit(UInt32(lead & 0x0F) << 12 | second << 6 | third), 3) }
    let fourth = UInt32(text[position + 3] & 0x3F)
    return (bit(UInt32(lead & 0x07) << 18 | second << 12 | third << 6 | fourth), 4)
  }
}
