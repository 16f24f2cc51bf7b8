/// One sentence of a chat message: its words, each with the marks, laughs and spaces after it.
///
/// Joined again, the words are the text, byte for byte; people often write no full stop, so a word that
/// can only end a sentence ends one (넣어놨어 들어갈 때 꺼내 써).
package struct KoreanSentence: Hashable, Sendable {
  package struct Word: Hashable, Sendable {
    /// The word itself; empty for a word of marks alone (ㅋㅋㅋ).
    package var core: String
    /// The marks after it: ?, !, ~, ㅋㅋ, ㅠㅠ, pictures.
    package var tail: String
    /// The white space after it.
    package var gap: String
  }

  package var words: [Word]

  package init(words: [Word]) { self.words = words }

  package var text: String { words.map { $0.core + $0.tail + $0.gap }.joined() }

  /// The place of the last word that is more than marks.
  package var last: Int? { words.lastIndex { !$0.core.isEmpty } }

  package var isQuestion: Bool {
    guard let last else { return false }
    return words[last...].contains { $0.tail.contains("?") || $0.tail.contains("？") }
  }

  /// What the last word says, where it is a predicate.
  package var predicate: Predicate? {
    guard let last else { return nil }
    guard var read = PredicateReader.read(words[last].core) else { return nil }
    // 좋지 않다 is an adjective as 좋다 is one, 가지 않는다 a verb.
    if read.stem.text == "않", let before = words[..<last].last(where: { !$0.core.isEmpty })?.core,
      before.hasSuffix("지"), let stem = Lexicon.match(String(before.dropLast()), .direct)?.stem
    {
      read.stem.kind = stem.kind == .verb ? .verb : .adjective
    }
    return read
  }

  /// Cuts a text into sentences.
  package static func split(_ text: String) -> [KoreanSentence] {
    let words = words(of: Hangul.composed(text))
    var sentences: [KoreanSentence] = []
    var current: [Word] = []
    for (index, word) in words.enumerated() {
      current.append(word)
      let next = index + 1 < words.count ? words[index + 1] : nil
      // Laughs that stand alone belong to what was said before them.
      if let next, next.core.isEmpty { continue }
      if ends(word, in: current, before: next) {
        sentences.append(KoreanSentence(words: current))
        current = []
      }
    }
    if !current.isEmpty { sentences.append(KoreanSentence(words: current)) }
    return sentences
  }

  private static func ends(_ word: Word, in current: [Word], before next: Word?) -> Bool {
    guard let next else { return true }
    if word.gap.contains(where: \.isNewline) { return true }
    if word.core.isEmpty {
      guard let last = current.last(where: { !$0.core.isEmpty }) else { return false }
      return word.tail.contains(where: { ".!?~…".contains($0) })
        || PredicateReader.read(last.core) != nil
    }
    if word.tail.contains(where: { "!?…。？！".contains($0) }) { return true }
    if word.tail.contains("."), word.core.last?.isNumber != true { return true }
    if SentenceEnd.isSure(word.core, after: current.dropLast().last?.core, before: next.core) {
      return true
    }
    let isMarked = word.tail.contains { $0 != "," }
    return isMarked && PredicateReader.read(word.core) != nil
  }

  private static func words(of text: String) -> [Word] {
    var words: [Word] = []
    var rest = Substring(text)
    while !rest.isEmpty {
      let run = rest.prefix { !$0.isWhitespace }
      rest = rest.dropFirst(run.count)
      let gap = rest.prefix { $0.isWhitespace }
      rest = rest.dropFirst(gap.count)
      let core = core(of: run)
      words.append(
        Word(core: core, tail: String(run.dropFirst(core.count)), gap: String(gap)))
    }
    return words
  }

  /// The run without the marks at its end; a link, and a known abbreviation in ㅋ, stay whole.
  private static func core(of run: Substring) -> String {
    if run.contains("://") || run.hasPrefix("www.") || run.contains("@") { return String(run) }
    var core = run
    while let last = core.last, isMark(last) { core.removeLast() }
    for short in ["ㅇㅋ", "ㅊㅋ"] where core.count < short.count && run.hasPrefix(short) {
      return short
    }
    return String(core)
  }

  private static func isMark(_ character: Character) -> Bool {
    if "!?.~…,;:^*♡♥ㅋㅎㅠㅜㅡ-_。？！～".contains(character) { return true }
    guard let scalar = character.unicodeScalars.first else { return false }
    switch scalar.value {
    case 0x1F000...0x1FAFF, 0x2600...0x27BF, 0x200D, 0xFE0F, 0x2B50, 0x2B55: return true
    default: return false
    }
  }
}
