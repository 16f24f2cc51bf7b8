import Chats

/// English numbers and weekdays that look like times of a plan and are none.
enum DoubtfulMention {
  static func isNone(_ mention: TimeMention, in text: PlanText) -> Bool {
    guard !text.isKorean else { return false }
    let before = text.slice(0, mention.range.lowerBound)
    if mention.clock?.isBare == true, mention.day == nil { return !mayBeClock(before) }
    if mention.clock == nil, let form = mention.day?.form {
      if form == .weekday || form == .today { return isPast(before) }
      if form == .date { return isFraction(mention, before, text) }
    }
    return false
  }

  /// A bare number is a clock at the beginning of a clause and after words that lead to one.
  private static func mayBeClock(_ before: ArraySlice<UInt32>) -> Bool {
    guard let last = before.last(where: { $0 != 0x20 }) else { return true }
    if [0x2C, 0x3F, 0x21, 0x2E, 0x3B, 0x3A].contains(last) { return true }
    return leads.contains(lastWord(before))
  }

  /// It was in the box on Thursday: the clause before speaks of what has been.
  private static func isPast(_ before: ArraySlice<UInt32>) -> Bool {
    let start = before.lastIndex { [0x2E, 0x21, 0x3F, 0x3B, 0x2C].contains($0) }
    let clause = [0x20] + (start.map { before[($0 + 1)...] } ?? before)
    return pastWords.contains { clause[...].holds($0) }
  }

  /// 7/3 inside a sentence without a word that leads to a date.
  private static func isFraction(
    _ mention: TimeMention, _ before: ArraySlice<UInt32>, _ text: PlanText
  ) -> Bool {
    let words = text.slice(mention.range.lowerBound, mention.range.upperBound)
    guard words.contains(0x2F), words.allSatisfy({ $0 == 0x2F || 0x30...0x39 ~= $0 }) else {
      return false
    }
    return !before.isEmpty && !dateLeads.contains(lastWord(before))
  }

  private static func lastWord(_ before: ArraySlice<UInt32>) -> String {
    let trimmed = before.reversed().drop { $0 == 0x20 }
    let word = trimmed.prefix(12).prefix { 0x61...0x7A ~= $0 || $0 == 0x27 }
    return PlanText.string(word.reversed())
  }

  private static let leads: Set<String> = [
    "it", "say", "do", "yes", "ok", "okay", "then", "so", "or", "and", "like", "kickoff", "start",
    "starts", "doors", "show", "meet", "to", "its", "it's", "at", "for", "be", "is", "now", "not",
    "no", "til", "by", "around", "make", "still", "come", "about", "till", "from", "leave",
    "leaving", "pickup", "half", "after", "before",
  ]

  private static let dateLeads: Set<String> = [
    "on", "by", "for", "from", "until", "til", "till", "of", "before", "after", "sat", "sun", "mon",
    "tue", "tues", "wed", "thu", "thurs", "fri", "the", "is", "due", "deadline",
  ]

  private static let pastWords: [[UInt32]] = [
    " was ", " were ", " had ", " did ", " been ", "since ", " found ", " got ", " came ", " went ",
    " saw ", "last ",
  ].map { $0.unicodeScalars.map(\.value) }
}
