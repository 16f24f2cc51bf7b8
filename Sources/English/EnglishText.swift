/// Small work on the letters of a text.
package enum EnglishText {
  package static func capitalised(_ text: String) -> String {
    guard let at = text.firstIndex(where: { $0.isLetter || $0.isNumber }) else { return text }
    // A link is written as it is.
    if text[at...].prefix(while: { !$0.isWhitespace }).contains("://") { return text }
    // Behind a picture that is a name no sentence begins.
    if text[..<at].contains(where: \.isWhitespace) { return text }
    return text[..<at] + text[at].uppercased() + text[text.index(after: at)...]
  }

  /// A sentence with its capital and full stop.
  static func sentence(_ text: String) -> String {
    var text = capitalised(text)
    while let last = text.last, ",;:-–— ".contains(last) { text.removeLast() }
    guard let last = text.last, !".!?".contains(last) else { return text }
    if last == "\"", let inner = text.dropLast().last, ".!?".contains(inner) { return text }
    return text + "."
  }
}
