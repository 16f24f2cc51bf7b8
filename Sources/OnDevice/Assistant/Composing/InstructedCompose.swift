import Chats

/// Messages by an instruction-tuned model, of which only those stay that hold nothing of their own.
struct InstructedCompose: Sendable {
  let model: LanguageModel
  let template: any ChatForm
  let chat: Chat?
  let lines: [ChatLine]
  let ask: String
  let language: Language
  let options: ComposeOptions

  static let answerTokens = 200

  func run(_ workspace: Workspace) throws -> (texts: [String], usage: Usage) {
    let prompts = InstructPrompts(language: language)
    let task = prompts.compose(
      ask: ask, me: options.me.map(ChatRendering.composed), count: options.count,
      tone: options.tone?.name, hasChat: chat != nil)
    let ids: [Int32]
    var known = [ask]
    if let chat, !lines.isEmpty {
      let prompt = try InstructedChat(
        model: model, template: template, prompts: prompts, chat: chat, lines: lines
      ).prompt(task: task, answerTokens: Self.answerTokens)
      ids = prompt.ids
      let shown = lines[prompt.used]
      known += shown.flatMap { [$0.sender, $0.text] } + InstructedChat.times(chat, Array(shown))
    } else {
      ids = try model.encode(
        try template.prompt([Turn(.system, prompts.composing), Turn(.user, task)]))
    }
    if let me = options.me { known.append(me) }
    var generation = options.generation
    generation.maximumResponseTokens =
      generation.maximumResponseTokens ?? Self.answerTokens * min(options.count, 5)
    let answer = try workspace.generate(from: ids, options: generation) { _ in }
    guard answer.finish != .cancelled else { throw OnDeviceError(.cancelled, "cancelled") }
    let grounding = MessageGrounding(texts: known, language: language)
    var texts: [String] = []
    for text in Self.messages(in: answer.text, count: options.count)
    where !text.isEmpty && text != ask && grounding.covers(text) && !texts.contains(text) {
      texts.append(text)
    }
    return (Array(texts.prefix(options.count)), workspace.takeUsage())
  }

  /// One message may have several lines; of several each has its own.
  private static func messages(in answer: String, count: Int) -> [String] {
    guard count > 1 else { return [AnswerText.item(answer)] }
    return answer.split(whereSeparator: \.isNewline).map { AnswerText.item(String($0)) }
  }
}

/// What an order and its chat hold: a message with another number, link or name is invented.
package struct MessageGrounding: Sendable {
  private let numbers: Grounding
  private let all: String
  private let language: Language

  package init(texts: [String], language: Language) {
    numbers = Grounding(texts: texts)
    all = ChatRendering.composed(texts.joined(separator: "\n")).lowercased()
    self.language = language
  }

  package func covers(_ text: String) -> Bool {
    guard numbers.covers(text) else { return false }
    let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
    for (index, word) in words.enumerated() {
      if word.contains("://") || word.contains("@") || word.hasPrefix("www.") {
        guard all.contains(word.lowercased()) else { return false }
      }
      guard let name = name(in: word, at: index, after: index > 0 ? words[index - 1] : nil) else {
        continue
      }
      guard all.contains(name.lowercased()) else { return false }
    }
    return true
  }

  /// The word as a name: a capital inside an English sentence, who is called in Korean.
  private func name(in word: String, at index: Int, after previous: String?) -> String? {
    let core = word.filter { $0.isLetter || $0 == "'" }
    switch language {
    case .english:
      guard let first = core.first, first.isUppercase, core.count > 1, let previous,
        !".!?:".contains(previous.last ?? "."), !core.hasPrefix("I'"), !Self.capitals.contains(core)
      else { return nil }
      return core.split(separator: "'").first.map(String.init)
    case .korean:
      guard index == 0, word.hasSuffix(",") || word.hasSuffix("야") || word.hasSuffix("아"),
        core.count > 2
      else { return nil }
      for tail in ["님", "씨", "야", "아"] where core.hasSuffix(tail) {
        return String(core.dropLast())
      }
      return nil
    }
  }

  private static let capitals: Set<String> = [
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "Hi", "Hello",
    "Dear", "Thanks", "Thank", "Best", "OK", "Mr", "Mrs", "Ms", "Dr",
  ]
}
