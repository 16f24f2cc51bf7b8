import OnDevice

/// What a line of a talk asks of the program itself: it begins with a slash.
enum SlashCommand: Equatable {
  case help
  case reset
  case retry
  case undo
  case persona
  case memory
  case forget(String)
  case remember(String)
  case save(String)
  case quit
  /// The command is known, and what it is about is missing.
  case incomplete(Name)
  case unknown(String)

  enum Name: String, CaseIterable {
    case help, reset, retry, undo, persona, memory, remember, forget, save, quit

    /// The Korean name that stands in the help, and other names.
    var others: [String] {
      switch self {
      case .help: ["도움말", "도움", "?"]
      case .reset: ["새로"]
      case .retry: ["다시"]
      case .undo: ["취소"]
      case .persona: ["인물"]
      case .memory: ["기억"]
      case .remember: ["기억해"]
      case .forget: ["잊어"]
      case .save: ["저장"]
      case .quit: ["끝", "종료", "exit", "bye"]
      }
    }

    /// Whether it needs something behind its name.
    var needsText: Bool { [.forget, .remember, .save].contains(self) }
  }

  /// A line is said to the companion, or asks something of the program.
  enum Line: Equatable {
    case message(String)
    case command(SlashCommand)
  }

  /// Reads a line: `//text` says `/text`.
  static func read(_ line: String) -> Line {
    guard line.hasPrefix("/") else { return .message(line) }
    let rest = line.dropFirst()
    if rest.hasPrefix("/") { return .message(String(rest)) }
    let word = rest.prefix { !$0.isWhitespace }
    let text = String(rest.dropFirst(word.count).drop(while: \.isWhitespace))
    // Strings are equal whatever their composition, so a decomposed 도움말 is one too.
    let name = word.lowercased()
    guard
      let known = Name.allCases.first(where: { $0.rawValue == name || $0.others.contains(name) })
    else { return .command(.unknown(String(word))) }
    guard !known.needsText || !text.isEmpty else { return .command(.incomplete(known)) }
    return .command(command(known, text))
  }

  private static func command(_ name: Name, _ text: String) -> SlashCommand {
    switch name {
    case .help: .help
    case .reset: .reset
    case .retry: .retry
    case .undo: .undo
    case .persona: .persona
    case .memory: .memory
    case .remember: .remember(text)
    case .forget: .forget(text)
    case .save: .save(text)
    case .quit: .quit
    }
  }
}
