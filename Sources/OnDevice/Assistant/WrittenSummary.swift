/// Reads what an instruction-tuned model wrote in the form that `InstructPrompts` asks for.
///
/// Small models keep to a form only nearly: labels may be bold, in the other language or missing.
/// What is not recognised is taken as part of the summary; nothing is a failure here.
package struct WrittenSummary: Sendable, Hashable {
  package var headline = ""
  package var summary = ""
  package var points: [SummaryPoint] = []

  package init(parsing text: String, messageCount: Int) {
    var body: [String] = []
    for line in text.split(whereSeparator: \.isNewline) {
      let plain = Self.plain(String(line))
      if plain.isEmpty { continue }
      if let rest = Self.value(of: plain, labels: ["제목", "title", "headline"]) {
        headline = rest
      } else if let rest = Self.value(of: plain, labels: ["요약", "summary"]) {
        if !rest.isEmpty { body.append(rest) }
      } else if let item = Self.item(plain) {
        points.append(Self.point(item, messageCount: messageCount))
      } else if Self.value(of: plain, labels: ["핵심", "핵심 내용", "key points", "points"]) == nil {
        body.append(plain)
      }
    }
    summary = body.joined(separator: " ")
  }

  /// The line without Markdown marks around it.
  private static func plain(_ line: String) -> String {
    var text = line.replacing("**", with: "").replacing("__", with: "")
    while let first = text.first, first == "#" || first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return text
  }

  private static func value(of line: String, labels: [String]) -> String? {
    guard let colon = line.firstIndex(where: { $0 == ":" || $0 == "：" }) else { return nil }
    let label = line[..<colon].filter { $0.isLetter || $0 == " " }.lowercased()
    guard labels.contains(label) else { return nil }
    return String(line[line.index(after: colon)...].drop { $0.isWhitespace })
  }

  private static func item(_ line: String) -> String? {
    if let first = line.first, "-•*·".contains(first) {
      return String(line.dropFirst().drop { $0.isWhitespace })
    }
    let number = line.prefix { $0.isNumber }
    let rest = line.dropFirst(number.count)
    guard !number.isEmpty, number.count <= 2, let mark = rest.first, ".)".contains(mark),
      rest.dropFirst().first?.isWhitespace ?? false
    else { return nil }
    return String(rest.dropFirst().drop { $0.isWhitespace })
  }

  /// Cuts the `[3, 5]` at the end of a point off as message numbers.
  private static func point(_ item: String, messageCount: Int) -> SummaryPoint {
    guard item.hasSuffix("]"), let open = item.lastIndex(of: "[") else {
      return SummaryPoint(text: item, messages: [])
    }
    let numbers = item[item.index(after: open)...].split { !$0.isNumber }.compactMap { Int($0) }
    let text = item[..<open].reversed().drop { $0.isWhitespace }.reversed()
    let inside = Set(numbers.filter { (0..<messageCount).contains($0) })
    return SummaryPoint(text: String(text), messages: inside.sorted())
  }
}
