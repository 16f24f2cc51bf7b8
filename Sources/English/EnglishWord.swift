/// A word of a message with the marks before and after it; joined with spaces the words are the text.
struct EnglishWord: Hashable, Sendable {
  var head: String
  var core: String
  var tail: String

  init(_ core: String, head: String = "", tail: String = "") {
    self.core = core
    self.head = head
    self.tail = tail
  }

  var lower: String { core.lowercased() }
  var text: String { head + core + tail }
  var hasComma: Bool { tail.contains(",") || tail.contains(";") || tail.contains(":") }
  var hasNumber: Bool { core.contains(where: \.isNumber) }
  /// A link or an address, which nothing may touch.
  var isLink: Bool {
    core.contains("://") || core.hasPrefix("www.") || core.contains("@") || core.contains("/")
  }

  static func list(_ text: String) -> [EnglishWord] {
    text.split(whereSeparator: \.isWhitespace).compactMap { piece in
      let plain = String(piece.map { $0 == "’" || $0 == "‘" ? "'" : $0 })
      if plain.contains("://") || plain.hasPrefix("www.") { return EnglishWord(plain) }
      let head = plain.prefix { !$0.isLetter && !$0.isNumber && !"$£€₩#@&-+'".contains($0) }
      var core = plain.dropFirst(head.count)
      // 'til, 's: an apostrophe before a letter belongs to the word.
      while let last = core.last, !last.isLetter, !last.isNumber, !"%°€£+&".contains(last) {
        core.removeLast()
      }
      let tail = plain.dropFirst(head.count + core.count)
      return EnglishWord(String(core), head: String(head), tail: String(tail))
    }
  }

  static func text(_ words: some Sequence<EnglishWord>) -> String {
    words.map(\.text).joined(separator: " ")
  }
}
