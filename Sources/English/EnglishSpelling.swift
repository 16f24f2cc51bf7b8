/// What chats write short, and what it stands for.
enum EnglishSpelling {
  static let mended: [String: String] = [
    "im": "i'm", "ive": "i've", "dont": "don't", "doesnt": "doesn't", "didnt": "didn't",
    "cant": "can't", "wont": "won't", "isnt": "isn't", "arent": "aren't", "wasnt": "wasn't",
    "werent": "weren't", "couldnt": "couldn't", "shouldnt": "shouldn't", "wouldnt": "wouldn't",
    "havent": "haven't", "hasnt": "hasn't", "hadnt": "hadn't", "youre": "you're",
    "theyre": "they're", "thats": "that's", "whats": "what's", "lets": "let's",
    "theres": "there's", "youll": "you'll", "youve": "you've", "weve": "we've", "theyve": "they've",
    "itll": "it'll", "hes": "he's", "shes": "she's", "wheres": "where's",
    "u": "you", "ur": "your", "r": "are", "pls": "please", "plz": "please", "thx": "thanks",
    "gonna": "going to", "wanna": "want to", "gotta": "have to", "cuz": "because", "cos": "because",
    "coz": "because", "bc": "because", "tmrw": "tomorrow", "tmr": "tomorrow", "tmw": "tomorrow",
    "tomoz": "tomorrow", "tho": "though", "thru": "through", "abt": "about", "ppl": "people",
    "msg": "message", "w": "with", "w/": "with", "b4": "before", "n": "and", "&": "and",
    "rn": "right now", "til": "until", "nite": "night", "tonite": "tonight", "ya": "you",
    "yous": "you", "y'all": "you", "em": "them", "'em": "them", "wld": "would", "shld": "should",
    "cld": "could", "dunno": "don't know", "gimme": "give me", "lemme": "let me",
    "whos": "who's", "hows": "how's", "bday": "birthday", "prob": "probably",
    "prolly": "probably", "probs": "probably", "def": "definitely", "defo": "definitely",
    "mins": "mins", "alot": "a lot", "aint": "isn't", "ain't": "isn't", "y'know": "you know",
  ]

  /// What follows it's and not its.
  static let afterIts: Set<String> = [
    "a", "an", "the", "not", "been", "ok", "fine", "too", "so", "going", "gone", "on", "in", "at",
    "off", "my", "your", "me", "closed", "just", "still", "only", "really", "about", "for",
  ]

  /// Names of days, months and titles, which chats write small.
  static let capitals: [String: String] = Dictionary(
    uniqueKeysWithValues: [
      "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "January",
      "February", "April", "June", "July", "September", "October", "November", "December", "Tues",
      "Thurs", "Mrs", "Mr", "Dr", "Christmas", "Easter", "English", "French",
    ].map { ($0.lowercased(), $0) })

  static let laughs: Set<String> = [
    "lol", "lmao", "lmfao", "rofl", "haha", "hehe", "hahah", "heh", "ha", "xd", "xx", "xxx", "x",
    "xo", "xoxo", "omg", "ugh", "ughh", "ughhh", "argh", "phew", "yay", "woo", "wooo", "aw", "aww",
    "awww", "tbh", "imo", "fyi", "btw", "ffs", "smh", "wow", "eek", "meh", "ooh", "oof", "yikes",
  ]

  /// A pronoun and its verb, apart.
  ///
  /// `'s` and `'d` of other words may be many things and stay.
  static let contractions: [String: [String]] = [
    "i'm": ["I", "am"], "i've": ["I", "have"], "i'll": ["I", "will"], "i'd": ["I", "'d"],
    "you're": ["you", "are"], "you've": ["you", "have"], "you'll": ["you", "will"],
    "you'd": ["you", "'d"], "we're": ["we", "are"], "we've": ["we", "have"],
    "we'll": ["we", "will"], "we'd": ["we", "'d"], "they're": ["they", "are"],
    "they've": ["they", "have"], "they'll": ["they", "will"], "they'd": ["they", "'d"],
    "it'll": ["it", "will"], "that'll": ["that", "will"], "there'll": ["there", "will"],
    "that'd": ["that", "'d"], "it'd": ["it", "'d"],
    "he'll": ["he", "will"], "she'll": ["she", "will"], "he's": ["he", "'s"],
    "she's": ["she", "'s"], "it's": ["it", "'s"], "that's": ["that", "'s"],
    "there's": ["there", "'s"], "who's": ["who", "'s"], "what's": ["what", "'s"],
    "where's": ["where", "'s"], "how's": ["how", "'s"], "here's": ["here", "'s"],
    "when's": ["when", "'s"], "mine's": ["mine", "'s"], "everyone's": ["everyone", "'s"],
    "nobody's": ["nobody", "'s"], "everything's": ["everything", "'s"], "let's": ["let's"],
  ]
}
