/// Text from a file, made fit for one line of a terminal.
///
/// Control and format characters (line ends, escape sequences, direction marks) become `\u{…}`, so
/// that no model file can write a second line into a message or hide a part of one.
package enum Printable {
  /// The most characters of a file's text that a message repeats.
  private static let longest = 80

  package static func quoted(_ text: String) -> String {
    let head = text.unicodeScalars.prefix(longest)
    let isCut = head.endIndex != text.unicodeScalars.endIndex
    return "\"\(escaped(String(String.UnicodeScalarView(head))))\(isCut ? "…" : "")\""
  }

  package static func escaped(_ text: String) -> String {
    if text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned:
        result += "\\u{\(String(scalar.value, radix: 16))}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// The first bytes as text where they are text, else as hexadecimal digits.
  static func magic(_ bytes: some Sequence<UInt8>) -> String {
    let head = Array(bytes.prefix(4))
    guard head.allSatisfy({ (0x20...0x7E).contains($0) }) else {
      return "bytes " + head.map { hexadecimal($0) }.joined(separator: " ")
    }
    return quoted(String(decoding: head, as: UTF8.self))
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    (byte < 16 ? "0" : "") + String(byte, radix: 16)
  }
}
