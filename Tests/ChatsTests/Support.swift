import Chats
import Foundation
import TestSupport
import Testing

/// Reads text as an export, in the zone of the samples.
func read(
  _ text: String, name: String? = nil, format: String? = nil
) throws -> Chat {
  try read(Array(text.utf8), name: name, format: format)
}

func read(
  _ bytes: [UInt8], name: String? = nil, format: String? = nil, lossy: Bool = false
) throws -> Chat {
  var options = ImportOptions()
  options.timeZone = try #require(TimeZone(identifier: "Asia/Seoul"))
  options.format = format
  options.lossy = lossy
  return try ChatImporter(options: options).read(bytes, name: name)
}

func importError(_ body: () throws -> Chat) -> ChatImportError? {
  do {
    _ = try body()
    return nil
  } catch {
    return error as? ChatImportError
  }
}

/// A message in one line: `time sender|kind|text`.
func brief(_ message: Message) -> String {
  let sender = message.sender ?? "-"
  return "\(message.time?.shortText ?? "-") \(sender)|\(message.kind.rawValue)|\(message.text)"
}

struct Sample: CustomTestStringConvertible {
  let name: String
  let format: String
  let title: String?
  let members: Int?
  let input: URL
  let expected: URL

  var testDescription: String { name }

  static func all() throws -> [Sample] {
    let folder = Fixtures.url("chats")
    let data = try Data(contentsOf: folder.appending(path: "manifest.json"))
    let list = try #require(try JSONSerialization.jsonObject(with: data) as? [[String: Any]])
    return try list.compactMap { entry in
      let name = try #require(entry["name"] as? String)
      let input = try #require(entry["input"] as? String)
      let place = folder.appending(path: name)
      guard FileManager.default.fileExists(atPath: place.path) else { return nil }
      return Sample(
        name: name, format: try #require(entry["format"] as? String),
        title: entry["title"] as? String, members: entry["members"] as? Int,
        input: place.appending(path: input), expected: place.appending(path: "expected.json"))
    }
  }

  func expectedMessages() throws -> [Message] {
    let data = try Data(contentsOf: expected)
    let list = try #require(try JSONSerialization.jsonObject(with: data) as? [[String: Any]])
    return try list.map { entry in
      let kind = try #require(entry["kind"] as? String)
      return Message(
        time: try (entry["time"] as? String).map { try localTime($0) },
        sender: entry["sender"] as? String, kind: try #require(Message.Kind(rawValue: kind)),
        text: try #require(entry["text"] as? String))
    }
  }
}

/// `YYYY-MM-DDTHH:MM:SS`.
func localTime(_ text: String) throws -> LocalTime {
  let numbers = text.split(whereSeparator: { !$0.isNumber }).compactMap { Int($0) }
  try #require(numbers.count == 6)
  return try #require(
    LocalTime(
      year: numbers[0], month: numbers[1], day: numbers[2], hour: numbers[3], minute: numbers[4],
      second: numbers[5]))
}

/// The lists of `vectors.json`.
func vectors(_ name: String) throws -> [[Any]] {
  let data = try Data(contentsOf: Fixtures.url("chats/vectors.json"))
  let all = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  return try #require(all[name] as? [[Any]])
}
