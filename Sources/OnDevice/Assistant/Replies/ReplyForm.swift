/// A sentence with places for words of the chat, for one purpose and one or both speech levels.
///
/// Written as a line of a table: `accept proposal choice: 응 {time} 좋아 | 네 {time} 좋아요`. A slot stands in
/// braces; a Korean particle that depends on the word before stands in parentheses, in the form that
/// follows a consonant: `{thing}(은)`. `-` is a level in which nobody says this. `[Sure/Will do]` are ways
/// to say the same, of which a chat sees one.
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
  /// Which of the ways that its line offers this is, and of how many.
  let variant: Int
  let variants: Int

  func parts(_ level: SpeechLevel) -> [Part] { level == .casual ? casual : polite }

  /// The forms of a table; lines that say no intent or act are left out, which a test looks for.
  static func table(_ text: String) -> [ReplyForm] {
    text.split(separator: "\n").enumerated().flatMap { forms($1, number: $0) }
  }

  /// The ways to say what one line holds.
  static func forms(_ line: Substring, number: Int) -> [ReplyForm] {
    let halves = line.split(separator: ":", maxSplits: 1)
    guard halves.count == 2 else { return [] }
    let head = halves[0].split(separator: " ")
    guard let intent = head.first.flatMap({ ReplyIntent(rawValue: String($0)) }) else { return [] }
    let acts = head.dropFirst().compactMap { TurnAct(rawValue: String($0)) }
    guard !acts.isEmpty, acts.count == head.count - 1 else { return [] }
    let levels = halves[1].split(separator: "|").map { $0.trimmingWhitespace() }
    guard let first = levels.first, let last = levels.last else { return [] }
    let (casual, polite) = (ways(first), ways(last))
    let count = max(casual.count, polite.count)
    return (0..<count).map { way in
      ReplyForm(
        intent: intent, acts: acts, casual: parts(of: casual[way % casual.count]),
        polite: parts(of: polite[way % polite.count]), number: number, variant: way,
        variants: count)
    }
  }

  /// `[Sure/Will do], {promise}` said in each of its ways; a text without brackets has one.
  private static func ways(_ text: String) -> [String] {
    guard let open = text.firstIndex(of: "["), let end = text[open...].firstIndex(of: "]")
    else { return [text] }
    let before = String(text[..<open])
    let after = String(text[text.index(after: end)...])
    return text[text.index(after: open)..<end].split(separator: "/").flatMap { way in
      ways(before + String(way) + after)
    }
  }

  private static func parts(of text: String) -> [Part] { text == "-" ? [] : parts(text) }

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
