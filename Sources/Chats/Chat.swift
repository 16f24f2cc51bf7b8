/// Something in an export that was not understood, though the import went on.
public struct ImportWarning: Sendable, Hashable, CustomStringConvertible {
  /// The line of the file, counted from 1; `nil` where the whole file is meant.
  public let line: Int?
  public let message: String

  public init(line: Int?, message: String) {
    self.line = line
    self.message = message
  }

  public var description: String { line.map { "line \($0): \(message)" } ?? message }
}

/// Somebody who wrote in a chat, with the number of the messages.
public struct Participant: Sendable, Hashable {
  public let name: String
  public let count: Int

  public init(name: String, count: Int) {
    self.name = name
    self.count = count
  }
}

/// An imported chat: its messages in the order of the export and what the export says of itself.
public struct Chat: Sendable {
  public var messages: [Message]

  /// The name of the format, one of `ChatImporter.formats`.
  public var format: String

  /// The variant of the format by its name in the specification, such as `A1`.
  public var variant: String?

  public var title: String?

  /// How many members the room had by the header of the export.
  public var members: Int?

  /// When the export was made.
  public var savedAt: LocalTime?

  public var warnings: [ImportWarning]

  public init(
    messages: [Message], format: String = "generic", variant: String? = nil,
    title: String? = nil, members: Int? = nil, savedAt: LocalTime? = nil,
    warnings: [ImportWarning] = []
  ) {
    self.messages = messages
    self.format = format
    self.variant = variant
    self.title = title
    self.members = members
    self.savedAt = savedAt
    self.warnings = warnings
  }

  /// Everyone who sent a message, in the order of their first one.
  public var participants: [Participant] {
    var counts: [String: Int] = [:]
    var order: [String] = []
    for case let sender? in messages.lazy.map(\.sender) {
      if counts.updateValue((counts[sender] ?? 0) + 1, forKey: sender) == nil {
        order.append(sender)
      }
    }
    return order.map { Participant(name: $0, count: counts[$0] ?? 0) }
  }
}
