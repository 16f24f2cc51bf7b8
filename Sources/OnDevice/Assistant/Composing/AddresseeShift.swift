/// Turns the pronouns that mean whom one writes to into you: he left his keys is you left your keys.
struct AddresseeShift: Sendable {
  let addressee: Addressee?
  /// In a question the one who is asked about is the one who is asked.
  var isQuestion = false
  /// Who else the order spoke of keeps their pronouns.
  private var means: Set<String> {
    guard let addressee else { return isQuestion ? ["he", "she", "they"] : [] }
    // Tell my boss they moved the meeting: a person's they are others.
    if addressee.kind == .role, !isQuestion { return addressee.pronouns.subtracting(["they"]) }
    return addressee.pronouns
  }

  init(_ addressee: Addressee?, isQuestion: Bool = false) {
    self.addressee = addressee
    self.isQuestion = isQuestion
  }

  func applied(to words: [String]) -> [String] {
    var means = means
    var result: [String] = []
    var index = 0
    while index < words.count {
      let (core, tail) = EnglishAskWords.split(words[index])
      let lower = core.lowercased()
      // Mina's offer is yours; another name takes the pronouns after it.
      if let addressee, addressee.kind == .name || addressee.kind == .kin,
        core == addressee.phrase + "'s" || core == addressee.phrase + "’s"
      {
        result.append("your" + tail)
        index += 1
        continue
      }
      if isOther(core, at: index), result.count + 1 < words.count {
        means.subtract(["he", "she"])
      }
      if lower == "her", means.contains("she"), let before = result.last?.lowercased(),
        Self.giving.contains(before)
      {
        result.append("you" + tail)
        index += 1
        continue
      }
      let following = tail.isEmpty && index + 1 < words.count ? words[index + 1] : nil
      if let word = changed(lower, means, next: following) {
        result.append(word + tail)
        index += 1
        if word == "you" && ["he", "she", "they"].contains(lower) {
          // The verb follows, perhaps after an adverb.
          while index < words.count,
            EnglishVerbForms.adverbs.contains(
              EnglishAskWords.split(words[index]).core.lowercased())
          {
            result.append(words[index])
            index += 1
          }
          if index < words.count, lower != "they" {
            let (verb, rest) = EnglishAskWords.split(words[index])
            result.append(EnglishVerbForms.afterYou(verb) + rest)
            index += 1
          }
        }
        continue
      }
      result.append(words[index])
      index += 1
    }
    return result
  }

  private func isOther(_ word: String, at index: Int) -> Bool {
    guard index > 0 || !isQuestion, let first = word.first, first.isUppercase,
      first.isASCII, word.count > 1, word.lowercased() != addressee?.phrase.lowercased()
    else { return false }
    return !Self.capitals.contains(word.lowercased()) && !word.hasPrefix("I'")
      && !word.allSatisfy(\.isUppercase)
  }

  private func changed(_ word: String, _ means: Set<String>, next: String?) -> String? {
    guard let pronoun = Self.pronouns[word], means.contains(pronoun) else { return nil }
    switch word {
    case "he", "she", "they": return "you"
    case "him", "them": return "you"
    case "his":
      guard let next = next.map({ EnglishAskWords.split($0).core.lowercased() }),
        !Self.notNouns.contains(next)
      else { return "yours" }
      return "your"
    case "their": return "your"
    case "her":
      guard let next = next.map({ EnglishAskWords.split($0).core.lowercased() }) else {
        return "you"
      }
      return Self.notNouns.contains(next) ? "you" : "your"
    case "hers", "theirs": return "yours"
    case "himself", "herself": return "yourself"
    case "themselves": return addressee?.isPlural ?? false ? "yourselves" : "yourself"
    default: break
    }
    // he's is you're, before a participle you've.
    guard let mark = word.lastIndex(where: { $0 == "'" || $0 == "’" }) else { return nil }
    let end = word[word.index(after: mark)...]
    switch end {
    case "s":
      let participles: Set<String> = [
        "been", "got", "had", "seen", "done", "gone", "forgotten", "left",
      ]
      let isPerfect = next.map {
        participles.contains(EnglishAskWords.split($0).core.lowercased())
      }
      return isPerfect ?? false ? "you've" : "you're"
    default: return "you'" + end
    }
  }

  private static let pronouns: [String: String] = {
    var table: [String: String] = [:]
    for (pronoun, forms) in [
      ("he", "he him his himself he's he'll he'd"),
      ("she", "she her hers herself she's she'll she'd"),
      ("they", "they them their theirs themselves they're they'll they'd they've"),
    ] {
      for form in forms.split(separator: " ") {
        table[String(form)] = pronoun
        table[String(form).replacing("'", with: "’")] = pronoun
      }
    }
    return table
  }()

  /// After these her is whom something is given to: buy her pancakes.
  private static let giving: Set<String> = [
    "buy", "give", "owe", "show", "save", "lend", "offer", "cook", "order", "swap", "teach",
  ]

  /// After these her is an object.
  private static let notNouns: Set<String> = [
    "to", "at", "on", "in", "if", "when", "and", "or", "but", "tonight", "tomorrow", "today", "a",
    "an", "the", "my", "our", "that", "how", "what", "about", "for", "with", "from", "again",
    "back",
    "up", "now", "later", "soon", "by", "before", "after", "this", "next", "out", "over", "some",
    "any", "so", "because", "i", "we", "home", "off", "down", "until", "since", "as", "while",
    "where", "not", "there", "here", "know",
  ]

  private static let capitals: Set<String> = [
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january",
    "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december", "i", "i'm", "i'll", "i've", "i'd", "christmas", "easter", "english",
    "korean", "zoom", "new", "year's", "eve", "day", "monday's", "friday's", "it", "it's", "the",
    "mon", "tue", "wed", "thu", "fri", "sat", "sun", "thanksgiving", "halloween", "wifi", "ok",
  ]
}
