import Korean

/// Puts chosen messages together as Korean sentences in the third person.
///
/// Each message becomes indirect speech (바꾸자 → 바꾸자고 했다); one whose ending is not surely known is
/// quoted inside its sentence, so nothing is said that the message does not say.
package struct SentenceComposer: Sendable {
  let lines: [ChatLine]
  let choice: QuoteSelection.Choice
  private let report: ReportedChat
  private let said: [(sender: String, text: String)]

  package init(lines: [ChatLine], choice: QuoteSelection.Choice, ending: SummaryEnding) {
    self.lines = lines
    self.choice = choice
    said = lines.map { ($0.sender, $0.text) }
    report = ReportedChat(people: Set(lines.map(\.sender)), ending: ending.report)
  }

  /// Sentences in the order of the chat, one sender's messages together.
  package func summary(style: SummaryStyle = .sentence) -> String {
    report.text(choice.best(style == .brief ? 2 : choice.indexes.count).map(quote))
  }

  /// The best messages as sentences, each with its message, in the order of the chat.
  package func points(limit: Int) -> [SummaryPoint] {
    choice.best(limit).map { index in
      SummaryPoint(text: report.text([quote(index)]), messages: [lines[index].index])
    }
  }

  private func quote(_ index: Int) -> ReportedChat.Quote {
    .init(
      sender: lines[index].sender, text: choice.words(lines[index], at: index),
      isAgreed: ReportedChat.isAgreed(index, in: said))
  }
}

extension SummaryEnding {
  fileprivate var report: ReportEnding {
    switch self {
    case .plain: .plain
    case .polite: .polite
    case .nominal: .nominal
    }
  }
}
