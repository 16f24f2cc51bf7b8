/// Chats leave out who does it: "booked a table", "on my way", "need milk".
enum EnglishDropped {
  /// What belongs between I and the words, where I was left out; nil where it was not.
  static func subject(of words: [EnglishWord]) -> [EnglishWord]? {
    guard words.count > 1 else { return nil }
    let first = words[0].lower
    let second = words[1].lower
    if [
      "need", "want", "hope", "think", "guess", "reckon", "love", "hate", "miss", "wish",
      "prefer", "promise", "thought", "forgot", "know", "don't", "didn't", "haven't", "am",
    ].contains(first) {
      if first == "don't" {
        return [
          "think", "know", "need", "want", "have", "mind", "like", "care", "understand", "remember",
          "believe", "feel", "really", "get", "fancy", "trust",
        ].contains(second) ? [] : nil
      }
      return words[0].tail.isEmpty ? [] : nil
    }
    if safePasts.contains(first), words[0].tail.isEmpty, isObject(words[1]) { return [] }
    if gerunds.contains(first), !hasFinite(words[1...]) { return [EnglishWord("am")] }
    if ["will", "can", "can't", "won't", "could", "might"].contains(first) {
      if EnglishVerbs.isBase(second), second != "be", second != "last" { return [] }
      if second == "be", words.count > 2,
        ["there", "late", "home", "back", "with", "at", "round", "over"].contains(words[2].lower)
      {
        return [first == "might" ? nil : EnglishWord("")].compactMap { $0 }.filter {
          !$0.core.isEmpty
        }
      }
      return nil
    }
    if first == "on", second == "my" || second == "the", words.count > 2, words[2].lower == "way" {
      return [EnglishWord("am")]
    }
    if first == "not", ["sure", "coming", "going", "feeling"].contains(second) {
      return [EnglishWord("am")]
    }
    if ["stuck", "running", "happy", "glad"].contains(first), !hasFinite(words[1...]),
      ["in", "at", "on", "late", "to", "out", "behind", "low"].contains(second)
    {
      return [EnglishWord("am")]
    }
    if first == "sorry", ["for", "about"].contains(second) { return [EnglishWord("am")] }
    return nil
  }

  /// Whether the words have a verb of their own, so that they are more than a note.
  static func isClause(_ words: [EnglishWord]) -> Bool {
    guard words.count > 1 else { return false }
    // A subordinate clause alone says too little.
    if EnglishPieces.subordinate.contains(words[0].lower),
      !words.dropLast().contains(where: \.hasComma)
    {
      return false
    }
    let first = words[0].lower
    guard !opens.contains(first), !EnglishVerbs.modals.contains(first),
      !words.contains(where: { $0.lower == "please" })
    else { return false }
    // 38 but don't be silly.
    for (index, word) in words.enumerated().dropFirst() where word.lower == "don't" {
      if ["but", "and", "so", "or"].contains(words[index - 1].lower) { return false }
    }
    // If it goes hot, see a doctor: an order, which is not for the reader.
    for (index, word) in words.enumerated().dropFirst() where words[index - 1].hasComma {
      if ["don't", "please", "just"].contains(word.lower) || EnglishVerbs.isBase(word.lower) {
        return false
      }
    }
    return hasFinite(words[1...])
  }

  /// A verb that stands by itself: is, has, will, goes, went.
  static func hasFinite(_ words: some Collection<EnglishWord>) -> Bool {
    let words = Array(words)
    for (index, word) in words.enumerated() {
      let lower = word.lower
      // Of a man who left: the verb of another clause.
      if index > 0, ["who", "which"].contains(words[index - 1].lower) { continue }
      if surePasts.contains(lower) { return true }
      if finite.contains(lower) || EnglishVerbs.modals.contains(lower) { return true }
      let next = index + 1 < words.count ? words[index + 1].lower : ""
      let isFollowed = word.tail.isEmpty && EnglishPersons.starters.contains(next)
      if EnglishVerbs.isThird(lower), isFollowed, !nouns.contains(lower) { return true }
      if index > 0 || isFollowed,
        ["it", "they", "he", "she", "that", "who"].contains(
          index > 0 ? words[index - 1].lower : ""),
        EnglishVerbs.isThird(lower) || EnglishVerbs.isPast(lower) || EnglishVerbs.isBase(lower)
      {
        return true
      }
      if certainPasts.contains(lower), isFollowed { return true }
    }
    return false
  }

  static func isObject(_ word: EnglishWord) -> Bool {
    objects.contains(word.lower) || word.core.first?.isNumber ?? false
      || word.core.first.map { "£$€".contains($0) } ?? false
  }

  /// A word that has no capital of its own.
  static func isCommon(_ word: String) -> Bool {
    EnglishPersons.starters.contains(word) || objects.contains(word)
      || EnglishPersons.adverbs.contains(word) || finite.contains(word)
      || EnglishPieces.subordinate.contains(word)
      || [
        "there", "they", "he", "she", "we", "it", "these", "no", "not", "nobody", "everyone",
        "someone", "who", "which", "where", "why", "next", "last", "same", "otherwise",
        "whoever", "most", "half", "either", "each", "every", "yours", "hers", "theirs", "is",
      ].contains(word)
  }

  private static let safePasts: Set<String> = [
    "got", "sent", "booked", "bought", "left", "paid", "found", "ordered", "told", "asked",
    "called", "rang", "put", "took", "made", "lost", "saw", "spoke", "went", "heard", "tried",
    "finished", "emailed", "texted", "messaged", "checked", "grabbed", "picked", "dropped", "gave",
    "wrote", "brought",
  ]
  private static let gerunds: Set<String> = [
    "going", "coming", "leaving", "heading", "bringing", "getting", "asking", "sending", "booking",
    "making", "picking", "taking", "waiting", "trying", "forwarding", "ringing", "calling",
    "buying", "driving", "thinking", "looking", "running", "working", "sitting", "starting",
  ]
  private static let objects: Set<String> = [
    "the", "a", "an", "my", "your", "our", "their", "his", "her", "it", "them", "him", "you", "us",
    "this", "that", "these", "those", "some", "two", "three", "four", "five", "both", "all",
    "another", "up", "off", "one", "to", "everything", "everyone", "more", "enough", "half", "no",
  ]
  private static let opens: Set<String> = [
    "or", "nor", "than", "which", "to", "of", "with", "do", "don't", "does", "did", "have", "be",
    "go", "let", "who", "what", "where", "why", "how", "whose", "is", "are", "was", "were", "has",
    "had", "am", "isn't", "aren't", "doesn't", "didn't", "hasn't", "haven't", "wasn't", "not",
    "never", "thank", "thanks", "been", "imagine", "guess",
  ]
  private static let nouns: Set<String> = [
    "plans", "points", "works", "needs", "lists", "lights", "steps", "signs", "tests", "orders",
    "costs", "ends", "backs", "hands", "parks", "books", "cuts", "drinks", "walks", "runs",
    "changes", "calls", "texts", "reports", "starts", "posts", "shops", "boards", "drops", "cans",
    "notes", "names", "stores", "matters", "questions", "packs", "watches", "bins", "bikes",
  ]
  private static let surePasts: Set<String> = [
    "went", "came", "said", "told", "gave", "took", "began", "brought", "bought", "knew", "saw",
    "rang", "wrote", "wanted", "thought", "ran", "fell", "arrived", "happened", "felt", "failed",
  ]
  private static let certainPasts: Set<String> = [
    "went", "came", "said", "told", "gave", "took", "got", "began", "broke", "brought", "bought",
    "found", "forgot", "knew", "lost", "made", "met", "paid", "ran", "saw", "sent", "thought",
    "wrote", "wanted", "needed", "asked", "moved", "changed", "called", "rang", "left", "fell",
    "started", "stopped", "arrived", "finished", "failed", "happened", "looked", "felt", "had",
  ]
  private static let finite: Set<String> = [
    "is", "are", "was", "were", "'s", "isn't", "aren't", "wasn't", "weren't", "has", "have", "had",
    "hasn't", "haven't", "hadn't", "does", "do", "did", "doesn't", "don't", "didn't", "am",
    "won't", "'ll", "'re", "'ve",
  ]
}
