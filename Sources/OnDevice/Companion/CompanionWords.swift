/// The words around a persona in a prompt, in its language.
struct CompanionWords: Sendable {
  let language: Language

  /// Who a companion is that nobody described.
  func anybody(_ name: String?) -> String {
    switch language {
    case .korean:
      let who = name.map { "너의 이름은 \($0). " } ?? ""
      return who
        + "너는 상대의 말벗이다. 메신저로 이야기하듯 짧고 자연스러운 한국어로 답한다. 모르는 것은 모른다고 하고, "
        + "함께 나누지 않은 일을 지어내지 않는다."
    case .english:
      let who = name.map { "Your name is \($0). " } ?? ""
      return who
        + "You are the companion of the person who writes to you. Answer briefly and naturally, as in a "
        + "messenger. Say so when you do not know something, and make up nothing that you two never spoke of."
    }
  }

  func names(_ name: String?, _ user: String?) -> [String] {
    switch language {
    case .korean:
      [name.map { "너의 이름: \($0)" }, user.map { "상대의 이름: \($0)" }].compactMap(\.self)
    case .english:
      [name.map { "Your name: \($0)" }, user.map { "The other's name: \($0)" }].compactMap(\.self)
    }
  }

  func greeting(_ text: String) -> String {
    language == .korean ? "네가 먼저 건넨 인사: \(text)" : "What you said first: \(text)"
  }

  var facts: String {
    language == .korean ? "상대가 기억해 달라고 한 것:" : "What the other asked you to remember:"
  }

  /// What was called to mind for a message, to stand before it.
  func note(_ exchanges: [Exchange], name: String?, user: String?) -> String {
    let other = user ?? (language == .korean ? "상대" : "the other")
    let own = name ?? (language == .korean ? "너" : "you")
    let lines = exchanges.map { exchange in
      let day = exchange.time.prefix(10)
      let answer = Self.short(exchange.answer)
      return "- \(day) \(other): \(Self.short(exchange.prompt))"
        + (answer.isEmpty ? "" : " / \(own): \(answer)")
    }
    let heading = language == .korean ? "(참고할 예전 대화)" : "(for reference, said earlier)"
    let end = language == .korean ? "(참고 끝)" : "(end of reference)"
    return ([heading] + lines + [end]).joined(separator: "\n")
  }

  /// What was said then, on one line; its beginning tells enough.
  private static func short(_ text: String) -> String {
    let line = QuoteText.collapsed(text)
    return line.count > 200 ? line.prefix(200) + "…" : line
  }
}
