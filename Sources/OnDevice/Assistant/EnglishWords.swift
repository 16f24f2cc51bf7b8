/// An English message word by word: misspellings, contractions and capitals.
struct EnglishWords: Sendable {
  private let words: [Substring]

  init(_ text: String) { words = text.split(separator: " ", omittingEmptySubsequences: false) }

  /// The message with the misspellings corrected that are wrong whatever they mean.
  func corrected() -> String {
    var result: [String] = []
    for (index, word) in words.enumerated() {
      let (head, core, tail) = Self.parts(word)
      let next = index + 1 < words.count ? Self.parts(words[index + 1]).core.lowercased() : ""
      let previous = index > 0 ? Self.parts(words[index - 1]).core.lowercased() : ""
      // She dont → she doesn't.
      let isThird = ["he", "she", "it", "who", "that"].contains(previous)
      let right =
        isThird && ["dont", "don't"].contains(core.lowercased())
        ? "doesn't" : Self.corrected(core, before: next)
      result.append(head + right + tail)
    }
    return result.joined(separator: " ")
  }

  /// do not → don't.
  func contracted() -> String {
    var text = words.joined(separator: " ")
    for (short, long) in Self.contractions { text = Self.replaced(long, with: short, in: text) }
    return text
  }

  /// don't → do not.
  func expanded() -> String {
    var text = words.joined(separator: " ")
    for (short, long) in Self.contractions { text = Self.replaced(short, with: long, in: text) }
    return text
  }

  static func capitalised(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst()
  }

  /// Whole words only, in any case; a capital at the start is kept.
  static func replaced(_ words: String, with other: String, in text: String) -> String {
    var result = ""
    var rest = Substring(text)
    let length = words.count
    while !rest.isEmpty {
      let start = rest.prefix(length)
      let after = rest.dropFirst(length).first
      let isStart = result.last.map { !$0.isLetter && $0 != "'" } ?? true
      if start.count == length, isStart, start.lowercased() == words.lowercased(),
        !(after?.isLetter ?? false), after != "'"
      {
        let isCapital = start.first?.isUppercase ?? false
        result += isCapital ? capitalised(other) : other
        rest = rest.dropFirst(length)
      } else {
        result.append(rest.removeFirst())
      }
    }
    return result
  }

  private static func parts(_ word: Substring) -> (head: String, core: String, tail: String) {
    let head = word.prefix { !$0.isLetter && !$0.isNumber }
    var core = word.dropFirst(head.count)
    while let last = core.last, !last.isLetter, !last.isNumber { core.removeLast() }
    return (String(head), String(core), String(word.dropFirst(head.count + core.count)))
  }

  private static func corrected(_ core: String, before next: String) -> String {
    let lower = core.lowercased()
    if core.contains("/") || core.contains("@") { return core }
    if lower == "i" { return "I" }
    if ["i'm", "i'll", "i've", "i'd"].contains(lower) { return "I" + lower.dropFirst() }
    let isCapital = core.first?.isUppercase ?? false
    if let right = spelling[lower] ?? phrase(lower, before: next) {
      return isCapital || right.hasPrefix("I'") ? capitalised(right) : right
    }
    return core
  }

  /// Words that are wrong only before certain others.
  private static func phrase(_ word: String, before next: String) -> String? {
    switch word {
    case "its":
      [
        "a", "an", "the", "been", "not", "ok", "okay", "so", "too", "going", "been", "fine", "at",
        "on", "late", "cold", "hot", "raining",
      ].contains(next) ? "it's" : nil
    case "your":
      ["welcome", "going", "coming", "late", "right", "gonna", "so", "not", "the"].contains(next)
        ? "you're" : nil
    case "too": verbs.contains(next) ? "to" : nil
    case "there": ["car", "house", "kids", "place", "own"].contains(next) ? "their" : nil
    case "their":
      ["is", "are", "was", "were", "by", "at", "in", "now", "soon"].contains(next) ? "there" : nil
    case "theirs": ["a", "an", "alot", "no", "not", "too", "the"].contains(next) ? "there's" : nil
    case "ill": adverbs.contains(next) || verbs.contains(next) ? "I'll" : nil
    case "id": ["like", "love", "be", "rather"].contains(next) ? "I'd" : nil
    default: nil
    }
  }

  private static let verbs: Set<String> = [
    "be", "come", "go", "see", "call", "get", "have", "let", "try", "do", "send", "text", "take",
    "make", "bring", "meet", "eat",
    "buy", "help", "check", "leave", "pay", "wait", "find", "ask",
  ]
  private static let adverbs: Set<String> = [
    "probably", "probaly", "prolly", "just", "also", "never", "always", "definitely", "definately",
    "still",
  ]

  private static let spelling: [String: String] = [
    "dont": "don't", "doesnt": "doesn't", "didnt": "didn't", "cant": "can't", "wont": "won't",
    "isnt": "isn't", "arent": "aren't",
    "wasnt": "wasn't", "werent": "weren't", "couldnt": "couldn't", "shouldnt": "shouldn't",
    "wouldnt": "wouldn't", "havent": "haven't",
    "hasnt": "hasn't", "hadnt": "hadn't", "im": "I'm", "ive": "I've", "youre": "you're",
    "theyre": "they're", "thats": "that's",
    "whats": "what's", "lets": "let's", "theres": "there's", "youll": "you'll", "youve": "you've",
    "weve": "we've",
    "alot": "a lot", "becuase": "because", "becasue": "because", "beacuse": "because",
    "recieve": "receive", "recieved": "received",
    "definately": "definitely", "definatly": "definitely", "tommorow": "tomorrow",
    "tommorrow": "tomorrow", "tomorow": "tomorrow",
    "probaly": "probably", "probly": "probably", "prolly": "probably", "seperate": "separate",
    "untill": "until", "wich": "which",
    "teh": "the", "adress": "address", "freind": "friend", "freinds": "friends", "wierd": "weird",
    "beleive": "believe",
    "occured": "occurred", "accomodate": "accommodate", "accomodation": "accommodation",
    "goverment": "government",
    "neccessary": "necessary", "necesary": "necessary", "occassion": "occasion",
    "restaraunt": "restaurant", "resturant": "restaurant",
    "thier": "their", "truely": "truly", "finaly": "finally", "realy": "really",
    "begining": "beginning", "calender": "calendar",
    "embarass": "embarrass", "enviroment": "environment", "existance": "existence",
    "familar": "familiar", "foriegn": "foreign",
    "greatful": "grateful", "guarentee": "guarantee", "happend": "happened",
    "immediatly": "immediately", "independant": "independent",
    "knowlege": "knowledge", "libary": "library", "liason": "liaison",
    "maintainance": "maintenance", "meetting": "meeting",
    "mispell": "misspell", "noticable": "noticeable", "paralel": "parallel", "persue": "pursue",
    "posession": "possession",
    "prefered": "preferred", "publically": "publicly", "remeber": "remember", "rember": "remember",
    "scedule": "schedule",
    "shedule": "schedule", "speach": "speech", "succesful": "successful", "suprise": "surprise",
    "suprised": "surprised",
    "togehter": "together", "wether": "whether", "writting": "writing", "wensday": "Wednesday",
    "wendsday": "Wednesday",
    "febuary": "February", "saterday": "Saturday", "u": "you", "ur": "your", "thx": "thanks",
    "pls": "please", "plz": "please",
    "gonna": "going to", "wanna": "want to", "cuz": "because", "tmrw": "tomorrow",
    "tmr": "tomorrow", "appoinment": "appointment",
    "oclock": "o'clock", "aswell": "as well", "infact": "in fact", "incase": "in case",
    "noone": "no one", "awhile": "a while",
  ]

  private static let contractions: [(String, String)] = [
    ("don't", "do not"), ("doesn't", "does not"), ("didn't", "did not"), ("can't", "cannot"),
    ("won't", "will not"),
    ("isn't", "is not"), ("aren't", "are not"), ("wasn't", "was not"), ("weren't", "were not"),
    ("couldn't", "could not"),
    ("shouldn't", "should not"), ("wouldn't", "would not"), ("haven't", "have not"),
    ("hasn't", "has not"), ("I'm", "I am"),
    ("I'll", "I will"), ("I've", "I have"), ("you're", "you are"), ("they're", "they are"),
    ("we're", "we are"),
    ("we'll", "we will"), ("you'll", "you will"), ("they'll", "they will"), ("we've", "we have"),
    ("you've", "you have"),
    ("that's", "that is"), ("there's", "there is"), ("it's", "it is"),
  ]
}
