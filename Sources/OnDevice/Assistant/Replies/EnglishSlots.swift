/// Finds what an English reply can name: times, places, sums and things, in the chat's own words.
struct EnglishSlots {
  let names: Set<String>

  func collect(
    _ tokens: EnglishTokens, weight: Double, isRecent: Bool = true, into scene: inout ReplyScene
  ) {
    let words = tokens.words
    var index = 0
    while index < words.count {
      // What is said last is what is asked about.
      let weight = weight * (0.85 + 0.15 * Double(index + 1) / Double(words.count))
      if let time = time(words, at: index) {
        add(time, weight, &scene)
        index += time.count
        continue
      }
      if let first = words[index].text.first, "£$€".contains(first), words[index].text.count > 1 {
        scene.add(.amount, SlotValue(words[index].text, weight: weight, holdsContent: false))
        index += 1
        continue
      }
      index += noun(words, at: index, weight, isRecent, &scene)
    }
  }

  // MARK: Times

  private struct Time {
    var count: Int
    var text: String
    /// With its preposition: at 7, tomorrow, on the 15th.
    var moment: String
    var hasClock: Bool
    var hasDay: Bool
    var isDeadline: Bool

    /// Whether a day is called by its name; the 30th is a number.
    var namesDay: Bool {
      text.lowercased().contains("day") || text.lowercased().contains("tomorrow")
    }
  }

  private func add(_ time: Time, _ weight: Double, _ scene: inout ReplyScene) {
    let weight = weight + (time.hasClock ? 0.2 : 0)
    let value = SlotValue(time.text, weight: weight, holdsContent: time.namesDay)
    if time.isDeadline {
      scene.add(.due, value)
      return
    }
    scene.add(.time, value)
    scene.add(.moment, SlotValue(time.moment, weight: weight, holdsContent: time.namesDay))
    scene.add(time.hasClock ? .clock : .day, value)
  }

  private static let days: Set<String> = [
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tues",
    "tue", "wed", "thurs",
    "thu", "fri", "sat", "sun", "tomorrow", "tonight", "today", "weekend",
  ]
  private static let parts: Set<String> = ["morning", "afternoon", "evening", "night", "lunchtime"]

  private func isClock(_ word: String, after before: String?) -> Bool {
    var text = word[...]
    var isMarked = false
    for mark in ["am", "pm"] where text.hasSuffix(mark) && text.count > 2 {
      text = text.dropLast(2)
      isMarked = true
    }
    let digits = text.split(whereSeparator: { ":.".contains($0) })
    guard let hour = digits.first.flatMap({ Int($0) }), (0...24).contains(hour), digits.count <= 2,
      text.allSatisfy({ $0.isASCII && ($0.isNumber || ":.".contains($0)) })
    else { return false }
    if digits.count == 2, text.contains("."), !isMarked,
      !(before.map {
        ["at", "by", "around", "before", "til", "till", "until", "from"].contains($0)
      } ?? false)
    {
      return false
    }
    if digits.count == 2 { return digits[1].count == 2 && Int(digits[1]).map { $0 < 60 } ?? false }
    return isMarked
      || before.map {
        ["at", "by", "around", "before", "after", "til", "till", "until", "from"].contains($0)
      } ?? false
  }

  private static func isDate(_ word: String) -> Bool {
    for ending in ["st", "nd", "rd", "th"] where word.hasSuffix(ending) {
      if let day = Int(word.dropLast(2)), (1...31).contains(day) { return true }
    }
    return false
  }

  private func time(_ words: [EnglishTokens.Word], at start: Int) -> Time? {
    var index = start
    var parts: [String] = []
    var hasClock = false
    var hasDay = false
    var preposition: String?
    let before = start > 0 ? words[start - 1].lower : nil
    if ["at", "on", "by", "around", "before", "until", "till"].contains(words[start].lower) {
      preposition = words[start].lower
      index += 1
    }
    while index < words.count {
      let word = words[index]
      let previous = index > 0 ? words[index - 1].lower : nil
      if ["this", "next"].contains(word.lower), index + 1 < words.count,
        Self.days.contains(words[index + 1].lower) || Self.parts.contains(words[index + 1].lower)
          || ["week", "month"].contains(words[index + 1].lower)
      {
        parts.append(word.lower)
        parts.append(words[index + 1].text)
        hasDay = true
        index += 2
      } else if Self.days.contains(word.lower), !(word.lower == "sun" && previous == "the"),
        !(word.lower == "sat" && previous != "on") || word.lower == "sat" && hasClock
      {
        parts.append(word.text)
        hasDay = true
        index += 1
      } else if hasDay, Self.parts.contains(word.lower) {
        parts.append(word.lower)
        index += 1
      } else if Self.isDate(word.lower), previous == "the" || hasDay {
        parts.append(hasDay ? word.text : "the " + word.text)
        hasDay = true
        index += 1
      } else if word.lower == "the", index + 1 < words.count, Self.isDate(words[index + 1].lower) {
        parts.append((hasDay ? "the " : "the ") + words[index + 1].text)
        hasDay = true
        index += 2
      } else if word.lower == "at", hasDay, index + 1 < words.count,
        isClock(words[index + 1].lower, after: "at")
      {
        parts.append("at " + words[index + 1].text)
        hasClock = true
        index += 2
      } else if !hasClock, isClock(word.lower, after: previous == nil ? before : previous) {
        parts.append(hasDay && !parts.isEmpty ? "at " + word.text : word.text)
        hasClock = true
        index += 1
        if index < words.count, ["am", "pm", "o'clock"].contains(words[index].lower) {
          parts.append(words[index].text)
          index += 1
        }
      } else {
        break
      }
      if words[index - 1].endsClause { break }
    }
    guard hasClock || hasDay, !parts.isEmpty else { return nil }
    let text = parts.joined(separator: " ")
    // 4 today begins with its clock.
    let beginsWithClock = !hasDay || text.first?.isNumber ?? false
    let moment = beginsWithClock ? "at " + text : text.hasPrefix("the ") ? "on " + text : text
    return Time(
      count: index - start, text: text, moment: moment, hasClock: hasClock, hasDay: hasDay,
      isDeadline: preposition == "by" || preposition == "before")
  }

  // MARK: Things

  private static let determiners: [String: String] = [
    "the": "the", "a": "the", "an": "the", "my": "your", "your": "my", "our": "the", "his": "his",
    "her": "her", "their": "their", "some": "the", "any": "the",
  ]
  /// Nouns that are as often verbs or other words; without an article they are no thing.
  private static let oftenVerbs: Set<String> = [
    "call", "time", "ring", "fine", "course", "order", "walk", "door", "back", "lead", "book",
    "move", "change",
    "place", "show", "play", "plan", "watch", "run", "drop", "offer", "answer", "question", "fix",
    "update", "date", "lift",
    "ride", "drive", "swim", "talk", "visit", "train", "test", "email", "mail", "text", "copy",
    "list", "report", "survey", "invite",
    "share", "scan", "code", "log", "form", "link", "letter", "number", "heater", "light", "lights",
    "paint", "pump", "tape",
    "sleep", "roast", "fish", "work", "fair", "sale", "market", "shift", "drill", "match", "game",
    "party", "exit", "park",
    "bank", "flat", "cost", "tip", "bill", "refund", "pay", "payment", "fee", "rain", "leak",
    "noise", "place", "space",
    "spot", "seat", "room", "name", "result", "size", "colour", "color", "reminder", "choice",
    "job", "project", "team", "group",
    "role", "version", "quote", "estimate", "draft", "review", "poll", "notes", "minutes", "key",
    "table", "bed", "shelf", "box",
    "chair", "phone", "fan", "van", "car", "ball", "crate", "cage", "present", "gift", "tool",
    "ring", "bug", "cold", "bus",
    "weekend", "holiday", "lunch", "dinner", "breakfast", "course", "garden", "weather", "traffic",
    "kids", "dog", "cat", "idea",
    "problem", "issue", "card", "jam", "honey", "fruit",
  ]
  private static let stops: Set<String> = [
    "is", "are", "was", "were", "be", "been", "to", "for", "of", "in", "on", "at", "with", "from",
    "by", "and", "or", "but",
    "if", "so", "i", "you", "we", "he", "she", "they", "it", "that", "this", "will", "would", "can",
    "could", "should", "has",
    "have", "had", "do", "does", "did", "not", "as", "than", "then", "when", "while", "because",
    "up", "out", "off", "down",
    "over", "back", "now", "today", "tomorrow", "there", "here", "just", "still", "also", "too",
    "again", "before", "after",
    "into", "about", "who", "which", "what", "how", "until", "til", "till", "i'll", "we'll", "it's",
    "i'm", "please", "says",
    "said", "needs", "goes", "comes", "came", "went", "got", "get", "gets", "looks", "works",
    "either", "instead", "yet",
    "like", "though", "going", "tonight", "anyway", "first", "only", "even", "i've", "we're",
    "you're", "isn't", "wasn't",
    "won't", "can't", "don't", "doesn't", "may", "might", "must", "regardless", "anyway",
    "meantime", "tho",
    "lol", "btw", "rn", "u", "ur", "pls", "thx", "other",
    "another", "thanks", "every", "all", "one", "two", "three", "four", "five",
  ]
  private static let vague: Set<String> = [
    "thing", "things", "bit", "lot", "way", "ways", "time", "times", "day", "days", "week", "weeks",
    "month", "year", "one", "ones", "same",
    "last", "next", "rest", "end", "start", "hour", "hours", "minute", "minutes", "min", "mins",
    "moment", "second", "kind", "sort",
    "other", "others", "few", "couple", "whole", "best", "worst", "people", "person", "guy", "guys",
    "man", "woman",
    "morning", "evening", "afternoon", "night", "side", "front", "top", "bottom", "left", "right",
    "middle", "face",
    "fact", "point", "life", "god", "hell", "world", "mum", "mom", "dad", "wife", "husband",
    "sister", "brother",
    "mother", "father", "son", "daughter", "friend", "boss", "love", "heart", "mind", "head", "own",
    "new", "good", "big", "little",
    "old", "meantime", "neighbour", "neighbor", "kid", "kids", "champion", "team", "great", "nice",
    "real", "half", "total", "former", "latter", "most", "place", "stuff",
    "hand", "hands", "much", "many", "more",
  ]

  /// Adds the thing that begins here and says how many words it took.
  private func noun(
    _ words: [EnglishTokens.Word], at start: Int, _ weight: Double, _ isRecent: Bool,
    _ scene: inout ReplyScene
  ) -> Int {
    let word = words[start]
    if let counted = counted(words, at: start) {
      add("the " + counted, EnglishNouns.kind(of: counted.lowercased()), weight, isRecent, &scene)
      return 2
    }
    guard let article = Self.determiners[word.lower], !word.endsClause else {
      if let kind = EnglishNouns.kind(of: word.lower), !names.contains(word.text),
        word.lower.count > 2, !Self.oftenVerbs.contains(word.lower),
        !(word.lower.hasSuffix("s") && Self.oftenVerbs.contains(String(word.lower.dropLast())))
      {
        let joined =
          start + 1 < words.count && !word.endsClause
          && EnglishNouns.kind(of: words[start + 1].lower) != nil
        if !joined {
          add("the " + word.text.lowercasedUnlessName(), kind, weight + 0.1, isRecent, &scene)
        }
      }
      return 1
    }
    var kept: [EnglishTokens.Word] = []
    var index = start + 1
    while index < words.count, kept.count < 3 {
      let next = words[index]
      if Self.stops.contains(next.lower) || next.lower.contains("'")
        || next.text.first?.isNumber ?? true
      {
        break
      }
      kept.append(next)
      index += 1
      if next.endsClause { break }
    }
    // The driver leave the bag: what stands before an article is a verb.
    if kept.count > 1, kept.last?.endsClause == false, index < words.count,
      Self.determiners[words[index].lower] != nil
    {
      kept.removeLast()
    }
    // A verb or an adverb may follow the noun, so only a known noun makes three words one thing.
    while kept.count > 1, let last = kept.last, EnglishNouns.kind(of: last.lower) == nil,
      kept.dropLast().contains(where: { EnglishNouns.kind(of: $0.lower) != nil }) || kept.count > 2
        || ["ly", "ed", "ing"].contains(where: last.lower.hasSuffix)
    {
      kept.removeLast()
    }
    guard let head = kept.last, !kept.contains(where: { Self.vague.contains($0.lower) }),
      head.text.count > 2,
      !kept.contains(where: { names.contains($0.text) }),
      !["ly"].contains(where: head.lower.hasSuffix)
    else { return 1 }
    let kind = EnglishNouns.kind(of: head.lower)
    let phrase = ([article == "any" ? "the" : article] + kept.map(\.text)).joined(separator: " ")
    add(phrase, kind, weight + (kind == nil ? 0.1 : 0.35), isRecent, &scene)
    return 1 + kept.count
  }

  /// The plural behind a number: updates of 47 updates.
  private func counted(_ words: [EnglishTokens.Word], at start: Int) -> String? {
    guard start + 1 < words.count, !words[start].endsClause,
      words[start].lower.allSatisfy(\.isNumber) || Self.numerals.contains(words[start].lower)
    else { return nil }
    let noun = words[start + 1]
    guard noun.text.count > 4, noun.lower.hasSuffix("s"), !noun.lower.hasSuffix("ss"),
      !noun.lower.contains("'"), !Self.vague.contains(noun.lower), !Self.units.contains(noun.lower),
      words[start + 1].endsClause || start + 2 == words.count
        || Self.stops.contains(words[start + 2].lower)
    else { return nil }
    return noun.text
  }

  private static let numerals: Set<String> = [
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "both",
  ]
  private static let units: Set<String> = [
    "years", "months", "miles", "metres", "meters", "grams", "pounds", "euros", "dollars", "times",
    "litres", "percent", "degrees", "inches", "letters", "weekends", "nights", "evenings",
    "mornings",
  ]

  private func add(
    _ text: String, _ kind: NounKind?, _ weight: Double, _ isRecent: Bool,
    _ scene: inout ReplyScene
  ) {
    // An unknown word in -er is somebody more often than something.
    let isPerson = ["er", "or", "ist", "man", "mate"].contains(where: text.lowercased().hasSuffix)
    if kind == nil, text.hasPrefix("my ") || isPerson { return }
    let value = SlotValue(text, weight: weight, holdsContent: isRecent)
    if kind != .place, kind != .health { scene.add(.thing, value) }
    // My own food or things are not what I would bring or ask about.
    if text.hasPrefix("my "), kind == .food || kind == .item { return }
    if let slot = kind.flatMap({ ReplySlot(rawValue: $0.rawValue) }) { scene.add(slot, value) }
  }
}

extension String {
  /// A word at the beginning of a sentence loses its capital; a name or an abbreviation keeps it.
  fileprivate func lowercasedUnlessName() -> String {
    dropFirst().contains(where: \.isUppercase) ? self : lowercased()
  }
}
