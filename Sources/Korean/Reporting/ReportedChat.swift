/// Messages of a chat as sentences in the third person: 지훈은 7시로 바꾸자고 했고, 세아는 알겠다고 했다.
package struct ReportedChat: Sendable {
  /// What somebody said.
  package struct Quote: Sendable {
    package var sender: String
    package var text: String

    package init(sender: String, text: String) {
      self.sender = sender
      self.text = text
    }
  }

  private let reporter: Reporter
  private let ending: ReportEnding

  /// `people` are the names of all who take part, so that a call (민서야) is told from a word.
  package init(people: some Sequence<String> = [], ending: ReportEnding = .plain) {
    reporter = Reporter(calls: ReportedWords.calls(of: people))
    self.ending = ending
  }

  /// Every run of one sender as a sentence or two, in the order given.
  package func text(_ quotes: [Quote]) -> String {
    var sentences: [String] = []
    var index = 0
    while index < quotes.count {
      var run = [quotes[index].text]
      let sender = quotes[index].sender
      index += 1
      while index < quotes.count, quotes[index].sender == sender {
        run.append(quotes[index].text)
        index += 1
      }
      sentences.append(contentsOf: said(run, by: sender))
    }
    return sentences.joined(separator: " ")
  }

  private func said(_ texts: [String], by sender: String) -> [String] {
    var clauses: [ReportedClause] = []
    for text in texts {
      for sentence in KoreanSentence.split(text) {
        guard sentence.last != nil else { continue }
        clauses.append(reporter.clause(sentence) ?? reporter.quoted(sentence))
      }
    }
    if clauses.contains(where: { !$0.isSlight }) { clauses.removeAll(where: \.isSlight) }
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
