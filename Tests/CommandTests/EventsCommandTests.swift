import Foundation
import Testing

/// A small chat as JSON Lines.
private func chat(_ messages: [(String, String, String)]) -> Data {
  let lines = messages.map { time, sender, text in
    "{\"time\":\"\(time)\",\"sender\":\"\(sender)\",\"text\":\"\(text)\"}\n"
  }
  return Data(lines.joined().utf8)
}

private let korean = chat([
  ("2026-03-11T10:00:00", "민수", "토요일 저녁 7시에 강남역에서 볼까?"),
  ("2026-03-11T10:01:00", "지훈", "좋아 그때 보자"),
])

private let english = chat([
  ("2026-03-11T10:00:00", "Ann", "dinner on saturday at 7pm?"),
  ("2026-03-11T10:01:00", "Bob", "yes, see you then"),
])

@Suite("The events of a chat")
struct EventsCommandTests {
  @Test("JSON has what the command promises", arguments: [("events", 0), ("일정", 0), ("events", 1)])
  func json(_ name: String, _ language: Int) throws {
    let found = try #require(
      try Command.json([name, "-", "--json"], input: language == 0 ? korean : english)
        as? [String: Any])
    let events = try #require(found["events"] as? [[String: Any]])
    let event = try #require(events.first)
    #expect(events.count == 1)
    #expect(event["date"] as? String == "2026-03-14")
    #expect(event["time"] as? String == "19:00")
    #expect(event["end"] is NSNull)
    #expect(event["all_day"] as? Bool == false)
    #expect(event["message"] as? Int == 0)
    #expect(event["ambiguous"] as? Bool == false)
    #expect((event["title"] as? String)?.isEmpty == false)
    #expect(found["model"] is String && found["usage"] is [String: Any])
    if language == 0 { #expect(event["place"] as? String == "강남역") }
  }

  @Test("The calendar is what RFC 5545 asks for, in UTC of the zone that was given")
  func calendar() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).ics")
    defer { try? FileManager.default.removeItem(at: file) }
    let result = try Command.run(
      ["events", "-", "--ics", file.path, "--tz", "Asia/Seoul"], input: korean)
    #expect(result.status == 0)
    let lines = try StrictCalendar.unfolded(try Data(contentsOf: file))
    #expect(lines.first == "BEGIN:VCALENDAR" && lines.last == "END:VCALENDAR")
    #expect(lines.contains("VERSION:2.0"))
    #expect(lines.contains("DTSTART:20260314T100000Z"))
    #expect(lines.contains("LOCATION:강남역"))
    #expect(lines.count { $0.hasPrefix("UID:") } == 1)
    #expect(lines.contains { $0.wholeMatch(of: /DTSTAMP:\d{8}T\d{6}Z/) != nil })
  }

  @Test("A file that cannot be written is told, and nothing is left behind")
  func unwritable() throws {
    let result = try Command.run(["events", "-", "--ics", "/nowhere/x.ics"], input: korean)
    #expect(result.status == 74)
    #expect(result.errorLines.first?.hasPrefix("error: /nowhere/x.ics: expected") == true)
  }

  @Test("A chat without plans says so in its language and still prints JSON")
  func empty() throws {
    let talk = chat([("2026-03-11T10:00:00", "민수", "밥 먹었어?")])
    let result = try Command.run(["events", "-"], input: talk)
    #expect(result.status == 0 && result.output.isEmpty)
    #expect(result.errors == "이 대화에는 남아 있는 일정이 없습니다.\n")
    let found = try Command.json(["events", "-", "--json"], input: talk) as? [String: Any]
    #expect((found?["events"] as? [Any])?.isEmpty == true)
  }

  @Test("Dates are shown as the user asks")
  func dates() throws {
    let written = try Command.run(["events", "-", "--dates", "as-written"], input: korean)
    #expect(written.output.hasPrefix("토요일 저녁 7시  "))
    let absolute = try Command.run(["events", "-", "--dates", "absolute"], input: korean)
    #expect(absolute.output.hasPrefix("2026-03-14 (토) 19:00  "))
    #expect(!absolute.output.contains("저녁 7시"))
    let wrong = try Command.run(["events", "-", "--dates", "never"], input: korean)
    #expect(wrong.status == 64)
  }

  @Test("An owner who is not in the chat is a usage error")
  func owner() throws {
    let result = try Command.run(["events", "-", "--me", "없는사람"], input: korean)
    #expect(result.status == 64)
  }
}

/// Reads content lines as RFC 5545 section 3.1 defines them and refuses all else.
private enum StrictCalendar {
  struct Fault: Error { let text: String }

  static func unfolded(_ data: Data) throws -> [String] {
    let bytes = [UInt8](data)
    var physical: [[UInt8]] = []
    var line: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == 0x0D {
        guard index + 1 < bytes.count, bytes[index + 1] == 0x0A else {
          throw Fault(text: "bare CR")
        }
        physical.append(line)
        line = []
        index += 2
        continue
      }
      guard bytes[index] != 0x0A else { throw Fault(text: "bare LF") }
      line.append(bytes[index])
      index += 1
    }
    guard line.isEmpty else { throw Fault(text: "no CRLF at the end") }
    var logical: [[UInt8]] = []
    for line in physical {
      guard line.count <= 75 else { throw Fault(text: "\(line.count) octets in a line") }
      guard String(validating: line, as: UTF8.self) != nil else {
        throw Fault(text: "cut character")
      }
      if line.first == 0x20 {
        guard let last = logical.indices.last else { throw Fault(text: "fold at the beginning") }
        logical[last] += line.dropFirst()
      } else {
        logical.append(line)
      }
    }
    return try logical.map { line in
      let text = String(decoding: line, as: UTF8.self)
      guard text.firstMatch(of: /^[A-Z-]+(;[A-Z-]+=[^:;]+)*:/) != nil else {
        throw Fault(text: "no name: \(text)")
      }
      return text
    }
  }
}
