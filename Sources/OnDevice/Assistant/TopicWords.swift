import Korean
import Foundation

/// The words of a chat that may name its topic, each with how much it stands out.
///
/// A word stands out when several messages hold it, when it comes early (people say first what they
/// write about), and when it is used as a noun. Numbers, fillers, times and verbs name no topic. The
/// weights were fitted on the training chats' headlines.
package struct TopicWords {
  package struct Word: Hashable {
    /// As a title has it: a Korean word without its particle.
    package var text: String
    package var salience: Double
    /// The first line that holds it.
    package var first: Int
  }

  /// Two words that stand side by side in some message, and how often.
  package struct Pair: Hashable {
    package var first: String
    package var second: String

    package init(first: String, second: String) {
      self.first = first
      self.second = second
    }
  }

  package private(set) var words: [String: Word] = [:]
  package private(set) var pairs: [Pair: Int] = [:]

  /// Looks at the lines of a chat.
  package init(_ lines: [ChatLine], language: Language) {
    var messages: [String: Set<Int>] = [:]
    var nominal: Set<String> = []
    var order: [String] = []
    for (index, line) in lines.enumerated() {
      var before: Form?
      for piece in Self.pieces(of: line.text) {
        guard let form = Self.form(of: piece) else {
          before = nil
          continue
        }
        if messages[form.key] == nil { order.append(form.key) }
        messages[form.key, default: []].insert(index)
        if form.isNominal { nominal.insert(form.key) }
        // Only the last word of a phrase carries the particle: 보드게임 카페에서.
        if let before, !before.hasParticle, before.key != form.key {
          pairs[Pair(first: before.key, second: form.key), default: 0] += 1
        }
        before = form
        if words[form.key] == nil {
          words[form.key] = Word(text: form.text, salience: 0, first: index)
        }
      }
    }
    let names = Set(
      lines.map(\.sender).flatMap { [$0] + $0.split(separator: " ").map(String.init) })
    let early = max(3, Double(lines.count) * 0.3)
    for key in order {
      guard var word = words[key], let count = messages[key]?.count else { continue }
      let isKorean = word.text.unicodeScalars.contains(where: { Hangul.isSyllable($0) })
      var salience = log(1 + Double(count)) * (language == .korean ? 0.8 : 2)
      if nominal.contains(key) {
        salience += 0.4
      } else if isKorean, Self.looksLikeVerb(word.text) {
        salience -= 3.5
      }
      if Double(word.first) < early { salience += language == .korean ? 3.4 : 1.2 }
      if names.contains(word.text) { salience -= 0.4 }
      salience +=
        isKorean ? 0.31 * Double(min(word.text.count, 4)) : 0.1 * Double(min(word.text.count, 8))
      word.salience = salience
      words[key] = word
    }
  }

  private struct Form {
    /// What equal words share: the stem, in lower case.
    var key: String
    var text: String
    var hasParticle: Bool
    var isNominal: Bool
  }

  /// The written words of a message; marks, links and jamo part them.
  private static func pieces(of text: String) -> [Substring] {
    text.precomposedStringWithCanonicalMapping.split { character in
      guard !character.isWhitespace else { return true }
      guard let scalar = character.unicodeScalars.first else { return true }
      if (0x3131...0x318E).contains(scalar.value) { return true }
      return !(character.isLetter || character.isNumber || character == "'" || character == "’")
    }
  }

  private static func form(of piece: Substring) -> Form? {
    let word = String(piece)
    guard word.count >= 2, word.count <= 14, !word.contains(where: \.isNumber) else { return nil }
    if word.unicodeScalars.contains(where: { Hangul.isSyllable($0) }) {
      let cut = Particles.stem(of: word)
      let stem = cut?.stem ?? word
      guard !Fillers.korean.contains(stem), !Fillers.korean.contains(word) else { return nil }
      return Form(
        key: stem.lowercased(), text: stem, hasParticle: cut != nil,
        isNominal: cut?.isNominal ?? false)
    }
    let lower = word.lowercased()
    guard word.count > 2, !Fillers.english.contains(lower), !lower.contains("'"),
      !lower.contains("’")
    else { return nil }
    return Form(key: lower, text: word, hasParticle: false, isNominal: false)
  }

  /// Endings of verbs and adjectives; a noun that ends so is told by its particle somewhere.
  private static func looksLikeVerb(_ word: String) -> Bool {
    let endings = [
      "요", "다", "어", "아", "자", "지", "까", "네", "고", "면", "게", "서", "데", "래", "해", "봐", "줘", "돼", "야",
      "니",
      "냐", "죠", "함", "됨", "음", "듯", "걸", "라", "던", "할", "될", "한", "된", "는", "려", "나", "거", "져", "쳐",
      "겨",
      "켜", "러", "워", "줄", "갈", "올", "볼", "둘",
    ]
    return endings.contains(where: word.hasSuffix)
  }
}

/// Words that name no topic.
enum Fillers {
  static let korean: Set<String> = [
    "그럼", "근데", "그냥", "진짜", "아니", "나도", "저도", "내가", "제가", "나는", "저는", "우리", "오케이", "이모티콘", "사진",
    "동영상", "그래", "그리고", "그래서", "지금", "일단", "아직", "이제", "혹시", "많이", "너무", "완전", "다들", "네네", "확인",
    "감사", "감사합니다", "다시", "정도", "같이", "먼저", "바로", "하나", "저희", "거기", "여기", "이거", "그거", "저거", "그게",
    "이게", "뭐가", "누가", "언제", "어디", "무슨", "어떤", "모두", "전부", "그때", "이때", "그날", "이번", "다음", "지난", "오늘",
    "내일", "모레", "어제", "오전", "오후", "아침", "저녁", "점심", "월요일", "화요일", "수요일", "목요일", "금요일", "토요일",
    "일요일", "주말", "시간", "생각", "사람", "조금", "나중", "아까", "이따", "얼마", "필요", "가능", "부탁", "말씀", "연락",
    "죄송", "미안", "안녕하세요", "본인", "당일", "그건", "이건", "거의", "약간", "아마", "계속", "매일", "새로", "벌써", "다른",
    "같은", "이런", "그런", "여러", "모든", "솔직히", "당연히", "혼자", "서로", "제일", "가장", "훨씬", "일찍", "늦게", "천천히",
    "때문", "얘들아", "여러분", "관련", "준비", "대해", "대로", "그대로", "이상", "이하", "오랜만",
  ]
  static let english: Set<String> = [
    "the", "and", "but", "are", "was", "were", "been", "you", "she", "they", "your", "his", "her",
    "our", "their",
    "this", "that", "these", "those", "just", "really", "okay", "yes", "yeah", "haha", "lol",
    "well", "what",
    "who", "how", "why", "when", "where", "does", "did", "have", "has", "had", "will", "would",
    "can", "could",
    "should", "not", "then", "too", "very", "also", "some", "any", "all", "get", "got", "for",
    "from", "with",
    "out", "about", "into", "over", "after", "before", "there", "here", "one", "two", "going",
    "come", "know",
    "think", "need", "want", "make", "take", "see", "say", "said", "tell", "ask", "let", "lets",
    "them", "him",
    "sorry", "thanks", "thank", "please", "sure", "fine", "good", "great", "nice", "still", "now",
    "back",
    "maybe", "only", "even", "more", "much", "than", "like", "thing", "things", "time", "today",
    "tomorrow",
    "tonight", "morning", "evening", "monday", "tuesday", "wednesday", "thursday", "friday",
    "saturday",
    "sunday", "week", "day", "night", "ill", "anyone", "everyone", "everybody", "already", "same",
    "last",
    "next", "first", "again", "because", "right", "its", "dont", "hello", "hey", "which", "other",
    "never",
    "always", "done", "way", "bit", "lot", "off", "down", "through", "until", "till", "both",
    "each", "every",
  ]
}
