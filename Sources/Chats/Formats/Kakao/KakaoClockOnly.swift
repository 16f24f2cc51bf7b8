/// A record of old iOS exports: a time without a date, and the day in a line above.
struct KakaoClockLine {
  let seconds: Int
  let content: Int

  static func read(_ text: SourceText, _ line: Line) -> KakaoClockLine? {
    guard line.end - line.start > 8, text.bytes[line.start] >= 0x80 else { return nil }
    var scanner = Scanner(text.bytes, from: line.start, to: line.end)
    guard let half = Clock.takeKoreanHalf(&scanner), scanner.takeSpace(),
      let hour = scanner.takeNumber(digits: 1...2), scanner.take(":"),
      let minute = scanner.takeNumber(digits: 2...2), scanner.take(","), scanner.take(" "),
      let seconds = Clock.seconds(hour: hour, minute: minute, second: 0, half: half)
    else { return nil }
    return KakaoClockLine(seconds: seconds, content: scanner.position)
  }
}

/// Old iOS exports: days in lines of their own and only clocks in the records.
enum KakaoClockOnly {
  static func read(_ input: ImportInput) -> Chat {
    let text = input.text
    var days: [(line: Int, day: LocalTime)] = []
    var clocks: [(line: Int, clock: KakaoClockLine)] = []
    for (index, line) in text.lines.enumerated() {
      if let clock = KakaoClockLine.read(text, line) {
        clocks.append((index, clock))
      } else if let day = KakaoDay.read(
        text.bytes, from: line.start, to: text[line].trimmedRight.endIndex)
      {
        days.append((index, day))
      }
    }
    let trueDays = zip(days, Chronology.days(days.map(\.day.dayNumber))).filter(\.1).map(\.0)
    let daySet = Set(trueDays.map(\.line))

    var records: [Int: (time: LocalTime?, content: Int)] = [:]
    var timed: [(line: Int, time: LocalTime, content: Int)] = []
    var undated = 0
    var dayIndex = 0
    for (line, clock) in clocks {
      while dayIndex < trueDays.count, trueDays[dayIndex].line < line { dayIndex += 1 }
      if dayIndex > 0 {
        let time = trueDays[dayIndex - 1].day.adding(seconds: clock.seconds)
        timed.append((line, time, clock.content))
      } else {
        records[line] = (nil, clock.content)
        undated += 1
      }
    }
    for (record, keep) in zip(timed, Chronology.records(timed.map(\.time.seconds))) where keep {
      records[record.line] = (record.time, record.content)
    }

    var collector = KakaoCollector(text)
    let isSentence = { (line: Line) in
      let bytes = text[line].trimmedRight
      return KakaoSentences.isTombstone(bytes) || KakaoSentences.isPolicy(bytes)
    }
    let first = min(records.keys.min() ?? text.lines.count, trueDays.first?.line ?? .max)
    for (index, line) in text.lines.enumerated() where index >= first {
      if let record = records[index] {
        collector.closeRun(where: isSentence)
        let rest = text.bytes[record.content..<line.end]
        if !KakaoSentences.isSystem(rest.trimmedRight), let (sender, body) = KakaoNames.split(rest)
        {
          collector.begin(KakaoDraft(time: record.time, sender: sender.string, body: body))
        } else {
          collector.begin(KakaoDraft(time: record.time, sentence: rest))
        }
      } else if !daySet.contains(index) {
        collector.add(line)
      }
    }
    collector.closeRun(where: isSentence)

    var chat = Kakao.chat(
      collector.drafts, format: KakaoMobile.format.name,
      header: KakaoHeader(text, linesBelow: first, fileName: input.fileName))
    chat.variant = "I4"
    if undated > 0 {
      chat.warnings.append(
        ImportWarning(
          line: nil, message: "\(undated) messages stand above the first date and have no time"))
    }
    return chat
  }
}
