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

    package init(
      sender: String, text: String, addressee: String? = nil, isAgreed: Bool = false,
      isAnswer: Bool = false
    ) {
      self.sender = sender
      self.text = text
      self.addressee = addressee
      self.isAgreed = isAgreed
      self.isAnswer = isAnswer
    }
  }

  private let cast: EnglishCast

  /// `people` are the names of all who take part, so that a call (…, Con) is told from a word.
  package init(people: some Sequence<String>) {
    cast = EnglishCast(people)
  }

  /// Every run of one sender as sentences, in the order given.
  package func text(_ quotes: [Quote]) -> String {
    var sentences: [String] = []
    var index = 0
    while index < quotes.count {
      let sender = quotes[index].sender
      var told: [EnglishTold] = []
      while index < quotes.count, quotes[index].sender == sender {
        let quote = quotes[index]
        let narrator = EnglishNarrator(
          cast: cast, speaker: sender, addressee: quote.addressee, isAgreed: quote.isAgreed)
        var part = EnglishSentence.split(quote.text).flatMap(narrator.told)
        if !quote.isAnswer { for at in part.indices where part[at].isShort { part[at].isSlight = true } }
        told += part
        index += 1
      }
      if told.contains(where: { !$0.isSlight }) { told.removeAll(where: \.isSlight) }
      sentences += EnglishJoin(name: cast.name(sender), pronouns: cast.pronouns(sender)).sentences(
        told)
    }
    return sentences.joined(separator: " ")
  }
}
