/// Exports of KakaoTalk for Android and iOS: every record begins with a date and a time.
enum KakaoMobile {
  static let format = ChatFormat(
    name: "kakao.mobile",
    evidence: { text, lines in
      var score = 0
      var tight = 0
      var clocks = 0
      var hasDay = false
      for line in lines {
        if case .header(_, let mark, _) = KakaoMobileLine.read(text, line) {
          if mark == .tight { tight += 1 } else { score += 1 }
        } else if KakaoClockLine.read(text, line) != nil {
          clocks += 1
        } else if !hasDay, KakaoDay.read(text.bytes, from: line.start, to: line.end) != nil {
          hasDay = true
        }
      }
      if score == 0, hasDay { score = clocks }
      // As in `KakaoMobileScan`: the form without spaces counts only where it prevails.
      if tight > score { score += tight }
      return Kakao.doubled(score, text)
    },
    read: read)

  static func read(_ input: ImportInput) -> Chat {
    let text = input.text
    var scan = KakaoMobileScan(text)
    guard !scan.candidates.isEmpty else { return KakaoClockOnly.read(input) }
    scan.accept()

    var collector = KakaoCollector(text)
    let isSentence = { (line: Line) in scan.isSentence(line) }
    for (index, line) in text.lines.enumerated() {
      switch scan.roles[index] {
      case .header(let number):
        collector.closeRun(where: isSentence)
        collector.begin(draft(scan.candidates[number], text))
      case .separator: break
      case .other:
        if index > scan.firstHeader { collector.add(line) }
      }
    }
    collector.closeRun(where: isSentence)

    var chat = Kakao.chat(
      collector.drafts, format: format.name,
      header: KakaoHeader(text, linesBelow: scan.firstHeader, fileName: input.fileName))
    chat.variant = scan.variant
    chat.warnings += scan.warnings
    return chat
  }

  private static func draft(_ candidate: KakaoMobileScan.Candidate, _ text: SourceText)
    -> KakaoDraft
  {
    let line = text.lines[candidate.line]
    let rest = text.bytes[candidate.content..<line.end]
    switch candidate.mark {
    case .colon:
      return KakaoDraft(time: candidate.time, sentence: rest)
    case .tight:
      let colon = rest.firstIndex(of: UInt8(ascii: ":")) ?? rest.endIndex
      return KakaoDraft(
        time: candidate.time, sender: rest[..<colon].string, body: rest[colon...].dropFirst())
    case .comma:
      let sentence = rest.trimmedRight
      if !KakaoSentences.isSystem(sentence), let (sender, body) = KakaoNames.split(rest) {
        return KakaoDraft(time: candidate.time, sender: sender.string, body: body)
      }
      return KakaoDraft(time: candidate.time, sentence: rest)
    }
  }
}

/// What all KakaoTalk exports share.
enum Kakao {
  /// A line that says when the export was made doubles what speaks for KakaoTalk.
  static func doubled(_ score: Int, _ text: SourceText) -> Evidence {
    guard score > 0 else { return .none }
    let isSaved = text.lines.prefix(6).contains { KakaoHeader.isSavedLine(text[$0]) }
    return .score(isSaved ? score * 2 : score)
  }

  static func chat(_ drafts: [KakaoDraft], format: String, header: KakaoHeader) -> Chat {
    var drafts = drafts
    KakaoNames.learn(&drafts)
    let messages = drafts.map(\.message)
    var header = header
    header.settle(messages)
    return Chat(
      messages: messages, format: format, title: header.title, members: header.members,
      savedAt: header.savedAt)
  }
}
