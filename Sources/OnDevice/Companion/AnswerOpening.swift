/// The words of an answer as they come, without white space or the speaker's own name before them.
///
/// Small models like to begin with `하나: `, as the lines of a chat do. What may still become that is
/// held back; nothing else is.
package struct AnswerOpening {
  private let name: String?
  private var held = ""
  private var isOpen = false

  package init(name: String?) { self.name = name.map { $0 + ":" } }

  /// What may be shown of a piece.
  package mutating func push(_ piece: String) -> String {
    guard !isOpen else { return piece }
    held = String((held + piece).drop(while: \.isWhitespace))
    guard !held.isEmpty else { return "" }
    if let name {
      if held.count <= name.count, name.hasPrefix(held) { return "" }
      if held.hasPrefix(name) {
        held = String(held.dropFirst(name.count).drop(while: \.isWhitespace))
        // The name once: a second one is what the model says.
        guard !held.isEmpty else { return "" }
      }
    }
    isOpen = true
    defer { held = "" }
    return held
  }

  /// What is held back at the end.
  package mutating func finish() -> String {
    defer { held = "" }
    return held == name ? "" : held
  }
}
