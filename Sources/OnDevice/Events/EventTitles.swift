import Chats
import Plans

/// Names plans in the chat's own words: the words that stand out (``TopicWords``) in the messages
/// that name the plan, and near its time.
struct EventTitles {
  private let lines: [ChatLine]
  private let language: Language
  private let topic: TopicWords
  private let position: [Int: Int]

  init(lines: [ChatLine], language: Language) {
    self.lines = lines
    self.language = language
    topic = TopicWords(lines, language: language)
    position = Dictionary(
      lines.enumerated().map { ($1.index, $0) }, uniquingKeysWith: { first, _ in first })
  }

  func title(of plan: Plan) -> String {
    var scores: [String: Double] = [:]
    var near: [TopicWords] = []
    let own = plan.evidence.compactMap { position[$0] }
    var around = Set(own)
    for line in own { around.formUnion(max(0, line - 1)...min(lines.count - 1, line + 1)) }
    for line in around.sorted() {
      let isOwn = own.contains(line)
      let words = TopicWords(
        [withoutTimes(lines[line], isOwn ? plan.words : "")], language: language)
      if isOwn { near.append(words) }
      for key in words.words.keys where topic.words[key] != nil {
        scores[key, default: 0] += isOwn ? 1.6 : 0.4
      }
    }
    var ranked: [(key: String, score: Double)] = scores.compactMap { key, nearness in
      guard let word = topic.words[key], word.text != plan.place, !isVerbal(word.text) else {
        return nil
      }
      let isOccasion = PlanOccasions.contains(word.text, language: language)
      return (key, word.salience + min(nearness, 3.2) + (isOccasion ? 2.5 : 0))
    }
    ranked.sort { ($0.score, $1.key) > ($1.score, $0.key) }
    guard let best = ranked.first, let word = topic.words[best.key] else {
      return shortened(plan.quote)
    }
    let partner = partner(of: best.key, in: near, scores: ranked)
    return titled(
      partner.map { $0.isBefore ? "\($0.text) \(word.text)" : "\(word.text) \($0.text)" }
        ?? word.text)
  }

  /// A word that stands beside the best one in a message of the plan, or else in the chat.
  private func partner(
    of key: String, in near: [TopicWords], scores: [(key: String, score: Double)]
  ) -> (text: String, isBefore: Bool)? {
    let known = Dictionary(scores.map { ($0.key, $0.score) }, uniquingKeysWith: max)
    var best: (text: String, isBefore: Bool, score: Double)?
    for pairs in near.map(\.pairs) + [topic.pairs] {
      for (pair, count) in pairs {
        let isBefore = pair.second == key
        guard isBefore || pair.first == key else { continue }
        let other = isBefore ? pair.first : pair.second
        guard let word = topic.words[other], !isVerbal(word.text) else { continue }
        let score = (known[other] ?? word.salience) + 0.4 * Double(min(count, 3))
        if score > 2, best.map({ ($0.score, $0.text) < (score, word.text) }) ?? true {
          best = (word.text, isBefore, score)
        }
      }
      if best != nil { break }
    }
    return best.map { ($0.text, $0.isBefore) }
  }

  /// 늦으면, 가지고: what joins clauses names nothing.
  private func isVerbal(_ word: String) -> Bool {
    [
      "으면", "다면", "지만", "는데", "니까", "면서", "려고", "해서", "아서", "어서", "하고", "라고", "더니", "거나", "어요",
      "아요", "네요", "세요", "니다",
    ]
    .contains { word.hasSuffix($0) }
  }

  private func withoutTimes(_ line: ChatLine, _ words: String) -> ChatLine {
    guard !words.isEmpty else { return line }
    var line = line
    let pieces = line.text.split(separator: " ")
    let time = Set(words.split(separator: " ").map(String.init))
    line.text = pieces.filter { piece in !time.contains { piece.hasPrefix($0) } }
      .joined(separator: " ")
    return line
  }

  private func shortened(_ quote: String) -> String {
    let line = QuoteText.collapsed(quote)
    return line.count <= 24 ? line : String(line.prefix(23)) + "…"
  }

  /// English titles begin with a capital.
  private func titled(_ text: String) -> String {
    guard language == .english, let first = text.first else { return text }
    return first.uppercased() + text.dropFirst()
  }
}

/// Words that name what people meet for.
private enum PlanOccasions {
  static func contains(_ word: String, language: Language) -> Bool {
    switch language {
    case .korean: korean.contains { word.hasSuffix($0) }
    case .english: english.contains(word.lowercased())
    }
  }

  private static let korean = [
    "수업", "회의", "미팅", "약속", "예약", "면접", "시험", "모임", "여행", "공연", "경기", "생일", "결혼식", "발표", "회식",
    "수술", "촬영", "연습", "근무", "대타", "마감", "제출", "과외", "레슨", "진료", "검진", "상담", "리허설", "합주", "이사",
    "송년회", "돌잔치", "졸업식", "입학식", "캠핑", "산행", "등산", "벌초", "김장", "스터디", "면회", "출발", "픽업", "정산",
    "입금", "배송", "설치", "방문", "점검", "봉사", "정기런", "워크숍", "출장", "파티", "집들이", "영화", "직거래", "거래",
  ]

  private static let english: Set<String> = [
    "meeting", "dinner", "lunch", "party", "wedding", "match", "game", "class", "appointment",
    "dentist", "interview", "exam", "flight", "train", "rehearsal", "practice", "call", "fitting",
    "service", "visit", "swimming", "training", "birthday", "concert", "gig", "show", "movie",
    "film", "hike", "viewing", "delivery", "deadline", "release", "haircut", "session", "club",
    "shift", "trip", "checkup", "mot", "retro", "demo", "drinks", "barbecue", "bbq", "picnic",
  ]
}
