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
  ///
  /// `omitted` sees the words of every clause with the place of its quote, and says which to leave out.
  package func text(
    _ quotes: [Quote], omitted: ([(quote: Int, words: String)]) -> Set<Int> = { _ in [] }
  ) -> String {
    var runs: [(sender: String, clauses: [(quote: Int, clause: ReportedClause)])] = []
    for (place, quote) in quotes.enumerated() {
      let clauses = clauses(of: quote).map { (place, $0) }
      if let last = runs.indices.last, runs[last].sender == quote.sender {
        runs[last].clauses += clauses
      } else {
        runs.append((quote.sender, clauses))
      }
    }
    for run in runs.indices { Self.dropSlight(&runs[run].clauses) }
    let out = omitted(runs.flatMap(\.clauses).map { ($0.quote, $0.clause.body) })
    var number = 0
    return runs.flatMap { run in
      let kept = run.clauses.filter { _ in
        defer { number += 1 }
        return !out.contains(number)
      }
      return said(kept.map(\.clause), by: run.sender)
    }.joined(separator: " ")
  }

  /// One message as a key point.
  ///
  /// Indirect speech gives every clause a verb of saying and another ending; where a clause has fewer
  /// words than ``fewest``, that is most of it, and the message's own words say it more plainly.
  package func point(_ quote: Quote) -> String {
    let words = quote.text.split(whereSeparator: \.isWhitespace)
    guard words.count < Self.fewest * slightest(quote).count else { return text([quote]) }
    return "\(Hangul.composed(quote.sender)): \"\(quote.text.filter { $0 != "\"" })\""
  }

  /// The words that a clause needs to be told in a key point.
  private static let fewest = 4

  private func slightest(_ quote: Quote) -> [ReportedClause] {
    var clauses = clauses(of: quote).map { (quote: 0, clause: $0) }
    Self.dropSlight(&clauses)
    return clauses.map(\.clause)
  }

  private func clauses(of quote: Quote) -> [ReportedClause] {
    KoreanSentence.split(quote.text).filter { $0.last != nil }.map {
      reporter.clause($0, isAgreed: quote.isAgreed) ?? reporter.quoted($0)
    }
  }

  /// What is slight goes beside the rest.
  private static func dropSlight(_ clauses: inout [(quote: Int, clause: ReportedClause)]) {
    if clauses.contains(where: { !$0.clause.isSlight }) {
      clauses.removeAll(where: \.clause.isSlight)
    }
  }

  private func said(_ clauses: [ReportedClause], by sender: String) -> [String] {
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
