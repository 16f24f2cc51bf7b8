/// What was said in a session, in order.
public struct Transcript: Sendable, Hashable {
  /// One turn.
  public enum Entry: Sendable, Hashable {
    case instructions(String)
    case prompt(String)
    case response(String)
  }

  public private(set) var entries: [Entry]

  public init(entries: [Entry] = []) { self.entries = entries }

  package mutating func append(_ entry: Entry) { entries.append(entry) }

  /// The turns in a model's own form, ending where the assistant is to speak.
  package func prompt(in template: PromptTemplate) -> [PromptPiece] {
    var pieces: [PromptPiece] = []
    for entry in entries {
      switch entry {
      case .instructions(let text): pieces += template.turn(.system, [.text(text)])
      case .prompt(let text): pieces += template.turn(.user, [.text(text)])
      case .response(let text): pieces += template.turn(.assistant, [.text(text)])
      }
    }
    return pieces + template.generationPrompt
  }
}
