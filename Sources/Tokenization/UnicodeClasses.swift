/// The groups of general categories that pre-tokenizers tell apart.
enum UnicodeClass {
  static let other: UInt8 = 0
  static let letter: UInt8 = 1
  static let number: UInt8 = 2
  static let punctuation: UInt8 = 3
  static let mark: UInt8 = 4
  static let symbol: UInt8 = 5
  static let space: UInt8 = 6
}

/// The class of every code point, in two steps: a block of 128 code points, then one of its bytes.
///
/// Equal blocks are kept once: 1.1 million code points take 45 KB. The table is made once from the
/// runs in `UnicodeClassTable.swift` and shared.
struct UnicodeClasses: Sendable {
  private static let blockBits = 7
  static let shared = UnicodeClasses()

  private let blockNumbers: [UInt16]
  private let blocks: [UInt8]

  private init() {
    let blockSize: UInt32 = 1 << Self.blockBits
    var numbers: [UInt16] = []
    numbers.reserveCapacity(0x110000 >> Self.blockBits)
    var blocks: [UInt8] = []
    var known: [[UInt8]: UInt16] = [:]
    var run = 0
    var content = [UInt8](repeating: UnicodeClass.other, count: Int(blockSize))
    for start in stride(from: UInt32(0), to: 0x110000, by: Int(blockSize)) {
      // Most blocks lie inside one run, as the block before did: only the others are looked at.
      let isInsideRun = run + 1 == Self.runs.count || Self.runs[run + 1] >> 3 >= start + blockSize
      if isInsideRun, let last = numbers.last,
        content.allSatisfy({ $0 == UInt8(Self.runs[run] & 7) })
      {
        numbers.append(last)
        continue
      }
      for offset in 0..<blockSize {
        while run + 1 < Self.runs.count, Self.runs[run + 1] >> 3 <= start + offset { run += 1 }
        content[Int(offset)] = UInt8(Self.runs[run] & 7)
      }
      let number = known[content] ?? UInt16(known.count)
      if known.updateValue(number, forKey: content) == nil { blocks += content }
      numbers.append(number)
    }
    blockNumbers = numbers
    self.blocks = blocks
  }

  /// - Precondition: `codePoint <= 0x10FFFF`.
  subscript(codePoint: UInt32) -> UInt8 {
    let block = Int(blockNumbers[Int(codePoint >> Self.blockBits)])
    return blocks[block << Self.blockBits | Int(codePoint & 0x7F)]
  }

  /// The class of the character that begins at `position`, and its length in bytes.
  ///
  /// - Precondition: `text` is UTF-8 and a character begins at `position`.
  func character(in text: Span<UInt8>, at position: Int) -> (unicodeClass: UInt8, length: Int) {
    let lead = text[position]
    if lead < 0x80 { return (blocks[Int(lead)], 1) }
    let second = UInt32(text[position + 1] & 0x3F)
    if lead < 0xE0 { return (self[UInt32(lead & 0x1F) << 6 | second], 2) }
    let third = UInt32(text[position + 2] & 0x3F)
    if lead < 0xF0 { return (self[UInt32(lead & 0x0F) << 12 | second << 6 | third], 3) }
    let fourth = UInt32(text[position + 3] & 0x3F)
    return (self[UInt32(lead & 0x07) << 18 | second << 12 | third << 6 | fourth], 4)
  }
}
