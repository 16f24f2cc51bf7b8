/// Words that open or close a message without saying anything.
enum EnglishPhrases {
  /// Dropped at the start, whatever follows.
  static let openers: Set<String> = [
    "oh", "ok", "okay", "okey", "k", "yes", "yeah", "yep", "yup", "yess", "nope", "well", "ah",
    "hi", "hey", "hello", "hiya", "heya", "um", "erm", "er", "hmm", "hm", "mm", "anyway", "hallo",
    "ooo", "oops", "whoops", "yay", "thanks", "cheers", "and", "but", "so", "also", "plus", "btw",
    "fyi", "tbh", "omg", "wow", "ugh", "gosh", "aha", "ahh", "ohh", "nah", "noted", "aye", "cool",
    "then", "babe", "righto", "fellas", "beta", "hiya", "noooo", "nooo", "hun",
  ]
  /// Dropped at the start where a comma or the end follows.
  static let commaOpeners: Set<String> = [
    "no", "right", "sorry", "great", "perfect", "lovely", "good", "nice", "brilliant", "fine",
    "sure", "amazing", "grand", "morning", "evening", "afternoon", "please", "god", "man", "mate",
    "dude", "guys", "folks", "everyone", "all", "team", "love", "sweetheart", "darling", "dear",
    "residents", "parents", "traders", "neighbours", "families", "honey", "hun", "babe", "listen",
    "look", "honestly", "actually", "basically", "seriously",
    "exactly", "deal", "understood", "agreed", "correct", "true", "fair", "lads", "girls", "sir",
    "madam", "people", "welcome", "excellent", "super", "wonderful", "absolutely", "definitely",
    "congrats", "congratulations", "first", "now", "however", "otherwise", "friend", "bro", "sis",
    "mum", "mom", "dad", "done", "confirmed", "reminder", "update", "update:", "hang on",
  ]
  static let openingPhrases: [[String]] = [
    ["good", "morning"], ["good", "afternoon"], ["good", "evening"], ["thank", "you"],
    ["of", "course"], ["no", "worries"], ["no", "problem"], ["no", "bother"], ["got", "it"],
    ["sounds", "good"], ["oh", "no"], ["oh", "dear"], ["by", "the", "way"], ["to", "be", "honest"],
    ["in", "that", "case"], ["that", "'s", "fine"], ["that", "'s", "great"], ["fair", "enough"],
    ["all", "right"], ["thanks", "so", "much"], ["thank", "you", "so", "much"], ["many", "thanks"],
    ["thanks", "a", "lot"], ["not", "to", "worry"], ["just", "to", "say"], ["you", "know"],
    ["really", "sorry"], ["so", "sorry"], ["very", "sorry"], ["sorry", "but"], ["hi", "all"],
    ["just", "so", "you", "know"], ["for", "the", "record"], ["hello", "again"],
    ["go", "on", "then"], ["dear", "parents"], ["dear", "all"], ["dear", "everyone"],
    ["morning", "all"], ["morning", "everyone"], ["hi", "everyone"], ["evening", "all"],
    ["hello", "everyone"], ["dear", "families"], ["hi", "both"], ["dear", "residents"],
    ["quick", "one"], ["sad", "news"], ["bad", "news"], ["good", "news"],
  ]
  /// Dropped at the end, after a comma or not.
  static let closers: Set<String> = [
    "please", "thanks", "though", "mate", "innit", "cheers", "bro", "dude", "haha", "obvs", "ta",
    "love", "dear", "folks", "guys", "sweetheart", "darling", "sorry", "ok", "okay", "btw", "x",
    "honestly", "man", "madam", "sir", "everyone", "yeah",
  ]
  static let tags: Set<String> = [
    "right", "yeah", "ok", "okay", "correct", "no", "yes", "huh", "eh",
  ]

  /// Whole sentences or clauses that tell nobody anything.
  static let slight: Set<String> = [
    "see you then", "see you there", "see you", "see you soon", "see you tomorrow", "take care",
    "love you", "no worries", "no problem", "no bother", "no rush", "sounds good", "sounds great",
    "good luck", "fingers crossed", "can't wait", "let's see", "get well soon", "sleep well",
    "enjoy", "have fun", "have a good one", "have a good day", "have a nice day", "of course",
    "you're welcome", "you are welcome", "got it", "will do", "on it", "done", "deal", "perfect",
    "great", "good", "thank you", "thanks", "sorry", "ok", "yes", "no", "same", "me too",
    "same here",
    "bless you", "god bless", "safe travels", "well done", "good point", "good idea", "good call",
    "good morning", "good night", "goodnight", "that 's fine", "that works", "works for me",
    "that works for me", "fine by me", "that 's great", "that 's perfect", "i know", "fair",
    "fair enough", "nice one", "not to worry", "don't worry", "oh no", "sure", "understood",
    "noted",
    "works", "exactly", "correct", "i am so sorry", "i am sorry", "hang on", "wait", "really",
    "one sec", "one moment", "one moment please", "bye", "cool", "nice", "lovely", "grand",
    "brilliant", "amazing", "please", "thank you so much", "thank you very much", "thanks so much",
    "much appreciated", "legend", "you legend", "you are a legend", "you are an angel",
    "you are the best", "you are a star", "my bad", "i love it", "love it", "love that", "hello",
    "hi", "hey", "agreed", "true", "i am in", "count me in", "my pleasure", "bless", "so sorry",
    "yours", "never", "obviously", "definitely", "absolutely", "happy to help", "hope that helps",
    "don't ask", "how are you", "i love you", "thank you mother", "have a think", "how are things",
    "what 's up", "you there", "guess what", "really sorry",
  ]
}
