import Korean

/// What stands above the first record of a KakaoTalk export: the room and when it was saved.
struct KakaoHeader {
  /// The title without a count at its end.
  var title: String?
  /// A count in brackets, which is always one.
  var members: Int?
  /// A bare number at the end of the title, which may belong to it: `동창회 2024`.
  var number: String?
  var savedAt: LocalTime?

  private static let savedWords: [StaticString] = ["저장한 날짜", "Date Saved", "Saved Date"]

  /// Whether a line says when the export was made.
  static func isSavedLine(_ line: ArraySlice<UInt8>) -> Bool {
    savedWords.contains { line.hasPrefix($0) }
      || (Hangul.hasLetters(line) && Hangul.composed(line.string).hasPrefix("저장한 날짜"))
  }

  /// Reads the lines above the first record, of which only the first six can say something.
  init(_ text: SourceText, linesBelow end: Int, fileName: String?) {
    var sawTitle = false
    for line in text.lines.prefix(min(end, 6)) {
      let bytes = text[line].trimmedRight
      if Self.isSavedLine(bytes) {
        savedAt = savedAt ?? Self.savedTime(bytes)
      } else if !sawTitle, !bytes.isEmpty {
        sawTitle = readTitle(
          Hangul.hasLetters(bytes) ? Hangul.composed(bytes.string) : bytes.string)
      }
    }
    if title == nil { title = fileName.flatMap(Self.title(ofFile:)) }
  }

  init(fileName: String?) {
    title = fileName.flatMap(Self.title(ofFile:))
  }

  private static func savedTime(_ line: ArraySlice<UInt8>) -> LocalTime? {
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    var start = colon + 1
    while start < line.endIndex, line[start].isBlank { start += 1 }
    let bytes = Array(line[start...])
    guard case .stamp(let stamp) = KakaoStamp.read(bytes, from: 0, to: bytes.count) else {
      return nil
    }
    return stamp.time
  }

  /// Takes the title from its line; `false` where the line is none.
  mutating func readTitle(_ line: String) -> Bool {
    var line = Substring(line)
    if line.hasPrefix("Talk_20"), Self.isDated(line) { return true }
    if line == "Talk Chats" || line == "카카오톡 대화" { return true }
    if line.hasSuffix(" with KakaoTalk Chats") {
      line = line.dropLast(" with KakaoTalk Chats".count)
      takeBracketedCount(&line, unit: " people")
      title = String(line)
      return true
    }
    line = Self.withoutFileSuffix(line)
    if line.hasPrefix("KakaoTalk Chats with ") {
      line = line.dropFirst("KakaoTalk Chats with ".count)
      takeBracketedCount(&line, unit: " people")
      title = String(line)
      return !line.isEmpty
    }
    guard line.hasSuffix(" 카카오톡 대화") else { return false }
    line = line.dropLast(" 카카오톡 대화".count)
    if line.hasSuffix("명)과") {
      var counted = line.dropLast(1)
      takeBracketedCount(&counted, unit: "명")
      if members != nil {
        title = String(counted)
        return true
      }
    }
    for ending in ["님과의", "님과"] where line.hasSuffix(ending) && line.count > ending.count {
      line = line.dropLast(ending.count)
      if line.hasSuffix(" ") { line = line.dropLast() }
      break
    }
    takeBracketedCount(&line, unit: "명")
    if members == nil, let space = line.lastIndex(of: " "), space > line.startIndex {
      let digits = line[line.index(after: space)...]
      if 1...4 ~= digits.utf8.count, digits.utf8.allSatisfy(\.isDigit) {
        number = String(digits)
        line = line[..<space]
      }
    }
    title = String(line)
    return true
  }

  /// Takes ` (4)`, ` (4 people)` or ` (4명)` from the end of a title.
  private mutating func takeBracketedCount(_ line: inout Substring, unit: String) {
    guard line.hasSuffix(")"), let open = line.lastIndex(of: "("), open > line.startIndex else {
      return
    }
    let space = line.index(before: open)
    guard line[space] == " ", space > line.startIndex else { return }
    var inner = line[line.index(after: open)...].dropLast()
    if inner.hasSuffix(unit) { inner = inner.dropLast(unit.count) }
    guard !inner.isEmpty, inner.utf8.allSatisfy(\.isDigit), let count = Int(inner) else { return }
    members = count
    line = line[..<space]
  }

  /// Decides about a bare number, once it is known whether the chat is one of a group.
  ///
  /// Years and single digits of a name are no counts: `철수 2`, `동창회 2024`.
  mutating func settle(_ messages: [Message]) {
    guard let number, let count = Int(number) else { return }
    let isGroup = Self.isGroup(messages)
    if isGroup, count >= 2, !(1990...2099).contains(count) {
      members = count
    } else {
      title = title.map { "\($0) \(number)" } ?? number
    }
    self.number = nil
  }

  private static let movements = [
    "들어왔습니다", "나갔습니다", "초대했습니다", "초대하였습니다", "보냈습니다", " invited ",
    " left ", " joined ", " been removed ",
  ]

  private static func isGroup(_ messages: [Message]) -> Bool {
    var senders: Set<String> = []
    for message in messages {
      if let sender = message.sender {
        senders.insert(sender)
        if senders.count >= 3 { return true }
      } else if message.kind == .system,
        movements.contains(where: { message.text.contains($0) })
      {
        return true
      }
    }
    return false
  }
}

extension KakaoHeader {
  /// `Talk_2026.4.25 10:20-1.txt`: a file name where the title should be.
  private static func isDated(_ line: Substring) -> Bool {
    let shape = line.dropFirst("Talk_".count).prefix { $0 != "-" }
    return shape.contains(".") && shape.allSatisfy { $0.isNumber || ".:_ ".contains($0) }
      || line.hasSuffix(".txt")
        && shape.dropLast(4).allSatisfy { $0.isNumber || ".:_ ".contains($0) }
  }

  /// Without `-1.txt` at the end, which belongs to the name of the file.
  private static func withoutFileSuffix(_ line: Substring) -> Substring {
    guard line.hasSuffix(".txt"), let dash = line.lastIndex(of: "-") else { return line }
    let digits = line[line.index(after: dash)...].dropLast(4)
    guard !digits.isEmpty, digits.utf8.allSatisfy(\.isDigit) else { return line }
    return line[..<dash]
  }

  /// The room in names such as `KakaoTalk_Chat_{room}_2026-04-03-12-40-10.csv` and
  /// `KakaoTalk_20260403_1240_10_123_{room}.txt`.
  static func title(ofFile path: String) -> String? {
    let composed = Hangul.composed(path)
    var name = composed.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last ?? ""
    if let dot = name.lastIndex(of: ".") { name = name[..<dot] }
    if name.hasPrefix("KakaoTalk_Chat_") {
      name = name.dropFirst("KakaoTalk_Chat_".count)
      guard let mark = name.lastIndex(of: "_") else { return nil }
      let stamp = name[name.index(after: mark)...]
      guard stamp.utf8.count == 19, stamp.utf8.allSatisfy({ $0.isDigit || $0 == 0x2D }) else {
        return nil
      }
      return mark > name.startIndex ? String(name[..<mark]) : nil
    }
    guard name.hasPrefix("KakaoTalk_") else { return nil }
    let parts = name.split(separator: "_", maxSplits: 5, omittingEmptySubsequences: false)
    guard parts.count == 6, let room = parts.last, !room.isEmpty, room != "group",
      parts[1..<5].map(\.utf8.count).starts(with: [8, 4, 2]),
      parts[1..<5].allSatisfy({ $0.utf8.allSatisfy(\.isDigit) })
    else { return nil }
    return String(room)
  }
}
