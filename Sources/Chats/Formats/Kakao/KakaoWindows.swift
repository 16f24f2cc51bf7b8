/// A record of KakaoTalk for Windows: `[name] [clock] body`.
struct KakaoWindowsLine {
  let sender: ArraySlice<UInt8>
  let seconds: Int
  let body: ArraySlice<UInt8>

  /// Takes the shortest name that a clock follows: names may hold brackets, and so may bodies.
  static func read(_ text: SourceText, _ line: Line) -> KakaoWindowsLine? {
    let bytes = text.bytes
    guard line.end - line.start >= 10, bytes[line.start] == UInt8(ascii: "[") else { return nil }
    let whole = bytes[(line.start + 1)..<line.end]
    var from = whole.startIndex + 1
    while from < whole.endIndex, let mark = whole[from...].firstIndex(of: "] [") {
      var scanner = Scanner(bytes, from: mark + 3, to: line.end)
      if let seconds = clock(&scanner), scanner.take("]") {
        let rest = bytes[scanner.position..<line.end]
        let sender = whole[..<mark]
        if rest.isEmpty { return KakaoWindowsLine(sender: sender, seconds: seconds, body: rest) }
        if rest.first == 0x20 {
          return KakaoWindowsLine(sender: sender, seconds: seconds, body: rest.dropFirst())
        }
      }
      from = mark + 1
    }
    return nil
  }

  /// `오후 3:04`, `AM 9:04`, `2:37 PM` or `20:36`.
  private static func clock(_ scanner: inout Scanner) -> Int? {
    var half = Clock.takeKoreanHalf(&scanner) ?? Clock.takeEnglishHalf(&scanner)
    if half != nil, !scanner.takeSpace() { return nil }
    guard let hour = scanner.takeNumber(digits: 1...2), scanner.take(":"),
      let minute = scanner.takeNumber(digits: 2...2)
    else { return nil }
    if half == nil, scanner.takeSpace() {
      half = Clock.takeEnglishHalf(&scanner)
      if half == nil { return nil }
    }
    return Clock.seconds(hour: hour, minute: minute, second: 0, half: half)
  }
}

/// Exports of KakaoTalk for Windows, and text copied out of its window.
enum KakaoWindows {
  static let format = ChatFormat(
    name: "kakao.windows",
    evidence: { text, lines in
      var score = 0
      for line in lines {
        if KakaoDay.separator(text.bytes, from: line.start, to: line.end) != nil {
          score += 3
        } else if KakaoWindowsLine.read(text, line) != nil {
          score += 1
        }
      }
      return Kakao.doubled(score, text)
    },
    read: read)

  private enum Role {
    case record(KakaoWindowsLine, LocalTime?)
    case separator(LocalTime)
  }

  static func read(_ input: ImportInput) -> Chat {
    let text = input.text
    let (roles, undated) = findRoles(text)

    var collector = KakaoCollector(text)
    var day: LocalTime?
    // Between a date and the first record below it only the messenger can have written.
    var isAfterSeparator = false
    let isSentence = { (line: Line) in
      let bytes = text[line].trimmedRight
      return KakaoSentences.isSystem(bytes) || KakaoSentences.isTombstone(bytes)
    }
    func closeRun() {
      if isAfterSeparator {
        collector.closeSystemRun(at: day)
      } else {
        collector.closeRun(where: isSentence)
      }
    }
    let first = roles.keys.min() ?? text.lines.count
    for (index, line) in text.lines.enumerated() where index >= first {
      switch roles[index] {
      case .record(let record, let time):
        closeRun()
        isAfterSeparator = false
        collector.begin(
          KakaoDraft(time: time, sender: record.sender.string, body: record.body))
      case .separator(let newDay):
        closeRun()
        isAfterSeparator = true
        day = newDay
      case nil: collector.add(line)
      }
    }
    closeRun()

    var chat = Kakao.chat(
      collector.drafts, format: format.name,
      header: KakaoHeader(text, linesBelow: first, fileName: input.fileName))
    chat.variant = variant(text, roles, hasDays: day != nil)
    if undated > 0 {
      let place = day == nil ? "the file has no dates" : "they stand above the first date"
      chat.warnings.append(
        ImportWarning(line: nil, message: "\(undated) messages have no time: \(place)"))
    }
    return chat
  }

  private static func findRoles(_ text: SourceText) -> (roles: [Int: Role], undated: Int) {
    var days: [(line: Int, day: LocalTime)] = []
    var records: [(line: Int, record: KakaoWindowsLine)] = []
    for (index, line) in text.lines.enumerated() {
      if let record = KakaoWindowsLine.read(text, line) {
        records.append((index, record))
      } else if let day = KakaoDay.separator(text.bytes, from: line.start, to: line.end) {
        days.append((index, day))
      }
    }
    var roles: [Int: Role] = [:]
    var trueDays: [(line: Int, day: LocalTime)] = []
    for (day, keep) in zip(days, Chronology.days(days.map(\.day.dayNumber))) where keep {
      trueDays.append(day)
      roles[day.line] = .separator(day.day)
    }
    var timed: [(line: Int, record: KakaoWindowsLine, time: LocalTime)] = []
    var dayIndex = 0
    for (line, record) in records {
      while dayIndex < trueDays.count, trueDays[dayIndex].line < line { dayIndex += 1 }
      if dayIndex > 0 {
        timed.append((line, record, trueDays[dayIndex - 1].day.adding(seconds: record.seconds)))
      } else {
        roles[line] = .record(record, nil)
      }
    }
    let undated = records.count - timed.count
    for (record, keep) in zip(timed, Chronology.records(timed.map(\.time.seconds))) where keep {
      roles[record.line] = .record(record.record, record.time)
    }
    return (roles, undated)
  }

  private static func variant(_ text: SourceText, _ roles: [Int: Role], hasDays: Bool) -> String {
    guard hasDays else { return "W5" }
    let record = roles.filter { if case .record = $0.value { true } else { false } }.keys.min()
    guard let record else { return "W1" }
    let line = text[text.lines[record]]
    for half in ["[오전 ", "[오후 "] as [StaticString] where line.firstIndex(of: half) != nil {
      return "W1"
    }
    for half in ["[AM ", "[PM "] as [StaticString] where line.firstIndex(of: half) != nil {
      return "W4"
    }
    for half in ["AM]", "PM]", "am]", "pm]"] as [StaticString]
    where line.firstIndex(of: half) != nil {
      return "W2"
    }
    return "W3"
  }
}
