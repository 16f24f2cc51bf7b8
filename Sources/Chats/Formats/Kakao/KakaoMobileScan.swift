/// What a line of a mobile export looks like on its own.
enum KakaoMobileLine {
  /// What stands between the stamp and the rest.
  enum Mark { case comma, colon, tight }

  case header(KakaoStamp, Mark, content: Int)
  case bareStamp(KakaoStamp)
  case impossible
  case other

  static func read(_ text: SourceText, _ line: Line) -> KakaoMobileLine {
    let bytes = text.bytes
    switch KakaoStamp.read(bytes, from: line.start, to: line.end) {
    case .none: return .other
    case .impossible: return .impossible
    case .stamp(let stamp):
      let rest = bytes[stamp.end..<line.end]
      if rest.allSatisfy(\.isBlank) { return .bareStamp(stamp) }
      for (head, mark) in [(", ", .comma), (": ", .colon)] as [(StaticString, Mark)]
      where rest.hasPrefix(head) {
        if rest.dropFirst(2).allSatisfy(\.isBlank) { return .other }
        return .header(stamp, mark, content: stamp.end + 2)
      }
      // `오전 9:09:닉네임:내용`: the body of an e-mail.
      let content = rest.dropFirst()
      if rest.first == UInt8(ascii: ":"), let second = content.firstIndex(of: UInt8(ascii: ":")),
        second > content.startIndex
      {
        return .header(stamp, .tight, content: content.startIndex)
      }
      return .other
    }
  }
}

/// Finds the lines of a mobile export that begin records or separate days.
struct KakaoMobileScan {
  struct Candidate {
    let line: Int
    let time: LocalTime
    let mark: KakaoMobileLine.Mark
    let content: Int
    let stamp: KakaoStamp
  }

  enum Role {
    case header(Int)
    case separator
    case other
  }

  let text: SourceText
  private(set) var candidates: [Candidate] = []
  private(set) var roles: [Role]
  private(set) var warnings: [ImportWarning] = []
  /// The line of the first record; lines above it are the header of the file.
  private(set) var firstHeader = 0
  /// Records end with CRLF and lines inside messages with LF, as the apps write them, so that the
  /// end of the line before tells a header from a copy of one.
  private(set) var isStrict = false

  private var bareStamps: [(line: Int, stamp: KakaoStamp)] = []
  private var days: [(line: Int, day: LocalTime)] = []
  private var impossible: [Int] = []

  init(_ text: SourceText) {
    self.text = text
    roles = [Role](repeating: .other, count: text.lines.count)
    var tight: [Candidate] = []
    for (index, line) in text.lines.enumerated() {
      switch KakaoMobileLine.read(text, line) {
      case .header(let stamp, let mark, let content):
        let candidate = Candidate(
          line: index, time: stamp.time, mark: mark, content: content, stamp: stamp)
        if mark == .tight { tight.append(candidate) } else { candidates.append(candidate) }
      case .bareStamp(let stamp): bareStamps.append((index, stamp))
      case .impossible: impossible.append(index)
      case .other:
        if let day = KakaoDay.read(
          text.bytes, from: line.start, to: text[line].trimmedRight.endIndex)
        {
          days.append((index, day))
        }
      }
    }
    // The form without spaces is common inside messages and rare as a form of export.
    if tight.count > candidates.count {
      candidates = (candidates + tight).sorted { $0.line < $1.line }
    }
  }

  /// Whether a line follows a record, as the apps end one.
  private func followsRecord(_ line: Int) -> Bool {
    line == 0 || text.lines[line - 1].terminator == .crlf
  }

  /// Decides which candidates are records and which of the other lines separate days.
  mutating func accept() {
    decideStrictness()
    let accepted: [Candidate]
    if isStrict {
      accepted = candidates.filter { followsRecord($0.line) }
    } else {
      let keep = Chronology.records(candidates.map(\.time.seconds))
      accepted = zip(candidates, keep).filter(\.1).map(\.0)
    }
    candidates = accepted
    for (number, candidate) in accepted.enumerated() { roles[candidate.line] = .header(number) }
    firstHeader = accepted.first?.line ?? text.lines.count
    markSeparators()
    for line in impossible where !isStrict || followsRecord(line) {
      warnings.append(
        ImportWarning(
          line: line + 1, message: "expected a date and a time that exist; kept as text"))
    }
  }

  private mutating func decideStrictness() {
    guard text.lines.first?.terminator == .crlf,
      text.lines.contains(where: { $0.terminator == .lf })
    else { return }
    let following = candidates.count { followsRecord($0.line) }
    isStrict = following * 10 >= candidates.count * 9
  }

  /// A bare stamp counts if the next record has the same one; a day if the next record is of that
  /// day and the one before is not.
  private mutating func markSeparators() {
    for (line, stamp) in bareStamps {
      guard let next = recordIndex(after: line), !isStrict || followsRecord(line) else { continue }
      let record = candidates[next]
      let start = text.lines[line].start
      let recordStart = text.lines[record.line].start
      if text.bytes[start..<stamp.end]
        .elementsEqual(text.bytes[recordStart..<record.stamp.end])
      {
        roles[line] = .separator
      }
    }
    for (line, day) in days {
      guard let next = recordIndex(after: line), !isStrict || followsRecord(line),
        candidates[next].time.startOfDay == day,
        next == 0 || candidates[next - 1].time.startOfDay < day
      else { continue }
      roles[line] = .separator
    }
  }

  private func recordIndex(after line: Int) -> Int? {
    var low = 0
    var high = candidates.count
    while low < high {
      let middle = (low + high) / 2
      if candidates[middle].line > line { high = middle } else { low = middle + 1 }
    }
    return low < candidates.count ? low : nil
  }

  /// Whether a line is a sentence that stands in mobile exports without a stamp.
  func isSentence(_ line: Line) -> Bool {
    let bytes = text[line].trimmedRight
    guard KakaoSentences.isTombstone(bytes) || KakaoSentences.isPolicy(bytes) else { return false }
    guard isStrict, line.start >= 2 else { return true }
    return text.bytes[line.start - 2] == UInt8(ascii: "\r")
  }

  /// The name of the variant, by the first record.
  var variant: String? {
    guard let first = candidates.first else { return nil }
    if first.mark == .tight { return "A5" }
    switch first.stamp.shape {
    case .korean: return first.stamp.hasHalf ? "A1" : "A2"
    case .dotted: return first.stamp.hasHalf ? "I1" : "I2"
    case .hyphens: return "A6"
    case .timeFirst: return "A3c"
    case .dayFirst, .slashes: return "A4"
    case .english:
      let isIOS = candidates.contains { $0.mark == .colon } || !days.isEmpty
      let stamp = text.bytes[text.lines[first.line].start..<first.stamp.end]
      let isNew = stamp.firstIndex(of: " at") != nil
      return (isIOS ? "I3" : "A3") + (isNew ? "b" : "a")
    }
  }
}
