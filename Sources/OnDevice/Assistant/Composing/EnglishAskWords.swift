/// The words of an English order: cut into words, its opening stripped, its acts told apart.
enum EnglishAskWords {
  /// A word without the marks after it, and those marks.
  static func split(_ word: String) -> (core: String, tail: String) {
    var core = Substring(word)
    while let last = core.last, ",.;:!?".contains(last) { core.removeLast() }
    return (String(core), String(word.dropFirst(core.count)))
  }

  static func words(of text: String) -> [String] {
    var words = text.split(whereSeparator: \.isWhitespace).map(String.init)
    for opening in openings {
      let parts = opening.split(separator: " ").map(String.init)
      if words.count > parts.count,
        zip(words, parts).allSatisfy({ split($0).core.lowercased() == $1 })
      {
        words.removeFirst(parts.count)
      }
    }
    if let last = words.last, split(last).core.lowercased() == "please", words.count > 2 {
      words.removeLast()
    }
    // Wish her a happy birthday, something warm.
    if words.count > 4, split(words[words.count - 2]).core.lowercased() == "something" {
      words.removeLast(2)
      if let last = words.last, last.hasSuffix(",") {
        words[words.count - 1] = String(last.dropLast())
      }
    }
    while let last = words.last, let mark = last.last, ".!".contains(mark) {
      words[words.count - 1] = String(last.dropLast())
      if words[words.count - 1].isEmpty { words.removeLast() }
    }
    return words
  }

  private static let openings = [
    "hey", "um", "uh", "so", "ok", "okay", "please", "can you", "could you", "would you",
    "will you", "i want to",
    "i'd like to", "i need to", "i have to", "help me", "please", "politely", "gently", "kindly",
    "briefly", "just", "quickly", "like", "um",
  ]

  /// Manners that an order has beside its content.
  static let manners: [String: String] = [
    "politely": "polite", "nicely": "polite", "kindly": "polite", "gently": "polite",
    "briefly": "brief", "formally": "formal", "firmly": "firm", "warmly": "warm",
    "jokingly": "playful",
  ]

  /// Verbs that begin an act of an order.
  static let acts: Set<String> = [
    "tell", "ask", "say", "let", "remind", "invite", "thank", "congratulate", "apologise",
    "apologize", "wish", "offer", "promise", "warn", "confirm", "suggest", "mention", "explain",
    "add", "cancel", "accept", "decline", "refuse", "postpone", "reschedule", "message", "text",
    "email", "write", "send", "draft", "reply", "inform", "check", "propose", "request", "agree",
    "admit", "announce", "order", "beg", "reassure", "point", "make",
    "turn",
  ]

  /// Verbs of acts that have no form; an order with one of them is not understood.
  static let beyond: Set<String> = [
    "joke", "tease", "complain", "defend", "comfort", "cheer", "hint", "hide",
    "flirt", "rant", "vent", "praise", "compliment", "console", "encourage", "convince",
    "persuade", "volunteer", "describe", "summarise", "summarize", "pass",
  ]

  /// Cuts where a further act begins: … and ask when he can fix it.
  static func acts(in words: [String]) -> [[String]] {
    var parts: [[String]] = []
    var current: [String] = []
    var index = 0
    while index < words.count {
      let word = split(words[index]).core.lowercased()
      let next = index + 1 < words.count ? split(words[index + 1]).core.lowercased() : ""
      let after = index + 2 < words.count ? split(words[index + 2]).core.lowercased() : ""
      let isJoint = ["and", "then", "but", "also"].contains(word)
      // Ask how much I owe and where to send it: another question of the same order.
      if isJoint || word == "or", let head = current.first?.lowercased(), head == "ask",
        ["if", "whether"].contains(next) || isJoint && AskedQuestion.isQuestionWord(next)
      {
        parts.append(trimmed(current))
        current = ["ask"]
        index += 1
        continue
      }
      if isJoint, next == "to", let head = current.first?.lowercased(),
        ["tell", "remind", "let", "say"].contains(head), !after.isEmpty
      {
        parts.append(trimmed(current))
        current = ["tell-to"]
        index += 2
        continue
      }
      let isMarked = current.last?.hasSuffix(",") ?? false
      if isJoint, !current.isEmpty {
        var start = index + 1
        var verb = next
        while ["then", "also", "please", "politely", "gently", "just"].contains(verb),
          start + 1 < words.count
        {
          start += 1
          verb = split(words[start]).core.lowercased()
        }
        let object = start + 1 < words.count ? split(words[start + 1]).core.lowercased() : ""
        let isAct =
          acts.contains(verb) && !["me", "us"].contains(object) && !isObject(verb, object, current)
        let isMore =
          verb == "that" && !after.isEmpty
          && ["tell", "say", "let", "mention"].contains(current[0].lowercased())
        if isAct || isMore || beyond.contains(verb) {
          parts.append(trimmed(current))
          current = []
          index = start
          continue
        }
      } else if isMarked, acts.contains(word), !["me", "us"].contains(next),
        !["order", "text", "check", "message", "email", "make", "point", "turn"].contains(word)
      {
        current[current.count - 1] = String(current[current.count - 1].dropLast())
        parts.append(current)
        current = []
      }
      current.append(words[index])
      index += 1
    }
    if !current.isEmpty { parts.append(current) }
    return parts
  }

  private static func trimmed(_ words: [String]) -> [String] {
    var words = words
    if let last = words.last, last.hasSuffix(",") {
      words[words.count - 1] = String(last.dropLast())
    }
    return words
  }

  /// send and text may be what somebody else is asked to do: ask her to call and send the file.
  private static func isObject(_ verb: String, _ object: String, _ current: [String]) -> Bool {
    guard
      [
        "send", "text", "message", "check", "order", "email", "add", "write", "order", "reply",
        "confirm", "let", "cancel", "accept", "make", "point", "turn", "agree",
      ].contains(verb)
    else {
      return false
    }
    let isOrder =
      ["ask", "tell", "remind", "invite"].contains(current[0].lowercased())
      && current.contains { ["to", "i'll", "we'll", "i"].contains($0.lowercased()) }
    return isOrder || current.contains { ["i'll", "we'll", "i'm", "i"].contains($0.lowercased()) }
  }
}
