/// The words of a chat that a headline may be made of.
///
/// A headline that is decoded over these words cannot name anything that the chat does not hold.
/// Korean words lose their particle (면회를 → 면회) so that they read as a title; both the stem and
/// the whole word are offered, since 회 in 생선회 is no particle's stem.
enum TopicWords {
  /// Words in order of first use, without repeats; at most `limit`.
  static func words(in texts: some Sequence<String>, limit: Int = 400) -> [String] {
    var seen: Set<String> = []
    var words: [String] = []
    for text in texts {
      for piece in text.split(whereSeparator: { $0.isWhitespace || separators.contains($0) }) {
        for word in forms(of: String(piece)) where seen.insert(word).inserted {
          words.append(word)
          if words.count == limit { return words }
        }
      }
    }
    return words
  }

  /// The forms in which one written word may stand in a title.
  private static func forms(of piece: String) -> [String] {
    let word = trimmed(piece)
    guard isTopical(word) else { return [] }
    var forms = [word]
    if let stem = stem(of: word), isTopical(stem) { forms.insert(stem, at: 0) }
    return forms
  }

  private static let separators: Set<Character> = [
    "/", "(", ")", "[", "]", "\"", "“", "”", "‘", "’", "<", ">", ",", "·", ":", ";", "…", "|", "=",
  ]

  /// The word without marks at its ends.
  private static func trimmed(_ piece: String) -> String {
    var word = Substring(piece)
    while let first = word.first, !first.isLetter, !first.isNumber { word = word.dropFirst() }
    while let last = word.last, !last.isLetter, !last.isNumber, last != "%" {
      word = word.dropLast()
    }
    return String(word)
  }

  /// Laughter, fillers and single letters name no topic; nor do links.
  private static func isTopical(_ word: String) -> Bool {
    let count = word.count
    guard (2...14).contains(count) || (count == 1 && (word.first.map(isSyllable) ?? false)) else {
      return false
    }
    if word.unicodeScalars.contains(where: { (0x3131...0x318E).contains($0.value) }) {
      return false
    }
    if word.contains("http") || word.contains("www.") { return false }
    return !fillers.contains(word.lowercased())
  }

  private static func isSyllable(_ character: Character) -> Bool { ("가"..."힣").contains(character) }

  /// The word without its Korean particle, where it ends in one and two syllables stay.
  private static func stem(of word: String) -> String? {
    guard let last = word.last, isSyllable(last) else { return nil }
    for particle in particles where word.hasSuffix(particle) {
      let stem = word.dropLast(particle.count)
      if stem.count >= 2, stem.last.map({ isSyllable($0) || $0.isNumber || $0.isLetter }) ?? false {
        return String(stem)
      }
    }
    return nil
  }

  /// Longest first.
  private static let particles = [
    "에서는", "으로는", "까지는", "부터는", "이라도", "한테는", "에서", "으로", "까지", "부터", "한테", "이랑", "에는", "하고", "처럼",
    "보다", "은", "는", "이", "가", "을", "를", "와", "과", "도", "만", "에", "로", "의", "랑",
  ]

  private static let fillers: Set<String> = [
    "그럼", "근데", "그냥", "진짜", "아니", "나도", "저도", "내가", "제가", "나는", "저는", "우리", "오케이", "이모티콘", "사진",
    "동영상", "그래", "그리고", "그래서", "지금", "일단", "아직", "이제", "혹시", "많이", "너무", "완전", "다들", "뭐", "왜",
    "응", "네", "넵", "어", "아", "오", "와", "헐", "음", "좀", "더", "잘", "안", "못", "수", "것", "거", "게", "데",
    "때",
    "the", "a", "an", "and", "or", "but", "so", "is", "are", "am", "was", "were", "be", "been", "i",
    "you",
    "he", "she", "it", "we", "they", "me", "my", "your", "his", "her", "our", "their", "this",
    "that",
    "these", "those", "just", "really", "ok", "okay", "yes", "no", "yeah", "haha", "lol", "oh",
    "well",
    "i'm", "it's", "i'll", "don't", "can't", "that's", "you're", "we're", "there's", "what", "who",
    "how", "why", "when", "where", "do", "does", "did", "have", "has", "had", "will", "would",
    "can",
    "could", "should", "not", "if", "then", "too", "very", "also", "some", "any", "all", "get",
    "got",
  ]
}
