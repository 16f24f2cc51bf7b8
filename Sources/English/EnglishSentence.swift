/// One sentence of a message: its words, mended and without contractions of pronouns, and its end.
struct EnglishSentence: Hashable, Sendable {
  var words: [EnglishWord]
  var isQuestion = false
  /// The words as they were written, without laughs and pictures.
  var raw: String

  var text: String { EnglishWord.text(words) }
  var lowers: [String] { words.map(\.lower) }

  /// Cuts a message into sentences; chat spelling is mended (im → I am, u → you).
  static func split(_ text: String) -> [EnglishSentence] {
    var sentences: [EnglishSentence] = []
    var current: [EnglishWord] = []
    var raw: [String] = []
    func close(isQuestion: Bool) {
      defer { raw = [] }
      guard !current.isEmpty else { return }
      if let last = current.last { current[current.count - 1].tail = closing(last.tail) }
      sentences.append(
        EnglishSentence(
          words: current, isQuestion: isQuestion, raw: raw.joined(separator: " ")))
      current = []
    }
    let words = EnglishWord.list(plain(text))
    for (index, word) in words.enumerated() {
      if word.core.isEmpty {
        if isDash(word.text) || word.text.contains("..") || word.text.contains("…") {
          close(isQuestion: false)
        } else if word.text.contains("?") {
          close(isQuestion: true)
        } else if ["&", "+", "=", "/"].contains(word.text), !current.isEmpty {
          current.append(word)
          raw.append(word.text)
        }
        continue
      }
      let next = index + 1 < words.count ? words[index + 1] : nil
      let mended = mended(word, before: next)
      if !mended.allSatisfy(\.core.isEmpty) {
        current.append(contentsOf: mended)
        raw.append(word.text)
      }
      let isLast = index + 1 == words.count
      if word.tail.contains("?") {
        close(isQuestion: true)
      } else if word.tail.contains(where: { "!…;".contains($0) }) || word.tail.contains("..")
        || word.tail.contains(".") && !isAbbreviation(word, isLast: isLast)
      {
        close(isQuestion: false)
      }
    }
    close(isQuestion: false)
    return sentences
  }

  /// Without pictures and marks of mood.
  private static func plain(_ text: String) -> String {
    var kept = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x1F000...0x1FAFF, 0x2600...0x27BF, 0x200D, 0xFE0F, 0x20E3, 0x2190...0x21FF:
        kept.append(" ")
      case 0x7E, 0x2A,
        0x5F where !text.contains("://"):
        kept.append(" ")
      default: kept.append(scalar)
      }
    }
    return String(kept)
  }

  private static func isDash(_ text: String) -> Bool {
    !text.isEmpty && text.allSatisfy { "-–—|•·".contains($0) }
  }

  private static func isAbbreviation(_ word: EnglishWord, isLast: Bool) -> Bool {
    guard !isLast, word.tail == "." else { return false }
    if word.core.contains(".") { return true }
    return [
      "mr", "mrs", "ms", "dr", "st", "prof", "vs", "approx", "incl", "rd", "ave", "no", "jr", "sr",
      "e.g", "i.e", "etc",
    ].contains(word.lower) && word.lower != "no"
  }

  /// Quotes and brackets stay closed, marks of an end go.
  private static func closing(_ tail: String) -> String {
    String(tail.filter { "\"”)]".contains($0) })
  }

  /// im → I am, dont → don't, it's → it is; one word may become two.
  private static func mended(_ word: EnglishWord, before next: EnglishWord?) -> [EnglishWord] {
    guard !word.isLink, !word.core.isEmpty else { return [word] }
    var lower = word.lower
    if let next, word.tail.isEmpty {
      // its 9.30, ill ask: without their apostrophe they are other words.
      if lower == "its", next.hasNumber || EnglishSpelling.afterIts.contains(next.lower) {
        lower = "it's"
      } else if lower == "ill", EnglishVerbs.isBase(next.lower) {
        lower = "i'll"
      }
    }
    if isLaugh(lower) { return [] }
    let core = EnglishSpelling.mended[lower] ?? lower
    let isMended = core != word.lower
    if let parts = EnglishSpelling.contractions[core] {
      var made = parts.map { EnglishWord($0) }
      if word.core.first?.isUppercase ?? false, made[0].core != "I" {
        made[0].core = EnglishText.capitalised(made[0].core)
      }
      made[0].head = word.head
      made[made.count - 1].tail = word.tail
      return made
    }
    if let name = EnglishSpelling.capitals[lower] {
      return [EnglishWord(name, head: word.head, tail: word.tail)]
    }
    if core == "i" { return [EnglishWord("I", head: word.head, tail: word.tail)] }
    guard isMended else { return [word] }
    let parts = core.split(separator: " ").map { EnglishWord(String($0)) }
    var made = parts
    made[0].head = word.head
    made[made.count - 1].tail = word.tail
    return made
  }

  /// haha, hahaha, lol, lmao, xx.
  private static func isLaugh(_ word: String) -> Bool {
    if EnglishSpelling.laughs.contains(word) { return true }
    return word.count > 3 && word.allSatisfy { "ha".contains($0) } && word.contains("ha")
  }
}
