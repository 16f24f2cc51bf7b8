/// Whom an English order is for: how the message calls them, and which pronouns of the order mean them.
struct Addressee: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    case name, kin, pronoun, role, group, place
  }

  /// As the order has it: Mina, the landlord, them.
  var phrase: String
  var kind: Kind
  /// Lower-case pronouns that mean them: he, she, they.
  var pronouns: Set<String>

  init(phrase: String) {
    self.phrase = phrase
    let words = phrase.split(separator: " ").map(String.init)
    let lower = phrase.lowercased()
    let last = words.last?.lowercased() ?? ""
    if lower.hasPrefix("him and ") || lower.hasPrefix("her and ") {
      kind = .group
      pronouns = ["they"]
    } else if ["him", "her", "them"].contains(lower) {
      kind = .pronoun
      pronouns = [["him": "he", "her": "she", "them": "they"][lower] ?? "they"]
    } else if Self.everybody.contains(lower) || lower.contains("both") {
      kind = .group
      pronouns = ["they"]
    } else if let pronoun = Self.kin[last], words.count <= 2, !words[0].hasSuffix("'s") {
      kind =
        ["my", "our"].contains(words[0].lowercased()) && Self.distant.contains(last) ? .role : .kin
      pronouns = [pronoun]
    } else if let first = words.first?.lowercased(), Self.determiners.contains(first) {
      if Self.places.contains(last) {
        kind = .place
        pronouns = ["they"]
      } else if Self.groups.contains(last) || last.hasSuffix("s") && !last.hasSuffix("ss") {
        kind = .group
        pronouns = ["they"]
      } else {
        kind = .role
        pronouns =
          Self.women.contains(last)
          ? ["she"] : Self.men.contains(last) ? ["he"] : ["he", "she", "they"]
      }
    } else if words.count == 2, words[0].hasSuffix("'s") {
      kind = .role
      pronouns = Self.kin[last].map { [$0] } ?? ["he", "she"]
    } else if words.contains("and") || words.contains("&") {
      kind = .name
      pronouns = ["they"]
    } else {
      kind = .name
      pronouns =
        words.first.map { ["Mr", "Mr.", "Uncle"].contains($0) } ?? false
        ? ["he"]
        : words.first.map { ["Mrs", "Ms", "Miss", "Mrs.", "Ms.", "Aunt", "Auntie"].contains($0) }
          ?? false
          ? ["she"] : ["he", "she"]
    }
  }

  /// The name in a greeting; `nil` for whom one cannot call.
  var call: String? {
    switch kind {
    case .name:
      return phrase.split(separator: " ").map { word in
        word == "and" || word == "&" ? String(word) : EnglishCase.capitalised(String(word))
      }.joined(separator: " ")
    case .kin:
      let words = phrase.split(separator: " ")
      let bare = ["my", "our"].contains(words[0].lowercased()) ? words.dropFirst() : words[...]
      return bare.map { EnglishCase.capitalised(String($0)) }.joined(separator: " ")
    case .group where Self.everybody.contains(phrase.lowercased()):
      return ["everyone", "everybody", "all"].contains(phrase.lowercased()) ? "everyone" : nil
    default: return nil
    }
  }

  /// Several people, whose themselves are yourselves.
  var isPlural: Bool { kind == .group || phrase.contains(" and ") }

  static let everybody: Set<String> = [
    "everyone", "everybody", "all", "both", "them both", "them all", "both of them",
  ]
  static let determiners: Set<String> = ["the", "my", "our", "his", "their", "this", "that"]
  static let kin: [String: String] = [
    "mum": "she", "mom": "she", "mummy": "she", "mama": "she", "ma": "she", "mother": "she",
    "dad": "he", "daddy": "he", "papa": "he", "father": "he", "pa": "he", "gran": "she",
    "grandma": "she", "granny": "she", "nana": "she", "nan": "she", "grandpa": "he",
    "grandad": "he", "granddad": "he", "sis": "she", "bro": "he", "auntie": "she", "aunty": "she",
    "wife": "she", "husband": "he", "sister": "she", "brother": "he", "son": "he",
    "daughter": "she", "girlfriend": "she", "boyfriend": "he", "uncle": "he", "aunt": "she",
  ]
  /// Kin that one does not call by that word.
  private static let distant: Set<String> = [
    "wife", "husband", "sister", "brother", "son", "daughter", "girlfriend", "boyfriend",
  ]
  private static let women: Set<String> = ["landlady", "waitress", "girl", "lady", "woman"]
  private static let men: Set<String> = ["guy", "man", "handyman", "boy"]
  private static let places: Set<String> = [
    "gym", "restaurant", "hotel", "school", "office", "bank", "shop", "store", "clinic",
    "surgery", "salon", "garage", "library", "bakery", "pharmacy", "company", "hostel", "venue",
    "airline", "council", "nursery", "daycare", "support", "desk", "cafe", "museum", "club",
    "practice", "hospital", "agency", "university", "college", "team", "reception", "landlords",
  ]
  private static let groups: Set<String> = [
    "team", "group", "family", "class", "chat", "club", "committee", "crew", "gang", "band",
    "choir", "squad", "staff", "kids", "guys", "people",
  ]
  /// Words that may be a whole role after a determiner, so that what follows is the message.
  static let roles: Set<String> = [
    "boss", "landlord", "landlady", "plumber", "dentist", "doctor", "teacher", "professor",
    "neighbour", "neighbor", "manager", "driver", "courier", "electrician", "tutor", "coach",
    "therapist", "accountant", "agent", "seller", "buyer", "vet", "nanny", "babysitter",
    "roommate", "flatmate", "housemate", "colleague", "supervisor", "client", "customer",
    "captain", "recruiter", "receptionist", "cleaner", "builder", "mechanic", "hairdresser",
    "barber", "friend", "partner", "cousin", "team", "group", "family", "class", "gym",
    "restaurant", "hotel", "school", "office", "bank", "shop", "clinic", "surgery", "salon",
    "kids", "guys", "girls", "boys", "parents", "neighbours", "neighbors", "others", "lads",
  ]
}

/// Capitals at the beginning of a sentence.
enum EnglishCase {
  static func capitalised(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst()
  }

  /// Small after a greeting, unless the first word is one that keeps its capital (I, names, days).
  ///
  /// `small` are the words that the order itself writes small.
  static func continued(_ text: String, small: Set<String> = []) -> String {
    guard let word = text.split(separator: " ").first else { return text }
    let core = EnglishAskWords.split(String(word)).core.lowercased()
    let bare = String(core.prefix { $0 != "'" })
    guard bare != "i", openers.contains(core) || openers.contains(bare) || small.contains(core)
    else { return text }
    return text.prefix(1).lowercased() + text.dropFirst()
  }

  /// Words that a message of ours may begin with and that are no names.
  private static let openers: Set<String> = [
    "don", "half", "a", "an", "the", "my", "your", "our", "his", "her", "their", "this", "that",
    "it", "we", "you",
    "he", "she", "they", "there", "can", "could", "would", "will", "are", "is", "am", "do", "does",
    "did", "have", "has", "was", "were", "should", "what", "when", "where", "who", "why", "how",
    "which", "whose", "don't", "please", "just", "thank", "thanks", "happy", "good", "sorry",
    "congratulations", "remember", "bring", "send", "come", "call", "take", "get", "give", "let",
    "check", "watch", "yes", "no", "not", "if", "all", "someone", "everyone", "nobody", "be",
    "drive", "wait", "make", "keep", "stop", "go", "meet", "pick", "put", "tell", "ask", "turn",
    "leave", "look", "buy", "text", "use", "may", "shall", "would", "isn't", "aren't", "won't",
    "to", "at", "on", "in", "for", "with", "some", "any", "one", "two", "three", "dinner", "lunch",
    "block", "park", "plug", "promise", "grab", "lock", "close", "open", "pay", "drop", "reply",
  ]
}
