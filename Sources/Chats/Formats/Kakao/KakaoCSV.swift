/// Exports of KakaoTalk for macOS: `Date,User,Message`.
enum KakaoCSV {
  static let format = ChatFormat(
    name: "kakao.maccsv",
    evidence: { text, lines in
      guard let first = lines.first(where: { !text.isBlank($0) }), isHead(text[first]) else {
        return .none
      }
      return .certain
    },
    read: read)

  /// A row that begins a record.
  struct Row {
    /// `nil` where the row has no date, as the rows of deleted messages.
    var time: LocalTime?
    var user: [UInt8]
    var message: [UInt8]
  }

  static func isHead(_ line: ArraySlice<UInt8>) -> Bool {
    let words = line.filter { $0 != UInt8(ascii: "\"") && $0 != 0x20 && $0 != 0x0D }
    return words[...].string.lowercased() == "date,user,message"
  }

  static func read(_ input: ImportInput) -> Chat {
    let text = input.text
    var warnings: [ImportWarning] = []
    let rows: [Row]
    if let table = CSVRow.read(text.bytes) {
      rows = joined(table, text, &warnings)
    } else {
      warnings.append(
        ImportWarning(line: nil, message: "quotes are not balanced; rows were told by their dates"))
      rows = KakaoCSVLines.read(text, &warnings)
    }

    var messages: [Message] = []
    messages.reserveCapacity(rows.count)
    for row in rows {
      let body = row.message[...].trimmedRight
      let user = row.user[...].string
      if row.time == nil, row.user.isEmpty {
        let isGone = KakaoSentences.isTombstone(body)
        messages.append(
          Message(
            time: messages.last?.time, sender: nil, kind: isGone ? .deleted : .system,
            text: body.string))
      } else if isSystem(body, user: user) {
        let isGone = KakaoSentences.isTombstone(body)
        messages.append(
          Message(
            time: row.time, sender: nil, kind: isGone ? .deleted : .system, text: body.string))
      } else {
        messages.append(
          Message(
            time: row.time, sender: user, kind: KakaoBody.kind(of: body), text: body.string))
      }
    }
    return Chat(
      messages: messages, format: format.name, variant: "M1",
      title: KakaoHeader(fileName: input.fileName).title, warnings: warnings)
  }

  /// A sentence of the messenger is one only where it speaks of the user of its own row: people
  /// type such sentences about others.
  static func isSystem(_ body: ArraySlice<UInt8>, user: String) -> Bool {
    let isAnonymous = user.isEmpty || user == "시스템" || user == "System"
    if isAnonymous {
      return KakaoSentences.isSystem(body) || KakaoSentences.isTombstone(body) || user.isEmpty
    }
    guard KakaoSentences.isSystem(body) else { return false }
    let sentence = body.string
    return ["님이 ", " ", "님을 "].contains { sentence.hasPrefix(user + $0) }
  }

  /// Gives rows that begin with no date to the row above: the rest of a message whose line breaks
  /// were not quoted.
  private static func joined(
    _ table: [CSVRow], _ text: SourceText, _ warnings: inout [ImportWarning]
  ) -> [Row] {
    var rows: [Row] = []
    for (index, row) in table.enumerated() {
      if index == 0, isHead(text.bytes[row.source]) { continue }
      if let parsed = parse(row) {
        rows.append(parsed)
      } else if !rows.isEmpty {
        let source = text.bytes[row.source]
        rows[rows.count - 1].message.append(UInt8(ascii: "\n"))
        rows[rows.count - 1].message.append(contentsOf: source.normalizedBreaks)
        if !source.allSatisfy(\.isBlank) {
          warnings.append(
            ImportWarning(
              line: row.line, message: "expected a date, a user and a message; kept as text"))
        }
      }
    }
    return rows
  }

  private static func parse(_ row: CSVRow) -> Row? {
    guard row.fields.count >= 3 else { return nil }
    // A message that was not quoted may hold commas.
    let message = Array(row.fields[2...].joined(separator: [UInt8(ascii: ",")]))
    if row.fields[0].isEmpty, row.fields[1].isEmpty {
      return Row(time: nil, user: [], message: message)
    }
    guard let time = time(row.fields[0][...]) else { return nil }
    return Row(time: time, user: row.fields[1], message: message)
  }

  /// `YYYY-MM-DD HH:MM:SS`.
  static func time(_ field: ArraySlice<UInt8>) -> LocalTime? {
    let bytes = Array(field)
    guard case .stamp(let stamp) = KakaoStamp.read(bytes, from: 0, to: bytes.count),
      stamp.end == bytes.count
    else { return nil }
    return stamp.time
  }
}

extension ArraySlice<UInt8> {
  /// With every line break as LF.
  var normalizedBreaks: [UInt8] {
    guard contains(UInt8(ascii: "\r")) else { return Array(self) }
    var result: [UInt8] = []
    result.reserveCapacity(count)
    var index = startIndex
    while index < endIndex {
      if self[index] == UInt8(ascii: "\r") {
        result.append(UInt8(ascii: "\n"))
        if index + 1 < endIndex, self[index + 1] == UInt8(ascii: "\n") { index += 1 }
      } else {
        result.append(self[index])
      }
      index += 1
    }
    return result
  }
}
