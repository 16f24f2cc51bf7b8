package import Chats
import Foundation

/// One message as a model sees it: who spoke, and what on one line, in composed form (NFC).
package struct ChatLine: Sendable, Hashable {
  /// The index in the chat, from 0, in the order of `import`.
  package var index: Int
  package var sender: String
  /// The words; line breaks and runs of spaces are one space.
  package var text: String

  package init(index: Int, sender: String, text: String) {
    self.index = index
    self.sender = sender
    self.text = text
  }
}

/// Turns messages into lines: people's messages only, in order.
package enum ChatRendering {
  package static func lines(of messages: [Message]) -> [ChatLine] {
    var lines: [ChatLine] = []
    for (index, message) in messages.enumerated() {
      guard let sender = message.sender, message.kind != .system, message.kind != .deleted else {
        continue
      }
      let text = oneLine(message.text)
      if text.isEmpty { continue }
      lines.append(ChatLine(index: index, sender: oneLine(sender), text: text))
    }
    return lines
  }

  /// The text in Unicode's composed form.
  ///
  /// Some systems export Hangul as jamo; models know it as syllables, and the same words must give
  /// the same answer.
  package static func composed(_ text: String) -> String {
    text.utf8.allSatisfy { $0 < 0x80 } ? text : text.precomposedStringWithCanonicalMapping
  }

  /// As the default model was trained: any run of white space is one space.
  private static func oneLine(_ text: String) -> String { QuoteText.collapsed(composed(text)) }
}

extension StringProtocol {
  /// The text without white space at its ends.
  package func trimmingWhitespace() -> String {
    var text = self[...]
    while let first = text.first, first.isWhitespace { text = text.dropFirst() }
    while let last = text.last, last.isWhitespace { text = text.dropLast() }
    return String(text)
  }
}
