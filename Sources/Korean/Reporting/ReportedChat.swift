/// Messages of a chat as sentences in the third person: 지훈은 7시로 바꾸자고 했고, 세아는 알겠다고 했다.
package struct ReportedChat: Sendable {
  /// What somebody said.
  package struct Quote: Sendable {
    package var sender: String
    package var text: String
    /// Somebody agreed to it right after, so that a proposal in it is decided.
    package var isAgreed: Bool

    package init(sender: String, text: String, isAgreed: Bool = false) {
      self.sender = sender
      self.text = text
      self.isAgreed = isAgreed
    }
  }

  private let reporter: Reporter
  private let ending: ReportEnding

  /// `people` are the names of all who take part, so that a call (민서야) is told from a word.
  package init(people: some Sequence<String> = [], ending: ReportEnding = .plain) {
    reporter = Reporter(calls: ReportedWords.calls(of: people))
    self.ending = ending
  }

  /// Whether the first answer of somebody else, within three messages, agrees to the one at `index`.
  package static func isAgreed(_ index: Int, in chat: [(sender: String, text: String)]) -> Bool {
    let sender = chat[index].sender
    let answer = chat[(index + 1)...].prefix(3).first { $0.sender != sender }
    guard let answer, let sentence = KoreanSentence.split(answer.text).first,
      let word = sentence.words.first(where: { !$0.core.isEmpty })
    else { return false }
    return !sentence.isQuestion && agreements.contains(word.core)
  }

  private static let agreements: Set<String> = [
    "네", "넵", "넹", "예", "응", "웅", "ㅇㅇ", "ㅇㅋ", "오키", "오케이", "콜", "좋아", "좋아요", "좋습니다", "좋지", "좋죠",
    "좋네", "좋네요", "좋다", "그래",
    "그래요", "알겠어", "알겠어요", "알겠습니다", "알았어", "알았어요", "찬성", "굿", "그러자", "그럽시다", "네네", "넵넵", "ㄱㄱ", "동의",
    "ok", "OK", "확인",
  ]

  /// Every run of one sender as a sentence or two, in the order given.
  package func text(_ quotes: [Quote]) -> String {
    var sentences: [String] = []
    var index = 0
    while index < quotes.count {
      var run = [quotes[index]]
      let sender = quotes[index].sender
      index += 1
      while index < quotes.count, quotes[index].sender == sender {
        run.append(quotes[index])
        index += 1
      }
      sentences.append(contentsOf: said(run, by: sender))
    }
    return sentences.joined(separator: " ")
  }

  /// One message as a key point.
  ///
  /// Indirect speech gives every clause a verb of saying and another ending; where a clause has fewer
  /// words than ``fewest``, that is most of it, and the message's own words say it more plainly.
  package func point(_ quote: Quote) -> String {
    let words = quote.text.split(whereSeparator: \.isWhitespace)
    guard words.count < Self.fewest * clauses(of: [quote]).count else { return text([quote]) }
    return "\(Hangul.composed(quote.sender)): \"\(quote.text.filter { $0 != "\"" })\""
  }

  /// The words that a clause needs to be told in a key point.
  private static let fewest = 4

  /// What is said, without what is slight beside the rest.
  private func clauses(of quotes: [Quote]) -> [ReportedClause] {
    var clauses: [ReportedClause] = []
    for quote in quotes {
      for sentence in KoreanSentence.split(quote.text) {
        guard sentence.last != nil else { continue }
        clauses.append(
          reporter.clause(sentence, isAgreed: quote.isAgreed) ?? reporter.quoted(sentence))
      }
    }
    if clauses.contains(where: { !$0.isSlight }) { clauses.removeAll(where: \.isSlight) }
    return clauses
  }

  private func said(_ quotes: [Quote], by sender: String) -> [String] {
    let clauses = clauses(of: quotes)
    guard !clauses.isEmpty else { return [] }
    var sentences: [String] = []
    for start in stride(from: 0, to: clauses.count, by: 3) {
      let part = clauses[start..<min(start + 3, clauses.count)]
      let head = start == 0 ? Particles.attach(.topic, to: Hangul.composed(sender)) + " " : ""
      let front = zip(part, part.dropFirst()).map { $0.linked(before: $1) + " " }.joined()
      guard let last = part.last else { continue }
      sentences.append(head + front + last.closed(ending) + ".")
    }
    return sentences
  }
}
