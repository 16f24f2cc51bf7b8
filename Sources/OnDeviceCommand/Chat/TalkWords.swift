import OnDevice

/// What the program itself says in a talk.
struct TalkWords {
  let language: Language

  private func choose(_ korean: String, _ english: String) -> String {
    language == .korean ? korean : english
  }

  /// What the card says that the default model must not be used for (`models/README.md`).
  var cannotConverse: String {
    choose(
      "기본 모델은 대화를 나누지 못합니다. 자유로운 글쓰기, 질문에 대한 답, 번역에는 쓰지 마세요. "
        + "하신 말을 받아 짧게 답할 뿐입니다. 더 큰 모델은 --model로 주세요.",
      "The default model cannot converse: do not use it for free writing, answers or translation. "
        + "It takes up your words in short replies; give a larger model with --model.")
  }

  func start(turns: Int, hasFolder: Bool) -> String {
    if turns > 0 {
      return choose(
        "지난 대화에 이어서 이야기합니다(\(turns)번 주고받음). /도움말, 끝내려면 Ctrl-D",
        "Going on with your talk (exchanges so far: \(turns)). /help; Ctrl-D ends it.")
    }
    return hasFolder
      ? choose("/도움말, 끝내려면 Ctrl-D", "/help; Ctrl-D ends the talk.")
      : choose(
        "아무것도 저장하지 않습니다(--memory를 주면 기억합니다). /도움말, 끝내려면 Ctrl-D",
        "Nothing is kept (give --memory to be remembered). /help; Ctrl-D ends the talk.")
  }

  var help: String {
    let rows: [(SlashCommand.Name, String, String, String)] = [
      (.help, "", "이 목록", "this list"),
      (.reset, "", "새 대화를 시작합니다. 기억은 남습니다", "begin a new talk; what is remembered stays"),
      (.retry, "", "마지막 말에 다시 답합니다", "answer the last message once more"),
      (.undo, "", "마지막 말과 답을 없던 일로 합니다", "take the last message and its answer back"),
      (.persona, "", "누구와 이야기하고 있는지", "whom you are talking with"),
      (.memory, "", "무엇을 기억하고 있는지", "what is kept"),
      (.remember, choose("글", "TEXT"), "기억해 둡니다", "remember something"),
      (
        .forget, choose("글|all", "TEXT|all"), "그 글이 든 기억과 대화를 지웁니다(all: 전부)",
        "forget what holds the text, in facts and turns; all: everything"
      ),
      (.save, choose("파일", "FILE"), "대화를 파일로 남깁니다", "write the talk to a file"),
      (.quit, "", "끝냅니다", "end"),
    ]
    let names = rows.map { name, argument, _, _ in
      let shown = language == .korean ? name.others.first ?? name.rawValue : name.rawValue
      let other = language == .korean ? "/\(name.rawValue)" : ""
      return ("/\(shown) \(argument)", other)
    }
    var lines: [String] = []
    for ((name, other), row) in zip(names, rows) {
      let said = choose(row.2, row.3)
      lines.append(other.isEmpty ? "\(name)  \(said)" : "\(name)  (\(other))  \(said)")
    }
    lines.append(
      choose(
        "//로 시작하는 줄은 /로 시작하는 말을 보냅니다.",
        "A line that starts with // sends a text that starts with /."))
    return lines.map { $0.replacing("   ", with: "  ") }.joined(separator: "\n")
  }

  func unknown(_ name: String) -> String {
    choose(
      "모르는 명령입니다: /\(name). /도움말을 보세요. 말로 보내려면 //\(name) 이렇게 씁니다.",
      "/\(name) is no command: see /help, or write //\(name) to say it.")
  }

  func incomplete(_ name: SlashCommand.Name) -> String {
    choose(
      "/\(name.others.first ?? name.rawValue) 뒤에 \(name == .save ? "파일 이름" : "글")이 있어야 합니다.",
      "/\(name.rawValue): expected \(name == .save ? "a file" : "a text") behind it, found nothing."
    )
  }

  var nothingSaid: String { choose("아직 나눈 말이 없습니다.", "Nothing was said yet.") }
  var newTalk: String { choose("새 대화를 시작합니다.", "A new talk.") }
  func undone(_ text: String) -> String { choose("취소했습니다: \(text)", "Taken back: \(text)") }
  func remembered(_ text: String) -> String { choose("기억했습니다: \(text)", "Remembered: \(text)") }
  func saved(_ path: String) -> String { choose("남겼습니다: \(path)", "Written: \(path)") }
  var stopped: String { choose("(멈췄습니다)", "(stopped)") }

  func forgotten(facts: Int, exchanges: Int) -> String {
    choose(
      "잊었습니다: 기억 \(facts)개, 주고받은 말 \(exchanges)번",
      "Forgotten: facts \(facts), exchanges \(exchanges)")
  }

  var noAlternative: String { choose("(다른 할 말이 없습니다.)", "(I have nothing else to say.)") }

  /// What is said where the model has nothing to say.
  func nothing(_ absence: ReplyAbsence?) -> String {
    switch absence {
    case .sensitive:
      choose("(기계가 답할 일이 아닌 것 같습니다.)", "(This deserves a person's answer, not mine.)")
    case .phishing:
      choose("(사기로 의심되는 말이라 답하지 않습니다.)", "(This looks like a swindle; I do not answer it.)")
    case .ended: choose("(더 드릴 말씀이 없습니다.)", "(I have nothing to add.)")
    default: choose("(드릴 말씀을 찾지 못했습니다.)", "(I have nothing to say to that.)")
    }
  }

  func memory(_ memory: CompanionMemory, talk: Int) -> String {
    let exchanges = memory.exchanges
    var lines = [
      memory.folder.map { choose("기억하는 곳: \($0)", "Kept in: \($0)") }
        ?? choose("이 프로그램이 끝나면 모두 사라집니다.", "Gone when this program ends.")
    ]
    let facts = memory.facts
    if !facts.isEmpty { lines.append(choose("기억하라고 하신 것:", "To be remembered:")) }
    lines += facts.map { "- \($0.text)" }
    lines.append(
      choose(
        "주고받은 말 \(exchanges.count)번, 그중 \(talk)번이 지금 대화에 있습니다.",
        "Exchanges kept: \(exchanges.count); in this talk: \(talk)."))
    return lines.joined(separator: "\n")
  }

  func persona(_ persona: Persona) -> String {
    var lines: [String] = []
    if let name = persona.name { lines.append(choose("이름: ", "name: ") + name) }
    if let user = persona.user { lines.append(choose("사용자: ", "user: ") + user) }
    if let greeting = persona.greeting { lines.append(choose("인사: ", "greeting: ") + greeting) }
    if !persona.instructions.isEmpty { lines.append(persona.instructions) }
    return lines.isEmpty
      ? choose("정해 둔 인물이 없습니다(--persona).", "Nobody in particular (--persona).")
      : lines.joined(separator: "\n")
  }
}
