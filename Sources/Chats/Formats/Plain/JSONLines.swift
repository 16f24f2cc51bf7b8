import struct Foundation.TimeZone

/// One JSON object a line, or one array of such objects: what programs write and what `import`
/// writes itself.
enum JSONLines {
  static let format = ChatFormat(
    name: "jsonl",
    evidence: { text, lines in
      guard let first = lines.first(where: { !text.isBlank($0) }) else { return .none }
      switch text[first].first(where: { !$0.isBlank }) {
      case UInt8(ascii: "{"):
        // A first line that is broken does not hide the others.
        for line in lines where text[line].first(where: { !$0.isBlank }) == UInt8(ascii: "{") {
          guard
            case .object(let fields) = JSONValue.read(text.bytes, from: line.start, to: line.end)
          else { continue }
          return isMessage(fields) ? .certain : .none
        }
        return .none
      case UInt8(ascii: "["): return array(text) == nil ? .none : .certain
      default: return .none
      }
    },
    read: read)

  private static let timeKeys = ["time", "timestamp", "date", "ts", "created_at"]
  private static let senderKeys = ["sender", "from", "author", "user", "name"]
  private static let textKeys = ["text", "message", "content", "body"]

  private static func value(_ fields: [String: JSONValue], _ keys: [String]) -> JSONValue? {
    keys.lazy.compactMap { fields[$0] }.first
  }

  private static func isMessage(_ fields: [String: JSONValue]) -> Bool {
    value(fields, textKeys) != nil || value(fields, senderKeys) != nil
  }

  /// The objects of a file that is one array.
  private static func array(_ text: SourceText) -> [JSONValue]? {
    guard case .array(let values) = JSONValue.read(text.bytes, from: 0, to: text.bytes.count),
      case .object(let first) = values.first, isMessage(first)
    else { return nil }
    return values
  }

  static func read(_ input: ImportInput) -> Chat {
    var chat = Chat(messages: [], format: format.name)
    if let values = array(input.text) {
      for (index, value) in values.enumerated() {
        append(value, to: &chat, input.timeZone, line: nil, place: "element \(index): ")
      }
      return chat
    }
    for (index, line) in input.text.lines.enumerated() where !input.text.isBlank(line) {
      let value = JSONValue.read(input.text.bytes, from: line.start, to: line.end)
      append(value, to: &chat, input.timeZone, line: index + 1, place: "")
    }
    return chat
  }

  private static func append(
    _ value: JSONValue?, to chat: inout Chat, _ zone: TimeZone, line: Int?, place: String
  ) {
    func warn(_ message: String) {
      chat.warnings.append(ImportWarning(line: line, message: place + message))
    }
    guard case .object(let fields) = value else {
      return warn("expected a JSON object, found something else; left out")
    }
    guard isMessage(fields) else {
      return warn("expected a sender or a text, found neither; left out")
    }
    var sender: String?
    switch Self.value(fields, senderKeys) {
    case .string(let name): sender = name
    case .number(let name): sender = name
    case .null, nil: break
    default: return warn("expected the sender to be a string; left out")
    }
    let text: String
    switch Self.value(fields, textKeys) {
    case .string(let words): text = words
    case .null, nil: text = ""
    default: return warn("expected the text to be a string; left out")
    }
    var time: LocalTime?
    if let given = Self.value(fields, timeKeys), !given.isNull {
      time = Self.time(given, zone)
      if time == nil { warn("expected a time that exists; read without one") }
    }
    let body = Array(text.utf8)[...].normalizedBreaks[...].trimmedRight
    var kind: Message.Kind = sender == nil ? .system : Links.isOnlyLinks(body) ? .link : .text
    if let name = fields["kind"]?.string {
      if let known = Message.Kind(rawValue: name) {
        kind = known
      } else {
        warn("expected a known kind, found \"\(String(name.prefix(20)).oneLine)\"")
      }
    }
    chat.messages.append(Message(time: time, sender: sender, kind: kind, text: body.string))
  }

  /// A time of ISO 8601, or seconds or milliseconds since 1970.
  private static func time(_ value: JSONValue, _ zone: TimeZone) -> LocalTime? {
    let spelling: String
    switch value {
    case .string(let text):
      if let time = ISOTime.read(text, zone: zone) { return time }
      guard text.utf8.allSatisfy({ $0.isDigit || $0 == UInt8(ascii: ".") }) else { return nil }
      spelling = text
    case .number(let digits): spelling = digits
    default: return nil
    }
    guard let number = Double(spelling), number.isFinite, abs(number) < 1e15 else { return nil }
    let seconds = abs(number) > 1e11 ? number / 1_000 : number
    return LocalTime(instant: Int(seconds.rounded(.down)), in: zone)
  }
}
