/// What the chat holds, to check what a model writes: a number that the chat lacks is invented.
package struct Grounding: Sendable {
  private let numbers: Set<String>

  /// Gathers the digit runs of the texts (messages, senders, times); `spelled` are numbers that
  /// messages say in words, so that 3시 may stand for 세 시.
  package init(texts: some Sequence<String>, spelled: Set<String> = []) {
    var numbers = spelled
    for text in texts {
      for run in Self.numbers(in: text) { numbers.insert(Self.plain(run)) }
    }
    self.numbers = numbers
  }

  /// Whether each number of the text stands in the chat; `007` and `7` are the same number.
  package func covers(_ text: String) -> Bool {
    Self.numbers(in: text).allSatisfy { numbers.contains(Self.plain($0)) }
  }

  /// The text without the sentences that hold an invented number.
  package func kept(of text: String) -> String {
    Sentences.split(text).filter(covers).joined(separator: " ")
  }

  /// The runs of decimal digits, of any script, as ASCII digits.
  static func numbers(in text: String) -> [String] {
    var runs: [String] = []
    var run = ""
    for scalar in text.unicodeScalars {
      if scalar.properties.generalCategory == .decimalNumber,
        let value = scalar.properties.numericValue
      {
        run.append(String(Int(value)))
      } else if !run.isEmpty {
        runs.append(run)
        run = ""
      }
    }
    if !run.isEmpty { runs.append(run) }
    return runs
  }

  private static func plain(_ run: String) -> String {
    let trimmed = run.drop { $0 == "0" }
    return trimmed.isEmpty ? "0" : String(trimmed)
  }
}

/// Cuts a text into sentences at `.`, `!`, `?`, `。` and line ends; `3.5`, `2024. 3. 1` and `Mrs. Hill`
/// stay whole.
package enum Sentences {
  package static func split(_ text: String) -> [String] {
    var sentences: [String] = []
    var current = ""
    let characters = Array(text)
    for (index, character) in characters.enumerated() {
      if character.isNewline {
        flush(&current, into: &sentences)
        continue
      }
      current.append(character)
      guard ".!?。…".contains(character) else { continue }
      let next = index + 1 < characters.count ? characters[index + 1] : " "
      let previous = index > 0 ? characters[index - 1] : " "
      if next.isWhitespace, !(character == "." && (previous.isNumber || isTitle(current))) {
        flush(&current, into: &sentences)
      }
    }
    flush(&current, into: &sentences)
    return sentences
  }

  /// Whether a text ends in a title that has a full stop of its own.
  private static func isTitle(_ text: String) -> Bool {
    let word = text.split(whereSeparator: \.isWhitespace).last
    return word.map { ["Mr.", "Mrs.", "Ms.", "Dr.", "St."].contains($0) } ?? false
  }

  private static func flush(_ current: inout String, into sentences: inout [String]) {
    let trimmed = current.drop { $0.isWhitespace }
    if !trimmed.isEmpty { sentences.append(String(trimmed)) }
    current = ""
  }
}
