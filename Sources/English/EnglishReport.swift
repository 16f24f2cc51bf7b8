/// Messages of an English chat as sentences in the third person: Hal is stuck at work till 7.
///
/// Every word of content is the messages'; a message whose form is not surely known is quoted.
package struct EnglishReport: Sendable {
  /// What somebody said.
  package struct Quote: Sendable {
    package var sender: String
    package var text: String
    /// Whom it speaks to, where that is clear.
    package var addressee: String?
    /// Somebody agreed to it right after, so that a proposal in it is decided.
    package var isAgreed: Bool
    /// It answers a question, so that a word or two may matter.
    package var isAnswer: Bool
    /// Nobody else wrote after it, so that its questions are open.
    package var isOpen: Bool

    package init(
      sender: String, text: String, addressee: String? = nil, isAgreed: Bool = false,
      isAnswer: Bool = false, isOpen: Bool = false
    ) {
      self.sender = sender
      self.text = text
      self.addressee = addressee
      self.isAgreed = isAgreed
      self.isAnswer = isAnswer
      self.isOpen = isOpen
    }
  }

  private let cast: EnglishCast

  /// `people` are the names of all who take part, so that a call (…, Con) is told from a word.
  package init(people: some Sequence<String>) {
    cast = EnglishCast(people)
  }

  /// Every run of one sender as sentences, in the order given.
  ///
  /// `omitted` sees the words of every clause with the place of its quote, and says which to leave out.
  package func text(
    _ quotes: [Quote], omitted: ([(quote: Int, words: String)]) -> Set<Int> = { _ in [] }
  ) -> String {
    var runs: [(sender: String, told: [EnglishTold])] = []
    for (place, quote) in quotes.enumerated() {
      var told = told(quote)
      for at in told.indices { told[at].quote = place }
      if runs.last?.sender == quote.sender {
        runs[runs.count - 1].told += told
      } else {
        runs.append((quote.sender, told))
      }
    }
    let weight = runs.flatMap(\.told).filter { !$0.isSlight && !$0.isMinor }.reduce(0) {
      $0 + $1.count
    }
    for run in runs.indices {
      if weight >= Self.enough {
        runs[run].told.removeAll { $0.isSlight || $0.isMinor }
      } else if runs[run].told.contains(where: { !$0.isSlight }) {
        runs[run].told.removeAll(where: \.isSlight)
      }
    }
    let out = omitted(runs.flatMap(\.told).map { ($0.quote, $0.text) })
    var number = 0
    var sentences: [String] = []
    for (sender, told) in runs {
      let told = told.filter { _ in
        defer { number += 1 }
        return !out.contains(number)
      }
      sentences += EnglishJoin(name: cast.name(sender), pronouns: cast.pronouns(sender))
        .sentences(told)
    }
    return sentences.joined(separator: " ")
  }

  private func told(_ quote: Quote) -> [EnglishTold] {
    let narrator = EnglishNarrator(
      cast: cast, speaker: quote.sender, addressee: quote.addressee, isAgreed: quote.isAgreed)
    var told = EnglishSentence.split(quote.text).flatMap(narrator.told)
    if !quote.isAnswer {
      for at in told.indices where told[at].isShort { told[at].isSlight = true }
    }
    if quote.isOpen { for at in told.indices { told[at].isOpen = true } }
    return told
  }

  /// Words of weight from which on what is slight is left out.
  private static let enough = 20
}
