/// Finds whom an English order is for, right after its verb: Mina, my boss, the book club, them both.
enum AddresseeReader {
  struct Found {
    var addressee: Addressee
    var rest: [String]
  }

  static func cut(from words: ArraySlice<String>) -> Found? {
    guard let first = words.first else { return nil }
    let (core, tail) = EnglishAskWords.split(first)
    let lower = core.lowercased()
    func found(_ count: Int) -> Found {
      let phrase = words.prefix(count).map { EnglishAskWords.split($0).core }.joined(
        separator: " ")
      return Found(addressee: Addressee(phrase: phrase), rest: Array(words.dropFirst(count)))
    }
    let next = words.dropFirst().first.map { EnglishAskWords.split($0).core.lowercased() } ?? ""
    if ["him", "her", "them"].contains(lower) {
      if next == "both" || next == "all" { return found(2) }
      // wish her and her daughter: two people.
      if next == "and", words.count > 3,
        ["his", "her", "their"].contains(words.dropFirst(2).first?.lowercased() ?? "")
      {
        return found(4)
      }
      return found(1)
    }
    if Addressee.everybody.contains(lower) { return found(1) }
    let isTitle = ["Dr", "Mr", "Mrs", "Ms", "Prof"].contains(core)
    guard tail.isEmpty || words.count == 1 || isTitle else { return found(1) }
    if Addressee.determiners.contains(lower) {
      guard let count = roleCount(words) else { return nil }
      return found(count)
    }
    if Addressee.kin[lower] != nil {
      // Aunt Rosa, dad and mum.
      if let name = words.dropFirst().first?.first, name.isUppercase,
        ["aunt", "uncle", "auntie", "grandma", "grandpa", "gran"].contains(lower), next != "i",
        !next.hasPrefix("i'")
      {
        return found(2)
      }
      if next == "and", let other = words.dropFirst(2).first?.lowercased(),
        Addressee.kin[other] != nil
      {
        return found(3)
      }
      return found(1)
    }
    guard core.first?.isLetter ?? false, !notNames.contains(lower) else { return nil }
    // Jake's mom, my sister's friend.
    if core.hasSuffix("'s"), words.count > 2,
      Addressee.kin[next] != nil || Addressee.roles.contains(next)
    {
      return found(2)
    }
    if core.first?.isUppercase ?? false {
      var count = 1
      if ["Dr", "Mr", "Mrs", "Ms", "Miss", "Prof", "Professor"].contains(core.filter { $0 != "." }),
        words.count > 1
      {
        count = 2
      }
      // Anna Berg; Omar and Leila.
      while count < words.count {
        let word = words[words.startIndex + count]
        let bare = EnglishAskWords.split(word).core
        let after = words.count > count + 1 ? words[words.startIndex + count + 1] : ""
        if isName(bare),
          EnglishAskWords.split(words[words.startIndex + count - 1]).tail.isEmpty
        {
          count += 1
        } else if bare == "and" || bare == "&",
          isName(EnglishAskWords.split(after).core)
            || Addressee.kin[after.lowercased()] != nil
        {
          count += 2
        } else {
          break
        }
      }
      return found(count)
    }
    // A name that is typed small, before what only a message begins with.
    guard starters.contains(next) || next.contains("'") && isContraction(next) || words.count == 1
    else {
      return nil
    }
    return found(1)
  }

  private static func roleCount(_ words: ArraySlice<String>) -> Int? {
    var count = 1
    while count < words.count, count < 5 {
      let (core, tail) = EnglishAskWords.split(words[words.startIndex + count])
      let word = core.lowercased()
      if count > 1, starters.contains(word) || isContraction(word) { break }
      count += 1
      if !tail.isEmpty { break }
      let next =
        count < words.count
        ? EnglishAskWords.split(words[words.startIndex + count]).core.lowercased() : ""
      if Addressee.roles.contains(word) || Addressee.kin[word] != nil,
        ![
          "chat", "club", "group", "team", "lead", "leader", "class", "mates", "teacher", "owner",
          "manager", "friend", "friends", "members", "next", "upstairs", "downstairs",
        ].contains(next)
      {
        // my sister Anna.
        if Addressee.kin[word] != nil,
          isName(next.isEmpty ? "" : EnglishAskWords.split(words[words.startIndex + count]).core)
        {
          count += 1
        }
        return count
      }
    }
    guard count > 1 else { return nil }
    let hasEnd = count >= words.count || count < 5
    return hasEnd ? count : 2
  }

  private static func isName(_ word: String) -> Bool {
    guard let first = word.first, first.isUppercase, word.count > 1 else { return false }
    return !word.hasPrefix("I'") && !days.contains(word.lowercased())
      && !notNames.contains(word.lowercased())
  }

  /// Whether the words are a sentence: they begin with a subject that has a verb after it.
  static func isClause(_ words: [String]) -> Bool {
    guard let first = words.first else { return false }
    let core = EnglishAskWords.split(first).core
    let lower = core.lowercased()
    if isContraction(lower) { return words.count > 1 || true }
    if [
      "i", "we", "he", "she", "it", "they", "you", "there", "that", "this", "everyone", "nobody",
      "somebody", "someone",
    ].contains(lower) {
      return words.count > 1
    }
    if ["sorry", "see", "please", "yes", "no", "thanks", "if", "when", "to"].contains(lower) {
      return lower == "if" || lower == "when" || lower == "see"
    }
    // A verb within the first words: the kitchen tap is leaking, Nina needs a lift, road's closed.
    return words.prefix(9).dropFirst().contains { word in
      let word = EnglishAskWords.split(word).core.lowercased()
      return EnglishVerbForms.auxiliaries.contains(word)
        || EnglishVerbForms.plainThirds.contains(word)
        || EnglishVerbForms.base(ofPast: word) != nil || word == "have" || word == "need"
    }
      || core.hasSuffix("'s") && words.count > 1
        && words.dropFirst().first.map {
          EnglishVerbForms.isParticiple($0.lowercased())
            || ["closed", "off", "on", "fine", "broken", "ready", "full", "late", "here"].contains(
              EnglishAskWords.split($0).core.lowercased())
        } ?? false
  }

  private static func isContraction(_ word: String) -> Bool {
    guard let mark = word.firstIndex(of: "'") else { return false }
    return ["i", "we", "he", "she", "it", "they", "you", "there", "that", "what"].contains(
      String(word[..<mark]))
  }

  private static let starters: Set<String> = [
    "that", "i", "we", "he", "she", "they", "it", "you", "the", "my", "our", "his", "her", "their",
    "a", "an", "this", "there", "if", "whether", "what", "when", "where", "who", "why", "how",
    "which", "to", "for", "about", "not", "on", "know", "because", "no", "yes", "saying", "asking",
    "telling", "over", "along", "happy", "good", "of", "with", "again",
  ]
  private static let notNames: Set<String> = starters.union([
    "me", "us", "and", "or", "but", "thanks", "sorry", "please", "is", "are", "was", "in", "at",
    "so", "then", "can", "could", "will", "would", "someone", "anyone", "something", "message",
    "text", "note", "reply", "hi", "hello", "hey", "yeah", "ok", "okay", "just", "all",
  ])
  private static let days: Set<String> = [
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january",
    "february", "march", "april", "june", "july", "august", "september", "october", "november",
    "december", "christmas", "easter", "i", "tonight", "tomorrow", "today",
  ]
}
