/// A sentence without what opens and closes it, and whom it calls.
struct EnglishOpening: Sendable {
  var words: [EnglishWord]
  /// The person who is called by name.
  var called: String?
  var isPlease = false

  init(_ sentence: EnglishSentence, cast: EnglishCast, speaker: String) {
    words = sentence.words
    var wasGreeting = false
    while !words.isEmpty {
      let lower = words[0].lower
      if let phrase = EnglishPhrases.openingPhrases.first(where: { starts(with: $0) }),
        words.count == phrase.count || words[phrase.count - 1].hasComma
          || phrase.last == "but" || Self.isSubject(words[phrase.count])
          || cast.call(in: words, at: phrase.count) != nil
      {
        words.removeFirst(phrase.count)
        wasGreeting = true
        continue
      }
      if let call = cast.call(in: words, at: 0), call.person != speaker {
        let last = words[call.count - 1]
        let next = call.count < words.count ? words[call.count].lower : ""
        if last.hasComma || call.count == words.count || wasGreeting
          || Self.afterCall.contains(next)
        {
          called = call.person
          words.removeFirst(call.count)
          continue
        }
      }
      if lower == "thanks", words.count > 1, words[1].lower == "for" { break }
      if lower == "i", words.count > 3, words[1].lower == "mean" {
        words.removeFirst(2)
        continue
      }
      if lower == "please" {
        isPlease = true
        words.removeFirst()
        continue
      }
      let isBare = EnglishPhrases.openers.contains(lower) && words[0].head.isEmpty
      let isBeforeComma =
        EnglishPhrases.commaOpeners.contains(lower) && (words[0].hasComma || words.count == 1)
      let isBeforeSubject =
        ["sorry", "no", "wait", "oops", "right", "dear", "love", "mate", "lads"].contains(lower)
        && words.count > 1
        && Self.isSubject(words[1])
      guard isBare || isBeforeComma || isBeforeSubject else { break }
      // so that, well done, then we
      if lower == "so", words.count > 1, ["that", "far", "much", "many"].contains(words[1].lower) {
        break
      }
      if lower == "well", words.count > 1, words[1].lower == "done" { break }
      words.removeFirst()
      wasGreeting = true
    }
    trimEnd(cast, speaker)
  }

  private mutating func trimEnd(_ cast: EnglishCast, _ speaker: String) {
    while words.count > 1 {
      let last = words.count - 1
      let lower = words[last].lower
      let isAfterComma = words[last - 1].hasComma
      if EnglishPhrases.closers.contains(lower), words[last].head.isEmpty,
        isAfterComma
          || ["please", "thanks", "though", "obvs", "innit", "mate", "btw"].contains(lower)
      {
        if lower == "please" { isPlease = true }
        removeLast()
        continue
      }
      var wasCall = false
      for count in [3, 2, 1] where words.count > count {
        let start = words.count - count
        guard let call = cast.call(in: words, at: start), call.count == count,
          call.person != speaker
        else { continue }
        let before = words[start - 1]
        if before.hasComma || Self.beforeCall.contains(before.lower) {
          called = called ?? call.person
          removeLast(count)
          wasCall = true
          break
        }
      }
      if !wasCall { break }
    }
    if let last = words.indices.last, words[last].hasComma { words[last].tail = "" }
  }

  private mutating func removeLast(_ count: Int = 1) {
    words.removeLast(count)
    if let last = words.indices.last { words[last].tail = "" }
  }

  private func starts(with phrase: [String]) -> Bool {
    words.count >= phrase.count && zip(words, phrase).allSatisfy { $0.lower == $1 }
  }

  static func isSubject(_ word: EnglishWord) -> Bool {
    ["i", "you", "we", "they", "he", "she", "it", "that", "there", "this", "let's"]
      .contains(word.lower)
  }

  private static let afterCall: Set<String> = [
    "can", "could", "would", "will", "please", "you", "do", "did", "are", "have", "i", "what",
    "where", "when", "how", "why", "don't", "we", "it", "there", "your",
  ]
  private static let beforeCall: Set<String> = [
    "you", "it", "them", "that", "this", "yours", "mine", "here", "there", "too", "sorry", "thanks",
    "tomorrow", "tonight", "today", "now", "me", "please", "soon",
  ]
}
