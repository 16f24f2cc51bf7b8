/// How a physical line ends.
enum LineEnd: Equatable {
  case lf, crlf, cr, endOfFile
}

/// A physical line: the place of its bytes, without the terminator.
struct Line {
  let start: Int
  let end: Int
  let terminator: LineEnd
}

/// A decoded file: valid UTF-8 without a byte order mark, cut into physical lines.
///
/// Lines end at CRLF, LF and CR only. U+0085, U+2028 and the like are part of messages, where
/// people paste them.
struct SourceText {
  let bytes: [UInt8]
  let lines: [Line]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var lines: [Line] = []
    var start = 0
    var index = 0
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\n"):
        lines.append(Line(start: start, end: index, terminator: .lf))
        start = index + 1
      case UInt8(ascii: "\r"):
        let isPair = index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "\n")
        lines.append(Line(start: start, end: index, terminator: isPair ? .crlf : .cr))
        if isPair { index += 1 }
        start = index + 1
      default: break
      }
      index += 1
    }
    if start < bytes.count {
      lines.append(Line(start: start, end: bytes.count, terminator: .endOfFile))
    }
    self.lines = lines
  }

  subscript(_ line: Line) -> ArraySlice<UInt8> { bytes[line.start..<line.end] }

  func isBlank(_ line: Line) -> Bool { self[line].allSatisfy(\.isBlank) }
}

extension UInt8 {
  /// A space, a tab or a part of a line break: what is trimmed at the end of a message.
  var isBlank: Bool { self == 0x20 || self == 0x09 || self == 0x0D || self == 0x0A }

  var isDigit: Bool { 0x30...0x39 ~= self }
}

extension ArraySlice<UInt8> {
  var string: String { String(decoding: self, as: UTF8.self) }

  /// Without spaces, tabs and line breaks at the end.
  var trimmedRight: ArraySlice<UInt8> {
    var end = endIndex
    while end > startIndex, self[end - 1].isBlank { end -= 1 }
    return self[startIndex..<end]
  }

  func hasPrefix(_ text: StaticString) -> Bool {
    guard count >= text.utf8CodeUnitCount else { return false }
    return text.withUTF8Buffer { prefix in prefix.elementsEqual(self.prefix(prefix.count)) }
  }

  func hasSuffix(_ text: StaticString) -> Bool {
    guard count >= text.utf8CodeUnitCount else { return false }
    return text.withUTF8Buffer { suffix in suffix.elementsEqual(self.suffix(suffix.count)) }
  }

  /// The index at which `text` first occurs.
  func firstIndex(of text: StaticString) -> Int? {
    text.withUTF8Buffer { pattern in
      guard let first = pattern.first, count >= pattern.count else { return nil }
      var index = startIndex
      let last = endIndex - pattern.count
      while index <= last {
        if self[index] == first, pattern.elementsEqual(self[index..<index + pattern.count]) {
          return index
        }
        index += 1
      }
      return nil
    }
  }
}
