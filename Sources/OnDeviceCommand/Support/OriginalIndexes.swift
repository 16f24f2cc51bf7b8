import Chats
import OnDevice

/// Where the messages of a selection stand in the whole chat: citations count in the order of
/// `import`, whatever `--since` or `--last` left out.
struct OriginalIndexes {
  private let indexes: [Int]

  /// The selection is a part of the chat in the same order; it is found from the end, where
  /// selections end.
  init(of selection: Chat, in whole: Chat) {
    var found: [Int] = []
    var position = whole.messages.count
    for message in selection.messages.reversed() {
      repeat { position -= 1 } while position > 0 && whole.messages[position] != message
      found.append(max(position, 0))
    }
    indexes = found.reversed()
  }

  /// The summary with its citations counted in the whole chat.
  func applied(to summary: Summary, of whole: Chat) -> Summary {
    var summary = summary
    for point in summary.points.indices {
      summary.points[point].messages = summary.points[point].messages.map { indexes[$0] }
    }
    summary.messagesRead = whole.messages.count
    return summary
  }

  /// The events with their messages counted in the whole chat.
  func applied(to found: ChatEvents) -> ChatEvents {
    var found = found
    for event in found.events.indices {
      found.events[event].message = indexes[found.events[event].message]
    }
    return found
  }

  /// The index in the whole chat.
  func callAsFunction(_ index: Int) -> Int { indexes[index] }
}
