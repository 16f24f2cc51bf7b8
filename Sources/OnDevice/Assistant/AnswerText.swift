/// The words of a model's answer, without what models like to put around them.
enum AnswerText {
  /// Without quotation marks around the whole.
  static func unquoted(_ answer: String) -> String {
    let text = answer.trimmingWhitespace()
    for (open, close) in [("\"", "\""), ("“", "”"), ("'", "'")]
    where text.count > 2 && text.hasPrefix(open) && text.hasSuffix(close) {
      return String(text.dropFirst().dropLast())
    }
    return text
  }

  /// One item of a list: without its number or mark, the speaker's name and quotation marks.
  static func item(_ line: String, speaker: String? = nil) -> String {
    var text = line.trimmingWhitespace()
    let number = text.prefix { $0.isNumber }
    if !number.isEmpty, let mark = text.dropFirst(number.count).first, ".)".contains(mark) {
      text = text.dropFirst(number.count + 1).trimmingWhitespace()
    } else if let first = text.first, "-•*".contains(first) {
      text = text.dropFirst().trimmingWhitespace()
    }
    if let speaker, text.hasPrefix(speaker + ":") {
      text = text.dropFirst(speaker.count + 1).trimmingWhitespace()
    }
    return unquoted(text)
  }
}
