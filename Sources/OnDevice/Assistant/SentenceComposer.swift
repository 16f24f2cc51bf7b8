import English
import Foundation
import Korean

/// Puts chosen messages together as sentences in the third person.
///
/// Each message becomes indirect speech (바꾸자 → 바꾸자고 했다; I'm late → Hal is late); one whose form is
/// not surely known is quoted inside its sentence, so nothing is said that the message does not say.
package struct SentenceComposer: Sendable {
  private enum Report: Sendable {
    case korean(ReportedChat)
    case english(EnglishReport)
  }

  let lines: [ChatLine]
  let choice: QuoteSelection.Choice
  private let report: Report
  private let said: [(sender: String, text: String)]

  /// `ending` is for Korean alone.
  package init(
    lines: [ChatLine], choice: QuoteSelection.Choice, language: Language, ending: SummaryEnding
  ) {
    self.lines = lines
    self.choice = choice
    said = lines.map { ($0.sender, $0.text) }
    let people = Set(lines.map(\.sender))
    switch language {
    case .korean: report = .korean(ReportedChat(people: people, ending: ending.report))
    case .english: report = .english(EnglishReport(people: people))
    }
  }

  /// Sentences in the order of the chat, one sender's messages together.
  package func summary(style: SummaryStyle = .sentence) -> String {
    let indexes = choice.best(style == .brief ? 2 : choice.indexes.count)
    return text(indexes) { clauses in
      ToldAgain.clauses(
        clauses.map { (choice.values[indexes[$0.quote]] ?? [:], $0.words) },
        unlikely: isKorean ? 0 : QuoteRule.english.unlikely)
    }
  }

  /// The best messages as sentences, each with its message, in the order of the chat.
  package func points(limit: Int) -> [SummaryPoint] {
    choice.best(limit).map { index in
      SummaryPoint(text: point(index), messages: [lines[index].index])
    }
  }

  /// One message as a key point: told, where at least ``ownShare`` of its words are the message's own,
  /// else quoted, so that a point says no more than the message it cites.
  private func point(_ index: Int) -> String {
    let told: String
    if case .korean(let report) = report {
      told = report.point(korean(index))
    } else {
      told = text([index])
    }
    let line = lines[index]
    let words = TextUnits.beginnings(told)
    let own = words.intersection(TextUnits.beginnings("\(line.sender) \(line.text)"))
    if Double(own.count) >= Self.ownShare * Double(words.count) { return told }
    let quote = choice.words(line, at: index).filter { $0 != "\"" }
    return "\(line.sender): \"\(quote)\"".precomposedStringWithCanonicalMapping
  }

  /// Verbs of saying and changed endings are a third of a point at most.
  private static let ownShare = 2.0 / 3

  /// In Korean leaving out unlikely values clause by clause cost as much recall as it gave precision.
  private var isKorean: Bool {
    if case .korean = report { true } else { false }
  }

  private func korean(_ index: Int) -> ReportedChat.Quote {
    ReportedChat.Quote(
      sender: lines[index].sender, text: choice.words(lines[index], at: index),
      isAgreed: ReportedChat.isAgreed(index, in: said))
  }

  private func text(
    _ indexes: [Int], omitted: ([(quote: Int, words: String)]) -> Set<Int> = { _ in [] }
  ) -> String {
    switch report {
    case .korean(let report):
      report.text(indexes.map(korean), omitted: omitted)
    case .english(let report):
      report.text(
        indexes.map { index in
          .init(
            sender: lines[index].sender,
            text: QuoteText.shortened(choice.words[index] ?? lines[index].text, to: 400),
            addressee: EnglishExchange.addressee(of: index, in: said),
            isAgreed: EnglishExchange.isAgreed(index, in: said),
            isAnswer: EnglishExchange.isAnswer(index, in: said),
            isOpen: EnglishExchange.isOpen(index, in: said))
        }, omitted: omitted)
    }
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
