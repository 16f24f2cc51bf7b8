extension Companion {
  /// Everything that was said and is kept, as lines `name: words` that ``Chats/ChatImporter`` reads.
  ///
  /// - Parameter language: of the names, where the persona has none.
  /// - Returns: the lines, each with its end; an answer of several lines becomes one.
  public nonisolated func transcript(in language: Language) -> String {
    let own = persona.name ?? (language == .korean ? "말벗" : "Companion")
    let other = persona.user ?? (language == .korean ? "나" : "You")
    var lines: [String] = []
    func say(_ name: String, _ text: String) {
      let line = QuoteText.collapsed(text).trimmingWhitespace()
      if !line.isEmpty { lines.append("\(name): \(line)\n") }
    }
    say(own, persona.greeting ?? "")
    for exchange in memory.exchanges {
      say(other, exchange.prompt)
      say(own, exchange.answer)
    }
    return lines.joined()
  }
}
