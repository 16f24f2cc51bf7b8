/// Transcripts in the form `Name: text`, with or without times in front.
enum PlainTranscript {
  static let format = ChatFormat(
    name: "generic",
    evidence: { text, lines in
      // Only a date in front is evidence; without one this is what remains when all else fails.
      var score = 0
      for line in lines where line.start < line.end {
        let first = text.bytes[line.start]
        guard first == UInt8(ascii: "[") || first.isDigit else { continue }
        let parsed = PlainLine(text, line, zone: .gmt)
        if parsed.hasFullTime, parsed.name != nil { score += 1 }
      }
      if PlainTable.isTable(text, lines) { return .certain }
      return score > 0 ? .score(score) : .none
    },
    read: read)

  static func read(_ input: ImportInput) -> Chat {
    let text = input.text
    if PlainTable.isTable(text, text.lines[...]) { return PlainTable.read(input) }
    let lines = text.lines.map { PlainLine(text, $0, zone: input.timeZone) }
    let filled = text.lines.count { !text.isBlank($0) }
    let timed = lines.count { $0.hasFullTime }
    let isTimed = timed > 0 && timed * 10 >= filled * 3
    var counts: [String: Int] = [:]
    for case let name? in lines.lazy.map(\.name) { counts[name, default: 0] += 1 }

    var drafts: [PlainDraft] = []
    for (line, parsed) in zip(text.lines, lines) {
      if let name = parsed.name,
        isTimed ? parsed.hasFullTime : filled < 4 || counts[name] ?? 0 >= 2
      {
        drafts.append(PlainDraft(time: parsed.time, sender: name, body: Array(parsed.body)))
      } else if !drafts.isEmpty {
        drafts[drafts.count - 1].body.append(UInt8(ascii: "\n"))
        drafts[drafts.count - 1].body.append(contentsOf: text[line])
      }
    }
    return Chat(messages: drafts.map(\.message), format: format.name)
  }
}

/// A message of a plain transcript while its lines are being collected.
struct PlainDraft {
  let time: LocalTime?
  let sender: String?
  var body: [UInt8]

  var message: Message {
    let trimmed = body[...].trimmedRight
    return Message(
      time: time, sender: sender, kind: Links.isOnlyLinks(trimmed) ? .link : .text,
      text: trimmed.string)
  }
}

/// Tables that other programs make of KakaoTalk chats: `YYYY.M.D HH:MM,name,message`, no head.
enum PlainTable {
  static func isTable(_ text: SourceText, _ lines: ArraySlice<Line>) -> Bool {
    guard let first = lines.first(where: { !text.isBlank($0) }),
      let (_, _, user) = row(text, first)
    else { return false }
    return !user.isEmpty
  }

  private static func row(
    _ text: SourceText, _ line: Line
  ) -> (time: LocalTime, message: Int, user: ArraySlice<UInt8>)? {
    let rest = text[line]
    guard let first = rest.first, first.isDigit || first == UInt8(ascii: "\"") else { return nil }
    var scanner = Scanner(text.bytes, from: line.start, to: line.end)
    let isQuoted = scanner.take("\"")
    guard
      case .stamp(let stamp) = KakaoStamp.read(
        text.bytes, from: scanner.position, to: line.end),
      stamp.shape == .dotted || stamp.shape == .hyphens
    else { return nil }
    scanner.position = stamp.end
    if isQuoted, !scanner.take("\"") { return nil }
    guard scanner.take(","), scanner.next != 0x20,
      let comma = text.bytes[scanner.position..<line.end].firstIndex(of: UInt8(ascii: ","))
    else { return nil }
    return (stamp.time, comma + 1, text.bytes[scanner.position..<comma])
  }

  static func read(_ input: ImportInput) -> Chat {
    let text = input.text
    var warnings: [ImportWarning] = []
    var drafts: [PlainDraft] = []
    if let rows = CSVRow.read(text.bytes) {
      for row in rows {
        if row.fields.count >= 3, let time = KakaoCSV.time(row.fields[0][...]) {
          drafts.append(
            PlainDraft(
              time: time, sender: row.fields[1][...].string,
              body: Array(row.fields[2...].joined(separator: [UInt8(ascii: ",")]))))
        } else if !drafts.isEmpty {
          drafts[drafts.count - 1].body += [0x0A] + text.bytes[row.source].normalizedBreaks
        }
      }
    } else {
      warnings.append(
        ImportWarning(line: nil, message: "quotes are not balanced; rows were told by their dates"))
      for line in text.lines {
        if let row = row(text, line) {
          drafts.append(
            PlainDraft(
              time: row.time, sender: row.user.string,
              body: Array(text.bytes[row.message..<line.end])))
        } else if !drafts.isEmpty {
          drafts[drafts.count - 1].body += [0x0A] + text[line]
        }
      }
    }
    return Chat(
      messages: drafts.map(\.message), format: PlainTranscript.format.name, variant: "M2",
      warnings: warnings)
  }
}
