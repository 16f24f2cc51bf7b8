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
  package func prompt(in form: any ChatForm) throws(OnDeviceError) -> [PromptPiece] {
    try form.prompt(
      entries.map { entry in
        switch entry {
        case .instructions(let text): Turn(.system, text)
        case .prompt(let text): Turn(.user, text)
        case .response(let text): Turn(.assistant, text)
        }
      })
  }
}
