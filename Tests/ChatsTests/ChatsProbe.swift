import Chats
import Foundation

/// What must hold for every file, shared by the fuzz harness and the replay of its corpus.
enum ChatsProbe {
  /// The rule that a file breaks, or `nil`.
  static func violation(of bytes: [UInt8]) -> String? {
    var options = ImportOptions()
    options.timeZone = .gmt
    for format in [nil] + ChatImporter.formats.map(Optional.some) {
      options.format = format
      for lossy in [false, true] {
        options.lossy = lossy
        if let broken = outcome(of: bytes, options) { return broken }
      }
    }
    return lostLine(bytes)
  }

  /// Reads a file; either there are messages that can be written and read again, or an error in
  /// one line.
  private static func outcome(of bytes: [UInt8], _ options: ImportOptions) -> String? {
    do {
      let chat = try ChatImporter(options: options).read(bytes, name: "KakaoTalk_Chat_a_b.csv")
      if chat.messages.isEmpty { return "a chat without messages" }
      if chat.report().isEmpty { return "an empty report" }
      var again = ImportOptions()
      again.format = "jsonl"
      let copy = try ChatImporter(options: again).read([UInt8](chat.jsonData(pretty: false)))
      if copy.messages != chat.messages { return "JSON that reads as other messages" }
      return selection(of: chat)
    } catch {
      let message = "\(error)"
      return message.contains { $0.isNewline } ? "an error of two lines" : nil
    }
  }

  /// Selects by words of the chat itself; only that it ends can be told of all of them.
  private static func selection(of chat: Chat) -> String? {
    let words = chat.messages.first?.text ?? ""
    let name = chat.participants.first?.name
    for selection in [
      ChatSelection(since: words), ChatSelection(until: words), ChatSelection(since: "last"),
      ChatSelection(since: "3일 전", until: "어제"), ChatSelection(last: 2, about: name ?? words),
      ChatSelection(since: "me", me: name),
    ] {
      guard let part = try? selection.apply(to: chat) else { continue }
      if part.messages.count > chat.messages.count { return "a selection that makes messages" }
    }
    if let name, (try? chat.resolve(me: name)) == nil { return "a sender who is not found" }
    return nil
  }
}

extension ChatsProbe {
  /// Beginnings after which every line belongs to a record or parts two of them.
  private static let beginnings = [
    ("kakao.mobile", "2024년 3월 14일 오후 3:04, 가온 : 시작"),
    ("kakao.windows", "----- 2024년 3월 14일 -----\n[가온] [오후 3:04] 시작"),
    ("kakao.maccsv", "Date,User,Message\n2024-03-14 15:04:00,가온,시작"),
    ("generic", "가온: 시작\n가온: 시작"),
  ]

  /// Puts a record in front of the file and looks for every line in what comes out: nothing that
  /// somebody wrote may get lost.
  private static func lostLine(_ bytes: [UInt8]) -> String? {
    guard String(validating: bytes, as: UTF8.self) != nil else { return nil }
    for (format, beginning) in beginnings {
      var options = ImportOptions()
      options.timeZone = .gmt
      options.format = format
      let file = Array(beginning.utf8) + [0x0A] + bytes
      guard let chat = try? ChatImporter(options: options).read(file),
        chat.messages.first?.text.hasPrefix("시작") == true
      else { continue }
      var known: [UInt8] = []
      for message in chat.messages {
        known += Array((message.sender ?? "").utf8) + [0x0A] + Array(message.text.utf8) + [0x0A]
      }
      let isTable = format == "kakao.maccsv"
      for line in bytes.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
        guard let end = ending(line, isTable), !isSeparator(line) else { continue }
        if !contains(known, end) {
          return "\(format) loses \"\(String(decoding: line, as: UTF8.self))\""
        }
      }
    }
    return nil
  }

  /// The last bytes of a line, which no header eats unless they are its own; `nil` for a line
  /// that may be all header, as of a record with an empty body.
  private static func ending(_ line: ArraySlice<UInt8>, _ isTable: Bool) -> ArraySlice<UInt8>? {
    var line = line
    while let last = line.last, last == 0x20 || last == 0x09 { line.removeLast() }
    // Quotes of a table are taken away or doubled.
    guard !isTable || !line.contains(UInt8(ascii: "\"")) else { return nil }
    let marks = Array(" :],".utf8)
    let word = line.reversed().prefix { !marks.contains($0) }.count
    return word == 0 ? nil : line.suffix(min(word, 4))
  }

  /// Whether a line has no letters but those of dates.
  private static func isSeparator(_ line: ArraySlice<UInt8>) -> Bool {
    let text = String(decoding: line, as: UTF8.self).precomposedStringWithCanonicalMapping
    return text.unicodeScalars.contains { $0.value >= 0x30 && $0.value <= 0x39 }
      && text.split { !$0.isLetter }.allSatisfy { word in
        word.allSatisfy { $0.isASCII } || word.allSatisfy { "년월일화수목금토요오전후".contains($0) }
      }
  }

  private static func contains(_ bytes: [UInt8], _ part: ArraySlice<UInt8>) -> Bool {
    guard let first = part.first, bytes.count >= part.count else { return part.isEmpty }
    for index in 0...(bytes.count - part.count) where bytes[index] == first {
      if bytes[index..<index + part.count].elementsEqual(part) { return true }
    }
    return false
  }
}
