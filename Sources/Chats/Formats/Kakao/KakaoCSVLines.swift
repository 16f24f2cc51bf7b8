/// The rows of a CSV export whose quotes are broken, told line by line.
enum KakaoCSVLines {
  static func read(_ text: SourceText, _ warnings: inout [ImportWarning]) -> [KakaoCSV.Row] {
    struct Start {
      let line: Int
      let time: LocalTime?
      let content: Int
    }
    var starts: [Start] = []
    for (index, line) in text.lines.enumerated() {
      if index == 0, KakaoCSV.isHead(text[line]) { continue }
      var scanner = Scanner(text.bytes, from: line.start, to: line.end)
      if takeEmptyHead(&scanner) {
        starts.append(Start(line: index, time: nil, content: scanner.position))
      } else if let time = takeDate(&scanner) {
        starts.append(Start(line: index, time: time, content: scanner.position))
      }
    }
    let dated = starts.filter { $0.time != nil }
    let keep = Chronology.records(dated.compactMap(\.time?.seconds))
    let refused = Set(zip(dated, keep).filter { !$0.1 }.map(\.0.line))

    var rows: [KakaoCSV.Row] = []
    var next = 0
    for (index, line) in text.lines.enumerated() {
      while next < starts.count, starts[next].line < index { next += 1 }
      if next < starts.count, starts[next].line == index, !refused.contains(index) {
        let start = starts[next]
        let rest = text.bytes[start.content..<line.end]
        if start.time == nil {
          rows.append(KakaoCSV.Row(time: nil, user: [], message: Array(rest)))
        } else {
          let (user, message) = cutUser(rest)
          rows.append(KakaoCSV.Row(time: start.time, user: unquoted(user), message: message))
        }
      } else if !rows.isEmpty {
        rows[rows.count - 1].message.append(UInt8(ascii: "\n"))
        rows[rows.count - 1].message.append(contentsOf: text[line])
      }
    }
    for index in rows.indices {
      rows[index].message = unquoted(Array(rows[index].message[...].trimmedRight))
    }
    return rows
  }

  /// `,"",` in front of the rows of deleted messages.
  private static func takeEmptyHead(_ scanner: inout Scanner) -> Bool {
    let start = scanner.position
    for _ in 0..<2 {
      if scanner.take("\"") { _ = scanner.take("\"") }
      guard scanner.take(",") else {
        scanner.position = start
        return false
      }
    }
    return true
  }

  private static func takeDate(_ scanner: inout Scanner) -> LocalTime? {
    let isQuoted = scanner.take("\"")
    guard
      case .stamp(let stamp) = KakaoStamp.read(
        scanner.bytes, from: scanner.position, to: scanner.end),
      stamp.shape == .hyphens
    else { return nil }
    scanner.position = stamp.end
    if isQuoted { _ = scanner.take("\"") }
    return scanner.take(",") ? stamp.time : nil
  }

  /// Cuts at the first comma outside quotes.
  private static func cutUser(_ rest: ArraySlice<UInt8>) -> (user: [UInt8], message: [UInt8]) {
    var isQuoted = false
    for index in rest.indices {
      if rest[index] == UInt8(ascii: "\"") { isQuoted.toggle() }
      if rest[index] == UInt8(ascii: ","), !isQuoted {
        return (Array(rest[..<index]), Array(rest[(index + 1)...]))
      }
    }
    return (Array(rest), [])
  }

  /// Without the quotes around a field, as far as they are there.
  private static func unquoted(_ field: [UInt8]) -> [UInt8] {
    let quote = UInt8(ascii: "\"")
    guard field.first == quote else { return field }
    var inner = field.dropFirst()
    if inner.last == quote { inner = inner.dropLast() }
    var result: [UInt8] = []
    var index = inner.startIndex
    while index < inner.endIndex {
      result.append(inner[index])
      if inner[index] == quote, index + 1 < inner.endIndex, inner[index + 1] == quote { index += 1 }
      index += 1
    }
    return result
  }
}
