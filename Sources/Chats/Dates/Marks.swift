/// Words around a time that say how it is meant: by then, from then on, about then, every week.
enum Marks {
  static func read(
    before start: Int, after end: Int, in text: TimeText, into mention: inout TimeMention
  ) {
    var cursor = TimeCursor(text, at: end)
    if cursor.takeAny(["쯤", "경", "즈음", "정도", " 정도", " 쯤", "께"]) { mention.isApproximate = true }
    cursor.skipSpaces()
    if cursor.takeAny(["까지", "마감", "전까지", "안으로", "내로", "이내", "안에"]) { mention.isDeadline = true }
    if cursor.takeAny(["부터", "이후", "넘어", "지나"]) { mention.isStart = true }
    if cursor.take("마다") { mention.isRecurring = true }

    var back = TimeCursor(text, at: start)
    let word = lastWord(&back)
    switch word {
    case "around", "about", "approx", "roughly", "ish", "like", "한", "대략", "약":
      mention.isApproximate = true
    case "by", "before", "until", "til", "till", "due": mention.isDeadline = true
    case "from", "after", "since": mention.isStart = true
    case "every", "each", "매주", "매달", "매월", "매일", "격주": mention.isRecurring = true
    default: break
    }
    if text[end - 1] == 0x68, text[end - 2] == 0x73, text[end - 3] == 0x69 {
      mention.isApproximate = true
    }
  }

  /// Whether the word before says that a clock follows: `at 7`, `by 8`.
  static func asksForClock(_ cursor: TimeCursor) -> Bool {
    var back = cursor
    if back.before == 0x40 { return true }
    if back.before == 0x7E { return false }
    switch lastWord(&back) {
    case "at", "by", "around", "about", "til", "till", "until", "from", "before", "after", "@",
      "past", "starts", "start", "kickoff", "doors", "show", "meet", "opens", "closes", "ends",
      "o", "leave", "leaving", "starting", "finish", "close", "open", "off":
      return true
    default: return false
    }
  }

  /// The word that ends before the cursor.
  private static func lastWord(_ cursor: inout TimeCursor) -> String {
    while cursor.position > 0, cursor.before == 0x20 { cursor.position -= 1 }
    let end = cursor.position
    var length = 0
    while cursor.position > 0, length < 10,
      TimeText.isLatin(cursor.before) || TimeText.isHangul(cursor.before) || cursor.before == 0x40
    {
      cursor.position -= 1
      length += 1
    }
    var word = String.UnicodeScalarView()
    for unit in cursor.text.scalars[cursor.position..<end] {
      if let scalar = Unicode.Scalar(unit) { word.append(scalar) }
    }
    return String(word)
  }
}
