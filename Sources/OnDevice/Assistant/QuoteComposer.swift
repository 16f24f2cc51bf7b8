/// Puts chosen messages together as a summary and as key points, in their own words.
package struct QuoteComposer: Sendable {
  let lines: [ChatLine]
  let choice: QuoteSelection.Choice

  package init(lines: [ChatLine], choice: QuoteSelection.Choice) {
    self.lines = lines
    self.choice = choice
  }

  /// `A: one · two / B: three`: in the order of the chat, the name once per run of one speaker.
  package func summary(style: SummaryStyle = .sentence) -> String {
    var text = ""
    var speaker: String?
    for index in style == .brief ? choice.best(2) : choice.indexes {
      let words = choice.words(lines[index], at: index)
      if lines[index].sender == speaker {
        text += " · \(words)"
      } else {
        text += "\(text.isEmpty ? "" : " / ")\(lines[index].sender): \(words)"
      }
      speaker = lines[index].sender
    }
    return text
  }

  /// The best quotes, each with its message, in the order of the chat.
  package func points(limit: Int) -> [SummaryPoint] {
    choice.best(limit).map { index in
      SummaryPoint(
        text: "\(lines[index].sender): \(choice.words(lines[index], at: index))",
        messages: [lines[index].index])
    }
  }
}

extension QuoteSelection.Choice {
  /// The best of the chosen, in the order of the chat.
  ///
  /// One that is overtaken comes only after what overtakes it. Where more are wanted than a summary tells, there are those beyond its budget.
  func best(_ limit: Int) -> [Int] {
    let all = limit > indexes.count ? indexes + further : indexes
    var waiting = all.sorted { scores[$0] != scores[$1] ? scores[$0] > scores[$1] : $0 < $1 }
    var best: [Int] = []
    while best.count < limit,
      let place = waiting.firstIndex(where: { overtaken[$0, default: []].allSatisfy(best.contains) }
      )
    {
      best.append(waiting.remove(at: place))
    }
    return best.sorted()
  }

  /// What is said of a line; a message of a page is not quoted to its end.
  func words(_ line: ChatLine, at index: Int) -> String {
    QuoteText.shortened(words[index] ?? QuoteText.trimmed(line.text), to: 200)
  }
}
