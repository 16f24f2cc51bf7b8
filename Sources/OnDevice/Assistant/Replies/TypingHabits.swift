import Korean

/// How somebody types, so that a reply looks like theirs: the word for yes, marks, laughs, capitals.
struct TypingHabits: Sendable {
  var yes: String?
  var laughs: String?
  var cries = false
  /// What mostly stands at the end of their messages.
  var end = ""
  var beginsSmall = false
  /// 합니다 rather than 해요.
  var isFormal = false

  init(_ texts: [String], language: Language, level: SpeechLevel) {
    var counts: [String: Int] = [:]
    var ends: [Character: Int] = [:]
    var laughing = 0
    var small = 0
    var capital = 0
    var formal = 0
    var polite = 0
    let words = language == .korean ? Self.koreanYes(level) : Self.englishYes
    for text in texts {
      if let first = text.split(whereSeparator: { $0.isWhitespace || ",.!~?".contains($0) }).first {
        let word = first.lowercased()
        if words.contains(word) { counts[String(word), default: 0] += 1 }
      }
      if text.contains("ㅋㅋ") || text.lowercased().contains("haha") || text.contains("😂") {
        laughing += 1
        laughs = language == .korean ? "ㅋㅋ" : laughs
      }
      if text.contains("ㅎㅎ") {
        laughing += 1
        laughs = laughs ?? "ㅎㅎ"
      }
      if text.contains("ㅠ") || text.contains("ㅜ") { cries = true }
      let bare = text.drop { !$0.isLetter }
      if let first = bare.first, first.isLetter, first.isASCII {
        if first.isLowercase { small += 1 } else { capital += 1 }
      }
      if let last = text.last, "!.~^".contains(last) {
        ends[last == "^" ? "~" : last, default: 0] += 1
      }
      let letters = text.filter { Hangul.isSyllable($0) }
      if letters.hasSuffix("니다") || letters.hasSuffix("니까") || letters.hasSuffix("십시오") {
        formal += 1
      }
      if letters.hasSuffix("요") || letters.hasSuffix("죠") { polite += 1 }
    }
    yes = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    if laughing * 3 < texts.count { laughs = nil }
    beginsSmall = small > capital
    isFormal = formal > polite
    if let (mark, count) = ends.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }),
      count * 3 >= texts.count
    {
      end = String(mark)
    }
  }

  private static func koreanYes(_ level: SpeechLevel) -> Set<String> {
    level == .polite
      ? ["네", "넵", "네네", "넹", "예", "넵넵", "넴"]
      : ["응", "ㅇㅇ", "ㅇㅋ", "웅", "엉", "오케이", "어", "응응", "오키", "콜", "그래"]
  }

  private static let englishYes: Set<String> = ["yes", "yeah", "yep", "sure", "ok", "okay", "yup"]

  /// A reply in this manner.
  func applied(to text: String, intent: ReplyIntent, language: Language) -> String {
    var text = text
    switch language {
    case .korean:
      if let yes {
        for opener in ["네 ", "응 "] where text.hasPrefix(opener) {
          text = yes + " " + text.dropFirst(opener.count)
        }
      }
      if isFormal, !["?", "네요", "군요", "죠"].contains(where: text.hasSuffix) {
        text = Korean.rewrite(text, to: .formal)
      }
      if text.hasSuffix(" ㅋㅋ") || text.hasSuffix(" ㅎㅎ") || text.hasSuffix(" ㅋㅋㅋ") {
        let bare = text.prefix { !"ㅋㅎ".contains($0) }.trimmingWhitespace()
        return laughs.map { bare + $0 } ?? bare
      }
    case .english:
      text = beginsSmall ? Self.small(text) : text.prefix(1).uppercased() + text.dropFirst()
    }
    guard let last = text.last, last != "?", last != "!" else { return text }
    if cries, language == .korean, intent == .decline || intent == .apologize {
      return text + "ㅠㅠ"
    }
    if end == "." { return text + end }
    let lively: Set<ReplyIntent> = [.accept, .thank, .cheer, .greet, .acknowledge, .react]
    return lively.contains(intent) ? text + end : text
  }

  private static func isNamedDay(_ word: Substring) -> Bool {
    let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    return word.count >= 3 && days.contains { word.lowercased().hasPrefix($0) }
  }

  /// Without the capital at the beginning, which I and names keep.
  private static func small(_ text: String) -> String {
    guard let first = text.first, let word = text.split(separator: " ").first,
      !["I", "I'll", "I'm", "I'd", "I've"].contains(word), !Self.isNamedDay(word)
    else { return text }
    return first.lowercased() + text.dropFirst()
  }
}
