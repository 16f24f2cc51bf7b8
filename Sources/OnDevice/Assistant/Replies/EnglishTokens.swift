/// The words of an English message with the marks after them.
struct EnglishTokens: Sendable {
  struct Word: Sendable, Hashable {
    /// As written, without marks around it; apostrophes are straight.
    var text: String
    var lower: String
    /// Whether a mark that ends a clause or a sentence stands after it.
    var endsClause: Bool
  }

  let words: [Word]
  let asks: Bool

  init(_ text: String) {
    var words: [Word] = []
    for piece in text.split(whereSeparator: \.isWhitespace) {
      var body = Substring(String(piece).replacingCurlyApostrophes())
      while let first = body.first, !Self.isInside(first) { body = body.dropFirst() }
      var ends = false
      while let last = body.last, !Self.isInside(last) {
        if ",.?!;:…–—-)".contains(last) { ends = true }
        body = body.dropLast()
      }
      if body.isEmpty {
        if !words.isEmpty { words[words.count - 1].endsClause = true }
        continue
      }
      words.append(Word(text: String(body), lower: body.lowercased(), endsClause: ends))
    }
    self.words = words
    asks = text.contains("?")
  }

  private static func isInside(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || "£$€%".contains(character)
  }

  /// The words from `start` to the end of the clause.
  func clause(from start: Int) -> [Word] {
    var kept: [Word] = []
    for word in words[min(start, words.count)...] {
      kept.append(word)
      if word.endsClause { break }
    }
    return kept
  }
}

extension String {
  func replacingCurlyApostrophes() -> String {
    contains("’") ? String(map { $0 == "’" ? "'" : $0 }) : self
  }
}

/// Turns what one says to another around: my file becomes your file.
enum EnglishTurning {
  private static let swaps = [
    "me": "you", "my": "your", "mine": "yours", "your": "my", "yours": "mine", "us": "you",
    "our": "your", "myself": "yourself", "yourself": "myself",
  ]
  /// Words that cannot be said back without knowing who does what.
  private static let unsure: Set<String> = [
    "you", "i", "we", "you're", "i'm", "i'll", "we're", "we'll", "you'll", "i've", "you've", "he",
    "she",
    "they", "it's", "that's", "i'd", "you'd", "ur", "u", "who", "what", "because", "cos", "cause",
    "since",
  ]
  private static let cuts: Set<String> = [
    "so", "because", "cos", "when", "while", "before", "if", "but", "then", "and", "or", "since",
    "though", "as",
    "which", "who",
  ]

  /// The words with their persons turned, cut before a further clause; `nil` where that fails.
  static func turned(_ words: [EnglishTokens.Word], most: Int = 7) -> String? {
    var kept: [String] = []
    for word in words {
      if kept.count >= 2, cuts.contains(word.lower) { break }
      if ["please", "pls", "plz", "tho", "lol", "maybe"].contains(word.lower) { continue }
      guard !unsure.contains(word.lower) else {
        return kept.count >= 2 && cuts.contains(kept.last ?? "") ? nil : nil
      }
      kept.append(swaps[word.lower] ?? word.text)
    }
    guard !kept.isEmpty, kept.count <= most else { return nil }
    if let last = kept.last?.lowercased(),
      ["the", "a", "an", "to", "for", "at", "in", "of", "your", "my", "and"].contains(last)
    {
      return nil
    }
    return kept.joined(separator: " ")
  }
}
