/// A sentence with places for words of the chat, for one purpose and one or both speech levels.
///
/// Written as a line of a table: `accept proposal choice: 응 {time} 좋아 | 네 {time} 좋아요`. A slot stands in
/// braces; a Korean particle that depends on the word before stands in parentheses, in the form that
/// follows a consonant: `{thing}(은)`. `-` is a level in which nobody says this.
struct ReplyForm: Sendable {
  enum Part: Sendable, Hashable {
    case text(String)
    case slot(ReplySlot)
    case particle(String)
  }

  let intent: ReplyIntent
  let acts: [TurnAct]
  let casual: [Part]
  let polite: [Part]
  /// The order in the table, which settles what is equal.
  let number: Int

  func parts(_ level: SpeechLevel) -> [Part] { level == .casual ? casual : polite }

  /// The forms of a table; lines that say no intent or act are left out, which a test looks for.
  static func table(_ text: String) -> [ReplyForm] {
    text.split(separator: "\n").enumerated().compactMap { form($1, number: $0) }
  }

  static func form(_ line: Substring, number: Int) -> ReplyForm? {
    let halves = line.split(separator: ":", maxSplits: 1)
    guard halves.count == 2 else { return nil }
    let head = halves[0].split(separator: " ")
    guard let intent = head.first.flatMap({ ReplyIntent(rawValue: String($0)) }) else { return nil }
    let acts = head.dropFirst().compactMap { TurnAct(rawValue: String($0)) }
    guard !acts.isEmpty, acts.count == head.count - 1 else { return nil }
    let levels = halves[1].split(separator: "|").map { $0.trimmingWhitespace() }
    guard let casual = levels.first, let polite = levels.last else { return nil }
    return ReplyForm(
      intent: intent, acts: acts, casual: casual == "-" ? [] : parts(casual),
      polite: polite == "-" ? [] : parts(polite), number: number)
  }

  private static func parts(_ text: String) -> [Part] {
    var parts: [Part] = []
    var current = ""
    var rest = text[...]
    func flush() {
      if !current.isEmpty { parts.append(.text(current)) }
      current = ""
    }
    while let first = rest.first {
      if first == "{", let end = rest.firstIndex(of: "}"),
        let slot = ReplySlot(rawValue: String(rest[rest.index(after: rest.startIndex)..<end]))
      {
        flush()
        parts.append(.slot(slot))
        rest = rest[rest.index(after: end)...]
      } else if first == "(", let end = rest.firstIndex(of: ")") {
        flush()
        parts.append(.particle(String(rest[rest.index(after: rest.startIndex)..<end])))
        rest = rest[rest.index(after: end)...]
      } else {
        current.append(first)
        rest = rest.dropFirst()
      }
    }
    flush()
    return parts
  }

  /// The slots of a level, in order.
  func slots(_ level: SpeechLevel) -> [ReplySlot] {
    parts(level).compactMap { if case .slot(let slot) = $0 { slot } else { nil } }
  }
}
